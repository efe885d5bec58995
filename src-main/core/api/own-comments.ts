import { commentsField } from '../../../src-shared/domain/comment.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext } from './api-context.ts';
import { taskIn } from './change-task.ts';
import { entryFor } from './task-changes.ts';

export async function addComment(context: ApiContext, tx: Store, taskId: TaskId, text: string): Promise<Task> {
  const task = await taskIn(tx, taskId);
  const { ids, clock } = context.options.ports;
  const id = ids.next();
  await tx.comments.put([
    {
      id,
      task: taskId,
      identity: ids.next(),
      ...{ origin: here, originName: 'Task Sync', author: 'You', text, isInternal: false },
      createdAt: new Date(clock.now()).toISOString(),
      ...{ editedAt: null, deletedAt: null },
    },
  ]);
  const entry = { field: commentsField, after: text, comment: { id, change: 'create' as const } };
  await tx.history.append([{ ...entryFor(context, task, 'update'), ...entry }]);
  await tx.comments.markTasksDirty([taskId]);
  return task;
}

/** What somebody wrote at a service is theirs: only a comment that was written here can be taken back here. */
export async function takeBackComment(context: ApiContext, tx: Store, taskId: TaskId, id: string): Promise<Task> {
  const task = await taskIn(tx, taskId);
  const [comment] = (await tx.comments.get([id])).filter((one) => one.task === taskId);
  if (!comment || comment.origin !== here) {
    throw new TaskSyncError(
      'invalid-input',
      'Only a comment that was written here can be taken back. Nothing was changed.',
    );
  }
  if (comment.deletedAt !== null) return task;
  await tx.comments.put([{ ...comment, deletedAt: new Date(context.options.ports.clock.now()).toISOString() }]);
  const entry = { field: commentsField, before: comment.text, comment: { id, change: 'delete' as const } };
  await tx.history.append([{ ...entryFor(context, task, 'update'), ...entry }]);
  await tx.comments.markTasksDirty([taskId]);
  return task;
}
