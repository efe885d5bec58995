import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Handlers } from './api-context.ts';

/** A core could read its data; a host that opens it even so answers these itself (`src-main/hosts/node/rescuable-core.ts`). */
export function damageHandlers(): Handlers<'damage.show' | 'damage.restore' | 'damage.startEmpty'> {
  const whole = async (): Promise<never> => {
    throw new TaskSyncError('unsupported', 'The data is not damaged. Nothing was done.');
  };
  return { 'damage.show': async () => ({ damage: null }), 'damage.restore': whole, 'damage.startEmpty': whole };
}
