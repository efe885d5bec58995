import { type FieldValue, isEmpty } from '../../../src-shared/domain/field.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { commentsAt } from '../../../src-shared/sync/comments-at.ts';
import { taskAt } from '../../../src-shared/sync/task-at.ts';
import { historySinceKey } from '../store/compact.ts';
import { type ApiContext, type Handlers, requireProfile, requireTask } from './api-context.ts';
import { restoreFromBin } from './bin-api.ts';
import { changeTask, editOneTask, keep, taskIn, tryAgain } from './change-task.ts';
import { viewConflict } from './conflict-view.ts';
import { namesIn } from './names.ts';
import { addComment, takeBackComment } from './own-comments.ts';
import { saidIn, viewHistory } from './run-view.ts';
import { readQuery, searchTasks } from './search-tasks.ts';
import { binTask, bornHere, contentOf, editTask, entryFor, refuseUnseen, toFields } from './task-changes.ts';
import { plainValue, viewComments, viewTasks } from './task-view.ts';
import { letGoEverywhere } from './unlink-api.ts';

type Names =
  | 'tasks.list'
  | 'tasks.show'
  | 'tasks.at'
  | 'tasks.add'
  | 'tasks.edit'
  | 'tasks.delete'
  | 'tasks.restore'
  | 'tasks.retry'
  | 'tasks.comment'
  | 'tasks.uncomment';

export function taskHandlers(context: ApiContext): Handlers<Names> {
  const { store } = context.options;
  return {
    'tasks.list': async ({ profile: name, query, deleted, ...page }) => {
      const { tasks, total } = await searchTasks(context, {
        ...(await readQuery(context, { profile: name, query, deleted })),
        ...defaultPage,
        ...withoutUndefined(page),
      });
      return { tasks: await viewTasks(context, tasks), total };
    },
    'tasks.show': async ({ task: id }) => await showTask(context, await requireTask(context, id)),
    'tasks.at': async ({ task: id, at }) => {
      const task = await requireTask(context, id);
      const then = new Date(at).toISOString();
      const since = await store.settings.get<string>(historySinceKey);
      // What was the case at the beginning of the history is not asked: only later changes are taken back.
      const entries = await store.history.list({ task: task.id, since: then });
      const { state, fields } = taskAt(task, entries, then, since);
      const values = Object.entries(fields).map(([field, value]) => [field, plainValue(value)] as const);
      const isKnown = state === 'here' || state === 'bin';
      const comments = isKnown ? commentsAt(await store.comments.byTasks([task.id]), entries, then) : [];
      const profile = await store.profiles.get(task.profile);
      return {
        ...{ task: task.id, at: then, state, fields: Object.fromEntries(values) },
        comments: viewComments(profile ?? undefined, comments),
      };
    },
    'tasks.add': async ({ profile: name, edit, task: id }) => {
      const profile = await requireProfile(context, name);
      const fields = { status: 'todo', ...(await toFields(context, profile, edit, null)) };
      return await changeTask(context, async (tx) => {
        // Sent before, and the answer got lost: whatever became of it since stays.
        const before = id === undefined ? undefined : (await tx.tasks.get([id])).get(id);
        if (before) return before;
        const task = bornHere(context, profile, fields, id);
        await tx.tasks.put([task]);
        await tx.history.append([{ ...entryFor(context, task, 'create'), content: contentOf(task) }]);
        return task;
      });
    },
    'tasks.edit': async ({ task: id, edit, seen }) => {
      const { profile: profileId, id: taskId } = await requireTask(context, id);
      const profile = await requireProfile(context, profileId);
      return await editOneTask(context, taskId, async (_tx, task) => {
        const fields = await toFields(context, profile, edit, task);
        if (seen) refuseUnseen(task, fields, await toFields(context, profile, seen, task));
        return editTask(context, task, fields);
      });
    },
    'tasks.delete': async ({ task: id, onlyHere = false }) => {
      const { id: taskId } = await requireTask(context, id);
      return await changeTask(context, async (tx) => {
        const task = await taskIn(tx, taskId);
        const changed = binTask(context, task, true);
        if (onlyHere && changed) await letGoEverywhere(context, tx, taskId, changed.task.deletedAt ?? '');
        return await keep(tx, task, changed);
      });
    },
    'tasks.retry': async ({ task: id }) => {
      const { id: taskId } = await requireTask(context, id);
      return await changeTask(context, async (tx) => await tryAgain(context, tx, taskId));
    },
    'tasks.restore': async ({ task: id }) => {
      const { id: taskId } = await requireTask(context, id);
      return await changeTask(context, (tx) => restoreFromBin(context, tx, taskId));
    },
    'tasks.comment': async ({ task: id, text }) => {
      const { id: taskId } = await requireTask(context, id);
      return await changeTask(context, (tx) => addComment(context, tx, taskId, text));
    },
    'tasks.uncomment': async ({ task: id, comment }) => {
      const { id: taskId } = await requireTask(context, id);
      return await changeTask(context, (tx) => takeBackComment(context, tx, taskId, comment));
    },
  };
}

async function showTask(context: ApiContext, task: Task) {
  const { store } = context.options;
  const [view] = await viewTasks(context, [task]);
  if (!view) throw new TaskSyncError('not-found', 'This task is no longer here.');
  const links = await store.links.byTasks([task.id]);
  const conflicts = (await store.conflicts.byTasks([task.id])).filter((conflict) => conflict.state === 'open');
  const history = await store.history.list({ task: task.id, limit: 500 });
  const seen = links.flatMap(({ endpoint, state, observation }) =>
    observation !== null && state === 'linked' ? [{ endpoint, fields: visible(observation.fields) }] : [],
  );
  const said = seen.flatMap(({ endpoint, fields }) =>
    Object.entries(fields).map(([field, value]) => ({ place: endpoint, field, values: [value] })),
  );
  const names = await namesIn(context, await store.profiles.get(task.profile), [...saidIn(history), ...said]);
  return {
    task: view,
    copies: seen.map(({ endpoint, fields }) => ({
      endpoint: names.place(endpoint),
      fields: Object.fromEntries(
        Object.entries(fields).map(([field, value]) => [field, names.value(endpoint, field, value)]),
      ),
    })),
    history: history.map((entry) => viewHistory(entry, names)),
    problems: await store.problems.open({ tasks: [task.id] }),
    conflicts: conflicts.map((conflict) => viewConflict(conflict, view.profile, names.place)),
  };
}

function visible(fields: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

const defaultPage = { group: null, sort: 'updated', descending: true, offset: 0, limit: 100 } as const;

type Given<T> = { [Key in keyof T]-?: NonNullable<T[Key]> };
function withoutUndefined<T extends object>(values: T): Partial<Given<T>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Given<T>>;
}
