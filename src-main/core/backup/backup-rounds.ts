import type { Clock } from '../../../src-shared/ports/ports.ts';
import { wakeAt } from '../scheduler/wake-at.ts';
import type { Store } from '../store/store.ts';
import type { BackupFolder } from './backup-folder.ts';
import type { BackupDoor } from './backup-place.ts';
import type { TroubleNote } from './backup-trouble.ts';
import { isTrialDue, nextBackupAt } from './due.ts';

/** Not while the program starts. */
const firstLookMs = 60_000;
const laterLookMs = 3_600_000;

/** Setting: when all were restored on trial last, in milliseconds since 1970. */
const trialKey = 'backups.tried';

export interface RoundsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly door: () => Promise<BackupDoor>;
  readonly trouble: TroubleNote;
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly makeDaily: (door: BackupDoor) => Promise<unknown>;
  readonly tryOut: (door: BackupDoor, name: string) => Promise<void>;
}

/** Looks once an hour what is due: a backup a day, and once a month a trial of all that need no passphrase. */
export function createBackupRounds(parts: RoundsParts): { start(): void; stop(): void } {
  const { store, clock, door, trouble, inTurn, makeDaily } = parts;
  let callOff = (): void => {};
  let isStopped = false;

  const isEmpty = async (): Promise<boolean> =>
    (await store.profiles.list()).length + (await store.connections.list()).length === 0 &&
    (await store.tasks.list({ deleted: 'both', limit: 1 })).total === 0;

  const isDue = async (files: BackupFolder): Promise<boolean> => {
    const newest = (await files.list()).find(({ reason }) => reason !== 'you');
    const newestAt = newest === undefined ? null : Date.parse(newest.at);
    return nextBackupAt({ newestAt, failedAt: trouble.failedAt() }, clock.now()) <= clock.now();
  };

  /** @returns when to look again */
  const look = async (): Promise<number> => {
    if (!store.writable || (await isEmpty())) return clock.now() + laterLookMs;
    const opened = await door();
    if (await isDue(opened.files)) {
      try {
        await makeDaily(opened);
        trouble.succeeded();
      } catch (error) {
        trouble.failed(error);
      }
    }
    await tryAllOut(opened);
    return clock.now() + laterLookMs;
  };
  const tryAllOut = async (opened: BackupDoor): Promise<void> => {
    const lastAt = await store.settings.get<number>(trialKey);
    if (lastAt !== null && !isTrialDue(lastAt, clock.now())) return;
    for (const { name, isSealed } of await opened.files.list()) {
      if (!isSealed && !isStopped) await parts.tryOut(opened, name).catch(trouble.failed);
    }
    await store.transaction('setting', (tx) => tx.settings.set(trialKey, clock.now()));
  };
  const lookLater = (at: number): void => {
    if (isStopped) return;
    callOff = wakeAt(at, () => {
      void inTurn(look)
        .catch((error: unknown) => {
          trouble.failed(error);
          return clock.now() + laterLookMs;
        })
        .then(lookLater);
    });
  };
  return {
    start: () => lookLater(clock.now() + firstLookMs),
    stop() {
      isStopped = true;
      callOff();
    },
  };
}
