import type { Store } from '../../../src-main/core/store/store.ts';
import { createCrashingStore } from '../../fakes/crashing-store.ts';
import { createWorld, type WorldOptions } from '../../fakes/world.ts';

/** @returns how many transactions the run made; it died in the `at`th, if there was one */
export async function syncUntil(
  { disk, ...setting }: WorldOptions & { readonly disk: Store },
  at: number,
  when: 'before' | 'after',
  life: number,
): Promise<number> {
  const crashing = createCrashingStore(disk, at, when);
  const world = await createWorld({ ...setting, store: crashing.store, idPrefix: `life${life}-${at}-${when}-` });
  await world.sync().catch(() => {});
  return crashing.count;
}
