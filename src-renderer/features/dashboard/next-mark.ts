/** A place in a chart that the arrow keys can reach. */
export interface Spot {
  readonly column: number;
  readonly row: number;
}

/** The mark that a key leads to from the one with the focus; the same one where there is no other. Pure. */
export function nextMark(marks: readonly Spot[], from: number, key: string): number {
  const now = marks[from];
  if (!now) return 0;
  const columns = [...new Set(marks.map(({ column }) => column))].sort((a, b) => a - b);
  const at = columns.indexOf(now.column);
  switch (key) {
    case 'ArrowLeft':
      return inColumn(marks, columns[at - 1], now.row) ?? from;
    case 'ArrowRight':
      return inColumn(marks, columns[at + 1], now.row) ?? from;
    case 'ArrowUp':
      return besides(marks, now, 1) ?? from;
    case 'ArrowDown':
      return besides(marks, now, -1) ?? from;
    case 'Home':
      return inColumn(marks, columns[0], now.row) ?? from;
    case 'End':
      return inColumn(marks, columns.at(-1), now.row) ?? from;
    default:
      return from;
  }
}

/** The mark of the column that is nearest to the row. */
function inColumn(marks: readonly Spot[], column: number | undefined, row: number): number | null {
  const found = marks
    .map((mark, index) => ({ ...mark, index, off: Math.abs(mark.row - row) }))
    .filter((mark) => mark.column === column)
    .sort((a, b) => a.off - b.off)[0];
  return found?.index ?? null;
}

function besides(marks: readonly Spot[], { column, row }: Spot, direction: 1 | -1): number | null {
  const found = marks
    .map((mark, index) => ({ ...mark, index, ahead: (mark.row - row) * direction }))
    .filter((mark) => mark.column === column && mark.ahead > 0)
    .sort((a, b) => a.ahead - b.ahead)[0];
  return found?.index ?? null;
}
