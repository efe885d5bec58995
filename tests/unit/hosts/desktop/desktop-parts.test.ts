import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { refusedSwitch } from '../../../../src-main/hosts/desktop/command-line.ts';
import { requestOf, routeOfLink } from '../../../../src-main/hosts/desktop/deep-link.ts';
import { createDesktopNotifier } from '../../../../src-main/hosts/desktop/desktop-notifier.ts';
import { desktopWords } from '../../../../src-main/hosts/desktop/desktop-words.ts';
import { applicationMenu } from '../../../../src-main/hosts/desktop/menu.ts';
import { startAtLogin } from '../../../../src-main/hosts/desktop/start-at-login.ts';
import { hasTrayHost } from '../../../../src-main/hosts/desktop/tray-host.ts';
import { placeWindow } from '../../../../src-main/hosts/desktop/window-bounds.ts';
import type { ChosenKeys } from '../../../../src-shared/commands/bindings.ts';
import { commands } from '../../../../src-shared/commands/commands.ts';
import { app, Notification, resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));
beforeEach(resetElectron);

describe('the command line', () => {
  it.each([
    ['--no-sandbox', 'no-sandbox'],
    ['--NO-SANDBOX', 'no-sandbox'],
    ['-no-sandbox', 'no-sandbox'],
    ['/no-sandbox', 'no-sandbox'],
    ['--remote-debugging-port=9222', 'remote-debugging-port'],
    ['--remote-debugging-pipe', 'remote-debugging-pipe'],
    ['--disable-web-security', 'disable-web-security'],
    ['--inspect=0', 'inspect'],
    ['--inspect-brk', 'inspect-brk'],
    ['--js-flags=--expose-gc', 'js-flags'],
    ['--renderer-cmd-prefix=xterm', 'renderer-cmd-prefix'],
  ])('%s is refused', (argument, name) => {
    expect(refusedSwitch(['/opt/task-sync', '--hidden', argument])).toBe(name);
  });

  it.each([
    '--hidden',
    '--ozone-platform=wayland',
    '--enable-features=X',
    '--force-device-scale-factor=2',
    'no-sandbox',
    '/opt/no-sandbox',
  ])('%s is let through', (argument) => {
    expect(refusedSwitch([argument])).toBeNull();
  });
});

describe('the window’s place', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1040 };
  const right = { x: 1920, y: 0, width: 1280, height: 1000 };

  it('is the system’s to choose the first time', () => {
    expect(placeWindow(undefined, [left])).toEqual({ width: 1280, height: 800 });
  });

  it('is where it was, on any screen', () => {
    const bounds = { x: 2000, y: 50, width: 1000, height: 700 };
    expect(placeWindow(bounds, [left, right])).toEqual(bounds);
  });

  it.each([
    ['its screen was unplugged', { x: 2000, y: 50, width: 1000, height: 700 }],
    ['its title bar is above the screen', { x: 10, y: -200, width: 1000, height: 700 }],
    ['its title bar is below the screen', { x: 10, y: 1030, width: 1000, height: 700 }],
    ['hardly any of it is to be seen', { x: 1900, y: 10, width: 1000, height: 700 }],
  ])('keeps only its size when %s', (_why, bounds) => {
    expect(placeWindow(bounds, [left])).toEqual({ width: 1000, height: 700 });
  });

  it('is never too small to use', () => {
    expect(placeWindow({ x: 5, y: 5, width: 10, height: 10 }, [left])).toEqual({ x: 5, y: 5, width: 360, height: 480 });
  });
});

describe('start at login', () => {
  it.each(['win32', 'darwin'] as const)(
    'is off until it is switched on, on %s, and begins in the background',
    (platform) => {
      const login = startAtLogin(platform, {});
      expect(login.isOn()).toBe(false);
      login.set(true);
      expect(login.isOn()).toBe(true);
      expect(app.loginItem).toEqual({ openAtLogin: true, args: ['--hidden'] });
      login.set(false);
      expect(login.isOn()).toBe(false);
    },
  );

  it('is an autostart entry on Linux', () => {
    const config = mkdtempSync(join(tmpdir(), 'task-sync-login-'));
    const file = join(config, 'autostart/task-sync.desktop');
    const login = startAtLogin('linux', {
      XDG_CONFIG_HOME: config,
      APPIMAGE: '/home/x/My "Apps"/100%/$task`.AppImage',
    });
    expect(login.isOn()).toBe(false);
    login.set(true);
    expect(login.isOn()).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain(
      'Exec="/home/x/My \\\\"Apps\\\\"/100%%/\\\\$task\\\\`.AppImage" --hidden\n',
    );
    login.set(false);
    login.set(false);
    expect(existsSync(file)).toBe(false);
  });

  it('starts the installed program where there is no AppImage', () => {
    const config = mkdtempSync(join(tmpdir(), 'task-sync-login-'));
    app.setPath('exe', '/opt/Task Sync/task-sync');
    startAtLogin('linux', { XDG_CONFIG_HOME: config }).set(true);
    expect(readFileSync(join(config, 'autostart/task-sync.desktop'), 'utf8')).toContain(
      'Exec="/opt/Task Sync/task-sync" --hidden\n',
    );
  });
});

