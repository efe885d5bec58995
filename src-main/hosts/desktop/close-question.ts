import { dialog } from 'electron';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { CloseChoice, DesktopSettingsStore } from './desktop-settings.ts';

/**
 * What to do when the person closes the window: asked once, then remembered. Null: they thought better of it.
 * @param hasTray without a tray the window would be gone for good, so it is minimised, and the question says so
 */
export async function askOnClose(
  settings: DesktopSettingsStore,
  hasTray: boolean,
  t: Translate<Key>,
): Promise<CloseChoice | null> {
  const known = settings.get('closeChoice');
  if (known !== undefined) return known;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Task Sync',
    message: t('desktop.close.question'),
    detail: t(hasTray ? 'desktop.close.tray' : 'desktop.close.noTray'),
    buttons: [t('desktop.close.keep'), t('desktop.close.quit'), t('desktop.cancel')],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  const choice = response === 0 ? 'background' : response === 1 ? 'quit' : null;
  if (choice !== null) settings.set('closeChoice', choice);
  return choice;
}
