import { TaskSyncError } from '../../../src-shared/errors.ts';
import { version } from '../../../src-shared/version.ts';
import type { Handlers } from './api-context.ts';

/** A core is no program that is installed: the desktop host answers these itself (`src-main/hosts/desktop`). */
export function updateHandlers(): Handlers<'updates.show' | 'updates.check' | 'updates.choose' | 'updates.install'> {
  const none = async (): Promise<never> => {
    throw new TaskSyncError('unsupported', 'Only the installed desktop app updates itself. Nothing was done.');
  };
  return {
    'updates.show': async () => ({
      ...({ off: 'host', version, channel: 'stable', checkedAt: null, downloads: '' } as const),
      state: { kind: 'unknown' },
    }),
    ...{ 'updates.check': none, 'updates.choose': none, 'updates.install': none },
  };
}
