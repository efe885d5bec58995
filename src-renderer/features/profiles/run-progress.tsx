import { Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Countdown } from '../words/countdown.tsx';
import { progressText } from '../words/run-text.ts';
import { durationText } from '../words/time-text.ts';
import styles from './run-progress.module.css';
import { type Sample, timeLeft } from './time-left.ts';
import type { SyncNow } from './use-sync-now.ts';

const phases = ['read', 'compare', 'write', 'check'] as const;

/** A run under way: its phase, its counts, how long it still takes once that is known, and the way to stop it. */
export function RunProgress({ profile, sync }: { readonly profile: string; readonly sync: SyncNow }) {
  const { progress } = sync;
  const left = useTimeLeft(progress);
  return (
    <div className={cx(styles.run)}>
      <div className={cx(styles.bar)}>
        <ol className={cx(styles.phases)}>
          {phases.map((phase) => (
            <li
              key={phase}
              className={cx(styles.phase, progress?.phase === phase && styles.current)}
              {...(progress?.phase === phase ? { 'aria-current': 'step' } : {})}
            >
              {t(`preview.phase.${phase}`)}
            </li>
          ))}
        </ol>
        <p className={cx(styles.text)}>
          <span>{progress ? progressText(progress) : t('preview.starting')}</span>
          {progress?.waitingUntil ? (
            <Countdown until={progress.waitingUntil} />
          ) : (
            left !== null && <span className={cx(styles.left)}>{t('preview.about', { time: durationText(left) })}</span>
          )}
        </p>
        <ProgressBar
          label={t('preview.progressOf', { profile })}
          done={progress?.done ?? 0}
          total={progress?.total ?? null}
        />
      </div>
      <Button icon={Square} onPress={sync.stop} aria-label={t('preview.stopProfile', { profile })}>
        {t('preview.stop')}
      </Button>
    </div>
  );
}

/** A phase at a place begins to be measured anew: writing is not as fast as reading. */
function useTimeLeft(progress: Progress | null): number | null {
  const [measured, setMeasured] = useState<{ readonly of: string; readonly samples: readonly Sample[] }>({
    of: '',
    samples: [],
  });
  const of = progress ? `${progress.run} ${progress.phase} ${progress.endpoint}` : '';
  const done = progress?.done ?? 0;
  useEffect(() => {
    const sample = { at: Date.now(), done };
    setMeasured((before) => {
      const samples = before.of === of && (before.samples.at(-1)?.done ?? 0) <= done ? before.samples : [];
      return { of, samples: [...samples.slice(-500), sample] };
    });
  }, [of, done]);
  return measured.of === of ? timeLeft(measured.samples, progress?.total ?? null) : null;
}
