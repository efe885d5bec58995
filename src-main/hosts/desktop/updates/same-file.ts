import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { UpdateFile } from './update-list.ts';

/** Whether the bytes on the disk are those of the signed list. A file that cannot be read is not. */
export async function isSameFile(
  path: string,
  { size, sha512 }: Pick<UpdateFile, 'size' | 'sha512'>,
): Promise<boolean> {
  const hash = createHash('sha512');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > size) return false;
      hash.update(chunk);
    }
  } catch {
    return false;
  }
  return bytes === size && hash.digest('base64') === sha512;
}
