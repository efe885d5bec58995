import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';

/**
 * The operating system's lock that makes us the only writer (S22): a small database of its own, held in SQLite's
 * exclusive locking mode. The system lets go of it when the process ends, however it ends. It also remembers how far
 * each database had come, outside of that database (S23).
 *
 * Never open or copy this file in any other way: POSIX drops a process's locks as soon as it closes any handle of it.
 */
export class WriterLock {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Null: another program, or another store of this program, has it. */
  static take(file: string): WriterLock | null {
    createPrivateFile(file);
    const db = new Database(file, { timeout: 0 });
    try {
      db.pragma('locking_mode = exclusive');
      db.pragma('synchronous = off');
      db.exec('begin exclusive');
      db.exec('create table if not exists seen (lineage text primary key not null, fence integer not null) strict');
      db.exec('commit');
      return new WriterLock(db);
    } catch (error) {
      db.close();
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
      throw error;
    }
  }

  /** The highest fence that this database was seen with; 0: never seen. */
  seen(lineage: string): number {
    const row = this.#db.prepare<[string], { fence: number }>('select fence from seen where lineage = ?').get(lineage);
    return row?.fence ?? 0;
  }

  /** Call after the database itself has stored the fence durably; the other order would look like a restored copy. */
  remember(lineage: string, fence: number): void {
    this.#db.prepare('insert or replace into seen (lineage, fence) values (?, ?)').run(lineage, fence);
  }

  release(): void {
    this.#db.close();
  }
}

/** Readable by its owner only (SEC-24); SQLite gives its side files the same mode. An existing file stays untouched. */
export function createPrivateFile(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
