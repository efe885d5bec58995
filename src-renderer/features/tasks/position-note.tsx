import { useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './position-note.module.css';

interface Props {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** Shorter lists are seen at a glance. */
const longList = 200;
const restMs = 1200;

/** Where one is in a long list, while one scrolls. The grid's rows say it to a screen reader. */
export function PositionNote({ first, last, count }: Props) {
  const [isMoving, setMoving] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is shown whenever the rows on the screen change.
  useEffect(() => {
    setMoving(true);
    const timer = setTimeout(() => setMoving(false), restMs);
    return () => clearTimeout(timer);
  }, [first]);
  if (count < longList || first === 0) return null;
  return (
    <span aria-hidden="true" className={cx(styles.note, !isMoving && styles.resting)}>
      {t('tasks.position', { row: last + 1, count })}
    </span>
  );
}
