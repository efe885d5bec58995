import { describe, expect, it } from 'vitest';
import { playStretch } from './worker.ts';

/** One integer is one session: the same seeds in every test run. `npm run sim` plays others. */
export function describeSeeds(from: number, count: number): void {
  describe(`simulated sessions ${from} to ${from + count - 1}`, () => {
    const stretch = 100;
    const starts = Array.from({ length: Math.ceil(count / stretch) }, (_, index) => from + index * stretch);
    it.each(starts)(
      '%i and the following keep every invariant, and go the same way twice (T11)',
      async (start) => {
        const { failures, unsteady } = await playStretch(start, Math.min(stretch, from + count - start));
        const told = failures.map(
          ({ seed, invariant, message }) => `npm run sim -- --seed ${seed}   ${invariant}: ${message}`,
        );
        expect(told).toEqual([]);
        expect(unsteady).toEqual([]);
      },
      120_000,
    );
  });
}
