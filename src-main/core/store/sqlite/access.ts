import { AsyncLocalStorage } from 'node:async_hooks';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Step } from '../steps.ts';
import type { SqlConnection } from './sql-connection.ts';
import { lockedError } from './store-error.ts';
import { TransactionStore } from './transaction-store.ts';
import { type Session, Tx } from './tx.ts';
import type { Writer } from './writer.ts';

export interface Doors {
  /** Sees only what is committed. Null: one connection does everything, so reads queue behind the transactions. */
  readonly reader: SqlConnection | null;
  readonly writer: Writer | null;
  /** Tries to become the writer. Null: not now. */
  readonly takeOver: () => Writer | null;
}

/**
 * The way to the database from outside a transaction. Whatever is called while a transaction's work is running, by that
 * work, joins it, also through the outer store: otherwise it would wait for itself.
 */
export class Access implements Session {
  readonly #reader: SqlConnection | null;
  readonly #takeOver: () => Writer | null;
  readonly #under = new AsyncLocalStorage<TransactionStore>();
  #writer: Writer | null;
  #closed = false;

  constructor(doors: Doors) {
    this.#reader = doors.reader;
    this.#writer = doors.writer;
    this.#takeOver = doors.takeOver;
  }

  async read<T>(work: (db: SqlConnection) => T | Promise<T>): Promise<T> {
    const outer = this.#outer();
    if (outer !== null) return outer.tx.read(work);
    this.#assertOpen();
    if (this.#reader !== null) return work(this.#reader);
    // With one connection, what is read outside of every transaction is what is committed.
    const writer = this.#current();
    return writer?.group.isIdle === true ? work(writer.db) : this.write(work);
  }

  write<T>(work: (db: SqlConnection) => T | Promise<T>): Promise<T> {
    return this.transaction((store) => store.tx.write(work));
  }

  /** @param step null: a single write of a repo */
  async transaction<T>(work: (store: TransactionStore) => Promise<T>, step: Step | null = null): Promise<T> {
    const outer = this.#outer();
    if (outer !== null) return outer.tx.join(() => work(outer));
    this.#assertOpen();
    const writer = this.#current();
    if (writer === null) throw lockedError();
    return writer.group.add(step, () => {
      const tx = new Tx(writer.db);
      const store = new TransactionStore(tx);
      return tx.run(() => this.#under.run(store, () => work(store)));
    });
  }

  /** With nothing else under way, and outside of every transaction; what comes meanwhile waits. */
  async alone<T>(work: (writer: Writer) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const writer = this.#current();
    if (writer === null) throw lockedError();
    return await writer.group.alone(() => work(writer));
  }

  get writable(): boolean {
    return !this.#closed && this.#current() !== null;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#writer?.group.idle();
    this.#reader?.raw.close();
    await this.#writer?.close();
  }

  #current(): Writer | null {
    this.#writer ??= this.#takeOver();
    return this.#writer === null || this.#writer.group.lost ? null : this.#writer;
  }

  #outer(): TransactionStore | null {
    const outer = this.#under.getStore();
    return outer?.tx.open === true ? outer : null;
  }

  #assertOpen(): void {
    if (this.#closed) {
      throw new TaskSyncError('cancelled', 'Task Sync is closing its data, so nothing was read or changed.');
    }
  }
}
