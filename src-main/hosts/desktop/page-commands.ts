import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { type ChosenKeys, readChosenKeys } from '../../../src-shared/commands/bindings.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { commandChannel, readyChannel } from './channels.ts';
import { isTrustedSender } from './trusted-senders.ts';

export interface PageCommandsOptions {
  readonly windows: () => readonly BrowserWindow[];
  /** The page says in which language it is. */
  readonly onLanguage: (language: string) => void;
  /** And which keys a person chose there. */
  readonly onKeys: (keys: ChosenKeys) => void;
}

export interface PageCommands {
  /** The page runs it; one that is still loading does so when it is ready. */
  send(command: CommandId): void;
}

/** Menus are drawn here, and what they do is done by the page. */
export function servePageCommands({ windows, onLanguage, onKeys }: PageCommandsOptions): PageCommands {
  const ready = new WeakSet<object>();
  const waiting: CommandId[] = [];
  ipcMain.handle(readyChannel, (event: IpcMainInvokeEvent, language: unknown, keys: unknown) => {
    if (!isTrustedSender(event, windows())) return null;
    ready.add(event.sender);
    if (typeof language === 'string' && /^[a-zA-Z-]{2,10}$/.test(language)) onLanguage(language);
    const chosen = readChosenKeys(keys);
    if (chosen !== null) onKeys(chosen);
    for (const command of waiting.splice(0)) event.sender.send(commandChannel, command);
    return null;
  });
  return {
    send: (command) => {
      const page = windows().find((window) => !window.isDestroyed() && ready.has(window.webContents));
      if (page) page.webContents.send(commandChannel, command);
      else waiting.push(command);
    },
  };
}
