import { type ReactNode, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { dismissToast, useToasts } from '../../stores/toast-store.ts';
import { cx } from '../../ui/cx.ts';
import { lazyDialog } from '../../ui/lazy-part.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { DemoBand } from '../welcome/demo-band.tsx';
import { Banners } from './banners.tsx';
import { Footer } from './footer.tsx';
import { Navigation } from './navigation.tsx';
import { RefusedEdits } from './refused-edits.tsx';
import { RefusedTasks } from './refused-tasks.tsx';
import styles from './shell.module.css';
import { useCommandKeys } from './use-command-keys.ts';
import { useGlobalCommands } from './use-global-commands.ts';
import { usePaneCommands } from './use-pane-commands.ts';

const isShown = ({ isOpen }: { readonly isOpen: boolean }) => isOpen;
const HelpSheet = lazyDialog(async () => (await import('./help-sheet.tsx')).HelpSheet, isShown);
const Palette = lazyDialog(async () => (await import('./palette/palette.tsx')).Palette, isShown);
const UndoHistory = lazyDialog(async () => (await import('./undo-history.tsx')).UndoHistory, isShown);

/** What lies over the screen. */
export type Overlay = 'help' | 'palette' | 'undo-history';

/** The frame around every screen: where to go, what lasts, where things stand. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const toast = useToasts(({ toasts }) => toasts[0] ?? null);
  const close = () => setOverlay(null);
  useCommandKeys();
  useGlobalCommands(setOverlay);
  usePaneCommands();
  return (
    <div className={cx(styles.shell)}>
      <button type="button" className={cx(styles.skip)} onClick={() => document.getElementById('main')?.focus()}>
        {t('shell.skip')}
      </button>
      <Navigation />
      <main id="main" tabIndex={-1} className={cx(styles.main)} data-pane="">
        <DemoBand />
        <Banners />
        <RefusedEdits />
        <RefusedTasks />
        {children}
      </main>
      <Footer />
      <Toasts toast={toast} onDismiss={dismissToast} />
      <HelpSheet isOpen={overlay === 'help'} onClose={close} />
      <UndoHistory isOpen={overlay === 'undo-history'} onClose={close} />
      <Palette isOpen={overlay === 'palette'} onClose={close} />
    </div>
  );
}
