import type { RemoteId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { ReferenceHolder, Store } from '../store/store.ts';
import type { RunContext } from './run-context.ts';

/**
 * Records seen for the first time that are copies of what was deleted here and let go everywhere, with the task that they were.
 * Who still follows the others may copy one at any time. They are let go as well, or the deletion would be taken back, and a
 * second copy made where the first was let go (S4).
 * @param roots the reference of its root, by record
 */
export async function letGoBefore(
  tx: Store,
  { profile }: Pick<RunContext, 'profile'>,
  roots: ReadonlyMap<RemoteId, string>,
): Promise<ReadonlyMap<RemoteId, TaskId>> {
  if (roots.size === 0) return new Map();
  const letGo = await tx.links.letGoByReference(profile.id, [...roots.values()]);
  if (letGo.length === 0) return new Map();
  const followed = await tx.links.byReference(profile.id, [...new Set(letGo.map(({ reference }) => reference))]);
  const isFollowed = new Set(followed.map(({ reference }) => reference));
  const tasks = await tx.tasks.get(letGo.map(({ task }) => task));
  const isAlive = ({ task }: ReferenceHolder): boolean => tasks.get(task)?.deletedAt === null;
  const holders = Map.groupBy(letGo, ({ reference }) => reference);
  return new Map(
    [...roots].flatMap(([id, root]): [RemoteId, TaskId][] => {
      const own = holders.get(root) ?? [];
      return own[0] && !isFollowed.has(root) && !own.some(isAlive) ? [[id, own[0].task]] : [];
    }),
  );
}

/** Links of living tasks of which no record is followed any more, by the roots of their copies. */
export async function letGoOfLiving(
  { store, profile }: Pick<RunContext, 'store' | 'profile'>,
  roots: readonly string[],
): Promise<readonly ReferenceHolder[]> {
  const letGo = await store.links.letGoByReference(profile.id, roots);
  if (letGo.length === 0) return [];
  const followed = await store.links.byReference(profile.id, [...new Set(letGo.map(({ reference }) => reference))]);
  const tasks = await store.tasks.get([...letGo, ...followed].map(({ task }) => task));
  // Records that were just seen have no task yet.
  const isFollowed = new Set(followed.filter(({ task }) => tasks.has(task)).map(({ reference }) => reference));
  return letGo.filter(({ task, reference }) => !isFollowed.has(reference) && tasks.get(task)?.deletedAt === null);
}
