import type { StatusView } from '../../../src-shared/api/views.ts';
import { toErrorData } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';

/**
 * Tells where things stand whenever that may have changed, so that nobody goes on showing "in sync" while he asks. One reading
 * at a time: what is told last was read last.
 */
export interface StatusAnnouncer {
  /** Resolves when what is so now has been told; never rejects. */
  announce(): Promise<void>;
  /** Nothing is read any more. */
  idle(): Promise<void>;
}

export function createStatusAnnouncer(
  read: () => Promise<StatusView>,
  tell: (status: StatusView) => void,
  logger: Logger,
): StatusAnnouncer {
  let current: Promise<void> = Promise.resolve();
  /** It has not begun, and will see whatever happens until then. */
  let next: Promise<void> | null = null;

  const begin = async (): Promise<void> => {
    next = null;
    try {
      tell(await read());
    } catch (error) {
      logger.warn('status-not-told', { code: toErrorData(error).code });
    }
  };
  return {
    announce() {
      if (next === null) {
        next = current.then(begin);
        current = next;
      }
      return next;
    },
    idle: () => current,
  };
}
