import { ArrowDown, ArrowUp } from 'lucide-react';
import { type PointerEvent, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './data-grid.module.css';
import type { GridColumn, GridProps } from './data-grid.tsx';

type HeadProps<Row> = Pick<
  GridProps<Row>,
  'columns' | 'sort' | 'onSort' | 'onResize' | 'rowClassName' | 'tracks' | 'headHeight'
>;

/** The headings of a grid: they sort, and their edges can be dragged. The toolbar does both for the keyboard. */
export function DataGridHead<Row>(props: HeadProps<Row>) {
  const { columns, sort, onResize, rowClassName, tracks, headHeight } = props;
  return (
    <thead className={cx(headHeight === 0 ? styles.hidden : styles.head)}>
      <tr
        aria-rowindex={1}
        className={cx(styles.row, rowClassName)}
        style={tracks ? { gridTemplateColumns: tracks } : {}}
      >
        {columns.map((column, index) => (
          <th
            key={column.id}
            scope="col"
            aria-colindex={index + 1}
            className={cx(styles.cell, styles.headCell, column.className)}
            {...(sort?.column === column.id ? { 'aria-sort': sort.descending ? 'descending' : 'ascending' } : {})}
          >
            <HeadCell column={column} sort={sort} onSort={props.onSort} />
            {column.isResizable && onResize && <Edge column={column.id} onResize={onResize} />}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface HeadCellProps<Row> extends Pick<GridProps<Row>, 'sort' | 'onSort'> {
  readonly column: GridColumn<Row>;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  if (!column.isSortable)
    return <span className={cx(column.hideHeader ? styles.hidden : styles.headName)}>{column.header}</span>;
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;
  return (
    <button type="button" tabIndex={-1} className={cx(styles.sort)} onClick={() => onSort(column.id)}>
      <span className={cx(styles.headName)} title={column.header}>
        {column.header}
      </span>
      {sort?.column === column.id && <Arrow size={12} aria-hidden="true" />}
    </button>
  );
}

const narrowest = 48;

/** Dragging makes the column wider or narrower; it takes effect when the pointer is let go. */
function Edge({
  column,
  onResize,
}: {
  readonly column: string;
  readonly onResize: (id: string, width: number) => void;
}) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const isRightToLeft = (element: Element) => getComputedStyle(element).direction === 'rtl';
  const widthAt = (event: PointerEvent<HTMLSpanElement>) => {
    const moved = event.clientX - (start.current?.x ?? 0);
    const width = (start.current?.width ?? 0) + (isRightToLeft(event.currentTarget) ? -moved : moved);
    return Math.max(narrowest, Math.round(width));
  };
  return (
    <span
      aria-hidden="true"
      className={cx(styles.edge)}
      onPointerDown={(event) => {
        const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0;
        start.current = { x: event.clientX, width };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerUp={(event) => {
        if (start.current && event.clientX !== start.current.x) onResize(column, widthAt(event));
        start.current = null;
      }}
    />
  );
}
