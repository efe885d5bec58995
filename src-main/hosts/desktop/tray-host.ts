import { execFile } from 'node:child_process';

/** Asks the session bus whether anything draws tray icons (freedesktop StatusNotifierItem: the watcher's property). */
const question = [
  'call',
  '--session',
  '--timeout=2',
  '--dest=org.kde.StatusNotifierWatcher',
  '--object-path=/StatusNotifierWatcher',
  '--method=org.freedesktop.DBus.Properties.Get',
  'org.kde.StatusNotifierWatcher',
  'IsStatusNotifierHostRegistered',
];

/**
 * Will a tray icon be seen? Windows and macOS always have a place for it; on Linux Electron cannot tell, and a window
 * hidden behind an icon that nobody draws is lost. No answer counts as no.
 */
export function hasTrayHost(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile('gdbus', question, { timeout: 3000 }, (error, stdout) =>
      resolve(error === null && stdout.includes('true')),
    );
  });
}
