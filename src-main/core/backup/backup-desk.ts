import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError, toErrorData } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import type { Runs } from '../engine/runs.ts';
import { waitForFirstRun } from '../scheduler/first-run.ts';
import { wakeAt } from '../scheduler/wake-at.ts';
import { crashLoopKey } from '../store/crash-loop.ts';
import type { Difference, Snapshots } from '../store/snapshots.ts';
import type { Backup, BackupReason } from './backup.ts';
import type { BackupFolder } from './backup-folder.ts';
import { isTrialDue, nextBackupAt } from './due.ts';
import { superfluousBackups } from './keep-backups.ts';
import { readTrials, type Trials, writeTrials } from './trials.ts';

/** What a host that keeps its data in a file supplies. */
export interface BackupPlace {
  /** For people. */
  readonly folder: string;
  readonly snapshots: Snapshots;
  /** Loaded when needed: most programs end before a backup is due. */
  files(): Promise<BackupFolder>;
}

/** Why the last backup that nobody waited for was not made. */
export interface BackupTrouble {
  readonly since: Timestamp;
  readonly text: string;
}

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

/** Not while the program starts. */
const firstLookMs = 60_000;
const laterLookMs = 3_600_000;
const dayMs = 24 * 3_600_000;

export function createBackupDesk(
  { store, ports, backups: place }: CoreOptions,
  runs: Pick<Runs, 'exclusively'>,
  onChange: () => void,
): BackupDesk {
  const { clock, logger } = ports;
  let turns: Promise<unknown> = Promise.resolve();
  let cleaned: Promise<void> | null = null;
  let callOff = (): void => {};
  let isStopped = false;
  let failedAt: number | null = null;
  let trouble: (BackupTrouble & { readonly at: number; readonly isRead: boolean }) | null = null;
  /** The one that a person looks at, unpacked. */
  let opened: { readonly name: string; readonly passphrase: string | null; readonly file: string } | null = null;

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turns.then(work);
    turns = result.catch(() => {});
    return result;
  };
  const requirePlace = (): BackupPlace => {
    if (place) return place;
    throw new TaskSyncError(
      'unsupported',
      'This data is only in memory, so there are no backups of it. Nothing was done.',
    );
  };
  /** For whoever changes something there: only the writer of the data may. */
  const writerFiles = async (): Promise<BackupFolder> => {
    const files = await requirePlace().files();
    if (!store.writable) {
      throw new TaskSyncError(
        'locked',
        'Another Task Sync is working on this data, so nothing was done here. Use that one for backups, or close it.',
      );
    }
    cleaned ??= files.clean();
    await cleaned;
    return files;
  };

  const close = async (files: BackupFolder): Promise<void> => {
    if (opened) await files.discard(opened.file);
    opened = null;
  };
  const open = async (files: BackupFolder, name: string, passphrase: string | null): Promise<string> => {
    if (opened?.name === name && opened.passphrase === passphrase) return opened.file;
    await close(files);
    const file = await files.unpack(name, passphrase);
    opened = { name, passphrase, file };
    try {
      await requirePlace().snapshots.ready(file);
      return file;
    } catch (error) {
      await close(files);
      throw error;
    }
  };

  const make = async (files: BackupFolder, reason: BackupReason, passphrase: string | null): Promise<Backup> => {
    const made = await files.make(requirePlace().snapshots.hold(), reason, passphrase);
    await tidy(files);
    onChange();
    return made;
  };
  const tidy = async (files: BackupFolder): Promise<void> => {
    for (const { name } of superfluousBackups(await files.list())) await files.remove(name);
  };
  const succeeded = (): void => {
    failedAt = null;
    trouble = null;
  };
  const failed = (error: unknown): void => {
    const { code, message } = toErrorData(error);
    const at = clock.now();
    failedAt = at;
    logger.error('backup-failed', { code });
    // Said once a day, however often it fails.
    if (trouble !== null && at - trouble.at < dayMs && at >= trouble.at) return;
    trouble = { since: trouble?.since ?? new Date(at).toISOString(), text: message, at, isRead: false };
    onChange();
  };

  /** Everything in it is as it would be after restoring it. */
  const tryOut = async (files: BackupFolder, name: string, passphrase: string | null): Promise<void> => {
    let file = '';
    try {
      file = await files.unpack(name, passphrase);
      await requirePlace().snapshots.ready(file);
      await note(name, true);
    } catch (error) {
      const isWrongPassphrase = error instanceof TaskSyncError && error.facts['field'] === 'passphrase';
      if (toErrorData(error).code === 'invalid-input' && !isWrongPassphrase) await note(name, false);
      throw error;
    } finally {
      await files.discard(file);
    }
  };
  const note = async (name: string, isWhole: boolean): Promise<void> => {
    const at = new Date(clock.now()).toISOString();
    await store.transaction('setting', async (tx) => {
      await writeTrials(tx, { ...(await readTrials(tx)), [name]: { at, isWhole } });
    });
    onChange();
  };

  const isEmpty = async (): Promise<boolean> =>
    (await store.profiles.list()).length + (await store.connections.list()).length === 0 &&
    (await store.tasks.list({ deleted: 'both', limit: 1 })).total === 0;

  /** @returns when to look again */
  const look = async (): Promise<number> => {
    if (!store.writable || (await isEmpty())) return clock.now() + laterLookMs;
    const files = await writerFiles();
    const newest = (await files.list()).find(({ reason }) => reason !== 'you');
    const past = (): Parameters<typeof nextBackupAt>[0] => ({
      newestAt: newest === undefined ? null : Date.parse(newest.at),
      failedAt,
    });
    if (nextBackupAt(past(), clock.now()) <= clock.now()) {
      try {
        await make(files, 'daily', null);
        succeeded();
      } catch (error) {
        failed(error);
      }
    }
    await tryAllOut(files);
    return clock.now() + laterLookMs;
  };
  /** Once a month, those that need no passphrase. */
  const tryAllOut = async (files: BackupFolder): Promise<void> => {
    const lastAt = await store.settings.get<number>(trialKey);
    if (lastAt !== null && !isTrialDue(lastAt, clock.now())) return;
    for (const { name, isSealed } of await files.list()) {
      if (!isSealed && !isStopped) await tryOut(files, name, null).catch(failed);
    }
    await store.transaction('setting', (tx) => tx.settings.set(trialKey, clock.now()));
  };
  const lookLater = (at: number): void => {
    if (isStopped) return;
    callOff = wakeAt(at, () => {
      void inTurn(look)
        .catch((error: unknown) => {
          failed(error);
          return clock.now() + laterLookMs;
        })
        .then(lookLater);
    });
  };

  return {
    list: async () => (place ? await (await place.files()).list() : []),
    trials: () => readTrials(store),
    create: (passphrase) =>
      inTurn(async () => {
        const made = await make(await writerFiles(), 'you', passphrase);
        succeeded();
        return made;
      }),
    async before(reason) {
      if (!place || !store.writable) return;
      try {
        const files = await writerFiles();
        const snapshot = place.snapshots.hold();
        void inTurn(async () => {
          await files.make(snapshot, reason, null);
          await tidy(files);
          onChange();
        }).catch(failed);
      } catch (error) {
        failed(error);
      }
    },
    plan: (name, passphrase, page) =>
      inTurn(async () => {
        const files = await writerFiles();
        const file = await open(files, name, passphrase);
        let waiting = 0;
        for (const { id } of await store.profiles.list()) waiting += await store.outbox.countWaiting(id);
        const difference = await requirePlace().snapshots.compare(file, page);
        return { backup: await files.get(name), difference, waiting };
      }),
    restore: (name, passphrase) =>
      inTurn(async () => {
        const files = await writerFiles();
        return await runs.exclusively(async () => {
          const file = await open(files, name, passphrase);
          try {
            const { snapshots } = requirePlace();
            const before = await files.make(snapshots.hold(), 'restore', null);
            const trials = await readTrials(store);
            await snapshots.adopt(file, async (copy) => {
              // What is known of the backups is not older than they are.
              await writeTrials(copy, trials);
              await copy.settings.set(crashLoopKey, null);
              for (const { id } of await copy.profiles.list()) await waitForFirstRun(copy, id);
            });
            return before;
          } finally {
            await close(files);
          }
        });
      }),
    verify: (name, passphrase) =>
      inTurn(async () => {
        const files = await writerFiles();
        const backup = await files.get(name);
        await tryOut(files, name, passphrase);
        return backup;
      }),
    remove: (name) =>
      inTurn(async () => {
        const files = await writerFiles();
        if (opened?.name === name) await close(files);
        await files.remove(name);
        onChange();
      }),
    start() {
      if (place) lookLater(clock.now() + firstLookMs);
    },
    trouble: () => (trouble === null || trouble.isRead ? null : { since: trouble.since, text: trouble.text }),
    dismissTrouble() {
      if (trouble) trouble = { ...trouble, isRead: true };
    },
    async stop() {
      isStopped = true;
      callOff();
      await turns;
      if (place && opened) await close(await place.files());
    },
  };
}

/** Setting: when all were restored on trial last, in milliseconds since 1970. */
const trialKey = 'backups.tried';
