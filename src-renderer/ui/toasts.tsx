import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Group } from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { Button, IconButton } from './button.tsx';
import { cx } from './cx.ts';
import styles from './toasts.module.css';

interface Props {
  /** The one to show; null: none. */
  readonly toast: {
    readonly id: number;
    readonly text: string;
    readonly action?: { readonly label: string; readonly run: () => void };
  } | null;
  readonly onDismiss: (id: number) => void;
}

const shownMs = 6000;

/** One event at a time, bottom centre; it waits while the pointer or the focus is on it. */
export function Toasts({ toast, onDismiss }: Props) {
  const [paused, setPaused] = useState(false);
  const id = toast?.id;
  // One that goes away under the pointer does not say that the pointer has left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with each toast
  useEffect(() => setPaused(false), [id]);
  useEffect(() => {
    if (id === undefined || paused) return;
    const timer = setTimeout(() => onDismiss(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, paused, onDismiss]);

  return (
    <section className={cx(styles.region)} aria-label={t('ui.notices')} aria-live="polite">
      {toast && (
        <Group
          className={cx(styles.toast)}
          onHoverChange={setPaused}
          onFocus={() => setPaused(true)}
          onBlur={() => setPaused(false)}
        >
          <span className={cx(styles.text)}>{toast.text}</span>
          {toast.action && (
            <Button
              variant="ghost"
              onPress={() => {
                toast.action?.run();
                onDismiss(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label={t('ui.dismiss')} icon={X} onPress={() => onDismiss(toast.id)} />
        </Group>
      )}
    </section>
  );
}
