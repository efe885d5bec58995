import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Step } from './steps.ts';
import type { Store } from './store.ts';

/** The program died several times in a row at the same step of a run, so nothing is synced until a person says so (L8). */
export interface CrashLoop {
  readonly at: Timestamp;
  readonly step: Step;
}

/** Deaths in a row at one place after which sync stays off. */
export const mostDeaths = 3;

export const crashLoopKey = 'store.crash-loop';

export async function readCrashLoop({ settings }: Pick<Store, 'settings'>): Promise<CrashLoop | null> {
  return await settings.get<CrashLoop>(crashLoopKey);
}

/** Throws `held` while sync is off. */
export async function requireNoCrashLoop(store: Pick<Store, 'settings'>): Promise<void> {
  const loop = await readCrashLoop(store);
  if (loop === null) return;
  throw new TaskSyncError(
    'held',
    'Sync is off, because Task Sync ended unexpectedly several times in a row at the same place. Nothing was read or sent; everything here can be looked at. Turn it on again with “tasksync notices dismiss safe-mode”, or in the window.',
    { facts: { step: loop.step } },
  );
}
