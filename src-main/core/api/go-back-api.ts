import { emptyValue, type FieldName, type FieldValue } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { taskAt } from '../../../src-shared/sync/task-at.ts';
import { historySinceKey } from '../store/compact.ts';
import { type ApiContext, type Handlers, requireTask } from './api-context.ts';
import { editOneTask, type taskIn } from './change-task.ts';
import { editTask } from './task-changes.ts';

export function goBackHandlers(context: ApiContext): Handlers<'tasks.goBack'> {
  return {
    'tasks.goBack': async ({ task: id, at, fields: named }) => {
      const { id: taskId } = await requireTask(context, id);
      return await editOneTask(context, taskId, async (tx, task) => {
        const then = new Date(at).toISOString();
        const since = await tx.settings.get<string>(historySinceKey);
        const was = taskAt(task, await tx.history.list({ task: taskId, since: then }), then, since);
        if (was.state === 'not-yet' || was.state === 'unknown') {
          const why =
            was.state === 'unknown'
              ? 'What the task said then is in the archive by now, where it can be read but not restored (Settings, Data, or "tasksync archive show").'
              : 'The task was not here yet.';
          throw new TaskSyncError('invalid-input', `${why} Nothing was changed.`);
        }
        const fields = named ?? [...new Set([...Object.keys(task.fields), ...Object.keys(was.fields)])];
        const values = fields.map((field): [FieldName, FieldValue] => [field, was.fields[field] ?? emptyValue(field)]);
        return editTask(context, task, await withLivingParent(tx, Object.fromEntries(values)));
      });
    },
  };
}

/** What was above it then may be gone. */
async function withLivingParent(
  tx: Parameters<typeof taskIn>[0],
  fields: Readonly<Record<FieldName, FieldValue>>,
): Promise<Readonly<Record<FieldName, FieldValue>>> {
  const { parent, ...others } = fields;
  if (typeof parent !== 'string') return fields;
  return (await tx.tasks.get([parent])).has(parent) ? fields : others;
}
