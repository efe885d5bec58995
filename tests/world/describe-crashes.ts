import { describe, expect, it } from 'vitest';
import { enumerateCrashes } from './crash-points.ts';
import { scenarios } from './scenarios.ts';

/** T7 for the scenarios whose second service is of these kinds. */
export function describeCrashes(kinds: readonly string[]): void {
  const own = scenarios.filter(({ name }) => kinds.some((kind) => name.endsWith(kind)));
  describe('a program that dies at any crash point, and once more while it recovers (T7: S1, S3, S4, L1, L6)', () => {
    it.each(own)(
      'loses nothing, doubles nothing and comes to rest: $name',
      async (scenario) => {
        const { points, failures } = await enumerateCrashes(scenario);
        expect(points.length).toBeGreaterThan(5);
        expect(failures).toEqual([]);
      },
      60_000,
    );
  });
}
