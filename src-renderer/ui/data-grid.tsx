import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
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
import { DataGridHead } from './data-grid-head.tsx';
import { gridTarget } from './grid-keys.ts';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** The heading is read out, but there is no room to show it. */
  readonly hideHeader?: boolean;
  readonly className?: string | undefined;
  readonly isSortable?: boolean;
  /** It can be made wider and narrower. */
  readonly isResizable?: boolean;
  readonly cell: (row: Row, isSelected: boolean) => ReactNode;
}

/** A row that is the heading of those below it. */
export interface GridHeading {
  readonly content: ReactNode;
  readonly isOpen: boolean;
}

export interface GridProps<Row> {
  readonly label: string;
  readonly rowCount: number;
  /** Undefined while the row is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Null: the row is none. Absent: none is. */
  readonly headingAt?: (index: number) => GridHeading | null;
  readonly columns: readonly GridColumn<Row>[];
  /** For `grid-template-columns`; absent: the class of the row lays them out. */
  readonly tracks?: string | undefined;
  readonly rowHeight: number;
  /** 0 when the headings are only read out. */
  readonly headHeight: number;
  /** Lays out the cells of a row, the header's too. */
  readonly rowClassName?: string | undefined;
  readonly sort: { readonly column: string; readonly descending: boolean } | null;
  readonly onSort: (column: string) => void;
  readonly onResize?: (column: string, width: number) => void;
  /** The row that keys act on. */
  readonly current: number | null;
  /** @param isExtending rows on the way are selected */
  readonly onCurrent: (index: number, isExtending: boolean) => void;
  /** The row that is shown beside the list. */
  readonly opened?: number | null;
  readonly onOpen: (index: number) => void;
  readonly isSelected: (row: Row) => boolean;
  /** @param isRange from the last one that was selected */
  readonly onSelect: (index: number, isRange: boolean) => void;
  /** Called with what is on the screen, whenever that changes. */
  readonly onRange: (first: number, last: number) => void;
  /** Keys the grid does not know itself. */
  readonly onKey: (event: KeyboardEvent, index: number | null) => void;
  /** Scrolls back to the top when it changes. */
  readonly resetKey: string;
  /** For giving the focus back. */
  readonly gridRef: RefObject<HTMLTableElement | null>;
}

/** Rows beyond each edge of the screen. */
const overscan = 8;

/**
 * A list of any length as an ARIA grid: one tab stop, the current row told by `aria-activedescendant` and never
 * taken out of the page, arrows, j and k, Home, End and whole pages; several rows can be selected. Rows know their number
 * in the whole list.
 */
export function DataGrid<Row>(props: GridProps<Row>) {
  const { label, rowCount, rowAt, headingAt, columns, rowHeight, headHeight, current, onRange, gridRef } = props;
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
    overscan,
    rangeExtractor: pinCurrent,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    useFlushSync: false,
  });
  const first = virtualizer.range?.startIndex ?? 0;
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  useStartOver(virtualizer, props);
  // Rows that leave the screen become the ones that come: a new element costs far more than a new text in an old one. The current
  // row keeps its own, because it stays in the page.
  const slots = Math.ceil((virtualizer.scrollRect?.height ?? 0) / rowHeight) + 2 * overscan + 2;
  const keyOf = (index: number) => (index === current ? 'current' : index % slots);
  const isFirstWait = first === 0 && rowCount > 0 && rowAt(0) === undefined && !headingAt?.(0);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget) return;
    const target = gridTarget(event, current, { page: Math.max(1, last - first - 1), count: rowCount });
    if (target !== null) {
      event.preventDefault();
      props.onCurrent(target, event.shiftKey);
      virtualizer.scrollToIndex(target);
    } else if ((event.key === 'Enter' || event.key === ' ') && current !== null) {
      event.preventDefault();
      props.onOpen(current);
    } else props.onKey(event, current);
  }

  function onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input')) return;
    const index = Number(event.target.closest('tr')?.ariaRowIndex) - 2;
    if (!(index >= 0)) return;
    const isTick = event.target.closest('[data-select]') !== null || event.shiftKey || event.ctrlKey || event.metaKey;
    if (isTick) props.onSelect(index, event.shiftKey);
    else props.onOpen(index);
  }

  const attributes = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': label,
    'aria-rowcount': rowCount + 1,
    'aria-colcount': columns.length,
    'aria-multiselectable': true,
    ...(current !== null && current < rowCount
      ? { 'aria-activedescendant': `${id}-${current}`, 'data-has-current': true }
      : {}),
  } as const;
  return (
    <table
      ref={gridRef}
      className={cx(styles.grid)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      // A range is ticked with Shift; the browser would mark the text of the rows on the way.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      {...attributes}
    >
      <DataGridHead {...props} />
      <tbody
        className={cx(styles.body, isFirstWait && styles.firstWait)}
        style={{ height: virtualizer.getTotalSize() - headHeight }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const heading = headingAt?.(item.index) ?? null;
          const row = heading === null ? rowAt(item.index) : undefined;
          const place = {
            id: `${id}-${item.index}`,
            index: item.index,
            isCurrent: item.index === current,
            top: item.start - headHeight,
            height: rowHeight,
          };
          return heading === null ? (
            <GridRow
              key={keyOf(item.index)}
              {...place}
              row={row}
              columns={columns}
              tracks={props.tracks}
              className={props.rowClassName}
              isOpened={item.index === props.opened}
              isSelected={row !== undefined && props.isSelected(row)}
            />
          ) : (
            <HeadingRow key={keyOf(item.index)} {...place} heading={heading} columns={columns.length} />
          );
        })}
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

interface RowPlace {
  readonly id: string;
  readonly index: number;
  readonly isCurrent: boolean;
  readonly top: number;
  readonly height: number;
}

interface RowProps<Row> extends RowPlace {
  readonly row: Row | undefined;
  readonly columns: readonly GridColumn<Row>[];
  readonly tracks: string | undefined;
  readonly className: string | undefined;
  readonly isOpened: boolean;
  readonly isSelected: boolean;
}

function PlainRow<Row>(props: RowProps<Row>) {
  const { id, index, row, columns, tracks, className, isCurrent, isOpened, isSelected, top, height } = props;
  const shown = [isCurrent && styles.current, isOpened && styles.opened, isSelected && styles.selected];
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined}
      data-current={isCurrent || undefined}
      className={cx(styles.row, styles.bodyRow, ...shown, className)}
      style={{ transform: `translateY(${top}px)`, height, ...(tracks ? { gridTemplateColumns: tracks } : {}) }}
    >
      {row === undefined ? (
        <td className={cx(styles.pending)} />
      ) : (
        columns.map((column, place) => (
          <td key={column.id} aria-colindex={place + 1} className={cx(styles.cell, column.className)}>
            {column.cell(row, isSelected)}
          </td>
        ))
      )}
    </tr>
  );
}

const GridRow = memo(PlainRow) as typeof PlainRow;

interface HeadingProps extends RowPlace {
  readonly heading: GridHeading;
  readonly columns: number;
}

function HeadingRow({ id, index, heading, columns, isCurrent, top, height }: HeadingProps) {
  return (
    <tr
      id={id}
      aria-rowindex={index + 2}
      aria-expanded={heading.isOpen}
      className={cx(styles.bodyRow, styles.headingRow, isCurrent && styles.current)}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td aria-colindex={1} colSpan={columns} className={cx(styles.headingCell)}>
        {heading.content}
      </td>
    </tr>
  );
}
