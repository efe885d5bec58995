import type { DemoView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Handlers } from './api-context.ts';

type Names = 'demo.state' | 'demo.enter' | 'demo.reset' | 'demo.leave' | 'demo.tasks' | 'demo.edit';

/** A core has no demonstration: a host that offers one answers these itself (`src-main/hosts/demo`). */
export function demoHandlers(): Handlers<Names> {
  const none = async (): Promise<never> => {
    throw new TaskSyncError('unsupported', 'This program has no demonstration. Nothing was done.');
  };
  return {
    'demo.state': async () => noDemo,
    ...{ 'demo.enter': none, 'demo.reset': none, 'demo.leave': none, 'demo.tasks': none, 'demo.edit': none },
  };
}

const noDemo: DemoView = { isOffered: false, isOpen: false, profile: null, services: [] };
