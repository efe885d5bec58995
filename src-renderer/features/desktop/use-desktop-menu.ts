import { useEffect } from 'react';
import { type CommandId, commands } from '../../../src-shared/commands/commands.ts';
import { reader } from '../../i18n/t.ts';
import { runCommand } from '../../stores/commands-store.ts';

/** In the desktop app: runs what is chosen in the system's menus. */
export function useDesktopMenu(): void {
  useEffect(() => {
    const bridge = window.taskSync;
    const stop = bridge?.onCommand?.(runFromMenu);
    bridge?.ready?.(reader.language);
    return stop;
  }, []);
}

function runFromMenu(id: string): void {
  if (!isCommand(id)) return;
  // Where somebody writes, undo is about the writing.
  const isWriting = document.activeElement?.matches('input, textarea, [contenteditable]') ?? false;
  if (isWriting && (id === 'edit.undo' || id === 'edit.redo'))
    document.execCommand(id === 'edit.undo' ? 'undo' : 'redo');
  else runCommand(id);
}

function isCommand(id: string): id is CommandId {
  return Object.hasOwn(commands, id);
}
