import { join } from 'node:path';
import { app, dialog, Menu, powerMonitor, session } from 'electron';
import type { ChosenKeys } from '../../../src-shared/commands/bindings.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import type { DesktopPort, Logger, Notifier } from '../../../src-shared/ports/ports.ts';
import type { Core } from '../../core/core.ts';
import { withDemo } from '../demo/with-demo.ts';
import { serveApp } from './app-protocol.ts';
import { atMost } from './at-most.ts';
import { askOnClose } from './close-question.ts';
import { hiddenSwitch } from './command-line.ts';
import { linkScheme, type Request, requestOf, routeOfLink } from './deep-link.ts';
import { desktopActions } from './desktop-actions.ts';
import { createDesktopNotifier } from './desktop-notifier.ts';
import { createDesktopPort } from './desktop-port.ts';
import { type DesktopSettingsStore, openDesktopSettings } from './desktop-settings.ts';
import { openDesktopUpdates } from './desktop-updates.ts';
import { desktopWords } from './desktop-words.ts';
import { serveIpc } from './ipc-server.ts';
import { setJumpList } from './jump-list.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';
import { applicationMenu } from './menu.ts';
import { guardNavigation } from './navigation-guard.ts';
import { openExternal } from './open-external.ts';
import { servePageCommands } from './page-commands.ts';
import { setQuickAddKey } from './quick-add-key.ts';
import { tellLongRuns } from './run-end.ts';
import { guardSession } from './session-guard.ts';
import { type StartAtLogin, startAtLogin } from './start-at-login.ts';
import { stopOnQuit } from './stop-on-quit.ts';
import { showTray } from './tray.ts';
import { hasTrayHost } from './tray-host.ts';
import type { TrayActions } from './tray-menu.ts';
import { withUpdates } from './updates/with-updates.ts';

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
  const settings = openDesktopSettings(options.settingsFolder);
  const words = followLanguage(settings);
  guardSession(session.defaultSession);
  const mayOpenLink = atMost(10, 10_000);
  const ask = oneQuestion((host) => confirmHost(host, words.now()));
  guardNavigation(app, (url) => {
    if (mayOpenLink()) void openExternal(url, ask);
  });
  await serveApp(options.rendererFolder);

  const window = createMainWindow({
    preloadFile: options.preloadFile,
    iconFile: join(options.resourcesFolder, 'icons/256x256.png'),
    settings,
    devTools: !app.isPackaged,
    onClose: onceAtATime(() => closeWindow(window, settings, platform, words.now())),
  });
  const open = (route?: string): void =>
    void window
      .show(route)
      .catch((error: unknown) => logger.error('window-not-shown', { code: toErrorData(error).code }));

  const notifier = createDesktopNotifier(open, platform);
  const atLogin = startAtLogin(platform, env);
  const core = await options.openCore(notifier, createDesktopPort(settings, atLogin));
  const demo = withDemo({ core, dataDir: options.dataDir, logger });
  const stopThen = stopOnQuit({ ...core, stop: () => demo.close().finally(() => core.stop()) }, window, logger);
  const updates = openDesktopUpdates({ settings, notifier, logger, platform, env, words: words.now, stopThen });
  serveIpc({ api: withUpdates(demo.api, updates), windows: window.all, logger });
  const page = servePageCommands({
    windows: window.all,
    onLanguage: words.choose,
    onKeys: (keys) => keepKeys(settings, keys),
  });
  const run = (command: CommandId): void => {
    open();
    page.send(command);
  };
  const actions = desktopActions({ api: core.api, notifier, words: words.now, open, run });
  tellLongRuns({
    ...{ api: core.api, notifier, words: words.now },
    isWindowSeen: () => window.all().some((each) => each.isVisible() && !each.isMinimized()),
  });
  followRequests({ open, actions });

  const quickAddKey = (): string | null => settings.get('quickAddKey') ?? null;
  const iconFolder = join(options.resourcesFolder, 'tray');
  const refreshTray = await showTray({
    ...{ api: core.api, actions, iconFolder, platform, env, logger },
    words: words.now,
    quickAddKey,
  });
  const menu = showMenu({ settings, platform, words: words.now, atLogin, run });
  const draw = (): void => {
    menu();
    void refreshTray();
    if (platform === 'win32' && app.isPackaged) setJumpList(words.now(), process.execPath);
  };
  draw();
  words.onChange(draw);
  settings.onDidChange('closeChoice', draw);
  settings.onDidChange('quickAddKey', draw);
  settings.onDidChange('keys', draw);
  const takeKey = (): void => {
    if (setQuickAddKey(quickAddKey(), () => actions.run('task.add'))) return;
    settings.delete('quickAddKey');
    notifier.notify({ tag: 'quick-add-key', title: 'Task Sync', body: words.now()('desktop.quickAddTaken') });
  };
  settings.onDidChange('quickAddKey', takeKey);
  takeKey();

  powerMonitor.on('resume', () => core.wake());
  // The person is away: what the program does not hold, nobody reads out of its memory (SEC-59).
  powerMonitor.on('lock-screen', () => void core.lock());
  powerMonitor.on('suspend', () => void core.lock());
  await core.startScheduler();
  const { route, command } = requestOf(options.argv);
  if (command !== undefined) doRequest({ command }, { open, actions });
  const isQuiet = command === 'sync.all' || options.argv.includes(hiddenSwitch);
  // Nothing goes on in the background then, and a person has to choose.
  const { damage } = await core.api.call('damage.show', {});
  if (!isQuiet || damage !== null) await window.show(route);
}

