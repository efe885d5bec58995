import type { LucideIcon } from 'lucide-react';
import { cx } from './cx.ts';
import styles from './letter-tile.module.css';

interface Props {
  readonly name: string;
  /** Instead of the letter. */
  readonly icon?: LucideIcon | undefined;
}

/** Stands for a service beside its name: its first letter on a tile. */
export function LetterTile({ name, icon: Icon }: Props) {
  return (
    <span className={cx(styles.tile)} aria-hidden="true">
      {Icon ? <Icon size={14} strokeWidth={1.75} /> : (Array.from(name)[0]?.toUpperCase() ?? '?')}
    </span>
  );
}
