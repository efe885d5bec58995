import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that the same seed always gives again. */
export interface Dice {
  /** Whole, both ends included. */
  int(from: number, to: number): number;
  /** @param percent 0 to 100 */
  chance(percent: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Each element with its own chance; possibly none. */
  some<T>(from: readonly T[], percent: number): readonly T[];
}

/** @param path further numbers, so that one seed has many independent dice */
export function createDice(seed: number, ...path: readonly number[]): Dice {
  const rng = xoroshiro128plus([seed, ...path].reduce(mix, 0x9e3779b9));
  const int = (from: number, to: number): number => uniformInt(rng, from, to);
  const chance = (percent: number): boolean => int(1, 100) <= percent;
  return {
    int,
    chance,
    pick: (from) => {
      const picked = from[int(0, from.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    some: (from, percent) => from.filter(() => chance(percent)),
  };
}

/** Neighbouring seeds must not give neighbouring worlds. */
function mix(hash: number, next: number): number {
  let mixed = Math.imul(hash ^ next, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
