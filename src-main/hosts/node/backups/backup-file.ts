import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Manifest } from '../../../core/backup/backup.ts';
import { type BackupHead, readManifest } from '../../../core/backup/read-manifest.ts';
import { damagedCopy } from '../../../core/store/snapshots.ts';
import { keyBytes } from '../vault-cipher.ts';
import { unwrapKey, wrapKey } from '../vault-passphrase.ts';
import { openStream, sealStream } from './sealed-stream.ts';

/**
 * One file: a line that says what it is, a line of JSON (the manifest), then the database, packed, and sealed if there is a
 * passphrase. What the manifest says is part of what is sealed.
 */
const firstLine = 'task-sync backup 1\n';
const longestHeader = 16 * 1024;

export interface FoundHead extends BackupHead {
  /** Both lines, as they are in the file. */
  readonly bytes: Buffer;
}

/** @param target a new file. @param passphrase null: anybody who has the file can read it */
export async function writeBackupFile(
  target: string,
  manifest: Manifest,
  database: string,
  passphrase: string | null,
): Promise<void> {
  const key = passphrase === null ? null : randomBytes(keyBytes);
  const seal = key === null || passphrase === null ? null : await wrapKey(key, passphrase);
  const head = Buffer.from(`${firstLine}${JSON.stringify({ ...manifest, seal })}\n`);
  const handle = await open(target, 'wx', 0o600);
  try {
    await handle.writeFile(head);
    const packed = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
      yield* key === null ? source : sealStream(source, key, head);
    };
    const body = createWriteStream('', { fd: handle.fd, autoClose: false, start: head.length });
    await pipeline(createReadStream(database), createGzip({ level: 3 }), packed, body);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Null: it is no backup of ours. */
export async function readBackupHead(file: string): Promise<FoundHead | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHeader), 0, longestHeader, 0);
    const start = buffer.subarray(0, bytesRead);
    const end = start.indexOf('\n', firstLine.length);
    if (end === -1 || start.toString('latin1', 0, firstLine.length) !== firstLine) return null;
    const head = readManifest(start.toString('utf8', firstLine.length, end));
    return head && { ...head, bytes: Buffer.from(start.subarray(0, end + 1)) };
  } finally {
    await handle.close();
  }
}

/** Writes the database in it to a new file. Throws `invalid-input` when it is damaged or the passphrase is not its own. */
export async function unpackBackupFile(
  file: string,
  { manifest, seal, bytes: head }: FoundHead,
  target: string,
  passphrase: string | null,
): Promise<void> {
  const key = seal === null ? null : await keyOf(seal, passphrase);
  const opened = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    yield* key === null ? source : openStream(source, key, head);
  };
  let length = 0;
  /** No more than it says: a small file can be packed to fill a disk. */
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of source) {
      length += chunk.length;
      if (length > manifest.bytes) throw damagedCopy();
      yield chunk;
    }
  };
  try {
    await pipeline(
      createReadStream(file, { start: head.length }),
      opened,
      createGunzip(),
      counted,
      createWriteStream(target, { flags: 'wx', mode: 0o600 }),
    );
  } catch (error) {
    // The disk's own errors are not the backup's.
    throw error instanceof Error && 'syscall' in error ? error : damagedCopy(error);
  }
  if (length !== manifest.bytes) throw damagedCopy();
}

async function keyOf(seal: NonNullable<BackupHead['seal']>, passphrase: string | null): Promise<Buffer> {
  if (passphrase === null) {
    throw new TaskSyncError(
      'invalid-input',
      'A passphrase protects this backup. Nothing was changed. Give it as well.',
      {
        facts: { field: 'passphrase' },
      },
    );
  }
  const key = await unwrapKey(seal, passphrase);
  if (key !== null) return key;
  throw new TaskSyncError(
    'invalid-input',
    'This is not the passphrase of this backup. Nothing was changed. Try another one; nobody can open it without.',
    { facts: { field: 'passphrase' } },
  );
}
