import { spawn } from 'node:child_process';
import type { Browser } from '../../../src-shared/ports/ports.ts';

/** The Browser port: web addresses only, whatever a service may have said where to go. */
export const systemBrowser: Browser = {
  open: async (address) => {
    const url = URL.parse(address);
    const isHere = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
    if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isHere)) return false;
    return openBrowser(url.href);
  },
};

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

/** On Windows not by way of cmd.exe, whose `start` would take the `&` of an address for the end of the command. */
export function browserCommand(address: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  switch (platform) {
    case 'win32':
      return ['rundll32.exe', 'url.dll,FileProtocolHandler', address];
    case 'darwin':
      return ['open', address];
    default:
      return ['xdg-open', address];
  }
}
