/** How often each thing was met: fault kind × operation × identity class, and crash points. "Sometimes" must not be "never". */
export interface Coverage {
  readonly counts: Map<string, number>;
  hit(cell: string): void;
}

export function createCoverage(): Coverage {
  const counts = new Map<string, number>();
  return {
    counts,
    hit: (cell) => {
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    },
  };
}

export function mergeCounts(all: Iterable<Iterable<readonly [string, number]>>): Map<string, number> {
  const sum = new Map<string, number>();
  for (const counts of all) for (const [cell, count] of counts) sum.set(cell, (sum.get(cell) ?? 0) + count);
  return sum;
}

export const faultCell = (kind: string, operation: string, identity: string): string =>
  `fault ${kind} ${operation} ${identity}`;
export const crashCell = (point: string): string => `crash ${point}`;
