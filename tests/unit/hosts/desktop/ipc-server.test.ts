import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { channels } from '../../../../src-main/hosts/desktop/channels.ts';
import { type IpcAnswer, serveIpc } from '../../../../src-main/hosts/desktop/ipc-server.ts';
import { type ApiName, contract } from '../../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import { BrowserWindow, type FakeFrame, WebContents } from '../../../fakes/electron-double/browser-window.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { type FakeInvokeEvent, invokeFrom, ipcMain } from '../../../fakes/electron-double/ipc.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { createFakeCore } from './fake-core.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

const names = Object.keys(contract) as ApiName[];
const page = 'app://task-sync/#/tasks';

function serve() {
  resetElectron();
  const core = createFakeCore();
  const logger = createRecordingLogger();
  const window = new BrowserWindow({});
  window.webContents.mainFrame.url = page;
  const end = serveIpc({ api: core.api, windows: () => observed.windows as never, logger });
  const sender = window.webContents;
  const ask = (channel: string, ...args: unknown[]): Promise<IpcAnswer> =>
    invokeFrom({ sender, senderFrame: sender.mainFrame }, channel, ...args) as Promise<IpcAnswer>;
  return { core, logger, window, end, ask };
}

let served: ReturnType<typeof serve>;
beforeEach(() => {
  served = serve();
});

function frame(url: string, parent: FakeFrame | null = null): FakeFrame {
  return { url, parent, detached: false };
}

/** Each gets a window of ours and answers with the event of somebody who is not our page. */
const strangers: Readonly<Record<string, (window: BrowserWindow) => FakeInvokeEvent>> = {
  'a page of the web': ({ webContents }) => {
    webContents.mainFrame.url = 'https://example.org/';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'another host of our scheme': ({ webContents }) => {
    webContents.mainFrame.url = 'app://task-sync.example.org/';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'our host with a port': ({ webContents }) => {
    webContents.mainFrame.url = 'app://task-sync:8080/';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'our name as the user of another host': ({ webContents }) => {
    webContents.mainFrame.url = 'app://task-sync@example.org/';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'a file': ({ webContents }) => {
    webContents.mainFrame.url = 'file:///app/index.html';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'about:blank': ({ webContents }) => {
    webContents.mainFrame.url = 'about:blank';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'an empty address': ({ webContents }) => {
    webContents.mainFrame.url = '';
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'a frame inside our page': ({ webContents }) => ({
    sender: webContents,
    senderFrame: frame(page, webContents.mainFrame),
  }),
  'a top frame that is not the window’s': ({ webContents }) => ({ sender: webContents, senderFrame: frame(page) }),
  'a frame that has gone': ({ webContents }) => ({ sender: webContents, senderFrame: null }),
  'a detached frame': ({ webContents }) => {
    webContents.mainFrame.detached = true;
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'contents that are destroyed': (window) => {
    const { webContents } = window;
    webContents.destroy();
    webContents.mainFrame.detached = false;
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'a window that was closed': (window) => {
    const { webContents } = window;
    window.destroy();
    webContents.mainFrame.detached = false;
    return { sender: webContents, senderFrame: webContents.mainFrame };
  },
  'contents that we did not open': () => {
    const sender = new WebContents();
    sender.mainFrame.url = page;
    return { sender, senderFrame: sender.mainFrame };
  },
};

describe('the IPC server (SEC-09)', () => {
  it('serves every call of the contract and nothing else', () => {
    expect([...ipcMain.handlers.keys()].sort()).toEqual(names.map((name) => channels[name]).sort());
    expect(Object.keys(channels).sort()).toEqual([...names].sort());
  });

  it('takes its handlers away when it ends', () => {
    served.end();
    expect(ipcMain.handlers.size).toBe(0);
  });

  describe.each(Object.entries(strangers))('refuses %s', (_who, disguise) => {
    it.each(names)('at %s, without asking the core', async (name) => {
      const answer = (await invokeFrom(disguise(served.window), channels[name], {})) as IpcAnswer;
      expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
      expect(served.core.calls).toEqual([]);
      expect(served.logger.entries).toMatchObject([{ event: 'ipc-refused', facts: { call: name } }]);
    });
  });

  it('checks the input, fills in defaults, and answers with the output', async () => {
    served.core.answers.set('tasks.list', () => ({ tasks: [], total: 0 }));
    expect(await served.ask(channels['tasks.list'], { query: 'milk' })).toEqual({
      ok: true,
      output: { tasks: [], total: 0 },
    });
    expect(served.core.calls).toMatchObject([{ name: 'tasks.list', input: { query: 'milk', limit: 100, offset: 0 } }]);
  });

  it.each([
    ['a wrong type', { profile: 7 }],
    ['an unknown key', { profile: 'Work', path: '/etc/passwd' }],
    ['a list', ['Work']],
    ['nothing at all', undefined],
  ])('refuses %s before the core hears of it', async (_what, input) => {
    expect(await served.ask(channels['plans.preview'], input)).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
    expect(served.core.calls).toEqual([]);
  });

  it('refuses a second argument', async () => {
    expect(await served.ask(channels['status.get'], {}, {})).toMatchObject({
      ok: false,
      error: { code: 'invalid-input' },
    });
  });

  it('hands an error over as a value, with all that it says', async () => {
    served.core.answers.set('runs.start', () => {
      throw new TaskSyncError('rate-limited', 'Asked to wait.', { retryAfterMs: 5000, facts: { status: 429 } });
    });
    expect(await served.ask(channels['runs.start'], { profile: 'Work' })).toEqual({
      ok: false,
      error: { code: 'rate-limited', message: 'Asked to wait.', retryAfterMs: 5000, facts: { status: 429 } },
    });
  });

  it('says nothing of what is inside an error that nobody foresaw', async () => {
    served.core.answers.set('status.get', () => {
      throw new Error('token=s3cret');
    });
    const answer = await served.ask(channels['status.get'], {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'bug' } });
    expect(JSON.stringify([answer, served.logger.entries])).not.toContain('s3cret');
  });

  it('answers anything at all with a value, 100,000 times, and leaves no promise behind', {
    timeout: 120_000,
  }, async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const payloads = fc.sample(fc.array(fc.anything(), { maxLength: 2 }), { numRuns: 1000, seed: 9 });
    for (const name of names) {
      const handler = handlerOf(name);
      for (const args of payloads) expect(typeof (await handler(served.window, args)).ok).toBe('boolean');
    }
    await new Promise((done) => setImmediate(done));
    process.off('unhandledRejection', listen);
    expect(names.length * payloads.length).toBeGreaterThan(90_000);
    expect(unhandled).toEqual([]);
  });

  it('announces events to every window that is open', () => {
    const other = new BrowserWindow({});
    const closed = new BrowserWindow({});
    const heard: unknown[] = [];
    for (const [index, each] of [served.window, other, closed].entries()) {
      each.webContents.on('double:message', (channel, args) => heard.push([index, channel, args]));
    }
    closed.destroy();
    const event = { kind: 'changed', what: ['tasks'] } as const;
    served.core.announce(event);
    expect(heard).toEqual([
      [0, 'task-sync:event', [event]],
      [1, 'task-sync:event', [event]],
    ]);
  });
});

/** Straight to the handler: `fc.anything` makes values that IPC could not even clone. */
function handlerOf(name: ApiName) {
  return async ({ webContents }: BrowserWindow, args: unknown[]): Promise<IpcAnswer> => {
    const handler = ipcMain.handlers.get(channels[name]);
    return (await handler?.({ sender: webContents, senderFrame: webContents.mainFrame }, ...args)) as IpcAnswer;
  };
}
