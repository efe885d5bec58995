import { Eye, Pencil, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProfileView } from '../../../src-shared/api/views.ts';
import { useQuery } from '../../stores/query-store.ts';
import { type Route, routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { ErrorCard } from '../../ui/error-card.tsx';
import { LetterTile } from '../../ui/letter-tile.tsx';
import { Page } from '../../ui/page.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { RunRow } from '../history/run-row.tsx';
import { MatchList } from '../matches/match-list.tsx';
import { countText, plural } from '../words/field-text.ts';
import { momentText } from '../words/time-text.ts';
import { conflictChoices, deletionChoices, directionChoices, matchChoices } from './choices.ts';
import { ProfileMenu } from './profile-menu.tsx';
import styles from './profile-screen.module.css';
import { ProfileState, RecentRuns } from './profile-state.tsx';
import { provenText } from './proven-text.ts';
import { RunProgress } from './run-progress.tsx';
import { describeSchedule } from './schedule.ts';
import { useSyncNow } from './use-sync-now.ts';

export function ProfileScreen({ name }: { readonly name: string }) {
  const { value: profiles, error } = useQuery('profiles.list', {});
  const profile = profiles?.find((candidate) => candidate.name === name);
  return (
    <Page
      title={name}
      back={{ label: 'Profiles', href: routeHref({ kind: 'profiles' }) }}
      actions={
        profile && (
          <>
            <LinkButton icon={Pencil} variant="ghost" href={routeHref({ kind: 'edit-profile', profile: name })}>
              Edit
            </LinkButton>
            <LinkButton icon={Eye} href={routeHref({ kind: 'preview', profile: name })}>
              Preview
            </LinkButton>
            <ProfileMenu profile={profile} />
          </>
        )
      }
    >
      {error && <ErrorCard message={error.message} code={error.code} facts={error.facts} />}
      {!profiles && !error && <Skeleton />}
      {profiles && !profile && <p>There is no profile called {name}.</p>}
      {profile && <Overview profile={profile} />}
    </Page>
  );
}

function Overview({ profile }: { readonly profile: ProfileView }) {
  const sync = useSyncNow(profile.name, profile.progress);
  return (
    <>
      <Card>
        <div className={cx(styles.state)}>
          <div className={cx(styles.words)}>
            <ProfileState profile={profile} />
            <p className={cx(styles.when)}>
              <RecentRuns recent={profile.recent} />
              {profile.lastRun && <span>Last run {momentText(profile.lastRun.startedAt)}</span>}
              {profile.nextRun && <span>Next {momentText(profile.nextRun)}</span>}
              {profile.verified && <span>{provenText(profile.verified)}</span>}
            </p>
          </div>
          {sync.isRunning ? (
            <RunProgress profile={profile.name} sync={sync} />
          ) : (
            <Button variant="primary" icon={RefreshCw} onPress={() => sync.start()}>
              Sync now
            </Button>
          )}
        </div>
        {sync.error && <ErrorCard message={sync.error.message} code={sync.error.code} facts={sync.error.facts} />}
        <Counts profile={profile} />
      </Card>
      <Matches name={profile.name} />
      <PlaceCards profile={profile} />
      <Rules profile={profile} />
      <LastRuns name={profile.name} />
    </>
  );
}

function Matches({ name }: { readonly name: string }) {
  const matches = useQuery('matches.list', { profile: name }).value;
  return matches && matches.length > 0 ? <MatchList matches={matches} /> : null;
}

function Counts({ profile: { name, tasks, pending, conflicts, problems } }: { readonly profile: ProfileView }) {
  const of = (rest: string): Route => ({ kind: 'tasks', task: null, search: `profile:"${name}"${rest}` });
  return (
    <ul className={cx(styles.counts)}>
      <Count route={of('')} count={tasks} label={tasks === 1 ? 'task' : 'tasks'} />
      <Count route={of(' is:waiting')} count={pending} label="waiting to send" />
      <Count
        route={{ kind: 'conflicts', conflict: null }}
        count={conflicts}
        label={conflicts === 1 ? 'conflict' : 'conflicts'}
      />
      <Count route={of(' is:problem')} count={problems} label={problems === 1 ? 'problem' : 'problems'} />
    </ul>
  );
}

function Count({ route, count, label }: { readonly route: Route; readonly count: number; readonly label: string }) {
  return (
    <li>
      <a href={routeHref(route)} className={cx(styles.count)}>
        <span className={cx(styles.number)}>{countText(count)}</span> {label}
      </a>
    </li>
  );
}

function PlaceCards({ profile }: { readonly profile: ProfileView }) {
  return (
    <ul className={cx(styles.places)} aria-label="Places">
      {profile.endpoints.map((endpoint) => (
        <li key={endpoint.id} className={cx(styles.place)}>
          <LetterTile name={endpoint.name} />
          <div className={cx(styles.words)}>
            <p className={cx(styles.name)}>{endpoint.name}</p>
            <p className={cx(styles.meta)}>
              <bdi>{endpoint.container}</bdi> · {labelOf(directionChoices, endpoint.direction)} ·{' '}
              {plural(endpoint.linked, 'task')} linked
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Rules({ profile }: { readonly profile: ProfileView }) {
  const file = useQuery('profiles.get', { profile: profile.name }).value;
  if (!file) return null;
  return (
    <Card title="How it works">
      <dl className={cx(styles.rules)}>
        <Rule term="When">{describeSchedule(profile.schedule)}</Rule>
        <Rule term="Changed on both sides">{labelOf(conflictChoices, file.conflicts?.policy ?? 'manual')}</Rule>
        <Rule term="Deleted on one side">{labelOf(deletionChoices, file.deletions ?? 'close')}</Rule>
        <Rule term="First meeting">{labelOf(matchChoices, file.match?.mode ?? 'match-then-create')}</Rule>
      </dl>
    </Card>
  );
}

function Rule({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className={cx(styles.rule)}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LastRuns({ name }: { readonly name: string }) {
  const runs = useQuery('runs.list', { profile: name, limit: 10 }).value;
  if (!runs || runs.length === 0) return null;
  return (
    <Card title="Last runs">
      <ul className={cx(styles.runs)}>
        {runs.map((run) => (
          <RunRow key={run.run} run={run} isCurrent={false} heading="time" />
        ))}
      </ul>
    </Card>
  );
}

function labelOf(choices: readonly { readonly value: string; readonly label: string }[], value: string): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}
