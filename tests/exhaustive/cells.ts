import { expect } from 'vitest';

/** One cell of a matrix that broke a law, as it is printed. */
export interface BrokenCell {
  readonly law: string;
  readonly cell: string;
}

/** Gathers what breaks a law, so that a matrix of a hundred thousand cells fails with its smallest examples. */
export interface Cells {
  /** Cells looked at. */
  count: number;
  /** @param detail called only when the law does not hold */
  hold(law: string, isHeld: boolean, detail: () => unknown): void;
  /** Fails with the shortest example of each broken law. */
  finish(expectedCount: number): void;
}

export function createCells(): Cells {
  const broken = new Map<string, BrokenCell[]>();
  const cells: Cells = {
    count: 0,
    hold(law, isHeld, detail) {
      if (isHeld) return;
      const list = broken.get(law) ?? [];
      list.push({ law, cell: JSON.stringify(detail()) });
      broken.set(law, list);
    },
    finish(expectedCount) {
      const report = [...broken].map(([law, list]) => {
        const [shortest] = list.sort((a, b) => a.cell.length - b.cell.length || (a.cell < b.cell ? -1 : 1));
        return `${law}: ${list.length} cells, e.g. ${shortest?.cell}`;
      });
      expect(report).toEqual([]);
      expect(cells.count).toBe(expectedCount);
    },
  };
  return cells;
}

/** All triples of a list. */
export function* triples<T>(of: readonly T[]): Generator<readonly [T, T, T]> {
  for (const base of of) for (const ours of of) for (const theirs of of) yield [base, ours, theirs];
}
