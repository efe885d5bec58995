import type { ApiEvent } from '../../src-shared/api/contract.ts';
import type { Profile } from '../../src-shared/domain/profile.ts';
import type { Run } from '../../src-shared/domain/run.ts';
import { createApi } from './api/create-api.ts';
import { viewRun } from './api/run-view.ts';
import { createSeenPlans } from './api/seen-plans.ts';
import { createTestsUnderWay } from './api/tests-under-way.ts';
import type { Core, CoreOptions } from './core.ts';
import { createEditHold } from './edit-hold.ts';
import { createRuns } from './engine/runs.ts';
import { noticeOf } from './notify-run.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import { accountsOf } from './sign-in/accounts.ts';

/** The composition root: ports and connectors in, a program without a window out. */
export function createCore(options: CoreOptions): Core {
  const listeners = new Set<(event: ApiEvent) => void>();
  const emit = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  /** Notices under way, so that nothing is asked of a store that has been closed. */
  let telling: Promise<void> = Promise.resolve();
  const tell = async (run: Run, profile: Profile): Promise<void> => {
    const [, before = null] = await options.store.runs.list({ profile: run.profile, limit: 2 });
    const notice = noticeOf(run, before, profile.name);
    if (notice) options.ports.notifier.notify(notice);
  };
  const hold = createEditHold(options.store, options.ports.clock);
  const runs = createRuns(options, hold, {
    onProgress: (progress, profile) => emit({ kind: 'run-progress', progress, profileName: profile.name }),
    onPreviewing: (progress, profile) => emit({ kind: 'preview-progress', progress, profileName: profile.name }),
    onFinished: (run, profile) => {
      telling = telling.then(() => tell(run, profile)).catch(() => {});
      emit({ kind: 'run-finished', run: viewRun(run, profile.name) });
      emit({ kind: 'changed', what: ['tasks', 'conflicts', 'profiles', 'runs', 'status'] });
    },
  });
  let scheduler: Scheduler | null = null;
  const wake = (): void => scheduler?.wake();
  const stopping = new AbortController();
  const tests = createTestsUnderWay(stopping.signal);
  const context = {
    options,
    runs,
    hold,
    seenPlans: createSeenPlans(),
    emit,
    reschedule: wake,
    tests,
    stopping: stopping.signal,
  };
  const api = createApi(context, listeners);
  return {
    api,
    async startScheduler() {
      // Loaded when needed: a single run has no use for it.
      const { createScheduler } = await import('./scheduler/scheduler.ts');
      scheduler = createScheduler(options, runs, () => emit({ kind: 'changed', what: ['profiles', 'status'] }));
      await scheduler.start();
    },
    wake,
    async stop() {
      scheduler?.stop();
      stopping.abort();
      await runs.stopAll();
      // The answer to a renewal under way holds a token that cannot be had again.
      await accountsOf(options).idle();
      await telling;
      await options.store.close();
    },
  };
}
