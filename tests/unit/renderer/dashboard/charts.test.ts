import { describe, expect, it } from 'vitest';
import { namedColumns, niceTop, stackBars } from '../../../../src-renderer/features/dashboard/bar-geometry.ts';
import { budgetShare } from '../../../../src-renderer/features/dashboard/budget-share.ts';
import { nextMark } from '../../../../src-renderer/features/dashboard/next-mark.ts';
import { clusterRuns, ticks } from '../../../../src-renderer/features/dashboard/timeline-geometry.ts';

const size = { width: 200, height: 100 };

describe('bars', () => {
  const columns = [
    { a: 2, b: 3 },
    { a: 0, b: 5 },
    { a: 0, b: 0 },
  ];
  const bars = stackBars(columns, ['a', 'b'], size);

  it('stand on zero and on each other, as high as their values', () => {
    const [low, high, other] = bars.segments;
    expect([low?.y, low?.height]).toEqual([60, 40]);
    expect([high?.y, high?.height]).toEqual([0, 60]);
    expect([other?.kind, other?.y, other?.height, other?.row]).toEqual(['b', 0, 100, 0]);
    expect(bars.columns.map(({ total }) => total)).toEqual([5, 5, 0]);
  });

  it('stay inside the picture, whatever the numbers', () => {
    for (const count of [0, 1, 7, 90]) {
      const many = Array.from({ length: count }, (_, index) => ({ a: index * 37, b: index % 3 }));
      for (const { x, y, width, height } of stackBars(many, ['a', 'b'], size).segments) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(size.width + 1);
        expect(y).toBeGreaterThanOrEqual(-0.001);
        expect(y + height).toBeLessThanOrEqual(size.height + 0.001);
      }
    }
  });

  it('have lines at round and whole numbers only', () => {
    expect([0, 1, 2, 3, 7, 11, 49, 51, 1000].map(niceTop)).toEqual([1, 1, 2, 5, 10, 20, 50, 100, 1000]);
    expect(bars.lines).toEqual([{ y: 0, value: 5 }]);
  });

  it('get names that do not run into each other, the last always', () => {
    expect(namedColumns(7, 700, 50)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(namedColumns(90, 300, 50).at(-1)).toBe(89);
    expect(namedColumns(90, 300, 50).length).toBeLessThanOrEqual(6);
    expect(namedColumns(0, 300, 50)).toEqual([]);
  });
});

describe('the arrow keys', () => {
  const marks = [
    { column: 0, row: 0 },
    { column: 0, row: 1 },
    { column: 2, row: 0 },
    { column: 3, row: 0 },
    { column: 3, row: 2 },
  ];
  it.each([
    { from: 0, key: 'ArrowRight', to: 2 },
    { from: 1, key: 'ArrowRight', to: 2 },
    { from: 2, key: 'ArrowLeft', to: 0 },
    { from: 0, key: 'ArrowUp', to: 1 },
    { from: 1, key: 'ArrowDown', to: 0 },
    { from: 0, key: 'ArrowLeft', to: 0 },
    { from: 3, key: 'ArrowUp', to: 4 },
    { from: 0, key: 'End', to: 3 },
    { from: 4, key: 'Home', to: 1 },
    { from: 4, key: 'x', to: 4 },
  ])('lead from mark $from with $key to $to', ({ from, key, to }) => {
    expect(nextMark(marks, from, key)).toBe(to);
  });

  it('reach every mark', () => {
    const reached = new Set([0]);
    for (const from of reached) {
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) reached.add(nextMark(marks, from, key));
    }
    expect(reached.size).toBe(marks.length);
  });
});

describe('the line of time', () => {
  const at = (minute: number) => ({ startedAt: new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString() });
  const line = { from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 2, 1, 1), width: 600, apart: 28 };

  it('joins runs that would cover each other, and no others', () => {
    const clusters = clusterRuns([at(0), at(1), at(2), at(10), at(59)], line);
    expect(clusters.map(({ items }) => items.length)).toEqual([3, 1, 1]);
    expect(clusters[1]?.x).toBe(100);
  });

  it('does not join a whole day into one mark', () => {
    const runs = Array.from({ length: 60 }, (_, minute) => at(minute));
    const clusters = clusterRuns(runs, line);
    expect(clusters.length).toBeGreaterThan(10);
    expect(clusters.flatMap(({ items }) => items)).toEqual(runs);
  });

  it('has names at even distances', () => {
    expect(ticks(0, 100, 3).map(({ part }) => part)).toEqual([0.25, 0.5, 0.75]);
  });
});

describe('what is left at a service', () => {
  it.each([
    [{ remaining: 50, limit: 200 }, 0.25],
    [{ remaining: 300, limit: 200 }, 1],
    [{ remaining: 0, limit: 0 }, 0],
    [{ remaining: 3, limit: null }, 1],
  ])('%j is %d of the whole', (budget, share) => {
    expect(budgetShare(budget)).toBe(share);
  });
});
