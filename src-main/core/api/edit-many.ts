import type { TaskChange } from '../../../src-shared/api/contract.ts';
import type { ManyChanged } from '../../../src-shared/api/views.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import type { ProfileId, TaskId } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext } from './api-context.ts';
import { binTask, type Changed, clearTombstones, editTask, toFields } from './task-changes.ts';

/** Beyond this many tasks a change is worth a copy of everything. */
export const mostWithoutBackup = 500;

/** Short enough that a run and the window have their turn in between. */
const batchSize = 500;

/**
 * One change of many tasks, some hundred in a transaction. A value that one of their profiles does not know is refused before
 * anything is changed.
 */
export async function editMany(context: ApiContext, ids: readonly TaskId[], change: TaskChange): Promise<ManyChanged> {
  const { store, ports } = context.options;
  const fieldsOf = await fieldsByProfile(context, ids, change);
  let changed = 0;
  const entries: (readonly [number, number])[] = [];
  for (let start = 0; start < ids.length; start += batchSize) {
    const some = ids.slice(start, start + batchSize);
    const batch = await store.transaction('task', async (tx) => {
      const tasks = [...(await tx.tasks.get(some)).values()];
      const done = tasks.flatMap((task) => changeTask(context, task, fieldsOf.get(task.profile) ?? {}, change) ?? []);
      return await storeChanges(context, tx, done, change.bin === false);
    });
    changed += batch.changed;
    entries.push(...batch.entries);
    await ports.clock.sleep(0);
  }
  return { changed, skipped: ids.length - changed, entries };
}

/** What `edit` says, in the words of each profile that has one of the tasks. */
async function fieldsByProfile(
  context: ApiContext,
  ids: readonly TaskId[],
  { edit = {} }: TaskChange,
): Promise<ReadonlyMap<ProfileId, Readonly<Record<string, FieldValue>>>> {
  const { store } = context.options;
  const found = new Map<ProfileId, Readonly<Record<string, FieldValue>>>();
  for (let start = 0; start < ids.length; start += batchSize) {
    for (const { profile: id } of (await store.tasks.get(ids.slice(start, start + batchSize))).values()) {
      const profile = found.has(id) ? null : await store.profiles.get(id);
      if (profile) found.set(id, await toFields(context, profile, edit, null));
    }
  }
  return found;
}

function changeTask(
  context: ApiContext,
  task: Task,
  fields: Readonly<Record<string, FieldValue>>,
  change: TaskChange,
): Changed | null {
  const own = {
    ...fields,
    ...asSet('labels', task, change.addLabels, change.removeLabels),
    ...asSet('assignees', task, change.addAssignees, change.removeAssignees),
  };
  const edited = editTask(context, task, own);
  const moved = change.bin === undefined ? null : binTask(context, edited?.task ?? task, change.bin);
  if (!edited || !moved) return edited ?? moved;
  return { task: moved.task, entries: [...edited.entries, ...moved.entries] };
}

function asSet(
  field: 'labels' | 'assignees',
  { fields }: Task,
  added: readonly string[] = [],
  removed: readonly string[] = [],
): Record<string, FieldValue> {
  if (added.length + removed.length === 0) return {};
  const before = Array.isArray(fields[field]) ? fields[field] : [];
  const gone = new Set(removed.map(fold));
  const kept = before.filter((value) => !gone.has(fold(value)));
  const known = new Set(kept.map(fold));
  return { [field]: [...kept, ...added.filter((value) => !known.has(fold(value)))] };
}

/** @returns how many, and the stretch of history that they are: writers queue, so nobody else's entries are in it */
export async function storeChanges(
  { hold }: ApiContext,
  tx: Store,
  done: readonly Changed[],
  areRestored: boolean,
): Promise<Pick<ManyChanged, 'changed' | 'entries'>> {
  if (done.length === 0) return { changed: 0, entries: [] };
  const tasks = done.map(({ task }) => task);
  await hold.touch(tasks.map(({ id }) => id));
  const [before] = await tx.history.list({ limit: 1 });
  await tx.tasks.put(tasks);
  await tx.history.append(done.flatMap(({ entries }) => entries));
  const [last] = await tx.history.list({ limit: 1 });
  if (areRestored) await clearTombstones(tx, tasks);
  for (const [profile, own] of Map.groupBy(tasks, (task) => task.profile)) {
    await tx.links.markDirty(
      profile,
      own.map(({ id }) => id),
    );
  }
  return { changed: done.length, entries: last ? [[(before?.id ?? 0) + 1, last.id]] : [] };
}
