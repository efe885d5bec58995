import { existsSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { app, resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

let dataDir: string;
const argv = process.argv;

beforeEach(async () => {
  resetElectron();
  // The double is made at its first import; what `resetModules` forgets is only our own entry.
  await import('electron');
  vi.resetModules();
  dataDir = join(mkdtempSync(join(tmpdir(), 'task-sync-main-')), 'data');
  vi.stubEnv('TASKSYNC_DATA_DIR', dataDir);
  return () => {
    process.argv = argv;
  };
});

async function run(...args: string[]): Promise<void> {
  process.argv = ['task-sync', ...args];
  await import('../../../../src-main/hosts/desktop/main.ts');
}

describe('the entry of the main process', () => {
  it('protects itself before Electron is ready (SEC-08)', async () => {
    app.isFirstInstance = false;
    await run();
    expect(app.isSandboxEnabled).toBe(true);
    expect(observed.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
    expect(app.getPath('userData')).toBe(join(dataDir, 'desktop'));
    // Windows keeps no such bits.
    expect(statSync(join(dataDir, 'desktop')).mode & 0o077).toBe(process.platform === 'win32' ? 0o066 : 0);
  });

  it('leaves the work to the Task Sync that runs already', async () => {
    app.isFirstInstance = false;
    await run();
    expect(observed.exits).toEqual([0]);
    expect(existsSync(join(dataDir, 'task-sync.db'))).toBe(false);
  });

  it.each(['--no-sandbox', '--remote-debugging-port=9222', '--inspect=0'])(
    'refuses %s once it is installed, and says why (SEC-08)',
    async (argument) => {
      app.isPackaged = true;
      await run(argument);
      expect(observed.exits).toEqual([1]);
      expect(observed.errorBoxes[0]?.content).toContain(argument.split('=')[0]);
      expect(existsSync(join(dataDir, 'task-sync.db'))).toBe(false);
    },
  );
});
