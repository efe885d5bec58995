import type { ProfileId, TaskId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';

/** Task → since when. */
type Skipped = Readonly<Record<TaskId, Timestamp>>;

const skippedKey = (profile: ProfileId): string => `skipped.${profile}`;

/**
 * Tasks that a person put aside: their marks and bases stay as they are, so that going on later is an ordinary merge of what
 * happened meanwhile, on whatever side.
 */
export async function skippedTasks(store: Store, profile: ProfileId): Promise<ReadonlyMap<TaskId, Timestamp>> {
  return new Map(Object.entries((await store.settings.get<Skipped>(skippedKey(profile))) ?? {}));
}

/** @param since null: it takes part again */
export async function setSkipped(tx: Store, profile: ProfileId, task: TaskId, since: Timestamp | null): Promise<void> {
  const known = await skippedTasks(tx, profile);
  // What is no longer here takes no part anyway.
  const there = await tx.tasks.get([...known.keys(), task]);
  const others = [...known].filter(([id]) => id !== task && there.has(id));
  const all = since === null ? others : [...others, [task, since] as const];
  await tx.settings.set(skippedKey(profile), Object.fromEntries(all));
}
