import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
} from 'react';
import { cx } from './cx.ts';
import styles from './data-grid.module.css';
import { gridTarget } from './grid-keys.ts';
import { SkeletonBar } from './skeleton.tsx';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** The heading is read out, but there is no room to show it. */
  readonly hideHeader?: boolean;
  readonly className?: string | undefined;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface GridProps<Row> {
  readonly label: string;
  readonly rowCount: number;
  /** Undefined while the row is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly rowHeight: number;
  /** 0 when the headings are only read out. */
  readonly headHeight: number;
  /** Lays out the cells of a row, the header's too. */
  readonly rowClassName?: string | undefined;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly onSort: (column: string) => void;
  readonly current: number | null;
  readonly onCurrent: (index: number) => void;
  readonly onOpen: (index: number) => void;
  /** Called with what is on the screen, whenever that changes. */
  readonly onRange: (first: number, last: number) => void;
  /** Keys the grid does not know itself. */
  readonly onKey: (event: KeyboardEvent, index: number | null) => void;
  /** Scrolls back to the top when it changes. */
  readonly resetKey: string;
  /** For giving the focus back. */
  readonly gridRef: RefObject<HTMLTableElement | null>;
}

/**
 * A list of any length as an ARIA grid: one tab stop, the current row told by `aria-activedescendant` and never
 * taken out of the page, arrows, j and k, Home, End and whole pages. Rows know their number in the whole list.
 */
export function DataGrid<Row>(props: GridProps<Row>) {
  const { label, rowCount, rowAt, columns, rowHeight, headHeight, rowClassName, current, onRange, gridRef } = props;
  const id = useId();
  const pinCurrent = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (current === null || current >= rowCount || shown.includes(current)) return shown;
      return [...shown, current].sort((a, b) => a - b);
    },
    [current, rowCount],
  );
  const virtualizer = useVirtualizer({
    count: rowCount,
    getScrollElement: () => gridRef.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    rangeExtractor: pinCurrent,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    useFlushSync: false,
  });
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  useStartOver(virtualizer, props);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const target = gridTarget(event, current, { page: Math.max(1, last - first - 1), count: rowCount });
    if (target !== null) {
      event.preventDefault();
      props.onCurrent(target);
      virtualizer.scrollToIndex(target);
    } else if (event.key === 'Enter' && current !== null) {
      event.preventDefault();
      props.onOpen(current);
    } else props.onKey(event, current);
  }

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input')) return;
    const index = Number(event.target.closest('tr')?.ariaRowIndex) - 2;
    if (index >= 0) props.onOpen(index);
  }

  const attributes = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': rowCount + 1,
    'aria-colcount': columns.length,
    ...(current !== null && current < rowCount ? { 'aria-activedescendant': `${id}-${current}` } : {}),
  } as const;
  return (
    <table ref={gridRef} className={cx(styles.grid)} onKeyDown={onKeyDown} onClick={onClick} {...attributes}>
      <Head {...props} />
      <tbody className={cx(styles.body)} style={{ height: virtualizer.getTotalSize() - headHeight }}>
        {virtualizer.getVirtualItems().map((item) => (
          <GridRow
            key={item.key}
            id={`${id}-${item.index}`}
            index={item.index}
            row={rowAt(item.index)}
            columns={columns}
            className={rowClassName}
            isCurrent={item.index === current}
            top={item.start - headHeight}
            height={rowHeight}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Measures again when rows change their height, goes to the top when it is another list. */
function useStartOver<Row>(
  virtualizer: Virtualizer<HTMLTableElement, Element>,
  { rowHeight, resetKey }: GridProps<Row>,
): void {
  const measured = useRef(rowHeight);
  useEffect(() => {
    if (measured.current === rowHeight) return;
    measured.current = rowHeight;
    virtualizer.measure();
  }, [virtualizer, rowHeight]);
  const shown = useRef(resetKey);
  useEffect(() => {
    if (shown.current === resetKey) return;
    shown.current = resetKey;
    virtualizer.scrollToOffset(0);
  }, [virtualizer, resetKey]);
}

function Head<Row>({ columns, sort, onSort, rowClassName, headHeight }: GridProps<Row>) {
  return (
    <thead className={cx(headHeight === 0 ? styles.hidden : styles.head)}>
      <tr aria-rowindex={1} className={cx(styles.row, rowClassName)}>
        {columns.map((column, index) => (
          <th
            key={column.id}
            scope="col"
            aria-colindex={index + 1}
            className={cx(styles.cell, styles.headCell, column.className)}
            {...(sort?.column === column.id ? { 'aria-sort': sort.descending ? 'descending' : 'ascending' } : {})}
          >
            <HeadCell column={column} sort={sort} onSort={onSort} />
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
  if (!column.isSortable) return <span className={cx(column.hideHeader && styles.hidden)}>{column.header}</span>;
  const Arrow = sort?.descending ? ArrowDown : ArrowUp;
  return (
    // The toolbar's sort control does the same for the keyboard; the grid stays one tab stop.
    <button type="button" tabIndex={-1} className={cx(styles.sort)} onClick={() => onSort(column.id)}>
      {column.header}
      {sort?.column === column.id && <Arrow size={12} aria-hidden="true" />}
    </button>
  );
}

interface RowProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly className: string | undefined;
  readonly isCurrent: boolean;
  readonly top: number;
  readonly height: number;
}

function PlainRow<Row>({ id, index, row, columns, className, isCurrent, top, height }: RowProps<Row>) {
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isCurrent}
      aria-busy={row === undefined}
      className={cx(styles.row, styles.bodyRow, isCurrent && styles.current, className)}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      {columns.map((column, place) => (
        <td key={column.id} aria-colindex={place + 1} className={cx(styles.cell, column.className)}>
          {row === undefined ? <SkeletonBar /> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

const GridRow = memo(PlainRow) as typeof PlainRow;
