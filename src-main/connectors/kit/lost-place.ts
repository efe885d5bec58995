import { TaskSyncError } from '../../../src-shared/errors.ts';

/** The cursor of a pull is none of ours, or too old: everything is read again. */
export function lostPlace(service: string): TaskSyncError {
  return new TaskSyncError(
    'stale-version',
    `The place where the last reading of ${service} ended is not known any more. Everything is read again; nothing is lost.`,
  );
}
