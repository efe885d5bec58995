import type { ApiEvent } from '../../src-shared/api/contract.ts';
import type { Profile } from '../../src-shared/domain/profile.ts';
import type { Progress, Run } from '../../src-shared/domain/run.ts';
import { createApi } from './api/create-api.ts';
import { viewRun } from './api/run-view.ts';
import type { Core, CoreOptions } from './core.ts';
import { createRuns } from './engine/runs.ts';
import type { Scheduler } from './scheduler/scheduler.ts';

/** The composition root: ports and connectors in, a program without a window out. */
export function createCore(options: CoreOptions): Core {
  const listeners = new Set<(event: ApiEvent) => void>();
  const emit = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const nameOf = async (id: string): Promise<string> => {
    const profile: Profile | null = await options.store.profiles.get(id);
    return profile?.name ?? '';
  };
  const names = new Map<string, Promise<string>>();
  const runs = createRuns(options, {
    onProgress: (progress: Progress) => {
      const name = names.get(progress.run) ?? nameOf(progress.profile);
      names.set(progress.run, name);
      void name.then((profileName) => emit({ kind: 'run-progress', progress, profileName }));
    },
    onFinished: (run: Run) => {
      names.delete(run.id);
      void nameOf(run.profile).then((name) => {
        emit({ kind: 'run-finished', run: viewRun(run, name) });
        emit({ kind: 'changed', what: ['tasks', 'conflicts', 'profiles', 'runs', 'status'] });
      });
    },
  });
  let scheduler: Scheduler | null = null;
  const wake = (): void => scheduler?.wake();
  const api = createApi({ options, runs, emit, reschedule: wake }, listeners);
  return {
    api,
    async startScheduler() {
      // Loaded when needed: a single run has no use for it.
      const { createScheduler } = await import('./scheduler/scheduler.ts');
      scheduler = createScheduler(options, runs);
      await scheduler.start();
    },
    wake,
    async stop() {
      scheduler?.stop();
      await runs.stopAll();
      await options.store.close();
    },
  };
}
