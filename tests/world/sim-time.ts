import { TaskSyncError } from '../../src-shared/errors.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';

/**
 * Time that passes only when everybody waits: whoever sleeps shortest is woken next, and the clock jumps there. A run with
 * pauses of hours takes no time, and what happens at the same time always happens in the same order.
 */
export interface SimTime {
  readonly now: number;
  pass(ms: number): void;
  /** A clock on somebody's wall, which may go wrong by `skew()`. */
  clock(skew: () => number): Clock;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

const start = Date.UTC(2026, 2, 1, 9);

export function createSimTime(): SimTime {
  let now = start;
  const sleepers = new Set<Sleeper>();
  let isPumping = false;

  const pump = (): void => {
    let next: Sleeper | undefined;
    for (const sleeper of sleepers) if (next === undefined || sleeper.until < next.until) next = sleeper;
    isPumping = next !== undefined;
    if (next === undefined) return;
    sleepers.delete(next);
    now = Math.max(now, next.until);
    next.wake();
    // After everything that follows from it has had its turn.
    setImmediate(pump);
  };
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.reject(cancelled());
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        sleepers.delete(sleeper);
        reject(cancelled());
      };
      const sleeper: Sleeper = {
        until: now + ms,
        wake: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal?.addEventListener('abort', stop, { once: true });
      sleepers.add(sleeper);
      if (!isPumping) {
        isPumping = true;
        setImmediate(pump);
      }
    });
  };
  return {
    get now() {
      return now;
    },
    pass: (ms) => {
      now += ms;
    },
    clock: (skew) => ({ now: () => now + skew(), sleep }),
  };
}

function cancelled(): TaskSyncError {
  return new TaskSyncError('cancelled', 'Stopped as asked.');
}
