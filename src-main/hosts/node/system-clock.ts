import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';

/** Node's longest timer; a longer sleep would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    for (let left = ms; ; left -= longestTimerMs) {
      await sleepOnce(Math.max(0, Math.min(left, longestTimerMs)), signal);
      if (left <= longestTimerMs) return;
    }
  },
};

function sleepOnce(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(new TaskSyncError('cancelled', 'Stopped as asked.'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
