import type { Clock } from '../../../../src-shared/ports/ports.ts';
import { GroupCommit } from './group-commit.ts';
import { Lease } from './lease.ts';
import { SqlConnection } from './sql-connection.ts';
import type { WriterLock } from './writer-lock.ts';

/** Milliseconds a statement waits for a lock that another program holds for a moment. It blocks us, so not for long. */
export const busyTimeoutMs = 2000;

/** The one connection that writes, with its lock, its lease and its queue. */
export class Writer {
  readonly db: SqlConnection;
  readonly group: GroupCommit;
  readonly #lease: Lease;
  readonly #lock: WriterLock | null;

  /** The database is at the newest version. Owns the connection and the lock from here on. */
  constructor(db: SqlConnection, lock: WriterLock | null, clock: Clock) {
    this.db = db;
    this.#lock = lock;
    this.#lease = Lease.claim(db, lock, new Date(clock.now()).toISOString());
    this.group = new GroupCommit(db, this.#lease);
  }

  /** After `group.idle()`. */
  close(): void {
    try {
      if (!this.group.lost) {
        this.#lease.end();
        this.db.pragma('wal_checkpoint(truncate)');
      }
    } finally {
      this.db.raw.close();
      this.#lock?.release();
    }
  }
}

/**
 * FULL: a commit is on the disk when it returns, also in WAL mode (S21). Deleted text is overwritten, temporary tables
 * stay in memory (SEC-24), nothing inside a database file runs on its own (SEC-46; better-sqlite3 sets `defensive`).
 */
export function connectForWriting(file: string): SqlConnection {
  const db = new SqlConnection(file, { timeout: busyTimeoutMs });
  db.pragma('trusted_schema = off');
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.pragma('foreign_keys = on');
  db.pragma('wal_autocheckpoint = 4000');
  db.pragma('secure_delete = on');
  db.pragma('temp_store = default');
  db.pragma('journal_size_limit = 16777216');
  return db;
}

export function connectForReading(file: string): SqlConnection {
  const db = new SqlConnection(file, { readonly: true, timeout: busyTimeoutMs });
  db.pragma('trusted_schema = off');
  db.pragma('temp_store = memory');
  return db;
}
