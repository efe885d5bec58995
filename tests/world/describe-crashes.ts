import { describe, expect, it } from 'vitest';
import { counted } from '../counted.ts';
import { enumerateCrashes } from './crash-points.ts';
import { scenarios } from './scenarios.ts';

/** T7 for the scenarios whose second service is of these kinds. */
export function describeCrashes(kinds: readonly string[]): void {
  const own = scenarios.filter(({ name }) => kinds.some((kind) => name.endsWith(kind)));
  const total = { points: 0, plays: 0 };

  describe('a program that dies at any crash point, and once more while it recovers', () => {
    it.each(own)(
      'loses nothing, doubles nothing and comes to rest: $name (S3, S4, S8, S11, S21, L1, L2, L6)',
      async (scenario) => {
        const { points, plays, failures } = await enumerateCrashes(scenario);
        total.points += points.length;
        total.plays += plays;
        expect(points.length).toBeGreaterThan(5);
        expect(plays).toBe(1 + points.length + Math.ceil(points.length / 3));
        expect(failures).toEqual([]);
      },
      60_000,
    );

    it(`was tried at every point (${kinds.join(' · ')})`, ({ task }) => {
      counted(task, 'scenarios', own.length);
      counted(task, 'crash points', total.points);
      counted(task, 'stories with one or two deaths', total.plays);
      expect(total.points).toBeGreaterThan(own.length * 5);
    });
  });
}
