import type { Progress } from '../../../src-shared/domain/run.ts';
import type { RunRequest } from './run-sync.ts';

export interface Reporter {
  report(progress: Omit<Progress, 'run' | 'profile'>): void;
  /** An endpoint's requests have to wait, or go on: told with where the run stood last. */
  onWait(endpoint: string, until: number | null): void;
}

/** Tells where a run stands. Of several endpoints that wait, the one is named that waits longest. */
export function createReporter({
  run,
  profile,
  onProgress,
}: Pick<RunRequest, 'run' | 'profile' | 'onProgress'>): Reporter {
  const waiting = new Map<string, number>();
  let last: Omit<Progress, 'run' | 'profile'> = {
    ...{ phase: 'read', endpoint: null, done: 0, total: null, waitingUntil: null },
  };
  const tell = (progress: Omit<Progress, 'run' | 'profile'>): void =>
    onProgress({ ...progress, run, profile: profile.id });
  return {
    report: (progress) => {
      last = progress;
      tell(progress);
    },
    onWait: (endpoint, until) => {
      if (until === null) waiting.delete(endpoint);
      else waiting.set(endpoint, until);
      const [longest] = [...waiting].sort((a, b) => b[1] - a[1]);
      if (longest === undefined) tell({ ...last, waitingUntil: null });
      else tell({ ...last, endpoint: longest[0], waitingUntil: new Date(longest[1]).toISOString() });
    },
  };
}
