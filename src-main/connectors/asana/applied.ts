import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** What fails on the way to a write has changed nothing. */
export function beforeWriting<T>(reading: Promise<T>): Promise<T> {
  return withApplied(reading, 'no');
}

/** What fails after a write: some of it was carried out, whatever became of the rest. */
export function afterWriting<T>(step: Promise<T>): Promise<T> {
  return withApplied(step, 'unknown');
}

function withApplied<T>(step: Promise<T>, applied: Applied): Promise<T> {
  return step.catch((error: unknown) => {
    if (!(error instanceof TaskSyncError) || error.applied === applied) throw error;
    const { code, message, facts, retryAfterMs } = error;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    throw new TaskSyncError(code, message, { applied, facts, cause: error, ...wait });
  });
}
