import { cx } from './cx.ts';
import styles from './progress-bar.module.css';

interface Props {
  readonly label: string;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
}

/** Moves by real counts only. Without a total it shows that something is under way and claims nothing else. */
export function ProgressBar({ label, done, total }: Props) {
  const share = total ? Math.min(1, done / total) : 0;
  return (
    <div
      className={cx(styles.track, total === null && styles.unknown)}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(total === null ? {} : { 'aria-valuemax': total, 'aria-valuenow': Math.min(done, total) })}
    >
      <div className={cx(styles.bar)} style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
