import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { ArchiveHead, OldRow } from '../../../core/archive/archive.ts';

/**
 * JSON, one object a line, packed by gzip. The first line says what is in the file and is packed by itself, so that a list of many
 * files unpacks little of each; every program that unpacks gzip reads both as one text.
 */
const longestHead = 256 * 1024;

/** Writes a new file, on the disk when it returns. @returns a digest of what its lines say */
export async function writeArchiveFile(target: string, head: ArchiveHead, rows: readonly OldRow[]): Promise<string> {
  const digest = createHash('sha256');
  const lines = function* (): Generator<string> {
    for (const row of rows) {
      const line = `${JSON.stringify(row)}\n`;
      digest.update(line);
      yield line;
    }
  };
  const first = gzipSync(`${JSON.stringify(head)}\n`);
  const handle = await open(target, 'wx', 0o600);
  try {
    await handle.writeFile(first);
    const body = createWriteStream('', { fd: handle.fd, autoClose: false, start: first.length });
    await pipeline(Readable.from(lines()), createGzip(), body);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return digest.digest('hex');
}

/** Null: it is no archive of ours, or too damaged to say what it is. */
export async function readArchiveHead(file: string): Promise<ArchiveHead | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestHead), 0, longestHead, 0);
    // The rest of the file is cut off here on purpose.
    const packed = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * longestHead };
    const [line = ''] = gunzipSync(buffer.subarray(0, bytesRead), packed).toString('utf8').split('\n', 1);
    const head: ArchiveHead = JSON.parse(line);
    return head.format === 'task-sync history archive' && head.version === 1 ? head : null;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    return null;
  } finally {
    await handle.close();
  }
}

/** Every row, in order. Throws `invalid-input` when the file ends too early or was changed. */
export async function* readArchiveFile(file: string, name: string): AsyncGenerator<OldRow> {
  try {
    for await (const line of linesOf(file)) yield JSON.parse(line) as OldRow;
  } catch (error) {
    // The disk's own errors are not the file's.
    throw error instanceof Error && 'syscall' in error ? error : damaged(name, error);
  }
}

/** As `writeArchiveFile` says it; reads the whole file from the disk. */
export async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const line of linesOf(file)) digest.update(`${line}\n`);
  return digest.digest('hex');
}

/** After the first one. Not `node:readline`: to it some characters within a text are ends of lines, too. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const source = createReadStream(file);
  const text = source.pipe(createGunzip()).setEncoding('utf8');
  source.on('error', (error) => text.destroy(error));
  try {
    let isHead = true;
    let rest = '';
    for await (const chunk of text) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      yield* isHead ? lines.slice(1) : lines;
      isHead &&= lines.length === 0;
    }
    if (rest !== '') throw new Error('the last line has no end');
  } finally {
    source.destroy();
  }
}

export function damaged(name: string, cause?: unknown): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    `The file “${name}” of the archive is damaged. It was left as it is, and nothing was removed because of it. Put back a copy of it if you have one, or remove it.`,
    { cause },
  );
}
