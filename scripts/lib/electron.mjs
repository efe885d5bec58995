import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { at, commandFile } from './root.mjs';
import { runNode } from './run.mjs';

/** How long a first start may wait for the download before it opens the browser instead. */
const downloadMs = 20_000;

/**
 * The Electron binary, or why there will be no window. `require('electron')` is never asked: it would start a download.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function electronOrReason() {
  const hindrance = whyNoWindow();
  if (hindrance !== null) return { reason: hindrance };
  const present = installedElectron();
  if (present !== null) return { path: present };
  console.log('Getting the Electron binary (once, about 120 MB) ...');
  const { code } = await runNode(commandFile('electron', 'install-electron'), [], {
    capture: true,
    timeoutMs: downloadMs,
  });
  const path = code === 0 ? installedElectron() : null;
  return path === null ? { reason: 'the Electron binary could not be downloaded' } : { path };
}

function whyNoWindow() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this machine has no display';
  if (process.getuid?.() === 0) return "Electron's sandbox does not run as root";
  return null;
}

/** @returns {string | null} */
function installedElectron() {
  const folder = at('node_modules', 'electron');
  const { ELECTRON_OVERRIDE_DIST_PATH: own } = process.env;
  try {
    // Its installer writes path.txt last, so a download that was cut off has none.
    const path = own
      ? join(own, programName)
      : join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

const programName =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform.toString()] ?? 'electron';
