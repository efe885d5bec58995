import { type RefObject, useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './position-note.module.css';

interface Props {
  readonly grid: RefObject<HTMLElement | null>;
  readonly rowHeight: number;
  readonly count: number;
}

/** Shorter lists are seen at a glance. */
const longList = 200;
const restMs = 1200;

/** Where one is in a long list, while one scrolls. The grid's rows say it to a screen reader. */
export function PositionNote({ grid, rowHeight, count }: Props) {
  const [row, setRow] = useState<number | null>(null);
  const isLong = count >= longList;
  useEffect(() => {
    const element = grid.current;
    if (!element || !isLong) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      setRow(Math.floor((element.scrollTop + element.clientHeight) / rowHeight));
      clearTimeout(timer);
      timer = setTimeout(() => setRow(null), restMs);
    };
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      element.removeEventListener('scroll', follow);
      clearTimeout(timer);
    };
  }, [grid, rowHeight, isLong]);
  if (!isLong || row === null) return null;
  return (
    <span aria-hidden="true" className={cx(styles.note)}>
      {t('tasks.position', { row: Math.min(row, count), count })}
    </span>
  );
}
