import { type ComponentType, useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { isPairedHost } from './api/environment.ts';
import { useDesktopMenu } from './features/desktop/use-desktop-menu.ts';
import { RefusedPage } from './features/shell/refused-page.tsx';
import { Shell } from './features/shell/shell.tsx';
import { StartScreen } from './features/shell/start-screen.tsx';
import { locale } from './i18n/t.ts';
import { useLine } from './stores/line-store.ts';
import { useQuery } from './stores/query-store.ts';
import { useRoute } from './stores/route-store.ts';
import type { Route } from './stores/routes.ts';
import { lazyPart, loadParts } from './ui/lazy-part.tsx';
import { Skeleton } from './ui/skeleton.tsx';

const screen = <Props extends object>(load: () => Promise<ComponentType<Props>>) => lazyPart(load, <Skeleton />);

// Only the list of tasks is there from the start; the others come while nothing happens.
const WelcomeScreen = screen(async () => (await import('./features/welcome/welcome-screen.tsx')).WelcomeScreen);
const ProfilesScreen = screen(async () => (await import('./features/profiles/profiles-screen.tsx')).ProfilesScreen);
const ProfileScreen = screen(async () => (await import('./features/profiles/profile-screen.tsx')).ProfileScreen);
const ConflictsScreen = screen(async () => (await import('./features/conflicts/conflicts-screen.tsx')).ConflictsScreen);
const HistoryScreen = screen(async () => (await import('./features/history/history-screen.tsx')).HistoryScreen);
const ConnectionsScreen = screen(
  async () => (await import('./features/connections/connections-screen.tsx')).ConnectionsScreen,
);
const DashboardScreen = screen(async () => (await import('./features/dashboard/dashboard-screen.tsx')).DashboardScreen);
const PreviewScreen = screen(async () => (await import('./features/preview/preview-screen.tsx')).PreviewScreen);
const ProfileFormScreen = screen(
  async () => (await import('./features/profiles/builder-screen.tsx')).ProfileFormScreen,
);
const SettingsScreen = screen(async () => (await import('./features/settings/settings-screen.tsx')).SettingsScreen);
const NoticesScreen = screen(async () => (await import('./features/notices/notices-screen.tsx')).NoticesScreen);
const PairPage = screen(async () => (await import('./features/devices/pair-page.tsx')).PairPage);
const DamagePage = screen(async () => (await import('./features/backups/damage-page.tsx')).DamagePage);
const ImportScreen = screen(async () => (await import('./features/exchange/import-screen.tsx')).ImportScreen);
const BinScreen = screen(async () => (await import('./features/bin/bin-screen.tsx')).BinScreen);

export function App() {
  useDesktopMenu();
  const refused = useLine(({ line }) => line === 'refused');
  const route = useRoute((state) => state.route);
  const isDamaged = useQuery('status.get', {}).error?.facts['cause'] === 'damaged';
  useEffect(loadParts, []);
  return (
    <I18nProvider locale={locale}>
      {refused ? (
        isPairedHost ? (
          <PairPage />
        ) : (
          <RefusedPage />
        )
      ) : isDamaged ? (
        <DamagePage />
      ) : (
        <Shell>
          <Screen route={route} />
        </Shell>
      )}
    </I18nProvider>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.kind) {
    case 'welcome':
      return <WelcomeScreen />;
    case 'tasks':
      return <StartScreen task={route.task} search={route.search} view={route.view} />;
    case 'bin':
      return <BinScreen />;
    case 'import':
      return <ImportScreen />;
    case 'profiles':
      return <ProfilesScreen />;
    case 'profile':
      return <ProfileScreen key={route.profile} name={route.profile} {...(route.tab ? { tab: route.tab } : {})} />;
    case 'new-profile':
      return <ProfileFormScreen key="new" name={null} />;
    case 'edit-profile':
      return <ProfileFormScreen key={route.profile} name={route.profile} />;
    case 'preview':
      return <PreviewScreen key={route.profile} profile={route.profile} />;
    case 'history':
      return <HistoryScreen run={route.run} day={route.day} profile={route.profile} />;
    case 'conflicts':
      return <ConflictsScreen conflict={route.conflict} />;
    case 'settings':
      return <SettingsScreen section={route.section} />;
    case 'notices':
      return <NoticesScreen />;
    case 'dashboard':
      return <DashboardScreen />;
    case 'connections':
      return <ConnectionsScreen adding={route.adding} />;
  }
}
