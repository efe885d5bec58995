import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Clock } from '../../../../src-shared/ports/ports.ts';
import type { DamagedData } from '../damaged-data.ts';
import { checkFile } from './check-file.ts';
import { makeOlderCopy } from './lease.ts';
import { lockFileOf } from './open.ts';
import { syncFile } from './snapshot.ts';
import { prepareSnapshot, readySnapshot } from './snapshots.ts';
import { lockedError, toStoreError } from './store-error.ts';
import { connectForWriting } from './writer.ts';
import { WriterLock } from './writer-lock.ts';

/** @param file the damaged database */
export function openDamagedData(file: string, clock: Clock): DamagedData {
  return {
    ready: readySnapshot,
    replace: async (copy, prepare) => {
      const lock = WriterLock.take(lockFileOf(file));
      if (lock === null) throw lockedError();
      try {
        // Another program may have done it since.
        if (checkFile(file).state !== 'damaged') throw noLongerDamaged();
        if (copy !== null) {
          await prepareSnapshot(copy, clock, prepare);
          becomeOlder(copy, lock, clock);
        }
        return exchange(file, copy, clock);
      } catch (error) {
        throw toStoreError(error);
      } finally {
        lock.release();
      }
    },
  };
}

/** It is one file afterwards, and on the disk. */
function becomeOlder(copy: string, lock: WriterLock, clock: Clock): void {
  const db = connectForWriting(copy);
  try {
    makeOlderCopy(db, lock, new Date(clock.now()).toISOString());
    db.pragma('journal_mode = delete');
  } finally {
    db.raw.close();
  }
  syncFile(copy);
}

/**
 * First a second name for the damaged file, so that it is never missing; then its log goes away, which SQLite would write into
 * whatever has the file's name; then the new one takes the name.
 */
function exchange(file: string, copy: string | null, clock: Clock): string {
  const stamp = new Date(clock.now()).toISOString().replace(/[:.]/g, '-');
  const aside = join(dirname(file), 'damaged', stamp);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  const kept = join(aside, 'task-sync.db');
  if (copy !== null) secondName(file, kept);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
  }
  if (copy === null) renameSync(file, kept);
  else renameSync(copy, file);
  for (const folder of [aside, dirname(file)]) syncFolder(folder);
  return aside;
}

/** Windows has no such call; there the journal of the file system does it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function secondName(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    // Not every file system has second names.
    copyFileSync(file, name);
  }
}

function noLongerDamaged(): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'The data is no longer damaged: another Task Sync has repaired it meanwhile. Nothing was changed here.',
    { facts: { cause: 'repaired' } },
  );
}
