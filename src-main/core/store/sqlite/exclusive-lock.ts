import Database from 'better-sqlite3';
import { createPrivateFile } from './writer-lock.ts';

/**
 * Takes the operating system's lock on a file of its own, as `WriterLock` does for the store: another program gets it when this
 * one lets go or ends, however it ends. Nothing is ever in the file. Null: somebody has it, be it in this program.
 *
 * @returns how to let go
 */
export function takeExclusiveLock(file: string): (() => void) | null {
  createPrivateFile(file);
  const db = new Database(file, { timeout: 0 });
  try {
    db.pragma('locking_mode = exclusive');
    db.pragma('journal_mode = memory');
    db.exec('begin exclusive');
    return () => db.close();
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw error;
  }
}
