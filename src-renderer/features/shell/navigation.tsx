import {
  Cable,
  CircleHelp,
  Contrast,
  GitFork,
  History,
  LayoutDashboard,
  ListTodo,
  type LucideIcon,
  Moon,
  Repeat,
  Sun,
} from 'lucide-react';
import { VisuallyHidden } from 'react-aria-components';
import { setTheme, type Theme, usePreferences } from '../../stores/preferences-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { useRoute } from '../../stores/route-store.ts';
import { type Route, routeHref } from '../../stores/routes.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { HintedElement } from '../../ui/hint.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useMedia } from '../../ui/use-size.ts';
import { countText } from '../words/field-text.ts';
import { Mark } from './mark.tsx';
import styles from './navigation.module.css';

interface Destination {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly route: Route;
  readonly owns: readonly Route['kind'][];
}

const destinations: readonly Destination[] = [
  { label: 'Tasks', icon: ListTodo, route: { kind: 'tasks', task: null, search: '' }, owns: ['tasks', 'welcome'] },
  { label: 'Conflicts', icon: GitFork, route: { kind: 'conflicts', conflict: null }, owns: ['conflicts'] },
  {
    label: 'Profiles',
    icon: Repeat,
    route: { kind: 'profiles' },
    owns: ['profiles', 'profile', 'new-profile', 'edit-profile', 'preview'],
  },
  { label: 'History', icon: History, route: { kind: 'history', run: null }, owns: ['history'] },
  { label: 'Dashboard', icon: LayoutDashboard, route: { kind: 'dashboard' }, owns: ['dashboard'] },
  { label: 'Connections', icon: Cable, route: { kind: 'connections', adding: false }, owns: ['connections'] },
];

/** A sidebar, a rail of icons or a bar at the bottom, as the width allows; always the same five places in the same order. */
export function Navigation({ onHelp }: { readonly onHelp: () => void }) {
  const kind = useRoute(({ route }) => route.kind);
  const conflicts = useConflictCount();
  const isRail = useMedia('(min-width: 600px) and (max-width: 1199px)');
  return (
    <nav className={cx(styles.nav)} aria-label="Main">
      <div className={cx(styles.brand)}>
        <Mark />
        <span className={cx(styles.word)}>Task Sync</span>
      </div>
      <ul className={cx(styles.list)}>
        {destinations.map((destination) => (
          <li key={destination.label}>
            <Place
              destination={destination}
              isCurrent={destination.owns.includes(kind)}
              count={destination.label === 'Conflicts' ? conflicts : 0}
              isRail={isRail}
            />
          </li>
        ))}
      </ul>
      <div className={cx(styles.tools)}>
        <ThemeMenu />
        <Button variant="ghost" icon={CircleHelp} onPress={onHelp} aria-label="Help and keys">
          <span className={cx(styles.word)}>Help</span>
        </Button>
      </div>
    </nav>
  );
}

interface PlaceProps {
  readonly destination: Destination;
  readonly isCurrent: boolean;
  readonly count: number;
  readonly isRail: boolean;
}

function Place({ destination, isCurrent, count, isRail }: PlaceProps) {
  const { label, icon: Icon, route } = destination;
  const link = (
    <a
      href={routeHref(route)}
      className={cx(styles.place, isCurrent && styles.current)}
      {...(isCurrent ? { 'aria-current': 'page' } : {})}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      <span className={cx(styles.word)}>{label}</span>
      {count > 0 && (
        <span className={cx(styles.count)}>
          {countText(count)}
          <VisuallyHidden> open</VisuallyHidden>
        </span>
      )}
    </a>
  );
  return isRail ? <HintedElement text={label}>{link}</HintedElement> : link;
}

const themes: readonly { readonly theme: Theme; readonly label: string; readonly icon: LucideIcon }[] = [
  { theme: 'system', label: 'As the system', icon: Contrast },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
];

function ThemeMenu() {
  const chosen = usePreferences(({ theme }) => theme);
  const icon = themes.find(({ theme }) => theme === chosen)?.icon ?? Contrast;
  return (
    <Menu
      label="Theme"
      trigger={
        <Button variant="ghost" icon={icon} aria-label="Theme">
          <span className={cx(styles.word)}>Theme</span>
        </Button>
      }
      groups={[
        {
          title: 'Theme',
          entries: themes.map(({ theme, label, icon: themeIcon }) => ({
            id: theme,
            label,
            icon: themeIcon,
            isChosen: theme === chosen,
            onAction: () => setTheme(theme),
          })),
        },
      ]}
    />
  );
}

function useConflictCount(): number {
  const status = useQuery('status.get', {}).value;
  return status?.profiles.reduce((sum, profile) => sum + profile.conflicts, 0) ?? 0;
}
