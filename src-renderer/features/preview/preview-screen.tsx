import { CircleCheck, CloudOff, Hand, RefreshCw } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { PlanView } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { failureText } from '../../../src-shared/i18n/failure-words.ts';
import { heldReasons } from '../../../src-shared/i18n/status-sentence.ts';
import { t } from '../../i18n/t.ts';
import { useCommands } from '../../stores/commands-store.ts';
import { useProfiles } from '../../stores/profiles.ts';
import { routeHref } from '../../stores/routes.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { MatchList } from '../matches/match-list.tsx';
import { Places } from '../profiles/places.tsx';
import { RunProgress } from '../profiles/run-progress.tsx';
import { type SyncNow, useSyncNow } from '../profiles/use-sync-now.ts';
import { Countdown } from '../words/countdown.tsx';
import { Failure } from '../words/failure.tsx';
import { progressText } from '../words/run-text.ts';
import { clockText } from '../words/time-text.ts';
import { AcceptBrakesDialog } from './accept-brakes-dialog.tsx';
import { KeptNote, SaveForLater } from './kept-plan.tsx';
import { firstFew, withTicks } from './plan-choice.ts';
import { PlanList } from './plan-list.tsx';
import { PlanSummary } from './plan-summary.tsx';
import styles from './preview-screen.module.css';
import { type Preview, usePreview } from './use-preview.ts';
import { useRowMenu } from './use-row-menu.tsx';

/** What a run would do, by the same planner that runs it. Opening this writes nothing anywhere. */
export function PreviewScreen({ profile: name }: { readonly profile: string }) {
  const profile = useProfiles().value?.find((candidate) => candidate.name === name);
  const preview = usePreview(name);
  const sync = useSyncNow(name, profile?.progress ?? null);
  const answers = useAnswers(preview);
  const choice = useChoice(preview.plan);
  useCommands(useMemo(() => ({ 'preview.refresh': { run: preview.refresh } }), [preview.refresh]));
  const canApply = preview.plan !== null && preview.error === null && !sync.isRunning;
  return (
    <Page
      title={t('preview.title', { profile: name })}
      back={{ label: t('preview.profiles'), href: routeHref({ kind: 'profiles' }) }}
      aside={profile && <Places endpoints={profile.endpoints} />}
      actions={
        <>
          <LinkButton variant="ghost" href={routeHref({ kind: 'profile', profile: name })}>
            {t('preview.cancel')}
          </LinkButton>
          <Button icon={RefreshCw} onPress={preview.refresh} isDisabled={preview.isBusy || sync.isRunning}>
            {t('preview.refresh')}
          </Button>
          {canApply && preview.plan && preview.plan.tasks.length > 0 && (
            <SaveForLater
              plan={preview.plan}
              left={choice.left}
              isDisabled={preview.isBusy || answers.isOutdated || preview.plan.failures.length > 0}
            />
          )}
          {canApply && preview.plan && (
            <Apply
              plan={preview.plan}
              left={choice.left}
              sync={sync}
              isDisabled={preview.isBusy || answers.isOutdated || preview.plan.failures.length > 0}
            />
          )}
        </>
      }
    >
      {sync.isRunning && <RunProgress profile={name} sync={sync} />}
      {sync.error && <Failure error={sync.error} />}
      {preview.error && (
        <Failure error={preview.error} actions={<Button onPress={preview.refresh}>{t('preview.tryAgain')}</Button>} />
      )}
      {preview.isBusy && <Computing progress={preview.progress} />}
      {preview.plan && !preview.isBusy && (
        <Plan
          plan={preview.plan}
          answers={answers}
          choice={choice}
          isRunning={sync.isRunning}
          onRefresh={preview.refresh}
        />
      )}
    </Page>
  );
}

interface Choice {
  /** Tasks that the person left out. */
  readonly left: ReadonlySet<string>;
  readonly tick: (tasks: readonly string[], isTicked: boolean) => void;
}

