import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { CoreOptions } from '../core.ts';
import { cutsAt, readRetention } from '../store/compact.ts';
import type { ArchiveFile, ArchiveFolder, OldRow } from './archive.ts';
import { moveOld } from './move-old.ts';

/** Lets go of what is old, and knows what was kept of it. */
export interface ArchiveDesk {
  /**
   * At most once a day: what nobody can use any more (L9) goes into the archive. That is the history that undo no longer reaches,
   * unless a conflict is open about its task; runs; decided conflicts; tasks whose time in the bin is over. Links stay as
   * tombstones, so that no record is made twice, and so does every write that may have arrived.
   */
  compactDaily(): Promise<void>;
  /** Newest first. */
  list(): Promise<readonly ArchiveFile[]>;
  read(name: string): AsyncIterable<OldRow>;
  /** Throws `invalid-input` when there is no such file. */
  require(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Why what is old could not be archived, and so is still here; null: nothing is wrong, or a person has read it. */
  trouble(): { readonly since: Timestamp; readonly text: string } | null;
  dismissTrouble(): void;
}

/** Setting: the last time. */
const lastKey = 'compacted.last';
const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;
/** Links of the journal's chain in one transaction. */
const slice = 500;
/**
 * A longer time between two compactions is taken for a clock that was set ahead, which must not cost the bin and the history (S27).
 * Where it was true, each compaction makes up for a day of it, and nothing grew meanwhile.
 */
const longestAbsenceDays = 100;

interface Compacted {
  /** When, by the clock of that time. */
  readonly at: number;
  /** The time that was taken for now. */
  readonly reached: number;
}

export function createArchiveDesk({ store, ports, archive: place }: CoreOptions, onChange: () => void): ArchiveDesk {
  const { clock, logger } = ports;
  let turns: Promise<unknown> = Promise.resolve();
  let trouble: { readonly at: number; readonly text: string; readonly isRead: boolean } | null = null;

  const compact = async (): Promise<void> => {
    const now = clock.now();
    const last = await store.settings.get<Compacted>(lastKey);
    if (last !== null && now - last.at < dayMs && now >= last.at) return;
    const reached = last === null ? now : Math.min(now, last.reached + believable(now - last.at) + dayMs);
    const cuts = cutsAt(reached, await readRetention(store));
    await moveOld(store, place ? await place.files() : null, cuts, now);
    if (cuts.history !== '') await forget(cuts.history);
    await store.transaction('compact', (tx) => tx.settings.set(lastKey, { at: now, reached } satisfies Compacted));
    trouble = null;
    if (place) onChange();
  };
  const forget = async (before: Timestamp): Promise<void> => {
    for (let passed = 1; passed > 0; ) {
      passed = await store.transaction('compact', (tx) => tx.compaction.forget(before, slice));
    }
  };
  /** A run that went well is not spoiled by it: everything is still here, and it is tried again in an hour. */
  const compactOrTell = async (): Promise<void> => {
    if (trouble !== null && Math.abs(clock.now() - trouble.at) < hourMs) return;
    try {
      await compact();
    } catch (error) {
      if (!(error instanceof TaskSyncError) || !['unavailable', 'invalid-input'].includes(error.code)) throw error;
      logger.error('archive-failed', { code: error.code });
      trouble = { at: clock.now(), text: error.message, isRead: trouble?.isRead ?? false };
      onChange();
    }
  };
  const requireFile = async (name: string): Promise<ArchiveFolder> => {
    const files = place && (await place.files());
    if (!files || !(await files.has(name))) throw unknownFile(name);
    return files;
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turns.then(work);
    turns = result.catch(() => {});
    return result;
  };

  return {
    compactDaily: () => inTurn(compactOrTell),
    async list() {
      return place ? await (await place.files()).list() : [];
    },
    async *read(name) {
      if (!place) return;
      yield* (await place.files()).read(name);
    },
    require: async (name) => void (await requireFile(name)),
    remove: (name) =>
      inTurn(async () => {
        const files = await requireFile(name);
        if (!store.writable) {
          throw new TaskSyncError(
            'locked',
            'Another Task Sync is working on this data, so nothing was removed. Use that one, or close it.',
          );
        }
        await files.remove(name);
        trouble = null;
        onChange();
      }),
    trouble: () =>
      trouble === null || trouble.isRead ? null : { since: new Date(trouble.at).toISOString(), text: trouble.text },
    dismissTrouble() {
      if (trouble) trouble = { ...trouble, isRead: true };
    },
  };
}

function believable(elapsedMs: number): number {
  return elapsedMs < 0 || elapsedMs > longestAbsenceDays * dayMs ? 0 : elapsedMs;
}

export function unknownFile(name: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `There is no file “${name}” in the archive. Nothing was done.`);
}
