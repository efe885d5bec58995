import type { ProfileView } from '../../../src-shared/api/views.ts';
import type { RunState } from '../../../src-shared/domain/run.ts';
import { limitEnd } from '../../../src-shared/i18n/status-sentence.ts';
import { t } from '../../i18n/t.ts';
import { routeHref } from '../../stores/routes.ts';
import { cx } from '../../ui/cx.ts';
import { MarkStrip } from '../../ui/mark-strip.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { nextStep } from '../shell/place-of-state.ts';
import { Countdown } from '../words/countdown.tsx';
import { runWords, stateWords } from '../words/state-words.ts';
import { profileStatus } from '../words/status-text.ts';
import styles from './profile-state.module.css';

export function ProfileState({ profile }: { readonly profile: ProfileView }) {
  const { shape, tone } = stateWords[profile.state];
  // A run under way has its own.
  const until = profile.state === 'syncing' ? null : limitEnd(profile, new Date());
  const step = nextStep(profile.state, profile.name);
  return (
    <span className={cx(styles.state)}>
      <StatusGlyph shape={shape} tone={tone} />
      <span>
        {profileStatus(profile, profile.progress)} {until && <Countdown until={until} />}
        {step && (
          <a href={routeHref(step.route)} className={cx(styles.step)}>
            {t(step.label)}
          </a>
        )}
      </span>
    </span>
  );
}

/** The last runs as shapes, oldest first, and the same as a sentence. */
export function RecentRuns({ recent }: { readonly recent: readonly RunState[] }) {
  if (recent.length === 0) return null;
  const marks = recent
    .map((state, index) => ({ id: `${index} ${state}`, shape: runWords[state].shape, tone: runWords[state].tone }))
    .reverse();
  return <MarkStrip summary={recentSummary(recent)} marks={marks} />;
}

/** "Last 14 runs: 12 done, 1 done with problems, 1 stopped" */
export function recentSummary(recent: readonly RunState[]): string {
  const counts = new Map<RunState, number>();
  for (const state of recent) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].map(([state, count]) => t('profiles.recent.part', { count, state: runWords[state].label }));
  return t('profiles.recent', { count: recent.length, parts });
}
