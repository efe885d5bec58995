import type { Progress, RunPhase } from '../../../src-shared/domain/run.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { RunRequest } from './run-sync.ts';

export interface Reporter {
  report(progress: Omit<Progress, 'run' | 'profile'>): void;
  /** An endpoint's requests have to wait, or go on: told with where the run stood last. */
  onWait(endpoint: string, until: number | null): void;
  /** What the time went on so far, in its order. */
  phases(): readonly RunPhase[];
}

interface ReporterOptions extends Pick<RunRequest, 'run' | 'profile' | 'onProgress'> {
  readonly clock: Pick<Clock, 'now'>;
}

/** Tells where a run stands. Of several endpoints that wait, the one is named that waits longest. */
export function createReporter({ run, profile, onProgress, clock }: ReporterOptions): Reporter {
  const waiting = new Map<string, number>();
  const phases: { phase: Progress['phase']; startedAt: number; waitedMs: number }[] = [];
  let waitingSince: number | null = null;
  let last: Omit<Progress, 'run' | 'profile'> = {
    ...{ phase: 'read', endpoint: null, done: 0, total: null, waitingUntil: null },
  };
  const tell = (progress: Omit<Progress, 'run' | 'profile'>): void =>
    onProgress({ ...progress, run, profile: profile.id });
  /** A wait that goes over the end of a phase belongs to both. */
  const countWait = (): void => {
    const phase = phases.at(-1);
    if (waitingSince !== null && phase) phase.waitedMs += Math.max(0, clock.now() - waitingSince);
    waitingSince = waiting.size > 0 ? clock.now() : null;
  };
  return {
    report: (progress) => {
      if (phases.at(-1)?.phase !== progress.phase) {
        countWait();
        phases.push({ phase: progress.phase, startedAt: clock.now(), waitedMs: 0 });
      }
      last = progress;
      tell(progress);
    },
    onWait: (endpoint, until) => {
      countWait();
      if (until === null) waiting.delete(endpoint);
      else waiting.set(endpoint, until);
      waitingSince = waiting.size > 0 ? clock.now() : null;
      const [longest] = [...waiting].sort((a, b) => b[1] - a[1]);
      if (longest === undefined) tell({ ...last, waitingUntil: null });
      else tell({ ...last, endpoint: longest[0], waitingUntil: new Date(longest[1]).toISOString() });
    },
    phases: () =>
      phases.map(({ phase, startedAt, waitedMs }, index) => ({
        phase,
        // A clock that was set back must not make it negative.
        ms: Math.max(0, (phases[index + 1]?.startedAt ?? clock.now()) - startedAt),
        waitedMs,
      })),
  };
}
