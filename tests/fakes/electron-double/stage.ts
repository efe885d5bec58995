import type { MenuItemConstructorOptions } from 'electron';
import { app } from './app.ts';
import type { WebContents } from './browser-window.ts';
import { invokeFrom } from './ipc.ts';
import { observed } from './observed.ts';
import type { Fetched, StageMessage, StageRequest } from './stage-messages.ts';

/** Connects the double to a test in another process, which shows the page in a real Chromium and carries its calls. */
const post = (message: StageMessage): void => void process.send?.(message);

app.on('web-contents-created', (_event, contents: WebContents) => {
  contents.on('double:load', (url: string) => post({ kind: 'load', url, preloadFile: preloadOf(contents) }));
  contents.on('double:message', (channel: string, args: unknown[]) => post({ kind: 'send', channel, args }));
});
app.on('quit', (_event, code: number) => process.exit(code));
process.on('disconnect', () => process.exit(0));
process.on('message', ({ id, request }: { id: number; request: StageRequest }) => {
  carryOut(request).then(
    (value) => post({ kind: 'answer', id, ok: true, value }),
    (error: unknown) => post({ kind: 'answer', id, ok: false, value: String(error) }),
  );
});

async function carryOut(request: StageRequest): Promise<unknown> {
  switch (request.kind) {
    case 'invoke': {
      const sender = theWindow().webContents;
      sender.mainFrame.url = request.url;
      return invokeFrom({ sender, senderFrame: sender.mainFrame }, request.channel, ...request.args);
    }
    case 'fetch':
      return fetchFrom(request.url, request.method);
    case 'menu':
      return chooseInMenu(request.path);
    case 'quit':
      return app.quit();
  }
}

async function fetchFrom(url: string, method: string): Promise<Fetched> {
  const handler = observed.protocols.get(new URL(url).protocol.slice(0, -1));
  if (!handler) throw new Error(`Nobody serves ${url}`);
  const response = await handler(new Request(url, { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** As Electron does: an entry's own click, or what its role stands for. */
function chooseInMenu(path: readonly string[]): void {
  let items: readonly MenuItemConstructorOptions[] = observed.applicationMenu?.template ?? [];
  let chosen: MenuItemConstructorOptions | undefined;
  for (const label of path) {
    chosen = items.find((item) => item.label?.replace('&', '') === label);
    if (!chosen || chosen.enabled === false) throw new Error(`The menu has no ${label} to choose`);
    items = Array.isArray(chosen.submenu) ? chosen.submenu : [];
  }
  if (chosen?.role === 'quit') app.quit();
  else Reflect.apply(chosen?.click ?? refuse, null, [chosen]);
}

function refuse(): never {
  throw new Error('The entry does nothing');
}

function theWindow() {
  const [window] = observed.windows;
  if (!window) throw new Error('There is no window');
  return window;
}

function preloadOf(contents: WebContents): string {
  return observed.windows.find((window) => window.webContents === contents)?.options.webPreferences?.preload ?? '';
}
