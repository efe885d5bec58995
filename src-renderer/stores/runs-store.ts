import { create } from 'zustand';
import type { ApiInput } from '../../src-shared/api/contract.ts';
import type { RunView } from '../../src-shared/api/views.ts';
import type { Progress } from '../../src-shared/domain/run.ts';
import { client } from '../api/client.ts';

interface Runs {
  /** Where running profiles stand, by name. A map: a profile may be called `constructor`. */
  readonly progress: ReadonlyMap<string, Progress>;
  /** Profiles whose *Sync now* was pressed in this window and has not been answered yet. */
  readonly started: readonly string[];
}

export const useRuns = create<Runs>(() => ({ progress: new Map(), started: [] }));

/** How a run is to go: past its brakes, only what was chosen. */
export type RunOptions = Pick<ApiInput<'runs.start'>, 'acceptBrakes' | 'accepted'>;

/** Runs the profile and answers with how it ended. Rejects with `TaskSyncError` when it could not even begin. */
export async function startRun(profile: string, options: RunOptions = {}): Promise<RunView> {
  useRuns.setState(({ started }) => ({ started: [...started, profile] }));
  try {
    return await client.call('runs.start', { profile, ...options });
  } finally {
    useRuns.setState(({ started }) => ({ started: started.filter((name) => name !== profile) }));
    dropProgress(profile);
  }
}

export async function stopRun(profile: string): Promise<void> {
  await client.call('runs.stop', { profile });
}

function dropProgress(profile: string): void {
  useRuns.setState(({ progress }) => ({ progress: new Map([...progress].filter(([name]) => name !== profile)) }));
}

client.subscribe((event) => {
  if (event.kind === 'run-progress') {
    useRuns.setState(({ progress }) => ({ progress: new Map(progress).set(event.profileName, event.progress) }));
  }
  if (event.kind === 'run-finished') dropProgress(event.run.profile);
});
