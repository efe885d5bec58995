import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api, ApiEvent, ApiInput, ApiName } from '../../../src-shared/api/contract.ts';
import type { DemoView } from '../../../src-shared/api/views.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import type { Core } from '../../core/core.ts';
import type { OpenDemo } from './open-demo.ts';

export interface DemoHostOptions {
  /** The person's own; it goes on with its schedules while the demonstration is shown. */
  readonly core: Core;
  readonly dataDir: string;
  readonly logger: Logger;
}

export interface DemoHost {
  /** For pages: the person's own data, or the demonstration while it is open. */
  readonly api: Api;
  /** Closes the demonstration if it is open; not the core. */
  close(): Promise<void>;
}

/**
 * A core with the demonstration beside it. The demonstration has a core, a folder and services of its own, so nothing of it can
 * reach what is the person's, and nothing has to stop for it. Pages talk to one of the two; a host's other parts (tray,
 * notifications) keep to the person's own.
 */
export function withDemo({ core: own, dataDir, logger }: DemoHostOptions): DemoHost {
  const listeners = new Set<(event: ApiEvent) => void>();
  let demo: OpenDemo | null = null;
  let release: (() => void) | null = null;
  let unsubscribe: (() => void) | null = null;
  /** Opening and closing, one after the other. */
  let turns: Promise<unknown> = Promise.resolve();

  const tell = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  own.api.subscribe((event) => {
    if (demo === null) tell(event);
  });

  const view = (): DemoView => ({
    isOffered: true,
    isOpen: demo !== null,
    profile: demo?.profile ?? null,
    services: demo?.services ?? [],
  });
  const inTurn = (work: () => Promise<void>): Promise<DemoView> => {
    const result = turns.then(work).then(view);
    turns = result.catch(() => undefined);
    return result;
  };

  const open = async (): Promise<void> => {
    if (demo !== null) return;
    const { takeExclusiveLock } = await import('../../core/store/sqlite/exclusive-lock.ts');
    release = takeExclusiveLock(join(dataDir, 'demo.lock'));
    if (release === null) throw openElsewhere();
    try {
      const { openDemo } = await import('./open-demo.ts');
      demo = await openDemo({ folder: join(dataDir, 'demo'), logger });
    } catch (error) {
      release();
      release = null;
      throw error;
    }
    unsubscribe = demo.core.api.subscribe(tell);
    tell({ kind: 'workspace', isDemo: true });
  };
  const shut = async (): Promise<void> => {
    const closing = demo;
    if (closing === null) return;
    unsubscribe?.();
    // From here on pages get their own data; what they still asked the demonstration ends with it.
    demo = null;
    await closing.close();
    release?.();
    release = null;
  };
  const leave = async (): Promise<void> => {
    if (demo === null) return;
    await shut();
    tell({ kind: 'workspace', isDemo: false });
  };
  const reset = async (): Promise<void> => {
    await shut();
    await open();
  };
  const opened = (): OpenDemo => {
    if (demo !== null) return demo;
    throw new TaskSyncError('invalid-input', 'The demonstration is not open. Nothing was done.');
  };

  const answer = async (name: ApiName, input: unknown): Promise<unknown> => {
    switch (name) {
      case 'demo.state':
        return view();
      case 'demo.enter':
        return await inTurn(open);
      case 'demo.reset':
        return await inTurn(reset);
      case 'demo.leave':
        return await inTurn(leave);
      case 'demo.tasks':
        return await opened().tasks((input as ApiInput<'demo.tasks'>).service);
      case 'demo.edit': {
        const { service, ...change } = input as ApiInput<'demo.edit'>;
        return await opened().edit(service, change);
      }
      // Of the program, whatever is shown.
      case 'logs.show':
      case 'logs.showFolder':
      case 'diagnostics.make':
      case 'damage.show':
      case 'damage.restore':
      case 'damage.startEmpty':
      case 'metrics.show':
      case 'metrics.turnOn':
      case 'metrics.turnOff':
        return await own.api.call(name, input as never);
      default:
        // While one is exchanged for the other, nobody gets an answer of the wrong one.
        await turns;
        return await (demo?.core ?? own).api.call(name, input as never);
    }
  };

  // One that ended by a crash leaves its folder behind.
  void inTurn(() => clean(dataDir)).catch(() => logger.warn('demo-not-cleaned'));

  return {
    api: {
      call: answer as Api['call'],
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    close: async () => {
      await inTurn(shut);
    },
  };
}

/** Removes what a demonstration left behind, unless one is open in another program. */
async function clean(dataDir: string): Promise<void> {
  const folder = join(dataDir, 'demo');
  if (!existsSync(folder)) return;
  const { takeExclusiveLock } = await import('../../core/store/sqlite/exclusive-lock.ts');
  const release = takeExclusiveLock(join(dataDir, 'demo.lock'));
  if (release === null) return;
  try {
    await rm(folder, { recursive: true, force: true });
  } finally {
    release();
  }
}

function openElsewhere(): TaskSyncError {
  return new TaskSyncError(
    'locked',
    'Another Task Sync shows the demonstration already. Nothing was opened. Leave it there first.',
  );
}
