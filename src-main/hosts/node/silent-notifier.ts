import type { Notifier } from '../../../src-shared/ports/ports.ts';

/** For hosts without a window: what happened is told by the command's own output. */
export const silentNotifier: Notifier = { notify: () => undefined };
