import { type ReactNode, useState } from 'react';
import { dismissToast, useToasts } from '../../stores/toast-store.ts';
import { cx } from '../../ui/cx.ts';
import { Toasts } from '../../ui/toasts.tsx';
import { Banners } from './banners.tsx';
import { Footer } from './footer.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { useCommandKeys } from './use-command-keys.ts';
import { useGlobalCommands } from './use-global-commands.ts';

/** The frame around every screen: where to go, what lasts, where things stand. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [isHelpOpen, setHelpOpen] = useState(false);
  useCommandKeys();
  useGlobalCommands(setHelpOpen);
  const openHelp = () => setHelpOpen(true);
  const toast = useToasts(({ toasts }) => toasts[0] ?? null);
  return (
    <div className={cx(styles.shell)}>
      <button type="button" className={cx(styles.skip)} onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <Navigation onHelp={openHelp} />
      <main id="main" tabIndex={-1} className={cx(styles.main)}>
        <Banners />
        {children}
      </main>
      <Footer onHelp={openHelp} />
      <Toasts toast={toast} onDismiss={dismissToast} />
      <HelpSheet isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  );
}
