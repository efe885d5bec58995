import { commentsField } from '../domain/comment.ts';
import type { FieldName, Fields, FieldValue } from '../domain/field.ts';
import { here, type Timestamp } from '../domain/ids.ts';
import type { HistoryEntry } from '../domain/run.ts';
import type { Task } from '../domain/task.ts';

export interface TaskAt {
  /** `unknown`: before what the history still holds. */
  readonly state: 'here' | 'bin' | 'not-yet' | 'unknown';
  readonly fields: Fields;
}

/**
 * The task as it was: from now backwards, each later change is taken back. So it needs only the history since then, and what
 * was compacted away before costs nothing. Pure.
 * @param entries of the task, newest first
 * @param since from when on the history is whole; null: it always was
 */
export function taskAt(task: Task, entries: readonly HistoryEntry[], at: Timestamp, since: Timestamp | null): TaskAt {
  if (at < task.createdAt) return { state: 'not-yet', fields: {} };
  if (since !== null && at < since) return { state: 'unknown', fields: {} };
  const fields: Record<FieldName, FieldValue> = { ...task.fields };
  let isInBin = task.deletedAt !== null;
  for (const { place, kind, field, before, at: then } of entries) {
    if (then <= at) break;
    if (place !== here || field === commentsField) continue;
    if (kind === 'delete') isInBin = false;
    else if (kind === 'restore') isInBin = true;
    else if ((kind === 'update' || kind === 'resolved') && field !== null) {
      if (before === undefined) delete fields[field];
      else fields[field] = before;
    }
  }
  return { state: isInBin ? 'bin' : 'here', fields };
}
