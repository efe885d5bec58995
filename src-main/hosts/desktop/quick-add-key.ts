import { globalShortcut } from 'electron';

/** What a person can choose as the key that adds a task from anywhere; none until then, because any may be another program's. */
export const hotkeys = ['CommandOrControl+Alt+T', 'CommandOrControl+Shift+Space', 'CommandOrControl+Alt+N'] as const;

/**
 * Takes the key from the system, and gives an earlier one back.
 * @param key null: none
 * @returns false when another program has it; then there is none
 */
export function setQuickAddKey(key: string | null, add: () => void): boolean {
  globalShortcut.unregisterAll();
  return key === null || globalShortcut.register(key, add);
}
