import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import type { CompactionCuts, Store } from './store.ts';

/** Setting: from when on the history is whole, as a timestamp. Absent: nothing was ever compacted. */
export const historySinceKey = 'history.since';
/** Setting: days that a deleted task stays in the bin with all that it held. */
export const binDaysKey = 'bin.days';
const lastKey = 'compacted.last';

const dayMs = 24 * 3_600_000;
/** Setting: days that the history is kept; undo reaches so far back. */
export const historyDaysKey = 'history.days';
export const defaultHistoryDays = 90;
/** Runs that changed nothing are of no use to undo. */
const idleRunDays = 14;
export const defaultBinDays = 30;
/**
 * A longer time between two compactions is taken for a clock that was set ahead, which must not cost the bin and the history (S27).
 * Where it was true, each compaction makes up for a day of it, and nothing grew meanwhile.
 */
const longestAbsenceDays = 100;
/** Rows in one transaction, so that writers in between do not wait for long. */
const slice = 500;

/**
 * Lets go of what nobody can use any more (L9), at most once a day: history that undo no longer reaches, unless a conflict is
 * open about its task; runs; decided conflicts; tasks whose time in the bin is over. Links stay as tombstones, so that no record
 * is made twice, and so does every write that may have arrived.
 * @param now milliseconds since 1970
 */
export async function compactDaily(store: Store, now: number): Promise<void> {
  const last = await store.settings.get<Compacted>(lastKey);
  if (last !== null && now - last.at < dayMs && now >= last.at) return;
  const reached = last === null ? now : Math.min(now, last.reached + believable(now - last.at) + dayMs);
  const before = (days: number): Timestamp => new Date(reached - days * dayMs).toISOString();
  const binDays = (await store.settings.get<number>(binDaysKey)) ?? defaultBinDays;
  const historyDays = (await store.settings.get<number>(historyDaysKey)) ?? defaultHistoryDays;
  const cuts: CompactionCuts = { history: before(historyDays), idleRuns: before(idleRunDays), bin: before(binDays) };
  for (let isDone = false; !isDone; ) {
    isDone = await store.transaction('compact', async (tx) => {
      const removed = await tx.compaction.remove(cuts, slice);
      if (removed.history > 0) await moveSince(tx, cuts.history);
      const isLast = removed.history + removed.other + removed.passed === 0;
      if (isLast) await tx.settings.set(lastKey, { at: now, reached } satisfies Compacted);
      return isLast;
    });
  }
}

/** Never back: what was removed by a shorter time stays away when the time is made longer. */
async function moveSince(tx: Store, cut: Timestamp): Promise<void> {
  const before = await tx.settings.get<Timestamp>(historySinceKey);
  await tx.settings.set(historySinceKey, before !== null && before > cut ? before : cut);
}

function believable(elapsedMs: number): number {
  return elapsedMs < 0 || elapsedMs > longestAbsenceDays * dayMs ? 0 : elapsedMs;
}

interface Compacted {
  /** When, by the clock of that time. */
  readonly at: number;
  /** The time that was taken for now. */
  readonly reached: number;
}
