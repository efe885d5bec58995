import type { Clock } from '../../../../src-shared/ports/ports.ts';
import { Checkpoints } from './checkpoints.ts';
import { GroupCommit } from './group-commit.ts';
import { Lease } from './lease.ts';
import type { Stopwatch } from './slices.ts';
import { SqlConnection } from './sql-connection.ts';
import type { WriterLock } from './writer-lock.ts';

/** Milliseconds a statement waits for a lock that another program holds for a moment. It blocks us, so not for long. */
export const busyTimeoutMs = 2000;

/** The one connection that writes, with its lock, its lease and its queue. */
export class Writer {
  readonly db: SqlConnection;
  readonly group: GroupCommit;
  readonly lease: Lease;
  readonly #lock: WriterLock | null;
  readonly #checkpoints: Checkpoints | null;

  /**
   * The database is at the newest version. Owns the connection and the lock from here on.
   * @param file where the database is; null when it lives in memory, or not for long
   */
  constructor(db: SqlConnection, lock: WriterLock | null, clock: Clock, file: string | null = null) {
    this.db = db;
    this.#lock = lock;
    this.lease = Lease.claim(db, lock, new Date(clock.now()).toISOString());
    const checkpoints = file === null ? null : new Checkpoints(file, db);
    this.#checkpoints = checkpoints;
    this.group = new GroupCommit(db, this.lease, () => checkpoints?.afterCommit());
  }

  /** After `group.idle()`. */
  async close(): Promise<void> {
    try {
      await this.#checkpoints?.close();
      if (!this.group.lost) {
        this.lease.end();
        this.db.pragma('wal_checkpoint(truncate)');
      }
    } finally {
      this.db.raw.close();
      this.#lock?.release();
    }
  }
}

/** Pages that each connection keeps. The system keeps the file in memory anyway, and takes that back when others need it. */
const cacheKb = { writing: 8_000, reading: 4_000 } as const;

/** Nothing inside a database file runs on its own (SEC-46); better-sqlite3 sets `defensive` itself. */
const untrusting = 'trusted_schema = off';

/**
 * FULL: a commit is on the disk when it returns, also in WAL mode (S21). Deleted text is overwritten (SEC-24). Checkpoints
 * wait for the disk, so SQLite makes them here only where our own have failed. Temporary storage stays in files, which SQLite makes
 * private and unlinks at once: savepoints in memory slow down with the square of what a transaction writes.
 */
/** @param source a file, `:memory:`, or the content of a database that lives in memory */
export function connectForWriting(source: string | Buffer, stopwatch?: Stopwatch): SqlConnection {
  const pragmas = [
    untrusting,
    'journal_mode = wal',
    'synchronous = full',
    'foreign_keys = on',
    `cache_size = -${cacheKb.writing}`,
    'secure_delete = on',
    'wal_autocheckpoint = 16000',
    'journal_size_limit = 16777216',
  ];
  return new SqlConnection(source, { timeout: busyTimeoutMs }, pragmas, stopwatch);
}

export function connectForReading(file: string): SqlConnection {
  return new SqlConnection(file, { readonly: true, timeout: busyTimeoutMs }, [
    untrusting,
    `cache_size = -${cacheKb.reading}`,
    'temp_store = memory',
  ]);
}
