/** mulberry32: numbers from 0 up to 1, small, and the same on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws of one seeded sequence. */
export interface Dice {
  chance(probability: number): boolean;
  /** From `least` to `most`, both possible. */
  between(least: number, most: number): number;
  /** Undefined only when there is nothing to pick. */
  pick<T>(from: readonly T[]): T | undefined;
  some<T>(from: readonly T[]): readonly T[];
}

export function createDice(seed: number): Dice {
  const next = seeded(seed);
  return {
    chance: (probability) => next() < probability,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (from) => from[Math.floor(next() * from.length)],
    some: (from) => from.filter(() => next() < 0.5),
  };
}
