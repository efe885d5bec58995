import type { ReactNode } from 'react';
import { dismissToast, useToasts } from '../../stores/toast-store.ts';
import { cx } from '../../ui/cx.ts';
import { Toasts } from '../../ui/toasts.tsx';
import { Banners } from './banners.tsx';
import { Footer } from './footer.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { useGlobalKeys } from './use-global-keys.ts';

/** The frame around every screen: where to go, what lasts, where things stand. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const help = useGlobalKeys();
  const toast = useToasts(({ toasts }) => toasts[0] ?? null);
  return (
    <div className={cx(styles.shell)}>
      <button type="button" className={cx(styles.skip)} onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <Navigation onHelp={help.open} />
      <main id="main" tabIndex={-1} className={cx(styles.main)}>
        <Banners />
        {children}
      </main>
      <Footer onHelp={help.open} />
      <Toasts toast={toast} onDismiss={dismissToast} />
      <HelpSheet isOpen={help.isOpen} onClose={help.close} />
    </div>
  );
}
