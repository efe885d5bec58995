import { EventEmitter } from 'node:events';
import type { FakeFrame, WebContents } from './browser-window.ts';
import { observed } from './observed.ts';

export interface FakeInvokeEvent {
  readonly sender: WebContents;
  readonly senderFrame: FakeFrame | null;
}
type Handler = (event: FakeInvokeEvent, ...args: unknown[]) => unknown;

class IpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}
export const ipcMain = new IpcMain();

/** Carries a call as Electron does: arguments and result are cloned, and of an error only its text is left. */
export async function invokeFrom(event: FakeInvokeEvent, channel: string, ...args: unknown[]): Promise<unknown> {
  const handler = ipcMain.handlers.get(channel);
  const sent = structuredClone(args);
  try {
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler(event, ...sent));
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
  }
}

/** The preload script of the first window. */
class IpcRenderer extends EventEmitter {
  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const sender = observed.windows[0]?.webContents;
    if (!sender) return Promise.reject(new Error('There is no window to call from'));
    return invokeFrom({ sender, senderFrame: sender.mainFrame }, channel, ...args);
  }
  /** Delivers what the main process sends to `contents`. */
  listenTo(contents: WebContents): void {
    contents.on('double:message', (channel: string, args: unknown[]) => this.emit(channel, {}, ...args));
  }
}
export const ipcRenderer = new IpcRenderer();

export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown): void => {
    observed.exposed.set(name, across(api));
  },
};

/** A value on the other side of the bridge: functions are wrapped, the rest is copied and frozen, errors lose their fields. */
function across(value: unknown): unknown {
  if (typeof value === 'function') return bridged(value as (...args: unknown[]) => unknown);
  if (value instanceof Promise) {
    return value.then(across, (error: unknown) =>
      Promise.reject(error instanceof Error ? plain(error) : across(error)),
    );
  }
  if (Array.isArray(value)) return Object.freeze(value.map(across));
  if (value === null || typeof value !== 'object') return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, across(each)])));
}

function bridged(work: (...args: unknown[]) => unknown): (...args: unknown[]) => unknown {
  return (...args) => across(work(...args.map(across)));
}

function plain(error: Error): Error {
  return new Error(error.message);
}

export function resetIpc(): void {
  ipcMain.removeAllListeners();
  ipcMain.handlers.clear();
  ipcRenderer.removeAllListeners();
}
