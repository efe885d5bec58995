import { setImmediate as nextTurn } from 'node:timers/promises';

/** better-sqlite3 blocks the event loop, so long work pauses after this many milliseconds (sync.md 9: never over 50). */
const sliceMs = 10;

/** Tells when it is time to let others have the event loop. */
export class Pace {
  #until = performance.now() + sliceMs;

  get due(): boolean {
    return performance.now() > this.#until;
  }

  async pause(): Promise<void> {
    await nextTurn();
    this.#until = performance.now() + sliceMs;
  }
}

export async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  const pace = new Pace();
  for (const item of items) {
    work(item);
    if (pace.due) await pace.pause();
  }
}

export async function mapInSlices<T, R>(items: readonly T[], change: (item: T) => R): Promise<R[]> {
  const results: R[] = [];
  await inSlices(items, (item) => results.push(change(item)));
  return results;
}

/** Repeats a bounded piece of work until it reports that nothing was left. */
export async function untilDone(work: () => boolean): Promise<void> {
  const pace = new Pace();
  while (work()) if (pace.due) await pace.pause();
}