interface Requested {
  readonly open: (route?: string) => void;
  readonly actions: TrayActions;
}

/**
 * Started again, clicked in the dock, a link of ours opened: the program that runs already does what is asked. Every web page
 * can open such links, so they bring the window forward a few times and no more.
 */
function followRequests(requested: Requested): void {
  const mayAsk = atMost(5, 10_000);
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  app.on('second-instance', (_event, argv) => {
    if (mayAsk()) doRequest(requestOf(argv), requested);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    if (mayAsk()) requested.open(routeOfLink(url) ?? undefined);
  });
  app.on('activate', () => requested.open());
  // Without a listener Electron quits with the last window; ours can go while the work goes on.
  app.on('window-all-closed', () => undefined);
}

function doRequest({ route, command }: Request, { open, actions }: Requested): void {
  if (command === 'sync.all') actions.syncNow(null);
  else if (command === 'task.add') actions.run(command);
  else open(route);
}

async function confirmHost(host: string, t: Translate<Key>): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: 'Task Sync',
    message: t('desktop.openHost', { host }),
    detail: t('desktop.openHostNote'),
    buttons: [t('desktop.openPage'), t('desktop.cancel')],
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
  t: Translate<Key>,
): Promise<void> {
  const hasTray = await hasTrayHost(platform);
  const choice = await askOnClose(settings, hasTray, t);
  if (choice === 'quit') app.quit();
  else if (choice === 'background' && hasTray) window.hide();
  else if (choice === 'background') window.minimize();
}

/** While one question is open, whatever else would be asked is answered with no. */
function oneQuestion(ask: (host: string) => Promise<boolean>): (host: string) => Promise<boolean> {
  let isOpen = false;
  return async (host) => {
    if (isOpen) return false;
    isOpen = true;
    try {
      return await ask(host);
    } finally {
      isOpen = false;
    }
  };
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

interface Words {
  now(): Translate<Key>;
  /** The page says its language; it is remembered for the next start. */
  choose(language: string): void;
  onChange(listener: () => void): void;
}

function followLanguage(settings: DesktopSettingsStore): Words {
  const read = () => desktopWords(settings.get('language') ?? null, app.getPreferredSystemLanguages());
  let t = read();
  const listeners: (() => void)[] = [];
  return {
    now: () => t,
    choose: (language) => {
      if (language === settings.get('language')) return;
      settings.set('language', language);
      t = read();
      for (const listener of listeners) listener();
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** The page says them whenever it is opened; the store tells of what is another. */
function keepKeys(settings: DesktopSettingsStore, keys: ChosenKeys): void {
  if (JSON.stringify(keys) === JSON.stringify(settings.get('keys') ?? {})) return;
  settings.set('keys', keys);
}

interface MenuParts {
  readonly settings: DesktopSettingsStore;
  readonly platform: NodeJS.Platform;
  readonly words: () => Translate<Key>;
  readonly atLogin: StartAtLogin;
  readonly run: (command: CommandId) => void;
}

/** Returns the function that draws the application menu. */
function showMenu({ settings, platform, words, atLogin, run }: MenuParts): () => void {
  const actions = {
    run,
    setKeepsSyncing: (on: boolean) => settings.set('closeChoice', on ? 'background' : 'quit'),
    setStartAtLogin: (on: boolean) => atLogin.set(on),
    setQuickAddKey: (key: string | null) =>
      key === null ? settings.delete('quickAddKey') : settings.set('quickAddKey', key),
  };
  return () => {
    const state = {
      t: words(),
      platform,
      keepsSyncing: settings.get('closeChoice') !== 'quit',
      startsAtLogin: atLogin.isOn(),
      quickAddKey: settings.get('quickAddKey') ?? null,
      chosenKeys: settings.get('keys') ?? {},
      isDeveloping: !app.isPackaged,
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(state, actions)));
  };
}
