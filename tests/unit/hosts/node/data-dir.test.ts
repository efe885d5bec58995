import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureDataDir, findDataDir } from '../../../../src-main/hosts/node/data-dir.ts';

const linux = { env: {}, platform: 'linux', home: '/home/ana' } as const;

describe('the data folder', () => {
  it('is the one that was asked for, before the environment and the platform', () => {
    const surroundings = { ...linux, env: { TASKSYNC_DATA_DIR: '/srv/tasks' } };
    expect(findDataDir('/elsewhere', surroundings)).toBe(resolve('/elsewhere'));
    expect(findDataDir(undefined, surroundings)).toBe(resolve('/srv/tasks'));
  });

  it.skipIf(process.platform === 'win32')('is where each platform keeps a program’s data', () => {
    expect(findDataDir(undefined, linux)).toBe('/home/ana/.local/share/task-sync');
    expect(findDataDir(undefined, { ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/task-sync');
    expect(findDataDir(undefined, { ...linux, env: { XDG_DATA_HOME: 'relative' } })).toBe(
      '/home/ana/.local/share/task-sync',
    );
    expect(findDataDir(undefined, { ...linux, platform: 'darwin' })).toBe(
      '/home/ana/Library/Application Support/Task Sync',
    );
    expect(findDataDir(undefined, { ...linux, platform: 'win32', env: { APPDATA: '/roaming' } })).toBe(
      '/roaming/Task Sync',
    );
  });

  describe('on the disk', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'task-sync-data-dir-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it.skipIf(process.platform === 'win32')('is made for its owner only', async () => {
      await ensureDataDir(join(folder, 'a', 'b'));
      expect((await stat(join(folder, 'a', 'b'))).mode & 0o777).toBe(0o700);
    });

    it('is refused with a sentence when it is a file', async () => {
      await writeFile(join(folder, 'file'), '');
      await expect(ensureDataDir(join(folder, 'file'))).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining('not a folder'),
      });
    });
  });
});
