/** Where runs stand on a line of time. Pure. */

/** Runs of one line that would cover each other are one mark. */
export interface Cluster<Item> {
  /** Of its last, in pixels from the start of the line. */
  readonly x: number;
  /** Oldest first. */
  readonly items: readonly Item[];
}

interface Line {
  readonly from: number;
  readonly to: number;
  /** In pixels. */
  readonly width: number;
  /** Two marks are at least so far apart. */
  readonly apart: number;
}

/** @param items oldest first */
export function clusterRuns<Item extends { readonly startedAt: string }>(
  items: readonly Item[],
  { from, to, width, apart }: Line,
): readonly Cluster<Item>[] {
  const clusters: { first: number; x: number; items: Item[] }[] = [];
  for (const item of items) {
    const part = (Date.parse(item.startedAt) - from) / Math.max(1, to - from);
    const x = Math.min(1, Math.max(0, part)) * width;
    const last = clusters.at(-1);
    // From the first of a mark, so that a day full of runs does not become a single one.
    if (last && x - last.first < apart) {
      last.items.push(item);
      last.x = x;
    } else clusters.push({ first: x, x, items: [item] });
  }
  return clusters.map(({ first, x, items: own }) => ({ x: (first + x) / 2, items: own }));
}

/** Instants at which the line gets a name: so many, at even distances, the ends left out. */
export function ticks(
  from: number,
  to: number,
  count: number,
): readonly { readonly at: number; readonly part: number }[] {
  return Array.from({ length: count }, (_, index) => {
    const part = (index + 1) / (count + 1);
    return { at: from + (to - from) * part, part };
  });
}
