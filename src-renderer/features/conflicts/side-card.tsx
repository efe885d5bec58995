import type { ReactNode } from 'react';
import type { ConflictView } from '../../../src-shared/api/views.ts';
import { cx } from '../../ui/cx.ts';
import { DiffText } from '../../ui/diff-text.tsx';
import { isLongText, valueText } from '../words/field-text.ts';
import { placeName } from '../words/state-words.ts';
import { momentText } from '../words/time-text.ts';
import { diffWords } from '../words/word-diff.ts';
import styles from './side-card.module.css';

type Side = ConflictView['sides'][number];

interface Props {
  readonly conflict: ConflictView;
  readonly side: Side;
  readonly position: 'left' | 'right';
  readonly isChosen: boolean;
  /** The button that chooses it. */
  readonly children: ReactNode;
}

/** One side of a conflict: whose it is, who changed it and when, and the value; long texts show what they changed. */
export function SideCard({ conflict, side, position, isChosen, children }: Props) {
  return (
    <section
      className={cx(styles.card, position === 'left' ? styles.left : styles.right, isChosen && styles.chosen)}
      aria-label={placeName(side.side)}
    >
      <header className={cx(styles.head)}>
        <span className={cx(styles.letter)} aria-hidden="true">
          {position === 'left' ? 'A' : 'B'}
        </span>
        <div>
          <h3 className={cx(styles.name)}>{placeName(side.side)}</h3>
          <p className={cx(styles.meta)}>
            {whoAndWhen(side)}
            {isNewer(conflict, side) && <strong className={cx(styles.newer)}> newer</strong>}
          </p>
        </div>
      </header>
      <div className={cx(styles.value)} dir="auto">
        <Value conflict={conflict} side={side} />
      </div>
      <div>{children}</div>
    </section>
  );
}

function Value({ conflict, side }: Pick<Props, 'conflict' | 'side'>) {
  if (conflict.kind === 'deletion') return side.value === null ? 'Deleted' : 'Kept, and changed';
  const text = valueText(conflict.field, side.value);
  if (!text) return <span className={cx(styles.empty)}>empty</span>;
  const before = valueText(conflict.field, conflict.before);
  return isLongText(conflict.field) && before ? <DiffText parts={diffWords(before, text)} /> : text;
}

function whoAndWhen({ side, by, at }: Side): string {
  const who = by ?? (side === 'here' ? 'You' : null);
  return [who, at && momentText(at)].filter(Boolean).join(' · ') || 'Time not known';
}

function isNewer({ sides }: ConflictView, side: Side): boolean {
  return (
    side.at !== null && sides.every((other) => other === side || (other.at !== null && other.at < (side.at ?? '')))
  );
}
