import type { Store } from '../../src-main/core/store/store.ts';

export interface CrashingStore {
  readonly store: Store;
  /** Transactions begun so far. */
  readonly count: number;
}

/**
 * A store whose program dies at its nth transaction: just before it is durable, or just after. From then on nothing works any
 * more, as in a process that is gone; the store underneath keeps what was committed.
 */
export function createCrashingStore(store: Store, at: number, when: 'before' | 'after'): CrashingStore {
  let count = 0;
  let isDead = false;
  const die = (): never => {
    isDead = true;
    throw new Error('the program was killed');
  };
  const transaction: Store['transaction'] = async (step, work) => {
    if (isDead) die();
    count++;
    if (count !== at) return await store.transaction(step, work);
    if (when === 'after') await store.transaction(step, work);
    else {
      await store.transaction(step, async (tx) => {
        await work(tx);
        die();
      });
    }
    return die();
  };
  const crashing = new Proxy(store, {
    get: (target, name: keyof Store) => {
      if (name === 'transaction') return transaction;
      if (isDead) die();
      return target[name];
    },
  });
  return {
    store: crashing,
    get count() {
      return count;
    },
  };
}
