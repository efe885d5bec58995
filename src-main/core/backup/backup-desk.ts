import type { CoreOptions } from '../core.ts';
import type { Runs } from '../engine/runs.ts';
import type { Difference } from '../store/snapshots.ts';
import type { Backup, BackupReason } from './backup.ts';
import { type BackupDoor, createBackupDoor } from './backup-place.ts';
import { createBackupRounds } from './backup-rounds.ts';
import { type BackupTrouble, createTroubleNote } from './backup-trouble.ts';
import { superfluousBackups } from './keep-backups.ts';
import { createOpenedBackup } from './opened-backup.ts';
import { prepareRestored } from './prepare-restored.ts';
import { readTrials, type Trials } from './trials.ts';
import { tryOut } from './try-out.ts';

export interface RestorePlan {
  readonly backup: Backup;
  readonly difference: Difference;
  /** Changes made here that no service has seen yet. */
  readonly waiting: number;
}

/** Makes backups when they are due, and carries out what a person asks for; one thing after the other. */
export interface BackupDesk {
  list(): Promise<readonly Backup[]>;
  trials(): Promise<Trials>;
  create(passphrase: string | null): Promise<Backup>;
  /** Holds on to the data as it is when this returns; the copy is made meanwhile, and what is wrong with it becomes a notice. */
  before(reason: BackupReason): Promise<void>;
  plan(name: string, passphrase: string | null, page: Page): Promise<RestorePlan>;
  /** @returns what was here before, as a backup */
  restore(name: string, passphrase: string | null): Promise<Backup>;
  /** Restores it on trial: all but the last step. */
  verify(name: string, passphrase: string | null): Promise<Backup>;
  remove(name: string): Promise<void>;
  /** From now on they are made by themselves. */
  start(): void;
  /** Null: none, or a person has read it. */
  trouble(): BackupTrouble | null;
  dismissTrouble(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

interface Page {
  readonly offset: number;
  readonly limit: number;
}

export function createBackupDesk(
  { store, ports, backups: place }: CoreOptions,
  runs: Pick<Runs, 'exclusively'>,
  onChange: () => void,
): BackupDesk {
  const { clock } = ports;
  const door = createBackupDoor(store, place);
  const trouble = createTroubleNote(ports, onChange);
  const opened = createOpenedBackup();
  let turns: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turns.then(work);
    turns = result.catch(() => {});
    return result;
  };
  const tidy = async ({ files }: BackupDoor): Promise<void> => {
    for (const { name } of superfluousBackups(await files.list())) await files.remove(name);
    onChange();
  };
  const make = async (through: BackupDoor, reason: BackupReason, passphrase: string | null): Promise<Backup> => {
    const made = await through.files.make(through.snapshots.hold(), reason, passphrase);
    await tidy(through);
    return made;
  };
  const tryAndTell = async (through: BackupDoor, name: string, passphrase: string | null): Promise<void> => {
    try {
      await tryOut(through, { store, clock }, name, passphrase);
    } finally {
      onChange();
    }
  };
  const rounds = createBackupRounds({
    ...{ store, clock, door, trouble, inTurn },
    makeDaily: (through) => make(through, 'daily', null),
    tryOut: (through, name) => tryAndTell(through, name, null),
  });

  return {
    list: async () => (place ? await (await place.files()).list() : []),
    trials: () => readTrials(store),
    create: (passphrase) =>
      inTurn(async () => {
        const made = await make(await door(), 'you', passphrase);
        trouble.succeeded();
        return made;
      }),
    async before(reason) {
      if (!place || !store.writable) return;
      try {
        const through = await door();
        const snapshot = through.snapshots.hold();
        void inTurn(async () => {
          await through.files.make(snapshot, reason, null);
          await tidy(through);
        }).catch(trouble.failed);
      } catch (error) {
        trouble.failed(error);
      }
    },
    plan: (name, passphrase, page) =>
      inTurn(async () => {
        const through = await door();
        const file = await opened.open(through, name, passphrase);
        let waiting = 0;
        for (const { id } of await store.profiles.list()) waiting += await store.outbox.countWaiting(id);
        const difference = await through.snapshots.compare(file, page);
        return { backup: await through.files.get(name), difference, waiting };
      }),
    restore: (name, passphrase) =>
      inTurn(async () => {
        const through = await door();
        const { files, snapshots } = through;
        return await runs.exclusively(async () => {
          const file = await opened.open(through, name, passphrase);
          try {
            const before = await files.make(snapshots.hold(), 'restore', null);
            const trials = await readTrials(store);
            await snapshots.adopt(file, (copy) => prepareRestored(copy, trials));
            return before;
          } finally {
            await opened.close(files);
          }
        });
      }),
    verify: (name, passphrase) =>
      inTurn(async () => {
        const through = await door();
        const backup = await through.files.get(name);
        await tryAndTell(through, name, passphrase);
        return backup;
      }),
    remove: (name) =>
      inTurn(async () => {
        const { files } = await door();
        if (opened.name() === name) await opened.close(files);
        await files.remove(name);
        onChange();
      }),
    start() {
      if (place) rounds.start();
    },
    trouble: trouble.show,
    dismissTrouble: trouble.dismiss,
    async stop() {
      rounds.stop();
      await turns;
      if (place && opened.name() !== null) await opened.close(await place.files());
    },
  };
}
