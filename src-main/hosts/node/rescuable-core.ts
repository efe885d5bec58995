import type { Api, ApiCall, ApiEvent, ApiInput, ApiName } from '../../../src-shared/api/contract.ts';
import type { DamageView } from '../../../src-shared/api/views.ts';
import { TaskSyncError, toErrorData } from '../../../src-shared/errors.ts';
import type { Logger } from '../../../src-shared/ports/ports.ts';
import { viewBackup } from '../../core/api/backups-api.ts';
import type { RescueDesk } from '../../core/backup/rescue-desk.ts';
import type { Core } from '../../core/core.ts';
import { isDamagedData } from '../../core/store/damaged-data.ts';

export interface RescuableParts {
  /** Throws what `isDamagedData` knows when the data cannot be read. */
  open(): Promise<Core>;
  /** Reads all of the data. */
  isDamaged(): Promise<boolean>;
  openDesk(onChange: () => void): Promise<RescueDesk>;
  /** For people. */
  readonly file: string;
  readonly backupFolder: string;
  readonly logger: Logger;
}

/**
 * A core that is there even when its data cannot be read, from the start or since it was found out. It then says what happened,
 * offers the backups, and becomes the usual core when one is restored; everything else is refused with the same sentence.
 */
export async function openRescuableCore(parts: RescuableParts): Promise<Core> {
  const { logger } = parts;
  const listeners = new Set<(event: ApiEvent) => void>();
  let state: { readonly core: Core } | { readonly desk: RescueDesk; readonly error: TaskSyncError };
  let hasSchedules = false;
  /** Going from one state to the other, one after the other. */
  let turns: Promise<unknown> = Promise.resolve();

  const tell = (event: ApiEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turns.then(work);
    turns = result.catch(() => undefined);
    return result;
  };
  const open = async (): Promise<void> => {
    const core = await parts.open();
    core.api.subscribe(tell);
    state = { core };
  };
  const offer = async (error: TaskSyncError): Promise<void> => {
    logger.error('data-damaged', { code: error.code });
    const desk = await parts.openDesk(() => tell({ kind: 'changed', what: ['backups'] }));
    state = { desk, error };
  };
  const tryBackups = (): void => {
    if ('desk' in state) {
      void state.desk.tryAll().catch((error: unknown) => logger.warn('backups-not-tried', { code: codeOf(error) }));
    }
  };

  /** A call found damage: if it is the data's, nobody goes on with it. */
  const lookAgain = async (error: TaskSyncError): Promise<void> => {
    if ('desk' in state || !(await parts.isDamaged())) return;
    await state.core.stop().catch((failure: unknown) => logger.warn('stop-failed', { code: codeOf(failure) }));
    await offer(error);
    if (hasSchedules) tryBackups();
    tell(otherData);
  };
  /** @returns the folder that the damaged files are in now */
  const replace = async (work: (desk: RescueDesk) => Promise<string>): Promise<{ readonly kept: string }> => {
    if ('core' in state) throw isWhole();
    const { desk } = state;
    try {
      return { kept: await work(desk) };
    } finally {
      // Also when another program was quicker.
      if (!(await parts.isDamaged())) await goOn(desk);
    }
  };
  const goOn = async (desk: RescueDesk): Promise<void> => {
    await open();
    void desk.stop();
    if (hasSchedules && 'core' in state) await state.core.startScheduler();
    tell(otherData);
  };

  const show = async (): Promise<DamageView> => {
    if ('core' in state) return { damage: null };
    const { desk } = state;
    const backups = (await desk.list()).map((backup) => viewBackup(backup, desk.trials()));
    return { damage: { file: parts.file, folder: parts.backupFolder, backups } };
  };
  const call = async (name: ApiName, input: unknown): Promise<unknown> => {
    switch (name) {
      case 'damage.show':
        return await show();
      case 'damage.restore': {
        const { name: backup, passphrase = null } = input as ApiInput<'damage.restore'>;
        return await inTurn(() => replace((desk) => desk.restore(backup, passphrase)));
      }
      case 'damage.startEmpty':
        return await inTurn(() => replace((desk) => desk.startEmpty()));
      default:
        if ('desk' in state) throw state.error;
        try {
          return await state.core.api.call(name, input as never);
        } catch (error) {
          if (error instanceof TaskSyncError && isDamagedData(error)) await inTurn(() => lookAgain(error));
          throw error;
        }
    }
  };

  try {
    await open();
  } catch (error) {
    if (!(error instanceof TaskSyncError && isDamagedData(error))) throw error;
    await offer(error);
  }
  const api: Api = {
    call: call as ApiCall,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    api,
    async startScheduler() {
      hasSchedules = true;
      if ('core' in state) await state.core.startScheduler();
      else tryBackups();
    },
    lock: async () => {
      if ('core' in state) await state.core.lock();
    },
    wake: () => {
      if ('core' in state) state.core.wake();
    },
    async stop() {
      await turns;
      await ('core' in state ? state.core.stop() : state.desk.stop());
    },
  };
}

/** Pages begin anew: nothing of what they hold is of this data. */
const otherData: ApiEvent = { kind: 'workspace', isDemo: false };

function codeOf(error: unknown): string {
  return toErrorData(error).code;
}

function isWhole(): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'The data is not damaged. Nothing was done. Use the backups in the settings.',
  );
}
