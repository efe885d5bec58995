import type { RemoteId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';
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
  const found = await tx.links.byReference(profile.id, [...roots.values()]);
  const holders = Map.groupBy(found, ({ reference }) => reference);
  const tasks = await tx.tasks.get(found.map(({ task }) => task));
  return new Map(
    [...roots].flatMap(([id, root]): [RemoteId, TaskId][] => {
      const own = holders.get(root) ?? [];
      const isLetGo = own.every(({ task, state }) => state === 'unlinked' && tasks.get(task)?.deletedAt !== null);
      return own[0] && isLetGo ? [[id, own[0].task]] : [];
    }),
  );
}
