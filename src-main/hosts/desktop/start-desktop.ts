import { join } from 'node:path';
import { app, dialog, Menu, powerMonitor, session } from 'electron';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { DesktopPort, Logger, Notifier } from '../../../src-shared/ports/ports.ts';
import type { Core } from '../../core/core.ts';
import { withDemo } from '../demo/with-demo.ts';
import { serveApp } from './app-protocol.ts';
import { askOnClose } from './close-question.ts';
import { hiddenSwitch } from './command-line.ts';
import { desktopActions } from './desktop-actions.ts';
import { createDesktopNotifier } from './desktop-notifier.ts';
import { createDesktopPort } from './desktop-port.ts';
import { type DesktopSettingsStore, openDesktopSettings } from './desktop-settings.ts';
import { serveIpc } from './ipc-server.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';
import { applicationMenu } from './menu.ts';
import { guardNavigation } from './navigation-guard.ts';
import { openExternal } from './open-external.ts';
import { guardSession } from './session-guard.ts';
import { startAtLogin } from './start-at-login.ts';
import { stopOnQuit } from './stop-on-quit.ts';
import { showTray } from './tray.ts';
import { hasTrayHost } from './tray-host.ts';

export interface DesktopOptions {
  readonly openCore: (notifier: Notifier, desktop: DesktopPort) => Promise<Core>;
  /** Of the person; the demonstration has a folder in it for as long as it is shown. */
  readonly dataDir: string;
  /** Where the window's place and the like are kept. */
  readonly settingsFolder: string;
  readonly rendererFolder: string;
  readonly preloadFile: string;
  readonly resourcesFolder: string;
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly argv: readonly string[];
  readonly logger: Logger;
}

/** The desktop program. Resolves when everything stands; the window may be hidden. */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { platform, env, logger } = options;
  await app.whenReady();
  guardSession(session.defaultSession);
  guardNavigation(app, (url) => void openExternal(url, confirmHost));
  await serveApp(options.rendererFolder);

  const settings = openDesktopSettings(options.settingsFolder);
  const window = createMainWindow({
    preloadFile: options.preloadFile,
    iconFile: join(options.resourcesFolder, 'icons/256x256.png'),
    settings,
    devTools: !app.isPackaged,
    onClose: onceAtATime(() => closeWindow(window, settings, platform)),
  });
  const open = (route?: string): void =>
    void window
      .show(route)
      .catch((error: unknown) => logger.error('window-not-shown', { code: toErrorData(error).code }));

  const notifier = createDesktopNotifier(open);
  const atLogin = startAtLogin(platform, env);
  const core = await options.openCore(notifier, createDesktopPort(settings, atLogin));
  const demo = withDemo({ core, dataDir: options.dataDir, logger });
  stopOnQuit({ ...core, stop: () => demo.close().finally(() => core.stop()) }, window, logger);
  serveIpc({ api: demo.api, windows: window.all, logger });
  app.on('second-instance', () => open());
  app.on('activate', () => open());
  // Without a listener Electron quits with the last window; ours can go while the work goes on.
  app.on('window-all-closed', () => undefined);

  const actions = desktopActions({ api: core.api, notifier, atLogin, open });
  showMenu(settings, platform, actions.syncInWindow);
  const iconFolder = join(options.resourcesFolder, 'tray');
  await showTray({ api: core.api, actions, atLogin, iconFolder, platform, env, logger });
  powerMonitor.on('resume', () => core.wake());
  await core.startScheduler();
  if (!options.argv.includes(hiddenSwitch)) await window.show();
}

async function confirmHost(host: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Task Sync',
    message: `Open a page of ${host}?`,
    detail: 'The connection is not encrypted: others on the network can read and change the page.',
    buttons: ['Open', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

async function closeWindow(
  window: MainWindow,
  settings: DesktopSettingsStore,
  platform: NodeJS.Platform,
): Promise<void> {
  const hasTray = await hasTrayHost(platform);
  const choice = await askOnClose(settings, hasTray);
  if (choice === 'quit') app.quit();
  else if (choice === 'background' && hasTray) window.hide();
  else if (choice === 'background') window.minimize();
}

/** An impatient second click on the close button must not ask the question twice. */
function onceAtATime(work: () => Promise<void>): () => void {
  let busy = false;
  return () => {
    if (busy) return;
    busy = true;
    void work().finally(() => {
      busy = false;
    });
  };
}

function showMenu(settings: DesktopSettingsStore, platform: NodeJS.Platform, syncNow: () => void): void {
  const rebuild = (): void => {
    const keepsSyncing = settings.get('closeChoice') !== 'quit';
    const setKeepsSyncing = (on: boolean): void => settings.set('closeChoice', on ? 'background' : 'quit');
    const state = { platform, keepsSyncing, isDeveloping: !app.isPackaged };
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(state, { syncNow, setKeepsSyncing })));
  };
  settings.onDidChange('closeChoice', rebuild);
  rebuild();
}
