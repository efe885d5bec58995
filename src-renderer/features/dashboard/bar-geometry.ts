/** Where the bars of a chart stand, in pixels; zero is at the bottom, always. Pure. */

export interface Segment<Kind extends string> {
  readonly kind: Kind;
  readonly value: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly column: number;
  /** From the bottom. */
  readonly row: number;
}

export interface Bars<Kind extends string> {
  readonly segments: readonly Segment<Kind>[];
  /** Middle and top of each bar, and its sum. */
  readonly columns: readonly { readonly x: number; readonly y: number; readonly total: number }[];
  readonly lines: readonly { readonly y: number; readonly value: number }[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line narrower than this cannot be hit or told apart. */
const thinnest = 2;
const widestBar = 48;

export function stackBars<Kind extends string>(
  columns: readonly Readonly<Record<Kind, number>>[],
  kinds: readonly Kind[],
  { width, height }: Size,
): Bars<Kind> {
  const totals = columns.map((column) => kinds.reduce((sum, kind) => sum + column[kind], 0));
  const top = niceTop(Math.max(0, ...totals));
  const step = columns.length === 0 ? width : width / columns.length;
  const bar = Math.min(widestBar, Math.max(thinnest, step * 0.7));
  const heightOf = (value: number): number => (value / top) * height;
  const segments = columns.flatMap((column, index) => {
    let base = 0;
    return kinds
      .filter((kind) => column[kind] > 0)
      .map((kind, row): Segment<Kind> => {
        const value = column[kind];
        base += value;
        const place = { x: step * index + (step - bar) / 2, y: height - heightOf(base) };
        return { kind, value, ...place, width: bar, height: heightOf(value), column: index, row };
      });
  });
  return {
    segments,
    columns: totals.map((total, index) => ({ x: step * (index + 0.5), y: height - heightOf(total), total })),
    lines: [top, top / 2].filter(Number.isInteger).map((value) => ({ y: height - heightOf(value), value })),
  };
}

/** The least of 1, 2, 5, 10, 20, 50 … that is not below the value. */
export function niceTop(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((top) => top >= value) ?? value;
}

/** Which of so many columns get a name, so that names stand at least so far apart; the last always does. */
export function namedColumns(count: number, width: number, apart: number): readonly number[] {
  if (count === 0) return [];
  const every = Math.max(1, Math.ceil((apart * count) / Math.max(width, 1)));
  return Array.from({ length: count }, (_, index) => index).filter((index) => (count - 1 - index) % every === 0);
}
