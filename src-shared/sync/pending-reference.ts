import type { FieldValue } from '../domain/field.ts';
import type { TaskId } from '../domain/ids.ts';

const prefix = 'pending:';

/** A reference to a task whose twin this very plan creates; it gets its remote id when it is written. */
export function pendingReference(task: TaskId): string {
  return `${prefix}${task}`;
}

export function isPending(value: FieldValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith(prefix);
}

/** The task that a pending reference names. */
export function pendingTask(reference: string): TaskId {
  return reference.slice(prefix.length);
}
