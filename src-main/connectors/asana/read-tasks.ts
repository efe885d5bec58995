import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Task } from './asana-wire.ts';
import { taskPlaceSchema, taskSchema } from './asana-wire.ts';

/** A task with what its reading also told of its subtasks, which are no part of it. */
export interface ReadTask {
  readonly id: RemoteId;
  /** Null: shown in a way that we do not understand. */
  readonly task: Task | null;
  readonly subtasks: number;
}

/** Headings among subtasks are no tasks, and are left out. @throws `invalid-response` for what has not even an id */
export function readTasks(given: readonly unknown[]): readonly ReadTask[] {
  return given.flatMap((one) => {
    const place = taskPlaceSchema.safeParse(one);
    if (!place.success) throw notUnderstood();
    const { gid, num_subtasks, is_rendered_as_separator } = place.data;
    if (is_rendered_as_separator === true) return [];
    return [{ id: gid, task: taskSchema.safeParse(one).data ?? null, subtasks: num_subtasks ?? 0 }];
  });
}

/** @throws `invalid-response` when it is not a task; a write that it answers may have been carried out. */
export function readTask(given: unknown): Task {
  const parsed = taskSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw notUnderstood();
}

export function unreadable(id: RemoteId): PullProblem {
  const message = `Asana shows task ${id} in a way that Task Sync does not understand. It was left alone; the others went on.`;
  return { id, code: 'invalid-response', message };
}

function notUnderstood(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Asana sent a task that Task Sync does not understand. Nothing was taken from it. Its API may have changed; look for an update of Task Sync.',
    { applied: 'unknown' },
  );
}
