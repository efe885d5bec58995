import { shell } from 'electron';
import type { DesktopPort } from '../../../src-shared/ports/ports.ts';
import type { DesktopSettingsStore } from './desktop-settings.ts';
import type { StartAtLogin } from './start-at-login.ts';

/** What the settings screen shows and changes of this desktop. */
export function createDesktopPort(settings: DesktopSettingsStore, atLogin: StartAtLogin): DesktopPort {
  return {
    read: () => ({ onClose: settings.get('closeChoice') ?? null, startsAtLogin: atLogin.isOn() }),
    change: ({ onClose, startsAtLogin }) => {
      if (onClose !== undefined) settings.set('closeChoice', onClose);
      if (startsAtLogin !== undefined) atLogin.set(startsAtLogin);
    },
    showFolder: async (folder) => void (await shell.openPath(folder)),
    showFile: (file) => shell.showItemInFolder(file),
  };
}
