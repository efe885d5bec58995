import { TaskSyncError } from '../../src-shared/errors.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';

export interface FakeClock extends Clock {
  /** Moves time on and wakes whoever is due, in order; returns after their continuations had a turn. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock, also backwards, without waking anybody. */
  set(now: number): void;
  /** Every sleep asked for so far, in milliseconds. */
  readonly sleeps: readonly number[];
  /** How many sleep now. */
  readonly sleeping: number;
}

export interface FakeClockOptions {
  /** Default: 2026-03-01T09:00:00Z, a Sunday. */
  readonly start?: number;
  /** Sleeping moves the clock on by itself, at once. Default: only `advance` does. */
  readonly auto?: boolean;
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export function createFakeClock({ start = Date.UTC(2026, 2, 1, 9), auto = false }: FakeClockOptions = {}): FakeClock {
  let now = start;
  const sleeps: number[] = [];
  const sleepers = new Set<Sleeper>();

  const wakeNext = (until: number): boolean => {
    const due = [...sleepers].filter((sleeper) => sleeper.until <= until).sort((a, b) => a.until - b.until)[0];
    if (due === undefined) return false;
    now = Math.max(now, due.until);
    sleepers.delete(due);
    due.wake();
    return true;
  };

  return {
    now: () => now,
    sleep: (ms, signal) => {
      sleeps.push(ms);
      if (signal?.aborted) return Promise.reject(cancelled());
      if (auto) {
        now += ms;
        return Promise.resolve();
      }
      return new Promise<void>((resolve, reject) => {
        const sleeper: Sleeper = {
          until: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(cancelled());
        };
        signal?.addEventListener('abort', stop, { once: true });
        sleepers.add(sleeper);
      });
    },
    advance: async (ms) => {
      const until = now + ms;
      while (wakeNext(until)) await turn();
      now = until;
      await turn();
    },
    set: (time) => {
      now = time;
    },
    get sleeps() {
      return sleeps;
    },
    get sleeping() {
      return sleepers.size;
    },
  };
}

/** Lets all promises that can settle now do so, whatever the length of their chain. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function cancelled(): TaskSyncError {
  return new TaskSyncError('cancelled', 'Stopped as asked.');
}
