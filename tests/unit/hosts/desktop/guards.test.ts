import { beforeEach, describe, expect, it, vi } from 'vitest';
import { guardNavigation } from '../../../../src-main/hosts/desktop/navigation-guard.ts';
import { guardSession } from '../../../../src-main/hosts/desktop/session-guard.ts';
import { PreventableEvent } from '../../../fakes/electron-double/app.ts';
import { WebContents } from '../../../fakes/electron-double/browser-window.ts';
import { app, resetElectron, session } from '../../../fakes/electron-double/electron.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

const elsewhere = [
  'https://example.org/',
  'http://127.0.0.1/',
  'file:///etc/passwd',
  'about:blank',
  'data:text/html,x',
  'javascript:alert(1)',
  'blob:app://task-sync/1',
  'app://task-sync.example.org/',
  'app://task-sync:1/',
  'app://example.org/',
  'chrome://gpu',
  '',
];

const permissions = [
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network-access',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'openExternal',
  'persistent-storage',
  'pointerLock',
  'sensors',
  'serial',
  'speaker-selection',
  'storage-access',
  'usb',
  'window-management',
  'unknown',
];

beforeEach(resetElectron);

describe('a page (SEC-13)', () => {
  let opened: string[];
  let page: WebContents;
  beforeEach(() => {
    opened = [];
    guardNavigation(app as never, (url) => opened.push(url));
    page = new WebContents();
    page.mainFrame.url = 'app://task-sync/';
  });

  it.each(elsewhere)('cannot go to %j, nor be sent there, nor can a frame of it', (url) => {
    expect(page.tryToNavigate(url)).toBe(false);
    expect(page.tryToNavigateFrame(url)).toBe(false);
    expect(page.tryToRedirect(url)).toBe(false);
    expect(page.mainFrame.url).toBe('app://task-sync/');
  });

  it('moves freely within the program', () => {
    expect(page.tryToNavigate('app://task-sync/#/tasks')).toBe(true);
  });

  it('cannot open a window; the address is only handed on to be judged', () => {
    expect(page.tryToOpen('https://example.org/')).toBe('deny');
    expect(page.tryToOpen('app://task-sync/')).toBe('deny');
    expect(opened).toEqual(['https://example.org/', 'app://task-sync/']);
  });

  it('cannot embed another', () => {
    expect(page.tryToEmbed()).toBe(false);
  });
});

describe('the session (SEC-04, SEC-13)', () => {
  const ours = 'app://task-sync/';
  beforeEach(() => guardSession(session.defaultSession as never));

  function isRequested(permission: string, requestingUrl: string, isMainFrame = true): boolean {
    let granted = true;
    const details = { requestingUrl, isMainFrame } as Electron.PermissionRequest;
    session.defaultSession.permissionRequest?.(
      {} as never,
      permission as 'hid',
      (answer) => {
        granted = answer;
      },
      details as never,
    );
    return granted;
  }
  function isChecked(permission: string, origin: string): boolean {
    return session.defaultSession.permissionCheck?.(null, permission as 'hid', origin, {} as never) ?? true;
  }

  it.each(permissions)('denies %s, asked or checked', (permission) => {
    expect(isRequested(permission, ours)).toBe(false);
    expect(isChecked(permission, ours)).toBe(false);
  });

  it.each(['notifications', 'clipboard-sanitized-write'])('allows %s to our own page and nobody else', (permission) => {
    expect(isRequested(permission, ours)).toBe(true);
    expect(isChecked(permission, ours)).toBe(true);
    expect(isRequested(permission, ours, false)).toBe(false);
    expect(isRequested(permission, 'https://example.org/')).toBe(false);
    expect(isChecked(permission, 'https://example.org/')).toBe(false);
  });

  it('lends no device and no screen', () => {
    expect(session.defaultSession.devicePermission?.({} as never)).toBe(false);
    const answers: unknown[] = [];
    session.defaultSession.displayMedia?.({} as never, (streams) => answers.push(streams));
    session.defaultSession.bluetoothPairing?.({} as never, (response) => answers.push(response));
    for (const [name, ...rest] of [
      ['select-hid-device', {}],
      ['select-usb-device', {}],
      ['select-serial-port', [], {}],
    ] as const) {
      const event = new PreventableEvent();
      session.defaultSession.emit(name, event, ...rest, (chosen: unknown) => answers.push(chosen ?? 'none'));
      expect(event.defaultPrevented).toBe(true);
    }
    expect(answers).toEqual([null, { confirmed: false }, 'none', 'none', '']);
  });

  it.each([
    'https://example.org/',
    'http://127.0.0.1:4317/',
    'ws://127.0.0.1/',
    'wss://example.org/',
    'file:///etc/passwd',
  ])('lets no page ask for %s', (url) => {
    expect(session.defaultSession.lets(url)).toBe(false);
  });

  it.each(['app://task-sync/assets/app.js', 'data:image/png;base64,', 'blob:app://task-sync/1'])(
    'lets it ask for %s',
    (url) => {
      expect(session.defaultSession.lets(url)).toBe(true);
    },
  );

  it('saves what the page itself made, and no file of the web (SEC-44)', () => {
    const download = (url: string): boolean => {
      const event = new PreventableEvent();
      session.defaultSession.emit('will-download', event, { getURL: () => url });
      return !event.defaultPrevented;
    };
    expect(download('blob:app://task-sync/5f0c')).toBe(true);
    expect(download('https://example.org/setup.exe')).toBe(false);
    expect(download('blob:https://example.org/5f0c')).toBe(false);
  });
});
