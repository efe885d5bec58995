import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { DamagedData } from '../store/damaged-data.ts';
import type { Backup } from './backup.ts';
import type { BackupFolder } from './backup-folder.ts';
import { prepareRestored } from './prepare-restored.ts';
import type { Trials } from './trials.ts';
import { isDamagedBackup } from './try-out.ts';

/** What can be done with data that cannot be read: one thing after the other. */
export interface RescueDesk {
  list(): Promise<readonly Backup[]>;
  /** Of this desk: what was known before is in the data. */
  trials(): Trials;
  /** Reads all that need no passphrase, newest first; a disk that lost the data may have lost more. */
  tryAll(): Promise<void>;
  /** @returns the folder that the damaged files are in now */
  restore(name: string, passphrase: string | null): Promise<string>;
  startEmpty(): Promise<string>;
  stop(): Promise<void>;
}

export interface RescueParts {
  readonly damaged: DamagedData;
  readonly files: () => Promise<BackupFolder>;
  readonly clock: Pick<Clock, 'now'>;
  readonly onChange: () => void;
}

export function createRescueDesk({ damaged, files: open, clock, onChange }: RescueParts): RescueDesk {
  let turns: Promise<unknown> = Promise.resolve();
  let trials: Trials = {};
  let isStopped = false;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turns.then(work);
    turns = result.catch(() => {});
    return result;
  };
  const note = (name: string, isWhole: boolean): void => {
    trials = { ...trials, [name]: { at: new Date(clock.now()).toISOString(), isWhole } };
    onChange();
  };
  /** Unpacked and ready, for the work; gone afterwards unless the work took it. */
  const withCopy = async <T>(
    name: string,
    passphrase: string | null,
    work: (copy: string) => Promise<T>,
  ): Promise<T> => {
    const files = await open();
    let copy = '';
    try {
      copy = await files.unpack(name, passphrase);
      await damaged.ready(copy);
      note(name, true);
    } catch (error) {
      if (isDamagedBackup(error)) note(name, false);
      await files.discard(copy);
      throw error;
    }
    try {
      return await work(copy);
    } finally {
      await files.discard(copy);
    }
  };

  return {
    list: async () => await (await open()).list(),
    trials: () => trials,
    tryAll: async () => {
      for (const { name, isSealed } of await (await open()).list()) {
        if (isSealed) continue;
        await inTurn(async () => {
          if (!isStopped) await withCopy(name, null, async () => undefined).catch(() => undefined);
        });
      }
    },
    restore: (name, passphrase) =>
      inTurn(() =>
        withCopy(name, passphrase, (copy) => damaged.replace(copy, (store) => prepareRestored(store, trials))),
      ),
    startEmpty: () => inTurn(() => damaged.replace(null, async () => undefined)),
    async stop() {
      isStopped = true;
      await turns;
    },
  };
}
