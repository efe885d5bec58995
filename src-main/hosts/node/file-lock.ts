import { TaskSyncError } from '../../../src-shared/errors.ts';
import { systemClock } from './system-clock.ts';

const pollMs = 25;
const longestMs = 60_000;

/**
 * Does the work while no other program does any under the same file's lock. The lock is the operating system's: it is free
 * again when a program ends in the middle. Loaded when needed: most commands store no secret.
 */
export async function underLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const { takeExclusiveLock } = await import('../../core/store/sqlite/exclusive-lock.ts');
  let release = takeExclusiveLock(file);
  for (let waited = 0; release === null; waited += pollMs) {
    if (waited >= longestMs) throw tooLong();
    await systemClock.sleep(pollMs);
    release = takeExclusiveLock(file);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

function tooLong(): TaskSyncError {
  return new TaskSyncError(
    'locked',
    'Another Task Sync is busy with the stored sign-ins and does not let go of them. Nothing was changed. Wait until it is done, or close it.',
  );
}
