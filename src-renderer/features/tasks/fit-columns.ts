/** What the layout of a column needs to know. */
export interface ColumnSize {
  readonly id: string;
  /** CSS pixels; the column that takes what is left has its least width here. */
  readonly width: number;
  readonly isElastic?: boolean;
  /** The lowest is left out first where there is no room; absent: never. */
  readonly leaves?: number;
}

export interface ChosenColumn {
  readonly id: string;
  readonly width: number | null;
}

/** The columns in the order that was chosen, with their widths; fixed ones (without `leaves`) always stand where they stand. */
export function chosenColumns<Column extends ColumnSize>(
  all: readonly Column[],
  usual: readonly string[],
  chosen: readonly ChosenColumn[] | null,
): readonly Column[] {
  const wanted = chosen ?? usual.map((id) => ({ id, width: null }));
  const fixed = all.filter(({ leaves }) => leaves === undefined);
  const others = wanted.flatMap(({ id, width }): Column[] => {
    const column = all.find((one) => one.id === id);
    return column && !fixed.includes(column) ? [width === null ? column : { ...column, width }] : [];
  });
  const widths = new Map(wanted.map(({ id, width }) => [id, width]));
  const sized = fixed.map((column) => ({ ...column, width: widths.get(column.id) ?? column.width }));
  return [...sized, ...others];
}

/** Leaves out what there is no room for, in the order in which it is missed least. */
export function fitColumns<Column extends ColumnSize>(columns: readonly Column[], room: number): readonly Column[] {
  const needed = columns.reduce((sum, { width }) => sum + width, 0);
  if (needed <= room) return columns;
  const first = columns
    .filter(({ leaves }) => leaves !== undefined)
    .toSorted((a, b) => (a.leaves ?? 0) - (b.leaves ?? 0))[0];
  return first === undefined
    ? columns
    : fitColumns(
        columns.filter((column) => column !== first),
        room,
      );
}

/** For `grid-template-columns`. */
export function columnTracks(columns: readonly ColumnSize[]): string {
  return columns.map(({ width, isElastic }) => (isElastic ? `minmax(${width}px, 1fr)` : `${width}px`)).join(' ');
}

/** Moves the column one place on; it stays where it is at either end. */
export function movedColumn<Column extends { readonly id: string }>(
  columns: readonly Column[],
  id: string,
  step: -1 | 1,
): readonly Column[] {
  const from = columns.findIndex((column) => column.id === id);
  const to = from + step;
  if (from < 0 || to < 0 || to >= columns.length) return columns;
  const moved = [...columns];
  moved.splice(to, 0, ...moved.splice(from, 1));
  return moved;
}
