import type { ReactNode } from 'react';
import type { RunView, StatusView } from '../../../src-shared/api/views.ts';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { limitEnd } from '../../../src-shared/i18n/status-sentence.ts';
import { t } from '../../i18n/t.ts';
import { runCommand, useCommandAction } from '../../stores/commands-store.ts';
import { useQuery } from '../../stores/query-store.ts';
import { routeHref } from '../../stores/routes.ts';
import { stopRun, useRuns } from '../../stores/runs-store.ts';
import { useCall } from '../../stores/use-call.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Countdown } from '../words/countdown.tsx';
import { Failure } from '../words/failure.tsx';
import { progressText, runSentence } from '../words/run-text.ts';
import { runWords } from '../words/state-words.ts';
import { profileStatus } from '../words/status-text.ts';
import { momentText } from '../words/time-text.ts';
import styles from './activity.module.css';
import { PauseMenu } from './pause-menu.tsx';
import { nextStep, worstProfile } from './place-of-state.ts';

interface Props {
  readonly status: StatusView;
  readonly sentence: string;
  /** A link was followed. */
  readonly onLeave: () => void;
}

/** What is going on, what waits and what was: everything that the status sentence sums up. */
export function Activity({ status, sentence, onLeave }: Props) {
  const progress = useRuns((runs) => runs.progress);
  const runs = useQuery('runs.list', { limit: 5 }).value ?? [];
  const held = status.profiles.filter(({ state }) => state === 'held');
  // Those that run say it in their line.
  const limits = status.profiles.flatMap((profile) => {
    const until = profile.state === 'syncing' ? null : limitEnd(profile, new Date());
    return until === null ? [] : [{ profile, until }];
  });
  const running = [...progress];
  const step = nextStep(status.state, worstProfile(status));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears of links inside being followed
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link followed by key is a click as well
    <div className={cx(styles.activity)} onClick={(event) => isLink(event.target) && onLeave()}>
      <p className={cx(styles.sentence)}>
        {sentence}
        {step && <LinkButton href={routeHref(step.route)}>{t(step.label)}</LinkButton>}
      </p>
      {running.length > 0 && (
        <Part title={t('shell.activity.running')}>
          {running.map(([profile, at]) => (
            <Running key={profile} profile={profile} progress={at} />
          ))}
        </Part>
      )}
      {limits.length > 0 && (
        <Part title={t('shell.activity.limits')}>
          {limits.map(({ profile, until }) => (
            <li key={profile.name} className={cx(styles.row)}>
              <a href={routeHref({ kind: 'profile', profile: profile.name })} dir="auto">
                {profile.name}
              </a>
              <span className={cx(styles.quiet)}>{profileStatus(profile)}</span>
              <Countdown until={until} />
            </li>
          ))}
        </Part>
      )}
      {held.length > 0 && (
        <Part title={t('shell.activity.held')}>
          {held.map((profile) => (
            <li key={profile.name} className={cx(styles.row)}>
              <a href={routeHref({ kind: 'preview', profile: profile.name })} dir="auto">
                {profile.name}
              </a>
              <span className={cx(styles.quiet)}>{profileStatus(profile)}</span>
            </li>
          ))}
        </Part>
      )}
      <Waiting status={status} />
      <Part title={t('shell.activity.lastRuns')}>
        {runs.length === 0 && <li className={cx(styles.quiet)}>{t('shell.activity.noRuns')}</li>}
        {runs.map((run) => (
          <PastRun key={run.run} run={run} />
        ))}
      </Part>
      <Actions status={status} />
    </div>
  );
}

function isLink(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a') !== null;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className={cx(styles.title)}>{title}</h3>
      <ul className={cx(styles.list)}>{children}</ul>
    </section>
  );
}

function Running({ profile, progress }: { readonly profile: string; readonly progress: Progress }) {
  const command = useCall();
  return (
    <li className={cx(styles.running)}>
      <span dir="auto">{profile}</span>
      <span className={cx(styles.quiet)}>
        {progressText(progress)} {progress.waitingUntil && <Countdown until={progress.waitingUntil} />}
      </span>
      <ProgressBar label={progressText(progress)} done={progress.done} total={progress.total} />
      <Button isDisabled={command.busy} onPress={() => void command.run(() => stopRun(profile))}>
        {t('shell.activity.stop')}
      </Button>
      {command.error && <Failure error={command.error} />}
    </li>
  );
}

function Waiting({ status }: { readonly status: StatusView }) {
  const waiting = status.profiles.filter(({ pending }) => pending > 0);
  if (waiting.length === 0) return null;
  return (
    <Part title={t('shell.activity.waiting')}>
      {waiting.map(({ name, pending }) => (
        <li key={name} className={cx(styles.row)}>
          <a
            href={routeHref({ kind: 'tasks', task: null, search: `is:waiting profile:${JSON.stringify(name)}` })}
            dir="auto"
          >
            {name}
          </a>
          <span className={cx(styles.quiet)}>{t('shell.activity.changes', { count: pending })}</span>
        </li>
      ))}
    </Part>
  );
}

function PastRun({ run }: { readonly run: RunView }) {
  const { shape, tone } = runWords[run.state];
  return (
    <li className={cx(styles.row)}>
      <StatusGlyph shape={shape} tone={tone} size={14} />
      <a href={routeHref({ kind: 'history', run: run.run })} dir="auto">
        {run.profile}
      </a>
      <span className={cx(styles.quiet)}>
        {momentText(run.startedAt)} · {runSentence(run)}
      </span>
    </li>
  );
}

function Actions({ status }: { readonly status: StatusView }) {
  const syncAll = useCommandAction('sync.all');
  return (
    <div className={cx(styles.actions)}>
      <PauseMenu status={status} />
      <Button isDisabled={syncAll?.whyNot !== undefined} onPress={() => runCommand('sync.all')}>
        {t('command.sync.all')}
      </Button>
    </div>
  );
}