describe('whether a tray icon would be seen', () => {
  /** A `gdbus` that answers as the session bus would. */
  function answering(script: string): void {
    const folder = mkdtempSync(join(tmpdir(), 'task-sync-bus-'));
    writeFileSync(join(folder, 'gdbus'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    vi.stubEnv('PATH', folder);
  }

  it.each(['win32', 'darwin'] as const)('is certain on %s', async (platform) => {
    answering('exit 1');
    expect(await hasTrayHost(platform)).toBe(true);
  });

  it.skipIf(process.platform === 'win32').each([
    ['a host is registered', 'echo "(<true>,)"', true],
    ['a watcher without a host', 'echo "(<false>,)"', false],
    ['nobody answers', 'echo "Error: ServiceUnknown" >&2; exit 1', false],
  ])('is asked of the session bus on Linux: %s', async (_what, script, expected) => {
    answering(script);
    expect(await hasTrayHost('linux')).toBe(expected);
  });

  it('is doubted where the bus cannot be asked', async () => {
    vi.stubEnv('PATH', mkdtempSync(join(tmpdir(), 'task-sync-bus-')));
    expect(await hasTrayHost('linux')).toBe(false);
  });
});

describe('messages of the system', () => {
  it('take the place of an earlier one with the same tag', () => {
    const notifier = createDesktopNotifier(() => undefined, 'linux');
    notifier.notify({ tag: 'run-1', title: 'Work', body: 'held' });
    notifier.notify({ tag: 'run-2', title: 'Home', body: 'held' });
    notifier.notify({ tag: 'run-1', title: 'Work', body: 'solved' });
    expect(observed.notifications.map(({ options, state }) => [options.body, state])).toEqual([
      ['held', 'closed'],
      ['held', 'shown'],
      ['solved', 'shown'],
    ]);
  });

  it('open the window when they are clicked', () => {
    let opened = 0;
    createDesktopNotifier(() => {
      opened += 1;
    }, 'linux').notify({ tag: 'x', title: 'Work', body: 'held' });
    observed.notifications[0]?.emit('click');
    expect(opened).toBe(1);
  });

  const withButtons = (opened: string[]) => ({
    ...{ tag: 'x', title: 'Work', body: 'held', route: '#/preview/Work', withoutActions: 'Click it.' },
    actions: [{ label: 'Review' }, { label: 'Snooze 1 h', run: () => void opened.push('snoozed') }],
  });

  it('have buttons where the system shows some, which lead somewhere or do something', () => {
    const opened: (string | undefined)[] = [];
    const message = withButtons(opened as string[]);
    createDesktopNotifier((route) => void opened.push(route), 'darwin').notify(message);
    const [shown] = observed.notifications;
    expect(shown?.options.actions?.map(({ text }) => text)).toEqual(['Review', 'Snooze 1 h']);
    expect(shown?.options.body).toBe('held');
    shown?.emit('action', { actionIndex: 1 });
    shown?.emit('action', { actionIndex: 0 });
    expect(opened).toEqual(['snoozed', '#/preview/Work']);
    expect(shown?.state).toBe('closed');
  });

  it('say in words what there are no buttons for', () => {
    createDesktopNotifier(() => undefined, 'linux').notify(withButtons([]));
    expect(observed.notifications.map(({ options }) => [options.body, options.actions])).toEqual([
      ['held\nClick it.', undefined],
    ]);
  });

  it('are left out where the system has none', () => {
    Notification.supported = false;
    createDesktopNotifier(() => undefined, 'linux').notify({ tag: 'x', title: 'Work', body: 'held' });
    expect(observed.notifications).toEqual([]);
  });
});

describe('the application menu', () => {
  let ran: string[] = [];
  const actions = {
    run: (command: string) => void ran.push(command),
    setKeepsSyncing: () => undefined,
    setStartAtLogin: () => undefined,
    setQuickAddKey: () => undefined,
  };
  const menuOf = (platform: NodeJS.Platform, language = 'en', isDeveloping = false, chosenKeys: ChosenKeys = {}) =>
    applicationMenu(
      {
        ...{ t: desktopWords(language, []), platform, isDeveloping, quickAddKey: null, chosenKeys },
        ...{ keepsSyncing: true, startsAtLogin: false },
      },
      actions,
    );
  const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
    items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);

  it('has each system’s own parts', () => {
    const roles = (platform: NodeJS.Platform) => all(menuOf(platform)).map(({ role }) => role);
    expect(menuOf('darwin')[0]?.label).toBe('Task Sync');
    expect(roles('darwin').filter((role) => role === 'quit')).toHaveLength(1);
    expect(roles('linux').filter((role) => role === 'quit')).toHaveLength(1);
    expect(roles('linux')).not.toContain('hide');
  });

  it('has developers’ tools only while developing (SEC-07)', () => {
    expect(JSON.stringify(menuOf('linux', 'en', true))).toContain('toggleDevTools');
    expect(JSON.stringify(menuOf('linux'))).not.toMatch(/toggleDevTools|reload/);
  });

  it.each(['darwin', 'win32', 'linux'] as const)(
    'has every command there is on %s, and the page runs it',
    (platform) => {
      ran = [];
      const items = all(menuOf(platform));
      const ids = Object.keys(commands);
      expect(items.flatMap(({ id }) => id ?? []).sort()).toEqual(ids.sort());
      for (const item of items) if (item.id) item.click?.({} as never, undefined, {} as never);
      expect(ran.sort()).toEqual(ids);
    },
  );

  it('shows keys that a system’s menu can have, and leaves them to the page', () => {
    const items = all(menuOf('win32')).filter(({ id }) => id);
    const of = (id: string) => items.find((item) => item.id === id)?.accelerator;
    expect([of('sync.all'), of('task.add'), of('go.back'), of('conflicts.apply'), of('conflicts.useLeft')]).toEqual([
      'CommandOrControl+Shift+S',
      'CommandOrControl+N',
      'CommandOrControl+[',
      'CommandOrControl+Return',
      undefined,
    ]);
    for (const { accelerator, registerAccelerator } of items) if (accelerator) expect(registerAccelerator).toBe(false);
  });

  it('shows the keys that a person chose, and none for what is no key of a menu', () => {
    const chosen = {
      'sync.all': ['Mod+Alt+Y'],
      'task.add': ['A'],
      'go.back': [],
      'go.forward': ['H', 'F9'],
      'palette.open': ['Mod+Ö'],
      'edit.undo': ['Alt++'],
      'view.inspector': ['Mod+X Mod+Y'],
    };
    const items = all(menuOf('darwin', 'en', false, chosen));
    const of = (id: string) => items.find((item) => item.id === id)?.accelerator;
    expect(Object.keys(chosen).map(of)).toEqual([
      ...['CommandOrControl+Alt+Y', undefined, undefined, 'F9', undefined, 'Alt+Plus', undefined],
    ]);
    expect(of('conflicts.apply')).toBe('CommandOrControl+Return');
  });

  it('speaks the reader’s language', () => {
    expect(menuOf('linux', 'de').map(({ label }) => label)).toEqual([
      ...['&Datei', '&Bearbeiten', '&Ansicht', '&Aufgabe', 'S&ynchronisieren', '&Gehe zu', '&Fenster', '&Hilfe'],
    ]);
  });
});

describe('a link of ours (SEC-15)', () => {
  it.each([
    ['tasksync://conflicts', '#/conflicts'],
    ['tasksync://conflicts/c1', '#/conflicts/c1'],
    ['tasksync://tasks/abc?q=due:today', '#/tasks/abc?q=due%3Atoday'],
    ['tasksync://profiles/Web%20team', '#/profiles/Web%20team'],
    ['TASKSYNC://history/r1', '#/history/r1'],
    ['tasksync://settings/', '#/settings'],
  ])('%s shows %s', (link, route) => {
    expect(routeOfLink(link)).toBe(route);
  });

  it.each([
    'https://conflicts/c1',
    'tasksync:conflicts',
    'tasksync://elsewhere',
    'tasksync://new-profile',
    'tasksync://user@tasks',
    'tasksync://tasks:80',
    'tasksync://tasks#x',
    'tasksync://tasks/a/b/c',
    'tasksync://tasks/%00',
    'tasksync://tasks/%E0%A4%A',
    `tasksync://tasks/${'x'.repeat(201)}`,
    `tasksync://tasks?q=${'x'.repeat(5000)}`,
    'javascript:alert(1)',
    '',
  ])('%s is none', (link) => {
    expect(routeOfLink(link)).toBeNull();
  });

  it('never leads anywhere but to a screen of the page', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('tasks', 'settings', 'conflicts'), (rest, screen) => {
        const route = routeOfLink(`tasksync://${screen}/${rest}`);
        expect(route === null || /^#\/[a-z]+(?:\/[^/?#\s]*){0,2}(?:\?q=.*)?$/.test(route)).toBe(true);
      }),
    );
  });

  it('is found on a command line, among switches of the jump list', () => {
    expect(requestOf(['task-sync', '--no-sandbox', 'tasksync://x'])).toEqual({});
    expect(requestOf(['task-sync', 'tasksync://conflicts'])).toEqual({ route: '#/conflicts' });
    expect(requestOf(['task-sync', '--add-task'])).toEqual({ command: 'task.add' });
  });
});
