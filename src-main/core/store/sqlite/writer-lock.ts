import { closeSync, openSync, rmSync, truncateSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Step } from '../steps.ts';

/** Where a program died: which step of a run was the last it began, and the how manieth it was. */
export interface Death {
  readonly step: Step;
  /** In a row at this place. */
  readonly times: number;
}

const tables = [
  'create table if not exists seen (lineage text primary key not null, fence integer not null) strict',
  // What the program is doing (`step`, null: no run), and where the ones before it died.
  `create table if not exists life (
    id integer primary key check (id = 1), step text, nth integer not null default 0,
    died_at text, died_nth integer not null default 0, deaths integer not null default 0
  ) strict`,
  'insert or ignore into life (id) values (1)',
];

/**
 * The operating system's lock that makes us the only writer (S22): a small database of its own, held in SQLite's
 * exclusive locking mode. The system lets go of it when the process ends, however it ends. It also remembers, outside of
 * the databases, how far each of them had come (S23), and at which step of a run the program was (L8). Nobody waits for it to
 * reach the disk: what a power loss takes from it costs no data.
 *
 * Never open or copy this file in any other way: POSIX drops a process's locks as soon as it closes any handle of it.
 */
export class WriterLock {
  readonly #db: Database.Database;
  readonly #setStep: Database.Statement<[string | null, number]>;
  /** Where the program before us died; null: it ended, or did not die in a run. */
  readonly lastDeath: Death | null;
  #steps = 0;

  private constructor(db: Database.Database) {
    this.#db = db;
    this.lastDeath = bury(db);
    this.#setStep = db.prepare<[string | null, number]>('update life set step = ?, nth = ?');
  }

  /** Null: another program, or another store of this program, has it. */
  static take(file: string): WriterLock | null {
    createPrivateFile(file);
    try {
      return WriterLock.#open(file);
    } catch (error) {
      // Whoever could read that it is damaged found it free. With what it remembered only the notice of an older copy is lost.
      if (!(error instanceof Database.SqliteError) || !/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) throw error;
      truncateSync(file);
      rmSync(`${file}-journal`, { force: true });
      return WriterLock.#open(file);
    }
  }

  static #open(file: string): WriterLock | null {
    const db = new Database(file, { timeout: 0 });
    try {
      db.pragma('locking_mode = exclusive');
      db.pragma('synchronous = off');
      db.exec('begin exclusive');
      if (db.pragma('quick_check', { simple: true }) !== 'ok') throw new Database.SqliteError('', 'SQLITE_CORRUPT');
      for (const table of tables) db.exec(table);
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

  /** A step of a run begins. */
  begin(step: Step): void {
    this.#steps++;
    note(() => this.#setStep.run(step, this.#steps));
  }

  /** A run went through: whatever killed the ones before it is over. */
  finishRun(): void {
    this.#steps = 0;
    note(() => this.#db.exec('update life set step = null, died_at = null, deaths = 0'));
  }

  release(): void {
    note(() => this.#setStep.run(null, 0));
    this.#db.close();
  }
}

/** Notes about ourselves are worth no failure: on a full disk the data itself will say so. */
function note(write: () => unknown): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
}

interface Life {
  readonly step: Step | null;
  readonly nth: number;
  readonly died_at: Step | null;
  readonly died_nth: number;
  readonly deaths: number;
}

/**
 * Steps that a run may be off and still have died at the same place: endpoints are read side by side. A run that is ended from
 * outside again and again, and gets on each time, dies at other places.
 */
const near = 2;

/** Notes where the program before us died, if it did. */
function bury(db: Database.Database): Death | null {
  const life = db.prepare<[], Life>('select * from life').get();
  if (!life || life.step === null) return null;
  const isAgain = life.step === life.died_at && Math.abs(life.nth - life.died_nth) <= near;
  const times = isAgain ? life.deaths + 1 : 1;
  const note = db.prepare<[string, number, number]>(
    'update life set step = null, died_at = ?, died_nth = ?, deaths = ?',
  );
  note.run(life.step, life.nth, times);
  return { step: life.step, times };
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
