import { useEffect } from 'react';
import { type CommandId, commands } from '../../../src-shared/commands/commands.ts';
import { reader } from '../../i18n/t.ts';
import { runCommand } from '../../stores/commands-store.ts';
import { usePreferences } from '../../stores/preferences-store.ts';

/** In the desktop app: runs what is chosen in the system's menus, which show the keys that a person chose here. */
export function useDesktopMenu(): void {
  const keys = usePreferences((preferences) => preferences.keys);
  useEffect(() => window.taskSync?.onCommand?.(runFromMenu), []);
  useEffect(() => window.taskSync?.ready?.(reader.language, keys), [keys]);
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
