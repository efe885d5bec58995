import { app } from 'electron';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import type { Core } from '../../core/core.ts';
import type { MainWindow } from './main-window.ts';

/** A run under way finishes its writes when asked to stop; what is left after this long continues at the next start. */
const longestStopMs = 15_000;

/**
 * Quitting waits for the core, out of sight, and then quits again: that second time goes through. Returns the function that ends
 * the program by something else than quitting: an update that quits by itself.
 */
export function stopOnQuit(core: Core, window: MainWindow, logger: Logger): (end: () => void) => void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  const stopThen = (end: () => void): void => {
    if (state !== 'running') return;
    state = 'stopping';
    window.hide();
    void stopInTime(core, logger).then(() => {
      state = 'stopped';
      end();
    });
  };
  app.on('before-quit', (event) => {
    window.release();
    if (state === 'stopped') return;
    event.preventDefault();
    stopThen(() => app.quit());
  });
  return (end) => {
    window.release();
    stopThen(end);
  };
}

async function stopInTime(core: Core, logger: Logger): Promise<void> {
  const { promise: tooLong, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestStopMs);
  try {
    await Promise.race([core.stop(), tooLong]);
  } catch (error) {
    logger.error('stop-failed', { code: toErrorData(error).code });
  } finally {
    clearTimeout(timer);
  }
}
