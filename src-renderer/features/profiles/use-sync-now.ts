import { useCallback, useState } from 'react';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { t } from '../../i18n/t.ts';
import { goTo } from '../../stores/route-store.ts';
import { type RunOptions, startRun, stopRun, useRuns } from '../../stores/runs-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { runSentence } from '../words/run-text.ts';

export interface SyncNow {
  readonly isRunning: boolean;
  readonly progress: Progress | null;
  readonly error: TaskSyncError | null;
  readonly start: (options?: RunOptions) => void;
  readonly stop: () => void;
}

/** Starting, watching and stopping one profile's run. `known`: what the profile's own view says about it. */
export function useSyncNow(profile: string, known: Progress | null): SyncNow {
  const live = useRuns(({ progress }) => progress[profile]);
  const isStarted = useRuns(({ started }) => started.includes(profile));
  const [error, setError] = useState<TaskSyncError | null>(null);
  const progress = live ?? known;

  const start = useCallback(
    (options: RunOptions = {}) => {
      setError(null);
      startRun(profile, options).then(
        (ended) =>
          showToast(t('preview.ended', { profile, sentence: runSentence(ended) }), {
            label: t('preview.details'),
            run: () => goTo({ kind: 'history', run: ended.run }),
          }),
        (caught: unknown) => setError(toTaskSyncError(caught)),
      );
    },
    [profile],
  );

  return {
    isRunning: isStarted || progress !== null,
    progress,
    error,
    start,
    stop: () => void stopRun(profile).catch((caught: unknown) => setError(toTaskSyncError(caught))),
  };
}
