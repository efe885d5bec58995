import { CircleCheck, Hand, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PlanView } from '../../../src-shared/api/views.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { client } from '../../api/client.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorCard } from '../../ui/error-card.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { MatchList } from '../matches/match-list.tsx';
import { Places } from '../profiles/places.tsx';
import { RunProgress } from '../profiles/run-progress.tsx';
import { type SyncNow, useSyncNow } from '../profiles/use-sync-now.ts';
import { clockText } from '../words/time-text.ts';
import { AcceptBrakesDialog } from './accept-brakes-dialog.tsx';
import { PlanList } from './plan-list.tsx';
import { PlanSummary } from './plan-summary.tsx';
import styles from './preview-screen.module.css';

/** What a run would do, by the same planner that runs it. Opening this writes nothing anywhere. */
export function PreviewScreen({ profile: name }: { readonly profile: string }) {
  const profile = useQuery('profiles.list', {}).value?.find((candidate) => candidate.name === name);
  const preview = usePreview(name);
  const sync = useSyncNow(name, profile?.progress ?? null);
  const answers = useAnswers(preview);
  return (
    <Page
      title={`Preview of ${name}`}
      back={{ label: 'Profiles', href: routeHref({ kind: 'profiles' }) }}
      aside={profile && <Places endpoints={profile.endpoints} />}
      actions={
        <>
          <LinkButton variant="ghost" href={routeHref({ kind: 'profile', profile: name })}>
            Cancel
          </LinkButton>
          <Button icon={RefreshCw} onPress={preview.refresh} isDisabled={preview.isBusy || sync.isRunning}>
            Refresh
          </Button>
          {preview.plan && !sync.isRunning && (
            <Apply plan={preview.plan} sync={sync} isDisabled={preview.isBusy || answers.isOutdated} />
          )}
        </>
      }
    >
      {sync.isRunning && <RunProgress profile={name} sync={sync} />}
      {sync.error && <ErrorCard message={sync.error.message} code={sync.error.code} facts={sync.error.facts} />}
      {preview.error && (
        <ErrorCard
          message={preview.error.message}
          code={preview.error.code}
          facts={preview.error.facts}
          actions={<Button onPress={preview.refresh}>Try again</Button>}
        />
      )}
      {preview.isBusy && <Computing />}
      {preview.plan && !preview.isBusy && <Plan plan={preview.plan} at={preview.at} answers={answers} />}
    </Page>
  );
}

interface Preview {
  readonly plan: PlanView | null;
  readonly at: string | null;
  readonly error: TaskSyncError | null;
  readonly isBusy: boolean;
  readonly refresh: () => void;
}

/** Asked for on opening and on demand only: it reads the services. After a run of the profile it is out of date and read again. */
function usePreview(profile: string): Preview {
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<Pick<Preview, 'plan' | 'at' | 'error'> & { readonly asked: number }>({
    plan: null,
    at: null,
    error: null,
    asked: -1,
  });
  useEffect(() => {
    let isCurrent = true;
    client.call('plans.preview', { profile }).then(
      (plan) => isCurrent && setAnswer({ plan, at: new Date().toISOString(), error: null, asked }),
      (error: unknown) => isCurrent && setAnswer({ plan: null, at: null, error: toTaskSyncError(error), asked }),
    );
    return () => {
      isCurrent = false;
    };
  }, [profile, asked]);
  useEffect(
    () =>
      client.subscribe((event) => {
        if (event.kind === 'run-finished' && event.run.profile === profile) setAsked((count) => count + 1);
      }),
    [profile],
  );
  return { ...answer, isBusy: answer.asked !== asked, refresh: () => setAsked((count) => count + 1) };
}

interface Answers {
  /** Pairs of the shown plan that were answered since it was made. */
  readonly given: ReadonlySet<string>;
  /** The plan does not know of them yet, so it is not what a run would do. */
  readonly isOutdated: boolean;
  readonly give: (match: string) => void;
}

/** After the last answer the plan is made anew by itself. */
function useAnswers({ plan, refresh }: Preview): Answers {
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const given = new Set(plan?.matches.flatMap(({ id }) => (answered.has(id) ? [id] : [])));
  return {
    given,
    isOutdated: given.size > 0,
    give: (match) => {
      setAnswered((before) => new Set([...before, match]));
      if (plan !== null && given.size + 1 === plan.matches.length) refresh();
    },
  };
}

function Computing() {
  return (
    <div className={cx(styles.computing)} role="status">
      <p>Reading the places and comparing. Nothing is written.</p>
      <ProgressBar label="Making the preview" done={0} total={null} />
    </div>
  );
}

interface PlanProps {
  readonly plan: PlanView;
  readonly at: string | null;
  readonly answers: Answers;
}

function Plan({ plan, at, answers }: PlanProps) {
  const matches = plan.matches.filter(({ id }) => !answers.given.has(id));
  const open = plan.actions.length + plan.conflicts.length + plan.refusals.length;
  return (
    <>
      <p className={cx(styles.promise)}>
        <strong>Nothing has been written yet.</strong>
        {at && ` As of ${clockText(at)}.`}
        {answers.isOutdated && ' Refresh to see what follows from your answers.'}
      </p>
      {plan.brakes.length > 0 && <Brakes brakes={plan.brakes} />}
      {matches.length > 0 && <MatchList matches={matches} onAnswered={answers.give} />}
      {open === 0 && plan.matches.length === 0 && (
        <EmptyState icon={CircleCheck} title="All places are already the same">
          A run would change nothing.
        </EmptyState>
      )}
      {open > 0 && (
        <>
          <PlanSummary plan={plan} />
          <PlanList plan={plan} />
        </>
      )}
    </>
  );
}

function Brakes({ brakes }: { readonly brakes: readonly string[] }) {
  return (
    <section aria-label="Held" className={cx(styles.brakes)}>
      <Hand size={20} strokeWidth={1.5} aria-hidden="true" className={cx(styles.hand)} />
      <div>
        <p className={cx(styles.brakesTitle)}>Held: this is more than usual</p>
        {brakes.map((brake) => (
          <p key={brake}>{brake}</p>
        ))}
        <p className={cx(styles.hint)}>
          Nothing is written until you agree. If you did not expect this, look at the list first.
        </p>
      </div>
    </section>
  );
}

interface ApplyProps {
  readonly plan: PlanView;
  readonly sync: SyncNow;
  readonly isDisabled: boolean;
}

function Apply({ plan, sync, isDisabled }: ApplyProps) {
  const [isAsking, setAsking] = useState(false);
  const isHeld = plan.brakes.length > 0;
  return (
    <>
      <Button
        variant={isHeld ? 'danger' : 'primary'}
        isDisabled={isDisabled}
        onPress={() => (isHeld ? setAsking(true) : sync.start())}
      >
        {isHeld ? 'Sync anyway…' : 'Sync now'}
      </Button>
      <AcceptBrakesDialog
        plan={plan}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onAccept={() => {
          setAsking(false);
          sync.start(true);
        }}
      />
    </>
  );
}
