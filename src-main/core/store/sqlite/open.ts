import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../../../../src-shared/ports/ports.ts';
import type { Snapshot, Snapshots } from '../snapshots.ts';
import type { Store } from '../store.ts';
import { Access } from './access.ts';
import { schemaVersion, versionOf } from './format.ts';
import type { Stopwatch } from './slices.ts';
import { holdSnapshot } from './snapshot.ts';
import { createSnapshots } from './snapshots.ts';
import type { SqlConnection } from './sql-connection.ts';
import { SqliteStore } from './sqlite-store.ts';
import { lockedError, toStoreError } from './store-error.ts';
import { upgrade } from './upgrade.ts';
import { connectForReading, connectForWriting, Writer } from './writer.ts';
import { createPrivateFile, WriterLock } from './writer-lock.ts';

export interface SqliteStoreOptions {
  /** A path, or `:memory:`. */
  readonly file: string;
  readonly clock: Clock;
  /**
   * `write` (the default) takes the writer's lock if it is free; the store reads and is not `writable` while it is not.
   * `read` never takes it, except to create or upgrade the file.
   */
  readonly mode?: 'write' | 'read';
  /** Keeps a copy before the file is upgraded; when it throws, nothing is changed. Absent: nothing is kept. */
  readonly backUp?: (snapshot: Snapshot) => Promise<void>;
}

export interface FileStore extends Store {
  /** Null: it lives in memory. */
  readonly snapshots: Snapshots | null;
}

/**
 * Throws `invalid-input` when the file is damaged, not ours or from a newer Task Sync (it is not touched then), `locked`
 * when it must be upgraded while another program works with it, `unavailable` when the disk refuses.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<FileStore> {
  const { file, clock } = options;
  try {
    if (file === ':memory:') return Object.assign(await openMemoryStore(options), { snapshots: null });
    const access = await openFile(options);
    return Object.assign(new SqliteStore(access), { snapshots: createSnapshots(file, access, clock) });
  } catch (error) {
    throw toStoreError(error);
  }
}

export interface MemoryStoreOptions {
  readonly clock: Clock;
  /** A current database, as `serialize` gave it; default: a new one. */
  readonly content?: Buffer;
  /** Paces long work; default: real time. */
  readonly stopwatch?: Stopwatch;
}

/** A store that is gone with the program, and that can be copied. */
export async function openMemoryStore(options: MemoryStoreOptions): Promise<Store & { serialize(): Buffer }> {
  const { clock, content = ':memory:', stopwatch } = options;
  const db = connectForWriting(content, stopwatch);
  if (versionOf(db) !== schemaVersion) await upgrade(db);
  const access = new Access({ reader: null, writer: new Writer(db, null, clock), takeOver: () => null });
  return Object.assign(new SqliteStore(access), { serialize: () => db.raw.serialize() });
}

async function openFile({ file, clock, mode = 'write', backUp }: SqliteStoreOptions): Promise<Access> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (existsSync(file)) chmodSync(file, 0o600);
  const reader = openCurrent(file) ?? (await upgradeFile(file, backUp));
  const takeOver = mode === 'write' ? () => becomeWriter(file, clock) : () => null;
  try {
    return new Access({ reader, writer: takeOver(), takeOver });
  } catch (error) {
    reader.raw.close();
    throw error;
  }
}

/** Null: there is no database yet, or an older one. */
function openCurrent(file: string): SqlConnection | null {
  if (!existsSync(file)) return null;
  const reader = connectForReading(file);
  let isCurrent = false;
  try {
    isCurrent = versionOf(reader) === schemaVersion;
  } finally {
    if (!isCurrent) reader.raw.close();
  }
  return isCurrent ? reader : null;
}

async function upgradeFile(file: string, backUp: SqliteStoreOptions['backUp']): Promise<SqlConnection> {
  const lock = WriterLock.take(lockFileOf(file));
  if (lock === null) throw lockedError();
  try {
    createPrivateFile(file);
    const db = connectForWriting(file);
    try {
      if (versionOf(db) > 0) await backUp?.(holdSnapshot(file));
      await upgrade(db);
    } finally {
      db.raw.close();
    }
    return connectForReading(file);
  } finally {
    lock.release();
  }
}

/** Null: another program is the writer. */
function becomeWriter(file: string, clock: Clock): Writer | null {
  const lock = WriterLock.take(lockFileOf(file));
  if (lock === null) return null;
  try {
    const db = connectForWriting(file);
    try {
      // The program that was the writer before us may have been a newer one.
      versionOf(db);
      return new Writer(db, lock, clock, file);
    } catch (error) {
      db.raw.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function lockFileOf(file: string): string {
  return join(dirname(file), 'writer.lock');
}
