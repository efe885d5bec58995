import { contextBridge, ipcRenderer } from 'electron';
import type { ApiEvent, ApiName } from '../../../src-shared/api/contract.ts';
import type { ErrorData } from '../../../src-shared/errors.ts';
import { channels, commandChannel, eventChannel, readyChannel } from './channels.ts';
import type { IpcAnswer } from './ipc-server.ts';

/**
 * All that a page gets: `window.taskSync = { call, onEvent, onCommand, ready }`. A name is looked up in the frozen table of channels and
 * refused here when it is not one of them, so no page can reach another channel, `ipcRenderer`, or an event object.
 * Errors travel as values (`ErrorData`): Electron keeps only the message of a thrown Error, both over IPC and over the
 * context bridge.
 */
const listeners = new Set<(event: ApiEvent) => void>();
const menuListeners = new Set<(command: string) => void>();

function call(name: unknown, input: unknown): Promise<unknown> {
  return isApiName(name)
    ? ask(channels[name], input)
    : refuse('invalid-input', 'There is no such call. Nothing was done.');
}

async function ask(channel: string, input: unknown): Promise<unknown> {
  let answer: IpcAnswer;
  try {
    answer = await ipcRenderer.invoke(channel, input);
  } catch {
    return refuse('bug', 'Task Sync could not pass this on to its main process. Close its window and open it again.');
  }
  return answer.ok ? answer.output : Promise.reject(answer.error);
}

function refuse(code: ErrorData['code'], message: string): Promise<never> {
  return Promise.reject({ code, message, facts: {} } satisfies ErrorData);
}

function isApiName(name: unknown): name is ApiName {
  return typeof name === 'string' && Object.hasOwn(channels, name);
}

function onEvent(listener: (event: ApiEvent) => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

ipcRenderer.on(eventChannel, (_event, announced: ApiEvent) => {
  for (const listener of listeners) listener(announced);
});

/** A command was chosen in a menu of the system. */
function onCommand(listener: (command: string) => void): () => void {
  menuListeners.add(listener);
  return () => {
    menuListeners.delete(listener);
  };
}

ipcRenderer.on(commandChannel, (_event, command: string) => {
  for (const listener of menuListeners) listener(command);
});

/** The page can run commands now, is written in this language, and has these keys for them. */
function ready(language: unknown, keys: unknown): void {
  if (typeof language === 'string') ipcRenderer.invoke(readyChannel, language, keys).catch(() => undefined);
}

contextBridge.exposeInMainWorld('taskSync', Object.freeze({ call, onEvent, onCommand, ready }));
