import type { TaskId } from '../../../src-shared/domain/ids.ts';
import { asPair } from '../../../src-shared/domain/proposal.ts';
import type { Store } from '../store/store.ts';

/** Of which two a person said that they are different, as far as one of them is among these. */
export async function refusedPairs(
  store: Store,
  tasks: readonly TaskId[],
): Promise<(task: TaskId, twin: TaskId) => boolean> {
  const refused = new Set<string>();
  for (const { task, twin, state } of await store.proposals.byTasks(tasks)) {
    if (state === 'different') refused.add(`${task} ${twin}`);
  }
  if (refused.size === 0) return () => false;
  return (a, b) => {
    const { task, twin } = asPair(a, b);
    return refused.has(`${task} ${twin}`);
  };
}
