import { VisuallyHidden } from 'react-aria-components';
import { t } from '../i18n/t.ts';
import { cx } from './cx.ts';
import styles from './skeleton.module.css';

/** Grey bars in the place of rows that are on their way; they show only when it takes longer than 200 ms. */
export function Skeleton({ rows = 6, label = t('ui.loading') }: { readonly rows?: number; readonly label?: string }) {
  return (
    <div className={cx(styles.skeleton)}>
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => `bar-${row}`).map((bar) => (
        <span key={bar} className={cx(styles.bar)} />
      ))}
    </div>
  );
}

export function SkeletonBar() {
  return <span className={cx(styles.bar)} />;
}
