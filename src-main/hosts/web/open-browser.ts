import { spawn } from 'node:child_process';

/** Opens an address in the person's browser. Resolves to false when no browser could be started. */
export function openBrowser(address: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [command, ...args] = browserCommand(address, platform);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** `start` is a word of cmd.exe; what comes first in quotes is the title of a window. */
export function browserCommand(address: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'win32':
      return ['cmd.exe', '/d', '/c', 'start', '', address];
    case 'darwin':
      return ['open', address];
    default:
      return ['xdg-open', address];
  }
}
