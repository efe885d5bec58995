import { BrowserWindow, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** What each window has to say itself. Defaults change between versions of Electron, so leaving one out fails too. */
const required = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
} as const satisfies Partial<WebPreferences>;

/** Each of these loosens a page, or takes it out of the session whose permissions and requests we guard. */
const forbidden = [
  'experimentalFeatures',
  'enableBlinkFeatures',
  'plugins',
  'session',
  'partition',
  'navigateOnDragDrop',
] as const satisfies readonly (keyof WebPreferences)[];

type Required = typeof required;
export type WindowOptions = BrowserWindowConstructorOptions & { readonly webPreferences: WebPreferences & Required };

/** The only place where a window is made (SEC-01). Throws `bug` rather than open an unsafe one. */
export function createWindow(options: WindowOptions): BrowserWindow {
  assertSecure(options.webPreferences);
  return new BrowserWindow(options);
}

function assertSecure(preferences: WebPreferences | undefined): void {
  const wrong = Object.entries(required).find(([name, value]) => preferences?.[name as keyof Required] !== value)?.[0];
  const extra = forbidden.find((name) => preferences?.[name] !== undefined);
  const name = wrong ?? extra;
  if (name === undefined) return;
  throw new TaskSyncError('bug', `A window was not opened, because its setting ${name} is not safe.`, {
    facts: { setting: name },
  });
}
