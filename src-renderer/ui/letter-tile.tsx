import { cx } from './cx.ts';
import styles from './letter-tile.module.css';

/** Stands for a service beside its name: its first letter on a tile. */
export function LetterTile({ name }: { readonly name: string }) {
  return (
    <span className={cx(styles.tile)} aria-hidden="true">
      {Array.from(name)[0]?.toUpperCase() ?? '?'}
    </span>
  );
}
