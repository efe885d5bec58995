import { closeSync, fsyncSync, openSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { damagedCopy, type Snapshot, type SnapshotFacts } from '../snapshots.ts';
import { versionOf } from './format.ts';
import type { SqlConnection } from './sql-connection.ts';
import { damagedData, lockedError, toStoreError } from './store-error.ts';
import { connectForReading, connectForWriting } from './writer.ts';
import { createPrivateFile } from './writer-lock.ts';

/** Pages copied before others get the event loop: a few milliseconds. */
const pagesAtOnce = 500;

/**
 * Holds on to what is committed in the file, of whatever version. A read transaction does: whoever writes goes on in the log,
 * and the copy neither sees it nor has to begin anew because of it.
 */
export function holdSnapshot(file: string): Snapshot {
  const db = connectForReading(file);
  try {
    db.exec('begin');
    db.pragma('schema_version');
  } catch (error) {
    db.raw.close();
    throw error;
  }
  return {
    copyTo: async (target) => {
      try {
        createPrivateFile(target);
        await copyPages(db, target);
      } catch (error) {
        throw toStoreError(error);
      } finally {
        db.raw.close();
      }
      return await checkSnapshot(target).catch((error: unknown) => {
        // A faithful copy is damaged where the data is.
        throw error instanceof TaskSyncError && error.code === 'invalid-input' ? damagedData() : error;
      });
    },
    release: () => void db.raw.close(),
  };
}

/** All pages, in one transaction of the target. */
export async function copyPages(from: SqlConnection, target: string): Promise<void> {
  const { totalPages } = await from.raw.backup(target, { progress: () => pagesAtOnce });
  // It says nothing when somebody else has the target.
  if (totalPages === 0) throw lockedError();
}

/** Reads all of a copy and leaves it on the disk as this one file. Throws `invalid-input` when it is damaged or not ours. */
export async function checkSnapshot(file: string): Promise<SnapshotFacts> {
  try {
    const db = connectForWriting(file);
    try {
      db.pragma('journal_mode = delete');
      await requireWhole(db);
      return factsOf(db);
    } finally {
      db.raw.close();
      syncFile(file);
    }
  } catch (error) {
    throw isDamage(error) ? damagedCopy(error) : toStoreError(error);
  }
}

/** Table by table, so that others have the event loop in between. */
async function requireWhole({ raw }: SqlConnection): Promise<void> {
  const tables = raw.prepare<[], string>(`select name from sqlite_schema where type = 'table'`).pluck().all();
  for (const table of tables) {
    const [found] = raw.pragma(`integrity_check("${table.replaceAll('"', '""')}")`) as [{ integrity_check: string }];
    if (found.integrity_check !== 'ok') throw damagedCopy();
    await nextTurn();
  }
}

function factsOf(db: SqlConnection): SnapshotFacts {
  const schema = versionOf(db);
  if (schema === 0) throw damagedCopy();
  const count = (of: string): number => db.raw.prepare<[], number>(`select count(*) from ${of}`).pluck().get() ?? 0;
  return {
    schema,
    tasks: count('task where deleted_at is null'),
    profiles: count('profile'),
    connections: count('connection'),
    waiting: count(`op where state <> 'acked'`),
  };
}

function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(error.code);
}

export function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
