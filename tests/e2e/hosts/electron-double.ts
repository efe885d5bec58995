import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page, Route } from '@playwright/test';
import type { Fetched, StageMessage, StageRequest } from '../../fakes/electron-double/stage-messages.ts';
import { type OpenApp, type OpenOptions, root } from './open-app.ts';

/** Chromium knows no `app:`, so the page is shown as this origin; a `localhost` name counts as secure, as `app:` does. */
const shownOrigin = 'http://task-sync.localhost';
const appOrigin = 'app://task-sync';

/**
 * The built main process on Node with the double for `electron`; its page and its built preload script in Chromium. Files
 * and headers come from the real `app:` handler. Requests to anywhere else are refused, as the session's filter does.
 */
export async function openElectronDouble({ env, browser, watch, viewport }: OpenOptions): Promise<OpenApp> {
  const child = fork(join(root, 'out/main/index.js'), [], {
    execArgv: ['--import', join(root, 'tests/fakes/electron-double/register.ts')],
    env: { ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const stage = createStage(child);
  const { url, preloadFile } = await stage.loaded;
  const context = await (await browser()).newContext({ viewport });
  await serve(context, stage);
  await context.addInitScript({ content: asPreload(readFileSync(preloadFile, 'utf8')) });
  const page = await context.newPage();
  watch(page);
  await page.goto(url.replace(appOrigin, shownOrigin));
  stage.deliverTo(page);
  return {
    page,
    menu: {
      choose: async (...path) => {
        const { ok, value } = await Promise.race([stage.ask({ kind: 'menu', path }), exited.then(() => left)]);
        if (!ok) throw new Error(String(value));
      },
      ended: exited.then(([code]) => code),
    },
    close: async () => {
      await context.close();
      if (child.connected) stage.tell({ kind: 'quit' });
      const [code] = await exited;
      if (code !== 0) throw new Error(`The main process ended with ${code}`);
    },
  };
}

/** Who leaves by the menu is not there to answer. */
const left = { ok: true, value: undefined };

interface Stage {
  readonly loaded: Promise<Extract<StageMessage, { kind: 'load' }>>;
  ask(request: StageRequest): Promise<{ readonly ok: boolean; readonly value: unknown }>;
  tell(request: StageRequest): void;
  deliverTo(page: Page): void;
}

function createStage(child: ChildProcess): Stage {
  const waiting = new Map<number, (answer: { ok: boolean; value: unknown }) => void>();
  const { promise: loaded, resolve, reject } = Promise.withResolvers<Extract<StageMessage, { kind: 'load' }>>();
  let deliver: (channel: string, args: readonly unknown[]) => void = () => undefined;
  let nextId = 1;
  child.once('exit', (code) => reject(new Error(`The main process ended with ${code} before it showed a window`)));
  child.on('message', (message: StageMessage) => {
    if (message.kind === 'load') resolve(message);
    else if (message.kind === 'send') deliver(message.channel, message.args);
    else waiting.get(message.id)?.(message);
  });
  const tell = (request: StageRequest, id = nextId++): number => {
    child.send({ id, request });
    return id;
  };
  return {
    loaded,
    tell: (request) => void tell(request),
    ask: (request) => new Promise((answered) => waiting.set(tell(request), answered)),
    deliverTo: (page) => {
      let last: Promise<unknown> = Promise.resolve();
      deliver = (channel, args) => {
        // A page that is being closed hears nothing any more.
        last = last.then(() => page.evaluate(deliverInPage, { channel, args })).catch(() => undefined);
      };
    },
  };
}

async function serve(context: BrowserContext, stage: Stage): Promise<void> {
  await context.exposeBinding('electronDoubleInvoke', ({ frame }, channel: string, args: unknown[]) =>
    stage.ask({ kind: 'invoke', url: frame.url().replace(shownOrigin, appOrigin), channel, args }),
  );
  await context.route('**/*', (route) => route.abort());
  await context.route(`${shownOrigin}/**`, (route) => fulfill(route, stage));
}

async function fulfill(route: Route, stage: Stage): Promise<void> {
  const request = route.request();
  const url = request.url().replace(shownOrigin, appOrigin);
  const { ok, value } = await stage.ask({ kind: 'fetch', url, method: request.method() });
  if (!ok) return route.abort();
  const { status, headers, body } = value as Fetched;
  await route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
}

/**
 * The preload script as Electron would run it: before the page, with `require('electron')` and nothing else. Values that
 * cross its bridge are copied by Playwright's binding and by structured clone in the other process.
 */
function asPreload(script: string): string {
  return `(() => {
  if (window !== window.top) return;
  const listeners = new Map();
  window.electronDoubleDeliver = (channel, args) => listeners.get(channel)?.forEach((each) => each({}, ...args));
  const ipcRenderer = {
    invoke: async (channel, ...args) => {
      const { ok, value } = await window.electronDoubleInvoke(channel, args);
      if (!ok) throw new Error(value);
      return value;
    },
    on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
  };
  const contextBridge = {
    exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze({ ...api }) }),
  };
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload script cannot require ' + name);
    return { contextBridge, ipcRenderer };
  };
  const preload = (require, module, exports) => {
${script}
  };
  preload(require, { exports: {} }, {});
})();`;
}

function deliverInPage({ channel, args }: { channel: string; args: readonly unknown[] }): void {
  const deliver = Reflect.get(window, 'electronDoubleDeliver') as (channel: string, args: readonly unknown[]) => void;
  deliver(channel, args);
}
