import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { underLock } from '../../../../src-main/hosts/node/file-lock.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-sync-lock-'));
  file = join(folder, 'x.lock');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the lock of a file', () => {
  it('lets one at a time do its work', async () => {
    let inside = 0;
    let most = 0;
    const done = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        underLock(file, async () => {
          most = Math.max(most, ++inside);
          await new Promise((done) => setTimeout(done, 5));
          inside--;
          return index;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(done).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is let go of when the work fails', async () => {
    await expect(underLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await underLock(file, async () => 'yes')).toBe('yes');
  });

  it.skipIf(process.platform === 'win32')('can be read by its owner only, and holds nothing', async () => {
    await underLock(file, async () => {});
    const { mode, size } = await stat(file);
    expect(mode & 0o777).toBe(0o600);
    expect(size).toBe(0);
  });

  it('is free again when the program that had it was killed', async () => {
    const module = pathToFileURL(resolve(import.meta.dirname, '../../../../src-main/hosts/node/file-lock.ts')).href;
    const script = `const { underLock } = await import(${JSON.stringify(module)});
      await underLock(${JSON.stringify(file)}, () => { console.log('mine'); return new Promise((done) => setTimeout(done, 60_000)); });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const waiting = underLock(file, async () => 'free');
    const early = await Promise.race([waiting, new Promise((done) => setTimeout(() => done('held'), 200))]);
    expect(early).toBe('held');
    child.kill('SIGKILL');
    expect(await waiting).toBe('free');
  });
});
