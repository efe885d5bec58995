import type { MenuItemConstructorOptions } from 'electron';
import type { ProfileView, RunView, StatusView, SyncState } from '../../../src-shared/api/views.ts';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import type { Key } from '../../../src-shared/i18n/en/index.ts';
import { pauseEnds } from '../../../src-shared/i18n/pause-ends.ts';
import { profileSentence, statusSentence } from '../../../src-shared/i18n/status-sentence.ts';
import type { Translate } from '../../../src-shared/i18n/translate.ts';
import { literal } from './desktop-words.ts';

/** Icon of the tray by state; the files are in resources/tray, one shape a state (ux.md 2.14). */
export type TrayShape = 'in-sync' | 'syncing' | 'waiting' | 'paused' | 'conflicts' | 'problems' | 'held';

const shapes: Readonly<Record<SyncState, TrayShape>> = {
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

export function trayShape(state: SyncState): TrayShape {
  return shapes[state];
}

export interface TrayState {
  readonly t: Translate<Key>;
  readonly now: Date;
  readonly status: StatusView;
  readonly profiles: readonly ProfileView[];
  /** The last runs, newest first. */
  readonly recent: readonly RunView[];
  /** The key that adds a task from anywhere; null: there is none. */
  readonly quickAddKey: string | null;
}

export interface TrayActions {
  /** Null: every profile that is switched on. */
  syncNow(profile: string | null): void;
  /** Null as the profile: all of them. Null as the end: until a person resumes. */
  pause(profile: string | null, until: string | null): void;
  resume(profile: string | null): void;
  /** A route of the page, such as `#/conflicts`. */
  open(route?: string): void;
  /** Shows the window, whose page runs it. */
  run(command: CommandId): void;
  quit(): void;
}

type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };

/** The menu of the tray and of the dock: at most twelve lines and what separates them, in the same order always. */
export function trayMenu(state: TrayState, actions: TrayActions): Item[] {
  const { t, status, profiles, quickAddKey } = state;
  const waiting = sum(status.profiles.map((profile) => profile.pending));
  return [
    { label: literal(statusLine(state, waiting)), enabled: false },
    line,
    {
      label: t('command.sync.all'),
      enabled: status.writable && profiles.some((profile) => profile.enabled),
      click: () => actions.syncNow(null),
    },
    previewItem(state, actions),
    {
      label: t('desktop.profiles'),
      enabled: profiles.length > 0,
      submenu: profiles.map((one) => profileItem(one, state, actions)),
    },
    pauseItem(state, actions),
    line,
    ...openQuestions(state, actions),
    recentItem(state, actions),
    line,
    {
      label: t('desktop.addTask'),
      enabled: profiles.length > 0,
      click: () => actions.run('task.add'),
      ...(quickAddKey === null ? {} : { accelerator: quickAddKey, registerAccelerator: false }),
    },
    { label: t('desktop.open'), click: () => actions.open() },
    { label: t('desktop.settings'), click: () => actions.run('go.settings') },
    {
      label: waiting === 0 ? t('desktop.quit') : t('desktop.quitWaiting', { count: waiting }),
      click: () => actions.quit(),
    },
  ];
}

/** Where everything stands, and whether the computer can be switched off. */
function statusLine({ t, now, status }: TrayState, waiting: number): string {
  const sentence = statusSentence(status, { t, now });
  // These say it themselves.
  const saysHowMany = status.state === 'waiting' || status.state === 'offline';
  if (waiting > 0 && !saysHowMany) return t('desktop.statusWaiting', { sentence, count: waiting });
  return status.state === 'in-sync' ? t('desktop.statusSafe', { sentence }) : sentence;
}

function previewItem({ t, profiles }: TrayState, actions: TrayActions): Item {
  const label = t('desktop.preview');
  const synced = profiles.filter((profile) => profile.endpoints.length > 0);
  const open = (name: string) => () => actions.open(route('preview', name));
  const [only, ...others] = synced;
  if (!only) return { label, enabled: false };
  if (others.length === 0) return { label, click: open(only.name) };
  return { label, submenu: synced.map(({ name }) => ({ label: literal(name), click: open(name) })) };
}

