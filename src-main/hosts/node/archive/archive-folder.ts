import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveFile, ArchiveFolder } from '../../../core/archive/archive.ts';
import { unknownFile } from '../../../core/archive/archive-desk.ts';
import { type DiskWords, diskError, inDiskWords, isMissing } from '../disk-error.ts';
import { syncFolder } from '../write-whole.ts';
import { damaged, digestOf, readArchiveFile, readArchiveHead, writeArchiveFile } from './archive-file.ts';

const words: DiskWords = {
  full: 'The disk is full, so old history could not be moved into the archive. All of it is still here. Free some space; it is tried again with the next runs.',
  noAccess:
    'The folder of the archive cannot be read or written, so it is as it was and nothing was removed here. Check that it is there and belongs to you.',
};
const named = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?\.jsonl\.gz$/;

/** As `ArchiveFolder` says. The folder is made with the first file. */
export function createArchiveFolder(folder: string): ArchiveFolder {
  const inWords = <T>(work: () => Promise<T>): Promise<T> => inDiskWords(words, work);
  const pathOf = (name: string): string => {
    if (!named.test(name)) throw unknownFile(name);
    return join(folder, name);
  };
  const partOf = (name: string): string => `${pathOf(name)}.part`;
  const names = async (): Promise<readonly string[]> => {
    const all = await readdir(folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    return all.filter((name) => named.test(name));
  };
  const read = async (name: string): Promise<ArchiveFile | null> => {
    const head = await readArchiveHead(pathOf(name));
    return head && { ...head, name, size: (await stat(pathOf(name))).size };
  };
  return {
    list: () =>
      inWords(async () => {
        const found: ArchiveFile[] = [];
        for (const name of (await names()).toSorted(newestFirst)) {
          const file = await read(name);
          if (file) found.push(file);
        }
        return found;
      }),
    newName: (at) =>
      inWords(async () => {
        const taken = new Set(await names());
        const base = `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
        for (let number = 1; ; number++) {
          const name = `${base}${number === 1 ? '' : `-${number}`}.jsonl.gz`;
          if (!taken.has(name)) return name;
        }
      }),
    write: (name, head, rows) =>
      inWords(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const part = partOf(name);
        try {
          const written = await writeArchiveFile(part, head, rows);
          if ((await digestOf(part)) !== written || (await readArchiveHead(part)) === null) throw damaged(name);
          await rename(part, pathOf(name));
          await syncFolder(folder);
        } catch (error) {
          await rm(part, { force: true });
          throw error;
        }
      }),
    async *read(name) {
      try {
        yield* readArchiveFile(pathOf(name), name);
      } catch (error) {
        throw isMissing(error) ? unknownFile(name) : diskError(error, words);
      }
    },
    has: (name) =>
      inWords(async () => {
        const isThere = (await names()).includes(name);
        // Its name may be younger than the last time that the folder was written to the disk.
        if (isThere) await syncFolder(folder);
        return isThere;
      }),
    remove: (name) =>
      inWords(async () => {
        for (const file of [pathOf(name), partOf(name)]) await rm(file, { force: true });
        await syncFolder(folder).catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
      }),
  };
}

/** Files of one moment by their number. */
function newestFirst(a: string, b: string): number {
  const [momentA, momentB] = [a.slice(0, 20), b.slice(0, 20)];
  if (momentA !== momentB) return momentA > momentB ? -1 : 1;
  return b.length - a.length || (a > b ? -1 : 1);
}
