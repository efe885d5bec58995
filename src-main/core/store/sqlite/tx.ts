import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { SqlConnection } from './sql-connection.ts';

/** How a repo reaches the database: at once inside a transaction; by a snapshot, or as a transaction of its own, outside. */
export interface Session {
  read<T>(work: (db: SqlConnection) => T | Promise<T>): Promise<T>;
  write<T>(work: (db: SqlConnection) => T | Promise<T>): Promise<T>;
}

/**
 * One transaction under way. As in PostgreSQL, a statement that fails spoils the whole transaction, even when its caller
 * goes on: half a batch is never kept.
 */
export class Tx implements Session {
  readonly #db: SqlConnection;
  readonly #pending = new Set<Promise<unknown>>();
  #failure: { readonly error: unknown } | null = null;
  #open = true;

  constructor(db: SqlConnection) {
    this.#db = db;
  }

  get open(): boolean {
    return this.#open;
  }

  read<T>(work: (db: SqlConnection) => T | Promise<T>): Promise<T> {
    return this.join(async () => work(this.#db));
  }

  write<T>(work: (db: SqlConnection) => T | Promise<T>): Promise<T> {
    return this.join(async () => work(this.#db));
  }

  /** Something that belongs to this transaction and is over before it commits. */
  async join<T>(work: () => Promise<T>): Promise<T> {
    if (!this.#open) {
      throw new TaskSyncError('bug', 'A transaction was used after its end. Nothing was changed. Please report this.');
    }
    const running = work();
    this.#pending.add(running);
    try {
      return await running;
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    } finally {
      this.#pending.delete(running);
    }
  }

  /** Runs the whole transaction. When it throws, nothing of it may be kept. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      await this.#settle();
      if (this.#failure !== null) throw this.#failure.error;
      return value;
    } finally {
      await this.#settle();
      this.#open = false;
    }
  }

  /** Also what nobody awaited ends before the next transaction begins. */
  async #settle(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }
}