function profileItem(profile: ProfileView, { t, now, status }: TrayState, actions: TrayActions): Item {
  const { name, enabled, pause } = profile;
  const isResting = !enabled || pause?.of === 'profile';
  return {
    label: literal(t('desktop.profile', { name, sentence: profileSentence(profile, { t, now }) })),
    submenu: [
      { label: t('command.sync.all'), enabled: enabled && status.writable, click: () => actions.syncNow(name) },
      {
        label: isResting ? t('desktop.resume') : t('desktop.pause'),
        enabled: status.writable,
        click: () => (isResting ? actions.resume(name) : actions.pause(name, null)),
      },
      { label: t('desktop.preview'), click: () => actions.open(route('preview', name)) },
      { label: t('desktop.openProfile'), click: () => actions.open(route('profiles', name)) },
    ],
  };
}

function pauseItem({ t, now, status, profiles }: TrayState, actions: TrayActions): Item {
  if (status.pause) return { label: t('desktop.resume'), enabled: status.writable, click: () => actions.resume(null) };
  return {
    label: t('desktop.pause'),
    enabled: status.writable && profiles.length > 0,
    submenu: pauseEnds.map(({ label, until }) => ({
      label: t(label),
      // Reckoned when it is pressed: the menu may have been drawn hours ago.
      click: () => actions.pause(null, until(new Date(Math.max(Date.now(), now.getTime())))?.toISOString() ?? null),
    })),
  };
}

/** What waits for the person, only if anything does, and so that the menu keeps to its twelve lines. */
function openQuestions({ t, now, status }: TrayState, actions: TrayActions): Item[] {
  const conflicts = sum(status.profiles.map((profile) => profile.conflicts));
  const paired = status.profiles.find((profile) => profile.matches > 0);
  const asking = status.profiles.find((profile) => profile.state === 'needs-you' || profile.state === 'held');
  const items: Item[] = [];
  if (conflicts > 0) {
    items.push({ label: t('desktop.conflicts', { count: conflicts }), click: () => actions.open('#/conflicts') });
  }
  // Of three kinds the pairs can wait longest; their profile says them too.
  if (paired && !(conflicts > 0 && asking)) {
    const label = literal(t('desktop.pairs', { profile: paired.name, count: paired.matches }));
    items.push({ label, click: () => actions.open(route('profiles', paired.name)) });
  }
  if (asking) {
    const label = literal(t('desktop.asking', { profile: asking.name, sentence: profileSentence(asking, { t, now }) }));
    items.push({ label, click: () => actions.open(route('profiles', asking.name)) });
  }
  return items;
}

function recentItem({ t, now, recent }: TrayState, actions: TrayActions): Item {
  return {
    label: t('desktop.recent'),
    enabled: recent.length > 0,
    submenu: recent.slice(0, 5).map((run) => ({
      label: literal(
        t('desktop.run', { time: clock(run.startedAt, t.locale, now), profile: run.profile, what: outcome(run, t) }),
      ),
      click: () => actions.open(`#/history/${encodeURIComponent(run.run)}`),
    })),
  };
}

/** +2 ~5, or the state where that says more. */
function outcome(run: RunView, t: Translate<Key>): string {
  const total = (pick: 'created' | 'updated' | 'closed' | 'deleted') => sum(run.endpoints.map((each) => each[pick]));
  const parts = [
    ['+', run.tasks.created + total('created')],
    ['~', run.tasks.updated + total('updated') + total('closed')],
    ['−', run.tasks.deleted + total('deleted')],
  ] as const;
  const counts = parts.filter(([, count]) => count > 0).map(([sign, count]) => `${sign}${count}`);
  if (run.state === 'done' && counts.length > 0) return counts.join(' ');
  const state = t(`words.runState.${run.state}`);
  return [state, ...counts].join(' ');
}

function clock(instant: string, locale: string, now: Date): string {
  const at = new Date(instant);
  const day = at.toDateString() === now.toDateString() ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { ...day, hour: '2-digit', minute: '2-digit' }).format(at);
}

/** An address inside the page, as src-renderer/stores/routes.ts reads it. */
function route(screen: 'profiles' | 'preview', profile: string): string {
  return `#/${screen}/${encodeURIComponent(profile)}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
