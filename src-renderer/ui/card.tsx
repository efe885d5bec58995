import type { ReactNode } from 'react';
import styles from './card.module.css';
import { cx } from './cx.ts';

interface Props {
  readonly title?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A framed part of a page, with or without a heading. */
export function Card({ title, actions, children }: Props) {
  return (
    <section className={cx(styles.card)} {...(title ? { 'aria-label': title } : {})}>
      {title && (
        <header className={cx(styles.header)}>
          <h2 className={cx(styles.title)}>{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
