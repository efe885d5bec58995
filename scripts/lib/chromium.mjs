import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { at, commandFile } from './root.mjs';
import { runNode } from './run.mjs';

const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const downloadMs = 90_000;

/**
 * A Chromium that starts, or why the browser tests cannot run.
 * @returns {Promise<{ path: string } | { reason: string }>}
 */
export async function chromiumOrReason() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return starts(named) ? { path: named } : { reason: `CHROMIUM_PATH names ${named}, which does not start` };
  const found = usual.find((path) => existsSync(path) && starts(path));
  if (found) return { path: found };
  return (await playwrightsOwn()) ?? { reason: 'no Chromium was found, and none could be downloaded' };
}

/** Downloads it once, into Playwright's own cache. */
async function playwrightsOwn() {
  const path = await playwrightsPath();
  if (!existsSync(path)) {
    console.log('No Chromium was found. Getting one for the browser tests (once) ...');
    // Without its headless shell: Playwright names the full browser's path.
    await runNode(commandFile('@playwright/test', 'playwright'), ['install', '--no-shell', 'chromium'], {
      capture: true,
      timeoutMs: downloadMs,
    });
  }
  return existsSync(path) && starts(path) ? { path } : null;
}

async function playwrightsPath() {
  const { chromium } = await import(at('node_modules', 'playwright-core', 'index.mjs'));
  return chromium.executablePath();
}

/** A binary whose system libraries are missing exists but does not start. @param {string} path */
function starts(path) {
  // Chrome on Windows opens a window for --version; there its presence has to do.
  if (process.platform === 'win32') return existsSync(path);
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}
