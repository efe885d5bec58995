import type { Store } from '../../src-main/core/store/store.ts';

/** One life of a program: it passes crash points, and at one of them it may die. */
export interface Fate {
  readonly isDead: boolean;
  /** Crash points passed so far. */
  readonly passed: readonly string[];
  /** Where it died. */
  readonly diedAt: string | null;
  /** Dies at the nth crash point from now; null: lives on. */
  doom(after: number | null): void;
  /** A named place at which a program can die. Throws when it does, and ever after. */
  pass(point: string): void;
}

export class Killed extends Error {
  constructor() {
    super('the program was killed');
    this.name = 'Killed';
  }
}

export function createFate(): Fate {
  const passed: string[] = [];
  let end: number | null = null;
  let diedAt: string | null = null;
  return {
    passed,
    get isDead() {
      return diedAt !== null;
    },
    get diedAt() {
      return diedAt;
    },
    doom: (after) => {
      end = after === null ? null : passed.length + after;
    },
    pass: (point) => {
      if (diedAt !== null) throw new Killed();
      passed.push(point);
      if (passed.length !== end) return;
      diedAt = point;
      throw new Killed();
    },
  };
}

/**
 * A store as a program with this fate sees it: it can die before and after each transaction becomes durable. The store underneath
 * keeps what was committed.
 */
export function mortalStore(store: Store, fate: Fate): Store {
  const transaction: Store['transaction'] = async (step, work) => {
    if (fate.isDead) throw new Killed();
    const result = await store.transaction(step, async (tx) => {
      if (fate.isDead) throw new Killed();
      const value = await work(tx);
      fate.pass(`${step} before`);
      return value;
    });
    fate.pass(`${step} after`);
    return result;
  };
  return new Proxy(store, {
    get: (target, name: keyof Store) => {
      if (name === 'transaction') return transaction;
      if (fate.isDead) throw new Killed();
      return target[name];
    },
  });
}
