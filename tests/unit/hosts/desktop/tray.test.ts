import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { desktopWords } from '../../../../src-main/hosts/desktop/desktop-words.ts';
import { showTray, trayTone } from '../../../../src-main/hosts/desktop/tray.ts';
import { type TrayActions, trayMenu, trayShape } from '../../../../src-main/hosts/desktop/tray-menu.ts';
import type { StatusView, SyncState } from '../../../../src-shared/api/views.ts';
import { nativeTheme, resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { createFakeCore, profileView, runView, statusView } from './fake-core.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

type Item = ReturnType<typeof trayMenu>[number];

const english = desktopWords('en', ['en-GB']);
const now = new Date('2026-03-01T14:32:00');

let did: unknown[][];
const actions: TrayActions = {
  syncNow: (profile) => did.push(['sync', profile]),
  pause: (profile, until) => did.push(['pause', profile, until]),
  resume: (profile) => did.push(['resume', profile]),
  run: (command) => did.push(['run', command]),
  open: (route) => did.push(['open', route]),
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
const why = {
  places: [],
  place: null,
  code: null,
  brake: null,
  goesOnAt: null,
  lastRun: null,
  left: 0,
  isRestored: false,
};
function menu(status: Partial<StatusView>, profiles = [profileView()]): Item[] {
  const view = statusView({ profiles: [row], ...status });
  return trayMenu({ t: english, now, status: view, profiles, recent: [], quickAddKey: null }, actions);
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
      'All in sync · safe to quit',
      'separator',
      'Sync now',
      'Preview changes…',
      'Profiles',
      'Pause',
      'separator',
      'Recent',
      'separator',
      'Add task…',
      'Open Task Sync',
      'Settings…',
      'Quit Task Sync',
    ]);
  });

  it('says what waits to be sent, there and at the end', () => {
    const waiting = menu({
      state: 'paused',
      profiles: [
        { ...row, state: 'paused', pending: 2 },
        { ...row, state: 'paused', pending: 1 },
      ],
    });
    expect(labels(waiting).at(0)).toBe('Paused · 3 changes waiting to be sent');
    expect(labels(waiting).at(-1)).toBe('Quit, 3 changes will wait');
    expect(labels(menu({ profiles: [{ ...row, pending: 1 }] })).at(-1)).toBe('Quit, 1 change will wait');
  });

  it('shows open questions, only if there are any', () => {
    const asking = menu({
      profiles: [
        { ...row, conflicts: 2 },
        { ...row, name: 'Home', state: 'needs-you', why: { ...why, place: 'Jira' } },
      ],
    });
    expect(labels(asking)).toContain('2 conflicts to decide…');
    expect(labels(asking)).toContain('Home: Jira needs you to sign in again');
    press(asking, '2 conflicts to decide…');
    expect(did).toEqual([['open', '#/conflicts']]);
    expect(labels(menu({ profiles: [{ ...row, conflicts: 1 }] }))).toContain('1 conflict to decide…');
    expect(labels(menu({ profiles: [{ ...row, matches: 2 }] }))).toContain('Work: 2 pairs may be the same task…');
  });

  it('never grows beyond twelve lines, however much there is to ask', () => {
    const profiles = Array.from(
      { length: 20 },
      (_, at) => ({ ...row, name: `P${at}`, state: 'held', conflicts: 3, matches: 2 }) as const,
    );
    const lines = menu({ state: 'held', profiles }).filter(({ type }) => type !== 'separator');
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it('does what its lines say', () => {
    const items = menu({});
    for (const label of ['Sync now', 'Add task…', 'Open Task Sync', 'Settings…', 'Quit Task Sync']) press(items, label);
    expect(did).toEqual([['sync', null], ['run', 'task.add'], ['open', undefined], ['run', 'go.settings'], ['quit']]);
  });

  it('pauses for a while, until tomorrow at nine or until further notice, and then resumes', () => {
    const lines = below(menu({}).find((item) => item.label === 'Pause'));
    expect(labels(lines)).toEqual(['30 minutes', '1 hour', 'Until tomorrow 9:00', 'Until I resume']);
    for (const label of labels(lines)) press(lines, label ?? '');
    const ends = did.map(([, , until]) => (until === null ? null : new Date(String(until))));
    expect(did.map(([what, profile]) => [what, profile])).toEqual(Array(4).fill(['pause', null]));
    expect(ends[2]?.getHours()).toBe(9);
    expect(ends[3]).toBeNull();
    const paused = menu({ pause: { until: null, of: 'all' } });
    did = [];
    press(paused, 'Resume');
    expect(did).toEqual([['resume', null]]);
  });

  it('lists the last runs with what they did, and opens them', () => {
    const recent = [
      runView({ run: 'r2', startedAt: '2026-03-01T14:30:00', tasks: { created: 2, updated: 5, deleted: 0 } }),
      runView({ run: 'r1', startedAt: '2026-02-28T09:00:00', state: 'offline' }),
    ];
    const view = { t: english, now, status: statusView(), profiles: [], recent, quickAddKey: null };
    const items = below(trayMenu(view, actions).find(({ label }) => label === 'Recent'));
    expect(labels(items)).toEqual(['14:30 Work +2 ~5', '28 Feb, 09:00 Work Offline']);
    press(items, '14:30 Work +2 ~5');
    expect(did).toEqual([['open', '#/history/r2']]);
  });

  it('is in the reader’s language', () => {
    const german = desktopWords('de', ['de-DE']);
    const view = {
      t: german,
      now,
      status: statusView({ profiles: [row] }),
      profiles: [],
      recent: [],
      quickAddKey: null,
    };
    expect(labels(trayMenu(view, actions)).filter((label) => label !== 'separator')).toEqual([
      'Alles synchron · kann beendet werden',
      'Jetzt synchronisieren',
      'Vorschau der Änderungen…',
      'Profile',
      'Pause',
      'Zuletzt',
      'Aufgabe hinzufügen…',
      'Task Sync öffnen',
      'Einstellungen…',
      'Task Sync beenden',
    ]);
  });

  it('has a menu for each profile', () => {
    const profiles = [
      profileView({ why: { ...why, places: ['Jira'] } }),
      profileView({ name: 'Home & away', enabled: false, state: 'paused' }),
    ];
    const [work, home] = profilesOf(menu({}, profiles));
    expect([work?.label, home?.label]).toEqual(['Work · In sync with Jira', 'Home && away · Paused']);
    press(below(work), 'Sync now');
    press(below(work), 'Pause');
    press(below(home), 'Resume');
    press(below(home), 'Preview changes…');
    press(below(home), 'Open');
    expect(did).toEqual([
      ['sync', 'Work'],
      ['pause', 'Work', null],
      ['resume', 'Home & away'],
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
    const profiles = [profileView({ name: `R&D\n\tsecond ${'x'.repeat(200)}` })];
    const [item] = profilesOf(menu({}, profiles));
    expect(item?.label).toMatch(/^R&&D second x+…$/);
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
  const core = createFakeCore();
  async function show(platform: NodeJS.Platform, env = {}) {
    await showTray({
      ...{ api: core.api, actions, iconFolder, platform, env, logger: createRecordingLogger() },
      ...{ words: () => english, quickAddKey: () => null },
    });
    const [tray] = observed.trays;
    if (!tray) throw new Error('There is no tray');
    return tray;
  }

  it.each(Object.entries(shapes))('has a shape of its own for %s, drawn for every system', async (state, shape) => {
    expect(trayShape(state as SyncState)).toBe(shape);
    core.answers.set('status.get', () =>
      statusView({ state: state as SyncState, profiles: [{ ...row, state: state as SyncState }] }),
    );
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
      expect(tray.toolTip).toMatch(/^Task Sync: \S/);
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
    core.answers.set('status.get', () => statusView({ state: 'paused', profiles: [{ ...row, state: 'paused' }] }));
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
    core.answers.set('status.get', () => statusView({ state: 'syncing', profiles: [{ ...row, state: 'syncing' }] }));
    const progress = { run: 'r1', done: 1 } as never;
    core.announce({ kind: 'run-progress', profileName: 'Work', progress });
    await vi.waitFor(() => expect(tray.toolTip).toMatch(/^Task Sync: .*Syncing/));
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
