import { dialog } from 'electron';
import type { CloseChoice, DesktopSettingsStore } from './desktop-settings.ts';

/**
 * What to do when the person closes the window: asked once, then remembered. Null: they thought better of it.
 * @param hasTray without a tray the window would be gone for good, so it is minimised, and the question says so
 */
export async function askOnClose(settings: DesktopSettingsStore, hasTray: boolean): Promise<CloseChoice | null> {
  const known = settings.get('closeChoice');
  if (known !== undefined) return known;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Task Sync',
    message: 'Keep syncing in the background?',
    detail: hasTray
      ? 'Task Sync stays reachable from its icon in the tray. This is asked once; the menu can change it.'
      : 'Task Sync minimises its window, because this desktop shows no tray icons. This is asked once; the menu can change it.',
    buttons: ['Keep syncing in the background', 'Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  const choice = response === 0 ? 'background' : response === 1 ? 'quit' : null;
  if (choice !== null) settings.set('closeChoice', choice);
  return choice;
}
