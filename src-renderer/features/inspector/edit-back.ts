import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import type { TaskView } from '../../../src-shared/api/views.ts';

/** The edit that gives the task back what it says now in the fields that another edit names. */
export function editBack(task: TaskView, edit: TaskEdit): TaskEdit {
  const { custom, ...plain } = edit;
  const before: Readonly<Record<string, unknown>> = { ...task };
  const fields = Object.keys(plain).filter((field) => !(field === 'status' && task.status === null));
  return {
    ...Object.fromEntries(fields.map((field) => [field, before[field]])),
    ...(custom
      ? { custom: Object.fromEntries(Object.keys(custom).map((name) => [name, task.custom[name] ?? null])) }
      : {}),
  };
}

/** The same for fields by name, a service's own with its `x.`. */
export function editBackFields(task: TaskView, fields: readonly string[]): TaskEdit {
  const own = fields.filter((field) => field.startsWith('x.')).map((field) => field.slice(2));
  const plain = fields.filter((field) => !field.startsWith('x.'));
  const named = Object.fromEntries(plain.map((field) => [field, null])) as TaskEdit;
  return editBack(task, {
    ...named,
    ...(own.length > 0 ? { custom: Object.fromEntries(own.map((name) => [name, null])) } : {}),
  });
}
