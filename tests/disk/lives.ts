import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { connectForWriting } from '../../src-main/core/store/sqlite/writer.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createDice, type Dice } from '../fakes/seeded.ts';
import { carryOut, type Deed, historyOf, prepare } from './history.ts';
import { afterPowerLoss, dbName, type Files, readFiles } from './power-loss.ts';

/** One moment of a life: what the files hold, and how many deeds the store had promised by then. */
interface Moment {
  readonly files: Files;
  readonly promised: number;
  /** The database's own file was written since the moment before, by a checkpoint. */
  readonly afterCheckpoint: boolean;
}

export interface Life {
  readonly history: readonly Deed[];
  readonly moments: readonly Moment[];
}

/** A store on a real file carries a history out; its files are kept at every moment when something had just been promised. */
export async function live(folder: string, seed: number, length: number): Promise<Life> {
  const dice = createDice(seed);
  const history = historyOf(seed, length);
  const store = await openSqliteStore({ file: join(folder, dbName), clock: createFakeClock() });
  await prepare(store);
  const moments: Moment[] = [{ files: readFiles(folder), promised: 0, afterCheckpoint: false }];
  for (let done = 0; done < history.length; ) {
    // Several at once share a transaction and a wait for the disk.
    const group = history.slice(done, done + dice.between(1, 3));
    await Promise.all(group.map((deed) => carryOut(store, deed).catch(forgive)));
    done += group.length;
    moments.push({ files: readFiles(folder), promised: done, afterCheckpoint: false });
    if (!dice.chance(0.2)) continue;
    checkpoint(join(folder, dbName));
    moments.push({ files: readFiles(folder), promised: done, afterCheckpoint: true });
  }
  await store.close();
  return { history, moments };
}

function forgive(error: unknown): void {
  if (!(error instanceof Error && error.message === 'meant to fail')) throw error;
}

/** As the store does by itself after some megabytes. */
function checkpoint(file: string): void {
  const other = new Database(file);
  other.pragma('wal_checkpoint(full)');
  other.close();
}

/** How SQLite promises to write, by `pragma synchronous`: which is what the power-loss model builds on. */
export type Synchronous = 'off' | 'normal' | 'full';

/** What the store's own connection asks of SQLite. */
export function synchronousOfStore(folder: string): Synchronous {
  const db = connectForWriting(join(folder, 'asked.db'));
  const level = db.pragma('synchronous');
  db.raw.close();
  return level === 0 ? 'off' : level === 1 ? 'normal' : 'full';
}

export interface Loss {
  readonly files: Files;
  /** Deeds that had been promised when the power went. */
  readonly promised: number;
}

/**
 * The power goes between two moments of a life. In WAL mode with `full` the log is on the disk whenever a commit returns, and
 * before a checkpoint touches the database; with `normal` only before a checkpoint (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export function loseThePower({ moments }: Life, synchronous: Synchronous, dice: Dice): Loss {
  const index = dice.between(1, moments.length - 1);
  const [before, after] = [moments[index - 1], moments[index]];
  if (!before || !after) throw new Error('a life has at least two moments');
  const lock = lockAfter(before.files.lock, after.files.lock, dice);
  if (after.afterCheckpoint) {
    // The log is on the disk; the database was being written.
    const db = afterPowerLoss(before.files.db, after.files.db, dice);
    return { files: { db, wal: after.files.wal, lock }, promised: after.promised };
  }
  if (synchronous === 'full') {
    const wal = afterPowerLoss(before.files.wal, after.files.wal, dice);
    return { files: { db: before.files.db, wal, lock }, promised: before.promised };
  }
  // Nothing of the log since the last checkpoint needs to be there.
  const last = moments.slice(0, index).findLast(({ afterCheckpoint }) => afterCheckpoint) ?? moments[0];
  if (!last) throw new Error('a life has at least two moments');
  const wal = afterPowerLoss(last.files.wal, after.files.wal, dice);
  return { files: { db: before.files.db, wal, lock }, promised: before.promised };
}

/** Nobody waits for the lock file to reach the disk: it may be old, torn or gone. */
function lockAfter(before: Buffer, after: Buffer, dice: Dice): Buffer {
  return dice.chance(0.2) ? Buffer.alloc(0) : afterPowerLoss(dice.chance(0.1) ? Buffer.alloc(0) : before, after, dice);
}
