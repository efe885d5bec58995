import { cutTo, padTo, widthOf } from './width.ts';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Gives way first when the table is too wide for the terminal. */
  readonly flexible?: boolean;
}

const gap = 2;
const narrowest = 8;

/** Aligned columns without lines. Cells are single lines of plain text; what does not fit is cut with `…`. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  columnsOfTerminal: number,
): string {
  const widths = columnWidths(columns, rows, columnsOfTerminal);
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => padTo(cutTo(cells[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, align))
      .join(' '.repeat(gap))
      .trimEnd();
  return [columns.map(({ title }) => title), ...rows].map(line).join('\n');
}

function columnWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  available: number,
): readonly number[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(widthOf(title), ...rows.map((cells) => widthOf(cells[index] ?? ''))),
  );
  const tooWide = (): number => widths.reduce((sum, width) => sum + width, gap * (columns.length - 1)) - available;
  const shrink = (mayShrink: (column: Column) => boolean): void => {
    while (tooWide() > 0) {
      // The widest gives way, so that two long columns end up alike.
      const widest = Math.max(...widths.filter((_, index) => mayShrink(columns[index] ?? { title: '' })));
      const index = widths.findIndex((width, at) => width === widest && mayShrink(columns[at] ?? { title: '' }));
      if (index < 0 || widest <= narrowest) return;
      widths[index] = widest - 1;
    }
  };
  shrink(({ flexible }) => flexible === true);
  shrink(() => true);
  return widths;
}
