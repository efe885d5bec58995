import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { type OpenApp, type OpenOptions, root } from './open-app.ts';

/** Why the real Electron cannot run here, or null. `require('electron')` is never asked: it would start a download. */
export function whyNoElectron(): string | null {
  if (installedElectron() === null) return 'the Electron binary is not installed (npx install-electron)';
  if (process.platform !== 'linux') return null;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'this machine has no display';
  return process.getuid?.() === 0 ? "Electron's sandbox does not run as root" : null;
}

export async function openElectron({ env, watch, viewport }: OpenOptions): Promise<OpenApp> {
  const app = await _electron.launch({ executablePath: installedElectron() ?? '', args: [root], env: { ...env } });
  const page = await app.firstWindow();
  watch(page);
  await page.setViewportSize(viewport);
  return { page, close: () => app.close() };
}

function installedElectron(): string | null {
  const folder = join(root, 'node_modules/electron');
  try {
    const name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
    const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}
