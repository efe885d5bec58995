import type { MenuItemConstructorOptions } from 'electron';
import type { ProfileView, StatusView, SyncState } from '../../../src-shared/api/views.ts';

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
  readonly status: StatusView;
  readonly profiles: readonly ProfileView[];
  readonly startsAtLogin: boolean;
}

export interface TrayActions {
  /** Null: every profile that is switched on. */
  syncNow(profile: string | null): void;
  enable(profile: string, enabled: boolean): void;
  /** A route of the page, such as `#/conflicts`. */
  open(route?: string): void;
  setStartAtLogin(on: boolean): void;
  quit(): void;
}

const line: MenuItemConstructorOptions = { type: 'separator' };

/** The tray's menu: at most twelve lines, in the same order always. */
export function trayMenu(state: TrayState, actions: TrayActions): MenuItemConstructorOptions[] {
  const { status, profiles } = state;
  const waiting = sum(status.profiles.map((profile) => profile.pending));
  return [
    { label: literal(statusLine(status, waiting)), enabled: false },
    line,
    {
      label: 'Sync now',
      enabled: status.writable && profiles.some((profile) => profile.enabled),
      click: () => actions.syncNow(null),
    },
    {
      label: 'Profiles',
      enabled: profiles.length > 0,
      submenu: profiles.map((one) => profileItem(one, status, actions)),
    },
    line,
    ...openQuestions(status, actions),
    { label: 'Open Task Sync', click: () => actions.open() },
    {
      label: 'Start at login',
      type: 'checkbox',
      checked: state.startsAtLogin,
      click: (item) => actions.setStartAtLogin(item.checked),
    },
    line,
    { label: waiting === 0 ? 'Quit Task Sync' : `Quit, ${changes(waiting)} will wait`, click: () => actions.quit() },
  ];
}

function statusLine(status: StatusView, waiting: number): string {
  if (waiting > 0) return `${status.sentence} · ${changes(waiting)} waiting to be sent`;
  return status.state === 'in-sync' ? `${status.sentence} · safe to quit` : status.sentence;
}

function profileItem(profile: ProfileView, status: StatusView, actions: TrayActions): MenuItemConstructorOptions {
  const { name, enabled } = profile;
  return {
    label: literal(`${name} · ${profile.sentence}`),
    submenu: [
      { label: 'Sync now', enabled: enabled && status.writable, click: () => actions.syncNow(name) },
      {
        label: enabled ? 'Pause' : 'Resume',
        enabled: status.writable,
        click: () => actions.enable(name, !enabled),
      },
      { label: 'Preview changes…', click: () => actions.open(route('preview', name)) },
      { label: 'Open', click: () => actions.open(route('profiles', name)) },
    ],
  };
}

/** What waits for the person, only if anything does. */
function openQuestions(status: StatusView, actions: TrayActions): MenuItemConstructorOptions[] {
  const conflicts = sum(status.profiles.map((profile) => profile.conflicts));
  const asking = status.profiles.filter((profile) => profile.state === 'needs-you' || profile.state === 'held');
  const items: MenuItemConstructorOptions[] = [];
  if (conflicts > 0) {
    const label = conflicts === 1 ? '1 conflict to decide…' : `${conflicts} conflicts to decide…`;
    items.push({ label, click: () => actions.open('#/conflicts') });
  }
  const paired = status.profiles.find((profile) => profile.matches > 0);
  if (paired) {
    const pairs = paired.matches === 1 ? '1 pair' : `${paired.matches} pairs`;
    const label = literal(`${paired.name}: ${pairs} may be the same task…`);
    items.push({ label, click: () => actions.open(route('profiles', paired.name)) });
  }
  for (const profile of asking.slice(0, 1)) {
    const label = literal(`${profile.name}: ${profile.sentence}`);
    items.push({ label, click: () => actions.open(route('profiles', profile.name)) });
  }
  return items;
}

/** An address inside the page, as src-renderer/stores/routes.ts reads it. */
function route(screen: 'profiles' | 'preview', profile: string): string {
  return `#/${screen}/${encodeURIComponent(profile)}`;
}

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Names are what people typed: an ampersand would vanish and underline the next letter; lines stay short and single. */
function literal(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return (flat.length > 80 ? `${flat.slice(0, 79)}…` : flat).replaceAll('&', '&&');
}
