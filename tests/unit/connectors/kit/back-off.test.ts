import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs, spread } from '../../../../src-main/connectors/kit/back-off.ts';

describe('backOffMs', () => {
  it('doubles its ceiling and stops at five seconds', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map((attempt) => backOffMs(attempt, 0.999999))).toEqual([
      199, 399, 799, 1599, 3199, 4999, 4999,
    ]);
  });

  it('may be anything below the ceiling, also nothing', () => {
    expect(backOffMs(3, 0)).toBe(0);
    expect(backOffMs(3, 0.5)).toBe(800);
  });
});

describe('spread', () => {
  it('is a number from 0 to below 1, the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const value = spread(seed);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1);
        expect(spread(seed)).toBe(value);
      }),
    );
  });

  it('fills the range evenly, also for seeds that differ in one letter', () => {
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let seed = 0; seed < 10_000; seed++) {
      const bucket = Math.floor(spread(`request ${seed}`) * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});
