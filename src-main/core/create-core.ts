import type { ApiEvent } from '../../src-shared/api/contract.ts';
import { createApi } from './api/create-api.ts';
import { viewRun } from './api/run-view.ts';
import { createSeenPlans } from './api/seen-plans.ts';
import { createStatusAnnouncer } from './api/status-announcer.ts';
import { changesStatus, readStatus } from './api/status-api.ts';
import { createTestsUnderWay } from './api/tests-under-way.ts';
import { createArchiveDesk } from './archive/archive-desk.ts';
import { createBackupDesk } from './backup/backup-desk.ts';
import type { Core, CoreOptions } from './core.ts';
import { createEditHold } from './edit-hold.ts';
import { createRuns } from './engine/runs.ts';
import { metricsOf } from './metrics/metrics.ts';
import { createNoticeDesk } from './notices/notice-desk.ts';
import type { Scheduler } from './scheduler/scheduler.ts';
import { accountsOf } from './sign-in/accounts.ts';

/** The composition root: ports and connectors in, a program without a window out. */
export function createCore(options: CoreOptions): Core {
  const listeners = new Set<(event: ApiEvent) => void>();
  const tell = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const announceStatus = async (): Promise<void> => {
    if (listeners.size > 0) await status.announce();
  };
  const emit = (event: ApiEvent): void => {
    tell(event);
    if (changesStatus(event)) void announceStatus();
  };
  const notices = createNoticeDesk(options, emit, (profile) => runs.start(profile, { trigger: 'tray' }));
  const hold = createEditHold(options.store, options.ports.clock);
  const archive = createArchiveDesk(options, () => emit({ kind: 'changed', what: ['archive', 'settings', 'status'] }));
  const runs = createRuns(options, hold, {
    onProgress: (progress, profile) => emit({ kind: 'run-progress', progress, profileName: profile.name }),
    onPreviewing: (progress, profile) => emit({ kind: 'preview-progress', progress, profileName: profile.name }),
    onBegun: () => void announceStatus(),
    onEnding: () => archive.compactDaily(),
    async onFinished(run, profile) {
      metricsOf(options).run(run);
      void notices.afterRun(run, profile);
      // What the run left to do is known before anybody hears that it is over.
      await announceStatus();
      tell({ kind: 'run-finished', run: viewRun(run, profile.name) });
      tell({ kind: 'changed', what: ['tasks', 'conflicts', 'profiles', 'runs', 'status'] });
    },
  });
  const backups = createBackupDesk(options, runs, () => emit({ kind: 'changed', what: ['backups', 'status'] }));
  const status = createStatusAnnouncer(
    () => readStatus({ options, runs, backups, archive }),
    (view) => tell({ kind: 'status', status: view }),
    options.ports.logger,
  );
  let scheduler: Scheduler | null = null;
  const wake = (): void => scheduler?.wake();
  const stopping = new AbortController();
  const tests = createTestsUnderWay(stopping.signal);
  const context = {
    options,
    runs,
    hold,
    backups,
    archive,
    notices,
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
      backups.start();
      notices.wake();
    },
    async lock() {
      accountsOf(options).lock();
      await options.ports.secrets.forget?.().catch(() => options.ports.logger.warn('secrets-not-forgotten'));
    },
    wake() {
      wake();
      // An alarm sleeps along with the computer.
      notices.wake();
    },
    async stop() {
      scheduler?.stop();
      stopping.abort();
      try {
        await runs.stopAll();
        await backups.stop();
        // The answer to a renewal under way holds a token that cannot be had again.
        await accountsOf(options).idle();
        await notices.stop();
        await status.idle();
      } finally {
        // Others wait for the data, also when something in it cannot be read.
        await options.store.close();
      }
    },
  };
}
