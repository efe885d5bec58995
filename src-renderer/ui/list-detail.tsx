import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './list-detail.module.css';

interface Props {
  readonly list: ReactNode;
  readonly listLabel: string;
  /** Nothing chosen: false or null. */
  readonly detail: ReactNode;
  readonly detailLabel: string;
  /** Shown where the detail would be, on wide windows. */
  readonly placeholder: string;
  /** The way from the detail back to the list, on narrow windows. */
  readonly back: { readonly label: string; readonly href: string };
}

/** A list and what was chosen from it: side by side where there is room, one after the other where there is not. */
export function ListDetail({ list, listLabel, detail, detailLabel, placeholder, back }: Props) {
  const isOpen = Boolean(detail);
  return (
    <div className={cx(styles.panes, isOpen && styles.open)}>
      <section className={cx(styles.list)} aria-label={listLabel}>
        {list}
      </section>
      <section className={cx(styles.detail)} aria-label={detailLabel} data-scroller="">
        {isOpen ? (
          <>
            <a href={back.href} className={cx(styles.back)}>
              ← {back.label}
            </a>
            {detail}
          </>
        ) : (
          <p className={cx(styles.placeholder)}>{placeholder}</p>
        )}
      </section>
    </div>
  );
}
