import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { toErrorData } from '../../../src-shared/errors.ts';
import { findDataDir } from '../node/data-dir.ts';
import { openCore } from '../node/open-core.ts';
import { openLog } from '../node/open-log.ts';
import { registerAppScheme } from './app-protocol.ts';
import { refusedSwitch } from './command-line.ts';
import { desktopBrowser } from './open-external.ts';
import { startDesktop } from './start-desktop.ts';

/**
 * Entry of the Electron main process. What is here has to happen before Electron is ready, so nothing here waits. The
 * folder for Chromium's own files also carries the single-instance lock: one Task Sync for each data folder.
 */
const out = join(import.meta.dirname, '..');
const dataDir = findDataDir(undefined);
const settingsFolder = join(dataDir, 'desktop');

function begin(): void {
  const unsafe = app.isPackaged ? refusedSwitch(process.argv.slice(1)) : null;
  if (unsafe !== null) giveUp(refusal(unsafe));
  else if (app.requestSingleInstanceLock()) void start();
  else app.quit();
}

async function start(): Promise<void> {
  try {
    const { logger, file: logFile } = openLog({ dataDir, env: process.env, console: {} });
    await startDesktop({
      openCore: (notifier, desktop) =>
        openCore({ dataDir, logger, logFile, notifier, desktop, browser: desktopBrowser }),
      dataDir,
      settingsFolder,
      rendererFolder: join(out, 'renderer'),
      preloadFile: join(out, 'preload', 'index.cjs'),
      resourcesFolder: join(out, '..', 'resources'),
      platform: process.platform,
      env: process.env,
      argv: process.argv,
      logger,
    });
  } catch (error) {
    giveUp(toErrorData(error).message);
  }
}

function giveUp(sentence: string): void {
  dialog.showErrorBox('Task Sync did not start', sentence);
  app.exit(1);
}

function refusal(name: string): string {
  return (
    `Task Sync does not run with --${name}, because that would leave its window unprotected. Nothing was started. ` +
    'If you did not ask for it: an AppImage adds --no-sandbox where the system forbids user namespaces; ' +
    'the .deb package does not need to.'
  );
}

mkdirSync(settingsFolder, { recursive: true, mode: 0o700 });
app.setPath('userData', settingsFolder);
// Windows shows notifications only of programs that say who they are; the same as appId in electron-builder.yml.
app.setAppUserModelId('dev.tasksync.app');
app.enableSandbox();
registerAppScheme();
begin();
