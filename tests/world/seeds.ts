import { describe, expect, it } from 'vitest';
import { counted } from '../counted.ts';
import { playStretch } from './worker.ts';

const stretchLength = 125;

const allInvariants = 'S3, S4, S5, S6, S8, S12, S17, S19, S25, S27, L1, L2, L6, L7, L10';

/** One integer is one session: the same seeds in every test run. `npm run sim` plays others. */
export function describeSeeds(from: number, count: number, invariants = allInvariants): void {
  const starts = Array.from({ length: Math.ceil(count / stretchLength) }, (_, index) => from + index * stretchLength);
  describe('sessions in a simulated world', () => {
    // What each oracle holds is said in tests/world/oracles.
    it.for(starts)(
      `keep what is promised, and go the same way twice, from seed %i (${invariants})`,
      { timeout: 120_000 },
      async (start, { task }) => {
        const length = Math.min(stretchLength, from + count - start);
        counted(task, 'simulated sessions', length);
        const { failures, unsteady } = await playStretch(start, length);
        const told = failures.map(
          ({ seed, invariant, message }) => `npm run sim -- --seed ${seed}   ${invariant}: ${message}`,
        );
        expect(told).toEqual([]);
        expect(unsteady).toEqual([]);
      },
    );
  });
}
