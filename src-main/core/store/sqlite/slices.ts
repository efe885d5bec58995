import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that only run forward. */
export type Stopwatch = () => number;

/** better-sqlite3 blocks the event loop, so long work pauses after this many milliseconds (sync.md 9: never over 50). */
const sliceMs = 10;

/** Tells when it is time to let others have the event loop. */
export class Pace {
  readonly #stopwatch: Stopwatch;
  #until: number;

  constructor(stopwatch: Stopwatch) {
    this.#stopwatch = stopwatch;
    this.#until = stopwatch() + sliceMs;
  }

  get due(): boolean {
    return this.#stopwatch() > this.#until;
  }

  async pause(): Promise<void> {
    await nextTurn();
    this.#until = this.#stopwatch() + sliceMs;
  }
}