/** Everything is chosen until the person says otherwise, or said so of a preview that they saved; another plan is another choice. */
function useChoice(plan: PlanView | null): Choice {
  const [choice, setChoice] = useState<{ readonly plan: string; readonly left: ReadonlySet<string> }>({
    plan: '',
    left: new Set(),
  });
  const left = useMemo(
    () => (plan !== null && choice.plan === plan.hash ? choice.left : new Set(plan?.kept?.left)),
    [plan, choice],
  );
  return {
    left,
    tick: (tasks, isTicked) =>
      plan && setChoice({ plan: plan.hash, left: withTicks(plan.tasks, left, tasks, isTicked) }),
  };
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

function Computing({ progress }: { readonly progress: Progress | null }) {
  return (
    <div className={cx(styles.computing)} role="status">
      <p>{t('preview.computing')}</p>
      <p className={cx(styles.counts)}>
        {progress ? progressText(progress) : t('preview.starting')}
        {progress?.waitingUntil && <Countdown until={progress.waitingUntil} />}
      </p>
      <ProgressBar label={t('preview.making')} done={progress?.done ?? 0} total={progress?.total ?? null} />
    </div>
  );
}

interface PlanProps {
  readonly plan: PlanView;
  readonly answers: Answers;
  readonly choice: Choice;
  /** The profile is being synced: what was chosen is on its way. */
  readonly isRunning: boolean;
  readonly onRefresh: () => void;
}

function Plan({ plan, answers, choice, isRunning, onRefresh }: PlanProps) {
  const menu = useRowMenu(plan, choice.tick, onRefresh);
  const matches = plan.matches.filter(({ id }) => !answers.given.has(id));
  const open = plan.actions.length + plan.conflicts.length + plan.refusals.length;
  const nothing = plan.failures.length > 0 ? 'preview.incomplete' : 'preview.compared';
  const promise = isRunning ? 'preview.writing' : open > 0 ? 'preview.promise' : nothing;
  return (
    <>
      <p className={cx(styles.promise)}>
        <strong>{t(promise)}</strong> {t('preview.asOf', { time: clockText(plan.at) })}
        {answers.isOutdated && ` ${t('preview.outdated')}`}
      </p>
      {plan.kept && !isRunning && <KeptNote profile={plan.profile} kept={plan.kept} onForgotten={onRefresh} />}
      {plan.failures.length > 0 && <Failures failures={plan.failures} />}
      {plan.brakes.length > 0 && <Brakes brakes={heldReasons(plan, { t, now: new Date() })} />}
      {matches.length > 0 && <MatchList matches={matches} onAnswered={answers.give} />}
      {open === 0 && plan.matches.length === 0 && plan.failures.length === 0 && (
        <EmptyState icon={CircleCheck} title={t('preview.same')}>
          {t('preview.sameText')}
        </EmptyState>
      )}
      {open > 0 && (
        <>
          <PlanSummary plan={plan} />
          <PlanList plan={plan} ticks={choice} menuOf={menu.menuOf} />
        </>
      )}
      {menu.dialog}
    </>
  );
}

/** A side that could not be read: the plan is of what was read last, so nothing can be applied. */
function Failures({ failures }: Pick<PlanView, 'failures'>) {
  return (
    <section aria-label={t('preview.failures')} className={cx(styles.brakes)}>
      <CloudOff size={20} strokeWidth={1.5} aria-hidden="true" className={cx(styles.hand)} />
      <div>
        {failures.map(({ endpoint, code, message, retryAt }) => (
          <div key={endpoint}>
            <p className={cx(styles.brakesTitle)}>{t('preview.failed', { place: endpoint })}</p>
            <p>{failureText({ code, message }, t)}</p>
            {retryAt && (
              <p>
                {t('preview.retryAt', { time: clockText(retryAt) })} <Countdown until={retryAt} />
              </p>
            )}
          </div>
        ))}
        <p className={cx(styles.hint)}>{t('preview.failedHint')}</p>
      </div>
    </section>
  );
}

function Brakes({ brakes }: { readonly brakes: readonly string[] }) {
  return (
    <section aria-label={t('preview.held')} className={cx(styles.brakes)}>
      <Hand size={20} strokeWidth={1.5} aria-hidden="true" className={cx(styles.hand)} />
      <div>
        <p className={cx(styles.brakesTitle)}>{t('preview.heldTitle')}</p>
        {brakes.map((brake) => (
          <p key={brake}>{brake}</p>
        ))}
        <p className={cx(styles.hint)}>{t('preview.heldHint')}</p>
      </div>
    </section>
  );
}

interface ApplyProps {
  readonly plan: PlanView;
  readonly left: ReadonlySet<string>;
  readonly sync: SyncNow;
  readonly isDisabled: boolean;
}

/** As many as someone can look at afterwards. */
const few = 5;

function Apply({ plan, left, sync, isDisabled }: ApplyProps) {
  const [isAsking, setAsking] = useState(false);
  const isHeld = plan.brakes.length > 0;
  const count = plan.tasks.filter(({ task }) => !left.has(task)).length;
  const accepted = useMemo(
    () => (left.size === 0 ? { plan: plan.hash } : { plan: plan.hash, except: [...left] }),
    [plan, left],
  );
  // With nothing chosen there is still what was only read to be noted.
  const isOff = isDisabled || (count === 0 && plan.tasks.length > 0);
  const { start } = sync;
  const apply = useCallback(() => (isHeld ? setAsking(true) : start({ accepted })), [isHeld, start, accepted]);
  useCommands(
    useMemo(
      () => ({ 'preview.apply': { run: apply, ...(isOff ? { whyNot: t('preview.cannotApply') } : {}) } }),
      [apply, isOff],
    ),
  );
  return (
    <>
      {plan.tasks.length > few && (
        <Button
          isDisabled={isDisabled}
          onPress={() => sync.start({ accepted: { plan: plan.hash, only: [...firstFew(plan.tasks, few)] } })}
        >
          {t('preview.applyFew', { count: few })}
        </Button>
      )}
      <Button variant={isHeld ? 'danger' : 'primary'} isDisabled={isOff} onPress={apply}>
        {isHeld ? t('preview.applyHeld') : count === 0 ? t('preview.syncNow') : t('preview.apply', { count })}
      </Button>
      <AcceptBrakesDialog
        plan={plan}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onAccept={() => {
          setAsking(false);
          sync.start({ accepted, acceptBrakes: true });
        }}
      />
    </>
  );
}
