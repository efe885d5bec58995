import { useCallback, useState } from 'react';
import type { RunView } from '../../../src-shared/api/views.ts';
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

/** What asks for a decision goes before what can be read about. */
function whatNext({ run, conflicts }: RunView) {
  return conflicts > 0
    ? { label: t('preview.decide'), run: () => goTo({ kind: 'conflicts', conflict: null }) }
    : { label: t('preview.details'), run: () => goTo({ kind: 'history', run }) };
}

/** Starting, watching and stopping one profile's run. `known`: what the profile's own view says about it. */
export function useSyncNow(profile: string, known: Progress | null): SyncNow {
  const live = useRuns(({ progress }) => progress.get(profile));
  const isStarted = useRuns(({ started }) => started.includes(profile));
  const [error, setError] = useState<TaskSyncError | null>(null);
  const progress = live ?? known;

  const start = useCallback(
    (options: RunOptions = {}) => {
      setError(null);
      startRun(profile, options).then(
        (ended) => showToast(t('preview.ended', { profile, sentence: runSentence(ended) }), whatNext(ended)),
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
