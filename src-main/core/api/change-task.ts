import type { TaskEdited, TaskView } from '../../../src-shared/api/views.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { withoutFrozen } from '../../../src-shared/sync/link-marks.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext } from './api-context.ts';
import { storeChanges } from './edit-many.ts';
import { type Changed, entryFor } from './task-changes.ts';
import { viewTasks } from './task-view.ts';

/** Stores a change of one task, marks it as to be planned, and tells everybody. */
export async function changeTask(context: ApiContext, work: (tx: Store) => Promise<Task>): Promise<TaskView> {
  const task = await context.options.store.transaction('task', async (tx) => {
    const changed = await work(tx);
    await context.hold.touch([changed.id]);
    await tx.links.markDirty(changed.profile, [changed.id]);
    return changed;
  });
  context.emit({ kind: 'changed', what: ['tasks', 'status', 'profiles'] });
  const [view] = await viewTasks(context, [task]);
  if (!view) throw new TaskSyncError('bug', 'The task was saved but cannot be shown.');
  return view;
}

/** The same, with where the history says it. Null: it says all of that already. */
export async function editOneTask(
  context: ApiContext,
  id: TaskId,
  edit: (tx: Store, task: Task) => Promise<Changed | null>,
): Promise<TaskEdited> {
  let entries: TaskEdited['entries'] = [];
  const view = await changeTask(context, async (tx) => {
    const task = await taskIn(tx, id);
    const changed = await edit(tx, task);
    if (!changed) return task;
    entries = (await storeChanges(context, tx, [changed], false)).entries;
    return changed.task;
  });
  return { ...view, entries };
}

export async function taskIn(tx: Store, id: string): Promise<Task> {
  const task = (await tx.tasks.get([id])).get(id);
  if (!task) throw new TaskSyncError('not-found', 'This task is no longer here.');
  return task;
}

/** Null: nothing changed. */
export async function keep(tx: Store, before: Task, changed: Changed | null): Promise<Task> {
  if (!changed) return before;
  await tx.tasks.put([changed.task]);
  await tx.history.append(changed.entries);
  return changed.task;
}

export async function tryAgain(context: ApiContext, tx: Store, id: string): Promise<Task> {
  const task = await taskIn(tx, id);
  const links = (await tx.links.byTasks([id])).filter((link) => link.marks?.frozen);
  await tx.links.put(links.map((link) => withoutFrozen(link, () => true)));
  const waiting = (await tx.outbox.byTasks([id])).filter(({ state }) => state === 'parked' || state === 'uncertain');
  await tx.outbox.put(waiting.map((op) => ({ ...op, retryAt: null })));
  // A word of the person: the breaker counts anew from here.
  await tx.history.append([entryFor(context, task, 'retry')]);
  return task;
}
