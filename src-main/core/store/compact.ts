import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import type { CompactionCuts, Store } from './store.ts';

/** Setting: from when on the history is whole, as a timestamp. Absent: nothing was ever taken out of it. */
export const historySinceKey = 'history.since';
/** Setting: days that a deleted task stays in the bin with all that it held, or `ever`. */
export const binDaysKey = 'bin.days';
/** Setting: days that the history is kept, or `ever`; undo reaches so far back. */
export const historyDaysKey = 'history.days';
const defaultBinDays = 30;
const defaultHistoryDays = 90;
/** Runs that changed nothing are of no use to undo. */
const idleRunDays = 14;
const dayMs = 24 * 3_600_000;

/** How many days things are kept, in every profile; null: for ever. */
export interface Retention {
  readonly historyDays: number | null;
  readonly binDays: number | null;
}

export type StoredDays = number | 'ever';

export async function readRetention({ settings }: Pick<Store, 'settings'>): Promise<Retention> {
  const days = async (key: string, usual: number): Promise<number | null> => {
    const stored = (await settings.get<StoredDays>(key)) ?? usual;
    return stored === 'ever' ? null : stored;
  };
  return {
    historyDays: await days(historyDaysKey, defaultHistoryDays),
    binDays: await days(binDaysKey, defaultBinDays),
  };
}

/** @param now milliseconds since 1970 */
export function cutsAt(now: number, { historyDays, binDays }: Retention): CompactionCuts {
  const before = (days: number): Timestamp => new Date(now - days * dayMs).toISOString();
  // Nothing is older than no time at all.
  const old = (days: number | null): Timestamp => (days === null ? '' : before(days));
  return { history: old(historyDays), idleRuns: before(idleRunDays), bin: old(binDays) };
}
