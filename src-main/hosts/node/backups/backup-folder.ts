import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Clock } from '../../../../src-shared/ports/ports.ts';
import type { Backup, BackupReason, Manifest } from '../../../core/backup/backup.ts';
import type { BackupFolder } from '../../../core/backup/backup-folder.ts';
import { newestFirst } from '../../../core/backup/keep-backups.ts';
import { damagedCopy, type SnapshotFacts } from '../../../core/store/snapshots.ts';
import { type DiskWords, inDiskWords, isMissing } from '../disk-error.ts';
import { syncFolder } from '../write-whole.ts';
import { readBackupHead, unpackBackupFile, writeBackupFile } from './backup-file.ts';

const extension = '.tasksync-backup';
const words: DiskWords = {
  full: 'The disk is full, so the backup could not be written. Your data and the other backups are as they were. Free some space and try again.',
  noAccess:
    'The folder of the backups cannot be read or written. Your data is as it was. Check that it is there and belongs to you.',
};
const inWords = <T>(work: () => Promise<T>): Promise<T> => inDiskWords(words, work);

export interface BackupFolderOptions {
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Checks a database that was unpacked, and says what is in it. */
  readonly check: (file: string) => Promise<SnapshotFacts>;
}

/** As `BackupFolder` says; what is being made or looked at is in `.work`. */
export function createBackupFolder({ folder, clock, check }: BackupFolderOptions): BackupFolder {
  const work = join(folder, '.work');
  const fresh = async (): Promise<string> => {
    await mkdir(work, { recursive: true, mode: 0o700 });
    return join(work, randomBytes(8).toString('hex'));
  };
  /** With SQLite's side files, if any. */
  const discard = async (file: string): Promise<void> => {
    if (file === '') return;
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${file}${suffix}`, { force: true });
  };
  const pathOf = (name: string): string => {
    if (!name.endsWith(extension) || /[/\\]/.test(name) || name.startsWith('.')) throw unknown(name);
    return join(folder, name);
  };
  const read = async (name: string): Promise<Backup | null> => {
    try {
      const head = await readBackupHead(pathOf(name));
      const { size } = await stat(pathOf(name));
      return head && { ...head.manifest, name, size, isSealed: head.seal !== null };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
  const unpack = async (file: string, passphrase: string | null): Promise<string> => {
    const head = await readBackupHead(file);
    if (head === null) throw damagedCopy();
    const target = await fresh();
    try {
      await unpackBackupFile(file, head, target, passphrase);
      return target;
    } catch (error) {
      await discard(target);
      throw error;
    }
  };
  /** Reads it from the disk and opens what is in it. */
  const prove = async (file: string, { schema, tasks }: Manifest, passphrase: string | null): Promise<void> => {
    const database = await unpack(file, passphrase);
    try {
      const found = await check(database);
      if (found.schema !== schema || found.tasks !== tasks) throw damagedCopy();
    } finally {
      await discard(database);
    }
  };
  const freeName = async (at: string, reason: BackupReason): Promise<string> => {
    const taken = new Set(await readdir(folder));
    const base = `${at.slice(0, 19).replaceAll(':', '-')}Z-${reason}`;
    for (let number = 1; ; number++) {
      const name = `${base}${number === 1 ? '' : `-${number}`}${extension}`;
      if (!taken.has(name)) return name;
    }
  };

  return {
    list: () =>
      inWords(async () => {
        const names = await readdir(folder).catch((error: unknown) => {
          if (isMissing(error)) return [];
          throw error;
        });
        const found = await Promise.all(names.filter((name) => name.endsWith(extension)).map(read));
        return found.filter((backup) => backup !== null).toSorted(newestFirst);
      }),
    get: (name) =>
      inWords(async () => {
        const found = await read(name);
        if (found === null) throw unknown(name);
        return found;
      }),
    make: (snapshot, reason, passphrase) =>
      inWords(async () => {
        const at = new Date(clock.now()).toISOString();
        let database = '';
        let part = '';
        try {
          database = await fresh();
          part = await fresh();
          const facts = await snapshot.copyTo(database);
          const manifest: Manifest = {
            ...{ at, reason, ...facts, bytes: (await stat(database)).size },
            secrets: 'not included',
          };
          await writeBackupFile(part, manifest, database, passphrase);
          await discard(database);
          await prove(part, manifest, passphrase);
          const name = await freeName(at, reason);
          await rename(part, join(folder, name));
          await syncFolder(folder);
          return { ...manifest, name, size: (await stat(join(folder, name))).size, isSealed: passphrase !== null };
        } finally {
          snapshot.release();
          await discard(database);
          await discard(part);
        }
      }),
    bring: (file) =>
      inWords(async () => {
        const head = await readBackupHead(file).catch((error: unknown) => {
          if (isMissing(error)) throw unknown(file);
          throw error;
        });
        if (head === null) {
          throw new TaskSyncError(
            'invalid-input',
            'This file is no backup of Task Sync. Nothing was changed. Choose another one.',
          );
        }
        const part = await fresh();
        try {
          await copyFile(file, part);
          const name = await freeName(head.manifest.at, head.manifest.reason);
          await rename(part, join(folder, name));
          return name;
        } finally {
          await discard(part);
        }
      }),
    unpack: (name, passphrase) =>
      inWords(async () => {
        if ((await read(name)) === null) throw unknown(name);
        return await unpack(pathOf(name), passphrase);
      }),
    discard,
    remove: (name) =>
      inWords(async () => {
        if ((await read(name)) === null) throw unknown(name);
        await rm(pathOf(name));
      }),
    clean: () => inWords(() => rm(work, { recursive: true, force: true })),
  };
}

function unknown(name: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `There is no backup “${name}”. Nothing was changed.`);
}
