import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whole or not at all, for this user only: written beside, flushed to the disk, then renamed over the old one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await writeParts(file, [text]);
}

/** The same with a text that comes in parts. @returns how many bytes it has */
export async function writeParts(
  file: string,
  parts: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<number> {
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  let bytes = 0;
  try {
    const handle = await open(beside, 'wx', 0o600);
    try {
      for await (const part of parts) {
        await handle.appendFile(part);
        bytes += Buffer.byteLength(part);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return bytes;
}

/** Makes the rename itself durable. Windows has no such call; there the journal of the file system does it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
