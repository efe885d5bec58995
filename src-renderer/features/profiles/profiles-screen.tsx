import { Eye, Plus, RefreshCw, Repeat, Upload } from 'lucide-react';
import { useState } from 'react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failure } from '../words/failure.tsx';
import { momentText } from '../words/time-text.ts';
import { EnabledSwitch } from './enabled-switch.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { Places } from './places.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { ProfileState, RecentRuns } from './profile-state.tsx';
import styles from './profiles-screen.module.css';
import { RunProgress } from './run-progress.tsx';
import { describeSchedule } from './schedule.ts';
import { UnfinishedDrafts } from './unfinished-drafts.tsx';
import { useSyncNow } from './use-sync-now.ts';

export function ProfilesScreen() {
  const { value: profiles, error } = useProfiles();
  const [isImporting, setImporting] = useState(false);
  return (
    <Page
      title={t('profiles.title')}
      actions={
        <>
          <Button variant="ghost" icon={Upload} onPress={() => setImporting(true)}>
            {t('profiles.import')}
          </Button>
          <LinkButton variant="primary" icon={Plus} href={routeHref({ kind: 'new-profile' })}>
            {t('profiles.new')}
          </LinkButton>
        </>
      }
    >
      {error && <Failure error={error} />}
      {!profiles && !error && <Skeleton />}
      <UnfinishedDrafts names={profiles?.map(({ name }) => name) ?? []} />
      {profiles?.length === 0 && <NoProfiles />}
      {profiles && profiles.length > 0 && (
        <ul className={cx(styles.list)}>
          {profiles.map((profile) => (
            <ProfileRow key={profile.id} profile={profile} />
          ))}
        </ul>
      )}
      <ImportDialog isOpen={isImporting} onClose={() => setImporting(false)} />
    </Page>
  );
}

function NoProfiles() {
  return (
    <EmptyState
      icon={Repeat}
      title={t('profiles.empty.title')}
      actions={
        <LinkButton variant="primary" href={routeHref({ kind: 'new-profile' })}>
          {t('profiles.new')}
        </LinkButton>
      }
    >
      {t('profiles.empty.help')}
    </EmptyState>
  );
}

function ProfileRow({ profile }: { readonly profile: ProfileView }) {
  const sync = useSyncNow(profile.name, profile.progress);
  return (
    <li className={cx(styles.row)}>
      <div className={cx(styles.what)}>
        <h2 className={cx(styles.name)}>
          <a href={routeHref({ kind: 'profile', profile: profile.name })}>{profile.name}</a>
        </h2>
        <p className={cx(styles.places)}>
          <Places endpoints={profile.endpoints} />
        </p>
      </div>
      <div className={cx(styles.how)}>
        <ProfileState profile={profile} />
        <p className={cx(styles.when)}>
          <RecentRuns recent={profile.recent} />
          <span>{whenText(profile)}</span>
        </p>
      </div>
      <div className={cx(styles.actions)}>
        {sync.isRunning ? (
          <RunProgress profile={profile.name} sync={sync} />
        ) : (
          <>
            <Button
              icon={RefreshCw}
              onPress={() => sync.start()}
              aria-label={t('profiles.syncNowName', { name: profile.name })}
            >
              {t('profiles.syncNow')}
            </Button>
            <LinkButton variant="ghost" icon={Eye} href={routeHref({ kind: 'preview', profile: profile.name })}>
              {t('profiles.preview')}
            </LinkButton>
          </>
        )}
        <EnabledSwitch profile={profile} />
        <ProfileMenu profile={profile} />
      </div>
      {sync.error && (
        <div className={cx(styles.error)}>
          <Failure error={sync.error} />
        </div>
      )}
    </li>
  );
}

function whenText({ enabled, nextRun, schedule }: ProfileView): string {
  if (!enabled) return t('profiles.state.paused');
  return nextRun ? t('profiles.nextRun', { time: momentText(nextRun) }) : describeSchedule(schedule);
}
