import {
  Cable,
  GitFork,
  History,
  LayoutDashboard,
  ListTodo,
  type LucideIcon,
  Repeat,
  Settings,
  Trash2,
} from 'lucide-react';
import type { CommandId } from '../../../src-shared/commands/commands.ts';
import { t } from '../../i18n/t.ts';
import type { Route } from '../../stores/routes.ts';

export interface Destination {
  readonly id: 'tasks' | 'conflicts' | 'profiles' | 'history' | 'dashboard' | 'connections' | 'bin' | 'settings';
  readonly label: string;
  readonly icon: LucideIcon;
  readonly route: Route;
  readonly command: CommandId;
  /** Screens that lie below it. */
  readonly owns: (route: Route) => boolean;
}

const kinds =
  (...owned: readonly Route['kind'][]) =>
  ({ kind }: Route) =>
    owned.includes(kind);

const isBin = (route: Route) => route.kind === 'tasks' && /\bis:(bin|deleted)\b/.test(route.search);

const isView = (route: Route) => route.kind === 'tasks' && route.view !== undefined;

/** Where one can go, by how often one does. */
export const destinations: readonly Destination[] = [
  {
    id: 'tasks',
    label: t('shell.nav.tasks'),
    icon: ListTodo,
    route: { kind: 'tasks', task: null, search: '' },
    command: 'go.tasks',
    owns: (route) => kinds('tasks', 'import', 'welcome')(route) && !isBin(route) && !isView(route),
  },
  {
    id: 'conflicts',
    label: t('shell.nav.conflicts'),
    icon: GitFork,
    route: { kind: 'conflicts', conflict: null },
    command: 'go.conflicts',
    owns: kinds('conflicts'),
  },
  {
    id: 'profiles',
    label: t('shell.nav.profiles'),
    icon: Repeat,
    route: { kind: 'profiles' },
    command: 'go.profiles',
    owns: kinds('profiles', 'profile', 'new-profile', 'edit-profile', 'preview'),
  },
  {
    id: 'history',
    label: t('shell.nav.history'),
    icon: History,
    route: { kind: 'history', run: null },
    command: 'go.history',
    owns: kinds('history'),
  },
  {
    id: 'dashboard',
    label: t('shell.nav.dashboard'),
    icon: LayoutDashboard,
    route: { kind: 'dashboard' },
    command: 'go.dashboard',
    owns: kinds('dashboard'),
  },
  {
    id: 'connections',
    label: t('shell.nav.connections'),
    icon: Cable,
    route: { kind: 'connections', adding: false },
    command: 'go.connections',
    owns: kinds('connections'),
  },
];

/** Below the views: what is needed now and then. */
export const sideDestinations: readonly Destination[] = [
  {
    id: 'bin',
    label: t('shell.nav.bin'),
    icon: Trash2,
    route: { kind: 'bin' },
    command: 'go.bin',
    owns: (route) => kinds('bin')(route) || isBin(route),
  },
  {
    id: 'settings',
    label: t('command.go.settings'),
    icon: Settings,
    route: { kind: 'settings', section: null, setting: null },
    command: 'go.settings',
    owns: kinds('settings'),
  },
];
