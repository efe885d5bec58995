import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Handlers } from './api-context.ts';

/** A core has no door: a host that opens one for other devices answers these itself (`src-main/hosts/web`). */
export function deviceHandlers(): Handlers<'devices.show' | 'devices.code' | 'devices.remember' | 'devices.end'> {
  const none = async (): Promise<never> => {
    throw new TaskSyncError('unsupported', 'This program is not open for other devices. Nothing was done.');
  };
  return {
    'devices.show': async () => ({ isOpen: false, addresses: [], devices: [], self: null, canRemember: false }),
    ...{ 'devices.code': none, 'devices.remember': none, 'devices.end': none },
  };
}
