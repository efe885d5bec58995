import { Eye, Pencil, RefreshCw } from 'lucide-react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { useQuery } from '../../stores/query-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { type ProfileTab, profileTabs, type Route, routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { RunProblems } from '../history/run-problems.tsx';
import { RunRow } from '../history/run-row.tsx';
import { MatchList } from '../matches/match-list.tsx';
import { SavedPlanLine } from '../preview/kept-plan.tsx';
import { Failure } from '../words/failure.tsx';
import { countText } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { directionChoices, labelOf } from './choices.ts';
import { ConflictCard } from './conflict-card.tsx';
import { DraftBar } from './draft-bar.tsx';
import { FieldsStep } from './fields-step.tsx';
import { PauseMenu } from './pause-menu.tsx';
import { useProfileCommands } from './profile-commands.ts';
import { draftOf } from './profile-draft.ts';
import { ProfileMenu } from './profile-menu.tsx';
import styles from './profile-screen.module.css';
import { profileSentences } from './profile-sentence.ts';
import { ProfileState, RecentRuns } from './profile-state.tsx';
import { provenText } from './proven-text.ts';
import { RulesCard } from './rules-card.tsx';
import { RunProgress } from './run-progress.tsx';
import { ScheduleField } from './schedule-field.tsx';
import { FilterCard } from './scope-step.tsx';
import { SettingsCards } from './settings-card.tsx';
import { TrialState } from './trial-state.tsx';
import { useDraft } from './use-draft.ts';
import { useSyncNow } from './use-sync-now.ts';
import { useTrial } from './use-trial.ts';

interface Props {
  readonly name: string;
  readonly tab?: ProfileTab;
}

export function ProfileScreen({ name, tab = 'overview' }: Props) {
  const { value: profiles, error } = useProfiles();
  const profile = profiles?.find((candidate) => candidate.name === name);
  return (
    <Page
      title={name}
      back={{ label: t('profiles.title'), href: routeHref({ kind: 'profiles' }) }}
      actions={
        profile && (
          <>
            <LinkButton icon={Pencil} variant="ghost" href={routeHref({ kind: 'edit-profile', profile: name })}>
              {t('profiles.edit')}
            </LinkButton>
            <ProfileMenu profile={profile} />
          </>
        )
      }
    >
      {error && <Failure error={error} />}
      {!profiles && !error && <Skeleton />}
      {profiles && !profile && <p>{t('profiles.notThere', { name })}</p>}
      {profile && (
        <Tabs
          label={t('profiles.tabs.label', { name })}
          selected={tab}
          onSelect={(id) => {
            const chosen = profileTabs.find((one) => one === id);
            if (chosen) goTo({ kind: 'profile', profile: name, tab: chosen });
          }}
          tabs={profileTabs.map((id) => ({
            id,
            label:
              id === 'problems' && profile.problems > 0
                ? t('profiles.tabs.problemsCount', { count: profile.problems })
                : t(`profiles.tabs.${id}`),
            content: id === tab ? <TabContent tab={id} profile={profile} /> : null,
          }))}
        />
      )}
    </Page>
  );
}

function TabContent({ tab, profile }: { readonly tab: ProfileTab; readonly profile: ProfileView }) {
  switch (tab) {
    case 'overview':
      return <Overview profile={profile} />;
    case 'runs':
      return <Runs name={profile.name} />;
    case 'problems':
      return <Problems profile={profile} />;
    default:
      return <Editing tab={tab} name={profile.name} />;
  }
}

/** The same editor as the builder's, in parts. */
function Editing({ tab, name }: { readonly tab: ProfileTab; readonly name: string }) {
  const { editor, error } = useDraft(name);
  if (error) return <Failure error={error} />;
  if (!editor) return <Skeleton />;
  return (
    <div className={cx(styles.stack)}>
      {tab === 'fields' && <FieldsTab editor={editor} />}
      {tab === 'rules' && <RulesTab editor={editor} />}
      {tab === 'schedule' && (
        <Card title={t('profiles.tabs.schedule')}>
          <ScheduleField schedule={editor.draft.schedule} onChange={(schedule) => editor.change({ schedule })} />
        </Card>
      )}
      {tab === 'settings' && <SettingsCards editor={editor} />}
      <DraftBar editor={editor} />
    </div>
  );
}

type EditorProps = { readonly editor: NonNullable<ReturnType<typeof useDraft>['editor']> };

function FieldsTab({ editor }: EditorProps) {
  const trial = useTrial(editor.draft);
  return (
    <>
      <FieldsStep editor={editor} errors={editor.errors} trial={trial} />
      <ConflictCard editor={editor} />
    </>
  );
}

function RulesTab({ editor }: EditorProps) {
  const trial = useTrial(editor.draft);
  return (
    <>
      <TrialState trial={trial} />
      <FilterCard draft={editor.draft} change={editor.change} trial={trial} />
      <RulesCard editor={editor} />
    </>
  );
}

function Overview({ profile }: { readonly profile: ProfileView }) {
  const sync = useSyncNow(profile.name, profile.progress);
  useProfileCommands(profile.name, sync);
  const file = useQuery('profiles.get', { profile: profile.name }).value;
  const matches = useQuery('matches.list', { profile: profile.name }).value;
  return (
    <div className={cx(styles.stack)}>
      <Card>
        <div className={cx(styles.state)}>
          <div className={cx(styles.words)}>
            <ProfileState profile={profile} />
            <p className={cx(styles.when)}>
              <RecentRuns recent={profile.recent} />
              {profile.lastRun && <span>{t('profiles.lastRun', { time: momentText(profile.lastRun.startedAt) })}</span>}
              {profile.nextRun && <span>{t('profiles.nextRun', { time: momentText(profile.nextRun) })}</span>}
              {profile.verified && <span>{provenText(profile.verified)}</span>}
            </p>
          </div>
          {sync.isRunning ? (
            <RunProgress profile={profile.name} sync={sync} />
          ) : (
            <div className={cx(styles.buttons)}>
              <PauseMenu profile={profile} />
              <LinkButton icon={Eye} href={routeHref({ kind: 'preview', profile: profile.name })}>
                {t('profiles.previewFirst')}
              </LinkButton>
              <Button variant="primary" icon={RefreshCw} onPress={() => sync.start()}>
                {t('profiles.syncNow')}
              </Button>
            </div>
          )}
        </div>
        {sync.error && <Failure error={sync.error} />}
        <SavedPlanLine profile={profile.name} />
        <Counts profile={profile} />
        {profile.endpoints.length > 1 && <Coverage name={profile.name} />}
      </Card>
      {matches && matches.length > 0 && <MatchList matches={matches} />}
      {file && (
        <Card title={t('profiles.sentence.title')}>
          <p className={cx(styles.sentence)} dir="auto">
            {profileSentences(draftOf(file)).join(' ')}
          </p>
        </Card>
      )}
      <PlaceCards profile={profile} />
    </div>
  );
}

function Counts({ profile: { name, tasks, pending, conflicts, problems } }: { readonly profile: ProfileView }) {
  const of = (rest: string): Route => ({ kind: 'tasks', task: null, search: `profile:"${name}"${rest}` });
  const counts: readonly (readonly [Route, number, string])[] = [
    [of(''), tasks, t('profiles.count.tasks', { count: tasks })],
    [of(' is:waiting'), pending, t('profiles.count.waiting', { count: pending })],
    [{ kind: 'conflicts', conflict: null }, conflicts, t('profiles.count.conflicts', { count: conflicts })],
    [of(' is:problem'), problems, t('profiles.count.problems', { count: problems })],
  ];
  return (
    <ul className={cx(styles.counts)}>
      {counts.map(([route, count, label]) => (
        <li key={label}>
          <a href={routeHref(route)} className={cx(styles.count)}>
            <span className={cx(styles.number)}>{countText(count)}</span> {label}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** How the places' tasks belong together. */
function Coverage({ name }: { readonly name: string }) {
  const { value } = useQuery('profiles.coverage', { profile: name });
  if (!value) return null;
  const parts = [
    t('profiles.match.matched', { count: value.matched }),
    ...value.only.map(({ endpoint, count }) => t('profiles.match.only', { place: endpoint, count })),
    t('profiles.match.excluded', { count: value.excluded }),
  ];
  return (
    <ul className={cx(styles.coverage)}>
      {parts.map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

function PlaceCards({ profile }: { readonly profile: ProfileView }) {
  return (
    <ul className={cx(styles.places)} aria-label={t('profiles.places.list')}>
      {profile.endpoints.map((endpoint) => (
        <li key={endpoint.id} className={cx(styles.place)}>
          <LetterTile name={endpoint.name} />
          <div className={cx(styles.words)}>
            <p className={cx(styles.name)}>{endpoint.name}</p>
            <p className={cx(styles.meta)}>
              {t('profiles.places.meta', {
                container: endpoint.container,
                direction: labelOf(directionChoices, endpoint.direction),
                linked: endpoint.linked,
              })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Runs({ name }: { readonly name: string }) {
  const { value: runs, error } = useQuery('runs.list', { profile: name, limit: 50 });
  if (error) return <Failure error={error} />;
  if (!runs) return <Skeleton />;
  if (runs.length === 0) return <p>{t('profiles.runs.none')}</p>;
  return (
    <Card title={t('profiles.tabs.runs')}>
      <ul className={cx(styles.runs)}>
        {runs.map((run) => (
          <RunRow key={run.run} run={run} isCurrent={false} heading="time" />
        ))}
      </ul>
    </Card>
  );
}

function Problems({ profile: { name, lastRun, problems } }: { readonly profile: ProfileView }) {
  const ofLastRun = lastRun?.problems ?? [];
  if (problems === 0 && ofLastRun.length === 0) return <p>{t('profiles.problems.none')}</p>;
  return (
    <div className={cx(styles.stack)}>
      {ofLastRun.length > 0 && <RunProblems problems={ofLastRun} />}
      {problems > 0 && (
        <a href={routeHref({ kind: 'tasks', task: null, search: `profile:${JSON.stringify(name)} is:problem` })}>
          {t('profiles.problems.all', { count: problems })}
        </a>
      )}
    </div>
  );
}
