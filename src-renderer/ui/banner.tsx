import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'info' | 'warning';

interface Props {
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A lasting state across the whole width: what it is, and the one thing to do. */
export function Banner({ tone, icon: Icon, children, actions }: Props) {
  return (
    <div className={cx(styles.banner, styles[tone])}>
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" className={cx(styles.icon)} />
      <div className={cx(styles.text)}>{children}</div>
      {actions && <div className={cx(styles.actions)}>{actions}</div>}
    </div>
  );
}
