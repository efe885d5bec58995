import { isBeforeWrites, type Step } from '../steps.ts';
import type { Lease } from './lease.ts';
import { Pace } from './slices.ts';
import type { SqlConnection } from './sql-connection.ts';
import { lockedError } from './store-error.ts';

interface Job {
  readonly step: Step | null;
  /** Runs the work; what it gives back tells the caller, once the group is on the disk. */
  readonly run: () => Promise<() => void>;
  readonly reject: (error: unknown) => void;
}

/** A group takes no further work after this many milliseconds, so that the first one in it does not wait for long. */
const groupMs = 50;

/**
 * Runs pieces of work one after another, never interleaved. Those that wait at the same time share one transaction and
 * so one fsync; each has its own savepoint, so that one that fails takes nothing else with it.
 */
export class GroupCommit {
  readonly #db: SqlConnection;
  readonly #lease: Lease;
  readonly #afterCommit: () => void;
  #waiting: Job[] = [];
  #draining: Promise<void> | null = null;
  #lost = false;

  /** @param afterCommit outside of every transaction */
  constructor(db: SqlConnection, lease: Lease, afterCommit: () => void = () => undefined) {
    this.#db = db;
    this.#lease = lease;
    this.#afterCommit = afterCommit;
  }

  /** Resolves when the work is on the disk. */
  add<T>(step: Step | null, work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = async () => {
        const value = await work();
        return () => resolve(value);
      };
      this.#waiting.push({ step, run, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Does the work while nothing else is under way; what is added meanwhile waits for its end. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    await this.idle();
    let end = (): void => {};
    this.#draining = new Promise((resolve) => {
      end = resolve;
    });
    try {
      if (!this.#lease.isOurs()) {
        this.#lost = true;
        throw lockedError();
      }
      return await work();
    } finally {
      this.#draining = this.#waiting.length > 0 ? this.#drain() : null;
      end();
    }
  }

  /** Another program has taken over; nothing can be written here any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Nothing is under way, and nothing waits. */
  get isIdle(): boolean {
    return this.#draining === null;
  }

  async idle(): Promise<void> {
    while (this.#draining !== null) await this.#draining;
  }

  async #drain(): Promise<void> {
    // Callers of this same turn still get into the first group.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#commitGroup();
    this.#draining = null;
  }

  async #commitGroup(): Promise<void> {
    const group: { readonly job: Job; readonly resolve: () => void }[] = [];
    try {
      this.#begin();
      const { stopwatch } = this.#db;
      const pace = new Pace(stopwatch);
      const end = stopwatch() + groupMs;
      for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
        if (job.step !== null) this.#lease.begin(job.step);
        const resolve = await (group.length === 0 ? this.#runFirst(job) : this.#runInSavepoint(job));
        if (resolve !== null) group.push({ job, resolve });
        if (stopwatch() > end) break;
        if (pace.due) await pace.pause();
      }
      const isFollowedByWrites = group.some(({ job }) => job.step !== null && isBeforeWrites(job.step));
      if (isFollowedByWrites) this.#lease.advance();
      this.#db.exec('commit');
      if (isFollowedByWrites) this.#lease.remember();
    } catch (error) {
      if (this.#db.raw.inTransaction) this.#db.exec('rollback');
      for (const { job } of group) job.reject(error);
      return;
    }
    for (const { job, resolve } of group) {
      if (job.step !== null) this.#lease.finish(job.step);
      resolve();
    }
    this.#afterCommit();
  }

  #begin(): void {
    try {
      this.#db.exec('begin immediate');
      this.#lost = !this.#lease.isOurs();
      if (this.#lost) throw lockedError();
    } catch (error) {
      const refused = this.#waiting;
      this.#waiting = [];
      for (const job of refused) job.reject(error);
      throw error;
    }
  }

  /** Needs no savepoint, which would copy each page it touches: when it fails there is nothing else to keep. */
  async #runFirst(job: Job): Promise<() => void> {
    try {
      return await job.run();
    } catch (error) {
      job.reject(error);
      throw error;
    }
  }

  /** @returns null when the work failed and its caller has been told */
  async #runInSavepoint(job: Job): Promise<(() => void) | null> {
    this.#db.exec('savepoint work');
    try {
      const resolve = await job.run();
      this.#db.exec('release work');
      return resolve;
    } catch (error) {
      job.reject(error);
      // A full disk or a failing one ends the whole transaction, not only this piece.
      if (!this.#db.raw.inTransaction) throw error;
      this.#db.exec('rollback to work');
      this.#db.exec('release work');
      return null;
    }
  }
}
