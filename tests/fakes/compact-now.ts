import { moveOld } from '../../src-main/core/archive/move-old.ts';
import type { CompactionCuts, Store } from '../../src-main/core/store/store.ts';

/** What is older goes, and nobody keeps it. */
export async function compactNow(store: Store, cuts: CompactionCuts): Promise<void> {
  await moveOld(store, null, cuts, 0);
  while ((await store.compaction.forget(cuts.history, 100)) > 0);
}
