import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './empty-state.module.css';

interface Props {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing here: why, and what to do about it. */
export function EmptyState({ icon: Icon, title, children, actions }: Props) {
  return (
    <div className={cx(styles.empty)}>
      <Icon size={32} strokeWidth={1.25} aria-hidden="true" className={cx(styles.icon)} />
      <p className={cx(styles.title)}>{title}</p>
      {children && <div className={cx(styles.text)}>{children}</div>}
      {actions && <div className={cx(styles.actions)}>{actions}</div>}
    </div>
  );
}
