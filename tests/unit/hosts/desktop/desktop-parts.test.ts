import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { refusedSwitch } from '../../../../src-main/hosts/desktop/command-line.ts';
import { createDesktopNotifier } from '../../../../src-main/hosts/desktop/desktop-notifier.ts';
import { applicationMenu } from '../../../../src-main/hosts/desktop/menu.ts';
import { startAtLogin } from '../../../../src-main/hosts/desktop/start-at-login.ts';
import { hasTrayHost } from '../../../../src-main/hosts/desktop/tray-host.ts';
import { placeWindow } from '../../../../src-main/hosts/desktop/window-bounds.ts';
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
    const notifier = createDesktopNotifier(() => undefined);
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
    }).notify({ tag: 'x', title: 'Work', body: 'held' });
    observed.notifications[0]?.emit('click');
    expect(opened).toBe(1);
  });

  it('are left out where the system has none', () => {
    Notification.supported = false;
    createDesktopNotifier(() => undefined).notify({ tag: 'x', title: 'Work', body: 'held' });
    expect(observed.notifications).toEqual([]);
  });
});

describe('the application menu', () => {
  const nothing = { syncNow: () => undefined, setKeepsSyncing: () => undefined };
  const roles = (platform: NodeJS.Platform, isDeveloping: boolean): string =>
    JSON.stringify(applicationMenu({ platform, keepsSyncing: true, isDeveloping }, nothing));

  it('has each system’s own parts', () => {
    expect(roles('darwin', false)).toContain('"appMenu"');
    expect(roles('darwin', false)).not.toContain('"quit"');
    expect(roles('linux', false)).toContain('"quit"');
    expect(roles('linux', false)).not.toContain('"appMenu"');
  });

  it('has developers’ tools only while developing', () => {
    expect(roles('linux', true)).toContain('toggleDevTools');
    expect(roles('linux', false)).not.toMatch(/toggleDevTools|reload/);
  });
});
