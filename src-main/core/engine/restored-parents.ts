import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { PlannedItem } from './make-plan.ts';
import type { RunContext } from './run-context.ts';

/** Tasks that come out of the bin with this batch. */
export function restoredIn(batch: readonly PlannedItem[]): readonly TaskId[] {
  return batch.filter(({ plan }) => plan.actions.some(({ kind }) => kind === 'restore')).map(({ item }) => item.taskId);
}

/** It was planned while its parent was in the bin, and so as if that had no place anywhere: it is planned again (L1). */
export function isBelowRestored({ item, plan }: PlannedItem, restored: ReadonlySet<FieldValue>): boolean {
  if (restored.size === 0) return false;
  const moves = plan.actions.flatMap(({ at, fields }) => (at === here ? fields : []));
  const move = moves.findLast(({ field }) => field === 'parent');
  return restored.has(move ? move.after : (item.task?.fields['parent'] ?? null));
}

/** The same for children that are not in the plan, or were in an earlier batch of it. */
export async function markChildren(tx: Store, { profile }: RunContext, restored: readonly TaskId[]): Promise<void> {
  if (restored.length === 0) return;
  await tx.links.markDirty(profile.id, await tx.tasks.childrenOf(profile.id, restored));
}
