import type { ManyChanged } from '../../../src-shared/api/views.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { ApiContext } from '../api/api-context.ts';
import { storeChanges } from '../api/edit-many.ts';
import { bornHere, type Changed, contentOf, editTask, entryFor } from '../api/task-changes.ts';
import type { PlannedRow } from './plan-import.ts';

/** In one transaction; few enough that the stretch of history they are can be taken back in one. */
const batchSize = 200;

/** Makes and changes tasks. An import that was stopped half-way is gone on with by importing the same file again. */
export async function carryOut(
  context: ApiContext,
  profile: Profile,
  rows: readonly PlannedRow[],
): Promise<ManyChanged['entries']> {
  const { store, ports } = context.options;
  const entries: (readonly [number, number])[] = [];
  for (let start = 0; start < rows.length; start += batchSize) {
    const some = rows.slice(start, start + batchSize);
    const batch = await store.transaction('task', async (tx) => {
      const tasks = await tx.tasks.get(some.map(({ id }) => id));
      const done = some.flatMap((row) => changed(context, profile, row, tasks.get(row.id)) ?? []);
      return await storeChanges(context, tx, done, false);
    });
    entries.push(...batch.entries);
    await ports.clock.sleep(0);
  }
  return entries;
}

function changed(context: ApiContext, profile: Profile, row: PlannedRow, task: Task | undefined): Changed | null {
  // What came into the bin or went away since the plan was made stays there.
  if (task) return task.deletedAt === null ? editTask(context, task, row.fields) : null;
  if (row.before) return null;
  const born = { ...bornHere(context, profile, row.fields), id: row.id };
  return { task: born, entries: [{ ...entryFor(context, born, 'create'), content: contentOf(born) }] };
}
