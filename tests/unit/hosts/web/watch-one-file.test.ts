import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchOneFile } from '../../../../src-main/hosts/web/watch-one-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-sync-watch-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('tells when a file comes, is replaced by another, and goes', async () => {
  const file = join(folder, 'devices.json');
  let tell = () => {};
  const stop = watchOneFile(file, () => tell());
  const isTold = async (change: () => Promise<void>): Promise<void> => {
    const told = new Promise<void>((resolve) => {
      tell = resolve;
    });
    await change();
    await told;
  };
  try {
    await expect(isTold(() => writeFile(file, 'first'))).resolves.toBeUndefined();
    await writeFile(join(folder, 'new'), 'second');
    await expect(isTold(() => rename(join(folder, 'new'), file))).resolves.toBeUndefined();
    await expect(isTold(() => rm(file))).resolves.toBeUndefined();
  } finally {
    stop();
  }
});
