import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StartAtLogin } from '../../../../src-main/hosts/desktop/start-at-login.ts';
import { showTray, trayTone } from '../../../../src-main/hosts/desktop/tray.ts';
import { type TrayActions, trayMenu, trayShape } from '../../../../src-main/hosts/desktop/tray-menu.ts';
import type { StatusView, SyncState } from '../../../../src-shared/api/views.ts';
import { nativeTheme, resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { createFakeCore, profileView, statusView } from './fake-core.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

type Item = ReturnType<typeof trayMenu>[number];

let did: unknown[][];
const actions: TrayActions = {
  syncNow: (profile) => did.push(['sync', profile]),
  enable: (profile, enabled) => did.push(['enable', profile, enabled]),
  open: (route) => did.push(['open', route]),
  setStartAtLogin: (on) => did.push(['login', on]),
  quit: () => did.push(['quit']),
};
beforeEach(() => {
  resetElectron();
  did = [];
});

const row: StatusView['profiles'][number] = {
  name: 'Work',
  enabled: true,
  tasks: 3,
  state: 'in-sync',
  sentence: 'In sync',
  lastRun: null,
  nextRun: null,
  pending: 0,
  conflicts: 0,
  matches: 0,
  problems: 0,
  verified: null,
};
function menu(status: Partial<StatusView>, profiles = [profileView()]): Item[] {
  return trayMenu({ status: statusView(status), profiles, startsAtLogin: false }, actions);
}
const labels = (items: Item[]): (string | undefined)[] => items.map((item) => item.label ?? item.type);
function below(item: Item | undefined): Item[] {
  return Array.isArray(item?.submenu) ? item.submenu : [];
}
const profilesOf = (items: Item[]): Item[] => below(items.find((item) => item.label === 'Profiles'));
function press(items: Item[], label: string): void {
  const item = items.find((one) => one.label === label);
  if (!item?.click) throw new Error(`There is no line ${label} to press`);
  item.click({ checked: true } as never, undefined, {} as never);
}

describe('the tray menu', () => {
  it('says that all is well and that quitting is safe', () => {
    expect(labels(menu({}))).toEqual([
      'All in sync · 14:32 · safe to quit',
      'separator',
      'Sync now',
      'Profiles',
      'separator',
      'Open Task Sync',
      'Start at login',
      'separator',
      'Quit Task Sync',
    ]);
  });

  it('says what waits to be sent, there and at the end', () => {
    const waiting = menu({
      state: 'offline',
      sentence: 'Offline',
      profiles: [
        { ...row, pending: 2 },
        { ...row, pending: 1 },
      ],
    });
    expect(labels(waiting).at(0)).toBe('Offline · 3 changes waiting to be sent');
    expect(labels(waiting).at(-1)).toBe('Quit, 3 changes will wait');
    expect(labels(menu({ profiles: [{ ...row, pending: 1 }] })).at(-1)).toBe('Quit, 1 change will wait');
  });

  it('shows open questions, only if there are any', () => {
    const asking = menu({
      profiles: [
        { ...row, conflicts: 2 },
        { ...row, name: 'Home', state: 'needs-you', sentence: 'Jira needs you to sign in again' },
      ],
    });
    expect(labels(asking)).toContain('2 conflicts to decide…');
    expect(labels(asking)).toContain('Home: Jira needs you to sign in again');
    press(asking, '2 conflicts to decide…');
    expect(did).toEqual([['open', '#/conflicts']]);
    expect(labels(menu({ profiles: [{ ...row, conflicts: 1 }] }))).toContain('1 conflict to decide…');
    expect(labels(menu({ profiles: [{ ...row, matches: 2 }] }))).toContain('Work: 2 pairs may be the same task…');
  });

  it('never grows beyond twelve lines', () => {
    const profiles = Array.from(
      { length: 20 },
      (_, at) => ({ ...row, name: `P${at}`, state: 'held', conflicts: 3, matches: 2 }) as const,
    );
    expect(menu({ state: 'held', profiles }).length).toBeLessThanOrEqual(12);
  });

  it('does what its lines say', () => {
    const items = menu({});
    for (const label of ['Sync now', 'Open Task Sync', 'Start at login', 'Quit Task Sync']) press(items, label);
    expect(did).toEqual([['sync', null], ['open', undefined], ['login', true], ['quit']]);
  });

  it('has a menu for each profile', () => {
    const profiles = [profileView(), profileView({ name: 'Home & away', enabled: false, sentence: 'Paused' })];
    const [work, home] = profilesOf(menu({}, profiles));
    expect([work?.label, home?.label]).toEqual(['Work · In sync · 14:32', 'Home && away · Paused']);
    press(below(work), 'Sync now');
    press(below(work), 'Pause');
    press(below(home), 'Resume');
    press(below(home), 'Preview changes…');
    press(below(home), 'Open');
    expect(did).toEqual([
      ['sync', 'Work'],
      ['enable', 'Work', false],
      ['enable', 'Home & away', true],
      ['open', '#/preview/Home%20%26%20away'],
      ['open', '#/profiles/Home%20%26%20away'],
    ]);
    expect(below(home)[0]?.enabled).toBe(false);
  });

  it('offers no syncing where there is nothing to sync, or where another Task Sync is at work', () => {
    const syncNow = (items: Item[]): unknown => items.find((item) => item.label === 'Sync now')?.enabled;
    expect(syncNow(menu({}))).toBe(true);
    expect(syncNow(menu({}, []))).toBe(false);
    expect(syncNow(menu({}, [profileView({ enabled: false })]))).toBe(false);
    expect(syncNow(menu({ writable: false }))).toBe(false);
  });

  it('shows names as they were typed, short and on one line', () => {
    const profiles = [profileView({ name: 'R&D\n\tsecond', sentence: 'x'.repeat(200) })];
    const [item] = profilesOf(menu({}, profiles));
    expect(item?.label).toMatch(/^R&&D second · x+…$/);
    expect(item?.label?.length).toBeLessThan(90);
  });
});

const shapes: Readonly<Record<SyncState, string>> = {
  held: 'held',
  'needs-you': 'problems',
  problem: 'problems',
  conflict: 'conflicts',
  offline: 'waiting',
  paused: 'paused',
  syncing: 'syncing',
  waiting: 'waiting',
  'in-sync': 'in-sync',
  local: 'in-sync',
};

describe('the tray', () => {
  const iconFolder = resolve(import.meta.dirname, '../../../../resources/tray');
  const atLogin: StartAtLogin = { isOn: () => false, set: () => undefined };
  const core = createFakeCore();
  async function show(platform: NodeJS.Platform, env = {}) {
    await showTray({ api: core.api, actions, atLogin, iconFolder, platform, env, logger: createRecordingLogger() });
    const [tray] = observed.trays;
    if (!tray) throw new Error('There is no tray');
    return tray;
  }

  it.each(Object.entries(shapes))('has a shape of its own for %s, drawn for every system', async (state, shape) => {
    expect(trayShape(state as SyncState)).toBe(shape);
    core.answers.set('status.get', () => statusView({ state: state as SyncState, sentence: 'What it is' }));
    for (const [platform, dark, file] of [
      ['linux', false, `${shape}-black-22.png`],
      ['linux', true, `${shape}-white-22.png`],
      ['win32', true, `${shape}-white.png`],
      ['darwin', true, `${shape}-black.png`],
    ] as const) {
      resetElectron();
      nativeTheme.shouldUseDarkColors = dark;
      const tray = await show(platform);
      expect(tray.image.path).toBe(resolve(iconFolder, file));
      expect(tray.image.isTemplate).toBe(platform === 'darwin');
      expect(tray.toolTip).toBe('Task Sync: What it is');
    }
  });

  it('is white on GNOME’s bar, which is dark in a light theme too', () => {
    expect(trayTone('linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, false)).toBe('white');
    expect(trayTone('linux', { XDG_CURRENT_DESKTOP: 'KDE' }, false)).toBe('black');
  });

  it('follows what the core announces, and leaves an open menu alone while nothing in it changed', async () => {
    core.answers.set('status.get', () => statusView());
    const tray = await show('linux');
    expect(tray.menus).toBe(1);

    core.announce({ kind: 'changed', what: ['status'] });
    core.answers.set('status.get', () => statusView({ state: 'paused', sentence: 'Paused' }));
    core.announce({ kind: 'changed', what: ['profiles'] });
    await vi.waitFor(() => expect(tray.toolTip).toBe('Task Sync: Paused'));
    expect(tray.menus).toBe(2);

    const before = core.calls.length;
    core.announce({ kind: 'changed', what: ['tasks'] });
    core.announce({ kind: 'run-finished', run: {} as never });
    expect(core.calls.length).toBe(before);
  });

  it('shows that a run has begun, and is not rebuilt for each step of it', async () => {
    core.answers.set('status.get', () => statusView());
    const tray = await show('linux');
    core.answers.set('status.get', () => statusView({ state: 'syncing', sentence: 'Syncing' }));
    const progress = { run: 'r1', done: 1 } as never;
    core.announce({ kind: 'run-progress', profileName: 'Work', progress });
    await vi.waitFor(() => expect(tray.toolTip).toBe('Task Sync: Syncing'));
    const before = core.calls.length;
    core.announce({ kind: 'run-progress', profileName: 'Work', progress });
    expect(core.calls.length).toBe(before);
  });

  it('keeps standing when the core cannot answer', async () => {
    core.answers.set('status.get', () => {
      throw new Error('closed');
    });
    expect((await show('linux')).menus).toBe(0);
  });

  it('opens the window on a click, except where a click opens the menu', async () => {
    core.answers.set('status.get', () => statusView());
    (await show('win32')).emit('click');
    expect(did).toEqual([['open', undefined]]);
    resetElectron();
    (await show('darwin')).emit('click');
    expect(did).toEqual([['open', undefined]]);
  });
});
