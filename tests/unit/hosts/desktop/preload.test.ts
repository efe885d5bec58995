import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { serveIpc } from '../../../../src-main/hosts/desktop/ipc-server.ts';
import { type ApiEvent, type ApiName, contract } from '../../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { BrowserWindow } from '../../../fakes/electron-double/browser-window.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { ipcMain, ipcRenderer } from '../../../fakes/electron-double/ipc.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { createFakeCore, type FakeCore } from './fake-core.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

interface Bridge {
  call(name: unknown, input?: unknown): Promise<unknown>;
  onEvent(listener: (event: ApiEvent) => void): () => void;
}

let core: FakeCore;
let bridge: Bridge;

beforeEach(async () => {
  resetElectron();
  vi.resetModules();
  const window = new BrowserWindow({});
  window.webContents.mainFrame.url = 'app://task-sync/';
  ipcRenderer.listenTo(window.webContents);
  core = createFakeCore();
  serveIpc({ api: core.api, windows: () => observed.windows as never, logger: createRecordingLogger() });
  await import('../../../../src-main/hosts/desktop/preload.ts');
  bridge = observed.exposed.get('taskSync') as Bridge;
});

describe('the preload script (SEC-10)', () => {
  it('exposes four functions under one name, and freezes them', () => {
    expect([...observed.exposed.keys()]).toEqual(['taskSync']);
    expect(Object.keys(bridge).sort()).toEqual(['call', 'onCommand', 'onEvent', 'ready']);
    expect(Object.isFrozen(bridge)).toBe(true);
  });

  it('passes every call of the contract to its own channel', async () => {
    const invoke = vi.spyOn(ipcRenderer, 'invoke');
    for (const name of Object.keys(contract) as ApiName[]) {
      await bridge.call(name, {}).catch(() => undefined);
      expect(invoke).toHaveBeenLastCalledWith(`task-sync:${name}`, {});
    }
  });

  it.each([
    'tasks.lists',
    'task-sync:tasks.list',
    'task-sync:event',
    'electron-store-get-data',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    null,
    undefined,
    7,
    ['tasks.list'],
    { toString: () => 'tasks.list' },
  ])('refuses %j before anything is sent', async (name) => {
    const invoke = vi.spyOn(ipcRenderer, 'invoke');
    const send = vi.spyOn(ipcRenderer, 'emit');
    await expect(bridge.call(name, {})).rejects.toMatchObject({ code: 'invalid-input', facts: {} });
    expect(invoke).not.toHaveBeenCalled();
    expect(send).not.toHaveBeenCalled();
  });

  it('hands outputs over', async () => {
    core.answers.set('secrets.state', () => ({ state: 'keychain' }));
    expect(await bridge.call('secrets.state', {})).toEqual({ state: 'keychain' });
  });

  it('rejects with all that an error says, as a plain value', async () => {
    core.answers.set('runs.start', () => {
      throw new TaskSyncError('rate-limited', 'Asked to wait.', { retryAfterMs: 5000, facts: { status: 429 } });
    });
    await expect(bridge.call('runs.start', { profile: 'Work' })).rejects.toEqual({
      code: 'rate-limited',
      message: 'Asked to wait.',
      retryAfterMs: 5000,
      facts: { status: 429 },
    });
  });

  it('rejects with a sentence when the main process does not answer', async () => {
    ipcMain.removeHandler('task-sync:status.get');
    await expect(bridge.call('status.get', {})).rejects.toMatchObject({ code: 'bug', facts: {} });
  });

  it('tells every listener of an event, without Electron’s event object, until it unsubscribes', () => {
    const first: unknown[][] = [];
    const second: unknown[][] = [];
    const stop = bridge.onEvent((...heard) => first.push(heard));
    bridge.onEvent((...heard) => second.push(heard));
    const event = { kind: 'changed', what: ['runs'] } as const;
    core.announce(event);
    stop();
    core.announce(event);
    expect(first).toEqual([[event]]);
    expect(second).toEqual([[event], [event]]);
  });

  it('is made of itself and the table of channels: neither the schemas nor Node come along', () => {
    const folder = resolve(import.meta.dirname, '../../../../src-main/hosts/desktop');
    expect(runtimeImports(resolve(folder, 'preload.ts'))).toEqual(['electron', './channels.ts']);
    expect(runtimeImports(resolve(folder, 'channels.ts'))).toEqual([]);
  });
});

function runtimeImports(file: string): (string | undefined)[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^import (?!type ).*from '(.*)'/gm)].map((match) => match[1]);
}
