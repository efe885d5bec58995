import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { hiddenSwitch } from './command-line.ts';

/**
 * Start at login, off until the person switches it on. The system is asked each time instead of a setting of ours, so
 * that what people change in the system's own settings stays true. Electron does this on Windows and macOS; on Linux it
 * is a file of the freedesktop autostart specification.
 */
export interface StartAtLogin {
  isOn(): boolean;
  set(on: boolean): void;
}

export function startAtLogin(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): StartAtLogin {
  if (platform === 'linux') return autostartFile(env);
  const args = [hiddenSwitch];
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (on) => app.setLoginItemSettings({ openAtLogin: on, args }),
  };
}

function autostartFile(env: NodeJS.ProcessEnv): StartAtLogin {
  const folder = join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'task-sync.desktop');
  return {
    isOn: () => statSync(file, { throwIfNoEntry: false })?.isFile() === true,
    set: (on) => {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      // An AppImage runs from a mount that is gone at the next login; it says where it really is.
      writeFileSync(file, desktopEntry(env['APPIMAGE'] ?? app.getPath('exe')));
    },
  };
}

/** Quoting of the Exec key: desktop entry specification, "The Exec key"; backslashes are doubled once more as a string. */
function desktopEntry(program: string): string {
  const quoted = program
    .replace(/[\\"`$]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%');
  return `[Desktop Entry]\nType=Application\nName=Task Sync\nExec="${quoted}" ${hiddenSwitch}\nTerminal=false\n`;
}
