import { lazy, Suspense } from 'react';
import { I18nProvider } from 'react-aria-components';
import { BinScreen } from './features/bin/bin-screen.tsx';
import { ConflictsScreen } from './features/conflicts/conflicts-screen.tsx';
import { ConnectionsScreen } from './features/connections/connections-screen.tsx';
import { useDesktopMenu } from './features/desktop/use-desktop-menu.ts';
import { HistoryScreen } from './features/history/history-screen.tsx';
import { PreviewScreen } from './features/preview/preview-screen.tsx';
import { ProfileScreen } from './features/profiles/profile-screen.tsx';
import { ProfilesScreen } from './features/profiles/profiles-screen.tsx';
import { RefusedPage } from './features/shell/refused-page.tsx';
import { Shell } from './features/shell/shell.tsx';
import { StartScreen } from './features/shell/start-screen.tsx';
import { WelcomeScreen } from './features/welcome/welcome-screen.tsx';
import { locale } from './i18n/t.ts';
import { useLine } from './stores/line-store.ts';
import { useRoute } from './stores/route-store.ts';
import type { Route } from './stores/routes.ts';
import { Skeleton } from './ui/skeleton.tsx';

const ProfileFormScreen = lazy(() =>
  import('./features/profiles/builder-screen.tsx').then((module) => ({ default: module.ProfileFormScreen })),
);

const DashboardScreen = lazy(() =>
  import('./features/dashboard/dashboard-screen.tsx').then((module) => ({ default: module.DashboardScreen })),
);

const SettingsScreen = lazy(() =>
  import('./features/settings/settings-screen.tsx').then((module) => ({ default: module.SettingsScreen })),
);

const NoticesScreen = lazy(() =>
  import('./features/notices/notices-screen.tsx').then((module) => ({ default: module.NoticesScreen })),
);

export function App() {
  useDesktopMenu();
  const refused = useLine(({ line }) => line === 'refused');
  const route = useRoute((state) => state.route);
  return (
    <I18nProvider locale={locale}>
      {refused ? (
        <RefusedPage />
      ) : (
        <Shell>
          <Suspense fallback={<Skeleton />}>
            <Screen route={route} />
          </Suspense>
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
      return <HistoryScreen run={route.run} />;
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
