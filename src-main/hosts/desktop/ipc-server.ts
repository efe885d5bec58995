import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type Api, type ApiInput, type ApiName, contract } from '../../../src-shared/api/contract.ts';
import { validateInput } from '../../../src-shared/api/validate.ts';
import { type ErrorData, TaskSyncError, toErrorData } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import { channels, eventChannel } from './channels.ts';
import { isTrustedSender } from './trusted-senders.ts';

/** What an `invoke` resolves with; it never rejects, because Electron would drop all of an error but its message. */
export type IpcAnswer =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: ErrorData };

export interface IpcServerOptions {
  readonly api: Api;
  /** The windows that may call and that hear events. */
  readonly windows: () => readonly BrowserWindow[];
  readonly logger: Logger;
}

/** Serves the whole contract to our windows, one handler a channel. Returns the function that ends it. */
export function serveIpc(options: IpcServerOptions): () => void {
  const { api, windows } = options;
  const names = Object.keys(contract) as ApiName[];
  for (const name of names) ipcMain.handle(channels[name], (event, ...args) => answer(options, name, event, args));
  const unsubscribe = api.subscribe((announced) => {
    for (const window of windows()) {
      if (!window.isDestroyed()) window.webContents.send(eventChannel, announced);
    }
  });
  return () => {
    unsubscribe();
    for (const name of names) ipcMain.removeHandler(channels[name]);
  };
}

async function answer(
  { api, windows, logger }: IpcServerOptions,
  name: ApiName,
  event: IpcMainInvokeEvent,
  args: readonly unknown[],
): Promise<IpcAnswer> {
  try {
    if (!isTrustedSender(event, windows())) {
      throw new TaskSyncError('forbidden', 'This page may not use Task Sync. Nothing was done.');
    }
    if (args.length > 1) throw new TaskSyncError('invalid-input', `${name}: one input at most. Nothing was done.`);
    const input: unknown = validateInput(name, args[0]);
    return { ok: true, output: await api.call(name, input as ApiInput<typeof name>) };
  } catch (error) {
    const data = toErrorData(error);
    if (data.code === 'forbidden' || data.code === 'bug') logger.warn('ipc-refused', { call: name, code: data.code });
    return { ok: false, error: data };
  }
}
