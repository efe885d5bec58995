import { useState } from 'react';
import type { Progress } from '../../../src-shared/domain/run.ts';
import { type TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { goTo } from '../../stores/route-store.ts';
import { startRun, stopRun, useRuns } from '../../stores/runs-store.ts';
import { showToast } from '../../stores/toast-store.ts';
import { runSentence } from '../words/run-text.ts';

export interface SyncNow {
  readonly isRunning: boolean;
  readonly progress: Progress | null;
  readonly error: TaskSyncError | null;
  readonly start: (acceptBrakes?: boolean) => void;
  readonly stop: () => void;
}

/** Starting, watching and stopping one profile's run. `known`: what the profile's own view says about it. */
export function useSyncNow(profile: string, known: Progress | null): SyncNow {
  const live = useRuns(({ progress }) => progress[profile]);
  const isStarted = useRuns(({ started }) => started.includes(profile));
  const [error, setError] = useState<TaskSyncError | null>(null);
  const progress = live ?? known;

  async function run(acceptBrakes: boolean): Promise<void> {
    setError(null);
    try {
      const ended = await startRun(profile, acceptBrakes);
      showToast(`${profile}: ${runSentence(ended)}`, {
        label: 'Details',
        run: () => goTo({ kind: 'history', run: ended.run }),
      });
    } catch (caught) {
      setError(toTaskSyncError(caught));
    }
  }

  return {
    isRunning: isStarted || progress !== null,
    progress,
    error,
    start: (acceptBrakes = false) => void run(acceptBrakes),
    stop: () => void stopRun(profile).catch((caught: unknown) => setError(toTaskSyncError(caught))),
  };
}
