import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** What fails on the way to a write has changed nothing. */
export function beforeWriting<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw withApplied(error, 'no');
  });
}

/** What fails after a write may have been carried out all the same. */
export function afterWriting<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw withApplied(error, 'unknown');
  });
}

/** The same error, with another answer to whether it was carried out. */
export function withApplied(error: unknown, applied: Applied): unknown {
  if (!(error instanceof TaskSyncError) || error.applied === applied) return error;
  const { code, message, facts, retryAfterMs } = error;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new TaskSyncError(code, message, { applied, facts, cause: error, ...wait });
}
