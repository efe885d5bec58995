import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import {
  emptyValue,
  type FieldValue,
  isEmpty,
  parseWhen,
  sameValue,
  statusCategories,
} from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { allOf, type Filter } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { commentsAt } from '../../../src-shared/sync/comments-at.ts';
import { withoutFrozen } from '../../../src-shared/sync/link-marks.ts';
import { taskAt } from '../../../src-shared/sync/task-at.ts';
import { historySinceKey } from '../store/compact.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, endpointNames, type Handlers, requireProfile, requireTask } from './api-context.ts';
import { viewConflict } from './conflict-view.ts';
import { viewHistory } from './run-view.ts';
import { searchTasks } from './search-tasks.ts';
import { plainValue, viewComments, viewTasks } from './task-view.ts';

type Names =
  | 'tasks.list'
  | 'tasks.show'
  | 'tasks.at'
  | 'tasks.add'
  | 'tasks.edit'
  | 'tasks.delete'
  | 'tasks.restore'
  | 'tasks.retry'
  | 'tasks.comment';

export function taskHandlers(context: ApiContext): Handlers<Names> {
  const { store } = context.options;
  return {
    'tasks.list': async ({ profile: name, query = '', deleted = false, ...page }) => {
      const profile = name === undefined ? null : (await requireProfile(context, name)).id;
      const filter = allOf([parseFilter(query), ...(deleted ? [inBin] : [])]);
      const { tasks, total } = await searchTasks(context, {
        filter,
        profile,
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
    'tasks.add': async ({ profile: name, edit }) => {
      const profile = await requireProfile(context, name);
      const fields = { status: 'todo', ...(await toFields(context, profile, edit, null)) };
      return await change(context, async (tx) => {
        const task = bornHere(context, profile, fields);
        await tx.tasks.put([task]);
        await tx.history.append([{ ...entryFor(context, task, 'create'), content: contentOf(task) }]);
        return task;
      });
    },
    'tasks.edit': async ({ task: id, edit }) => {
      const { profile: profileId, id: taskId } = await requireTask(context, id);
      const profile = await requireProfile(context, profileId);
      return await change(context, async (tx) => {
        const task = (await tx.tasks.get([taskId])).get(taskId);
        if (!task) throw new TaskSyncError('not-found', 'This task is no longer here.');
        return await applyEdit(context, tx, task, await toFields(context, profile, edit, task));
      });
    },
    'tasks.delete': async ({ task: id }) => {
      const { id: taskId } = await requireTask(context, id);
      return await change(
        context,
        async (tx) => await setBin(context, tx, taskId, new Date(context.options.ports.clock.now()).toISOString()),
      );
    },
    'tasks.retry': async ({ task: id }) => {
      const { id: taskId } = await requireTask(context, id);
      return await change(context, async (tx) => await tryAgain(context, tx, taskId));
    },
    'tasks.restore': async ({ task: id }) => {
      const { id: taskId } = await requireTask(context, id);
      return await change(context, async (tx) => {
        // What was deleted at a service is created there again; its tombstone would forbid that.
        const links = (await tx.links.byTasks([taskId])).filter(
          (link) => link.state === 'gone' || link.state === 'deleted',
        );
        await tx.links.remove(links.map((link) => link.id));
        const task = await setBin(context, tx, taskId, null);
        // Their records still name the one that was deleted.
        await tx.links.markDirty(task.profile, await tx.tasks.childrenOf(task.profile, [taskId]));
        return task;
      });
    },
    'tasks.comment': async ({ task: id, text }) => {
      const { id: taskId } = await requireTask(context, id);
      return await change(context, (tx) => addComment(context, tx, taskId, text));
    },
  };
}

/** Stores a change of one task, marks it as to be planned, and tells everybody. */
async function change(context: ApiContext, work: (tx: Store) => Promise<Task>): Promise<TaskView> {
  const task = await context.options.store.transaction('task', async (tx) => {
    const changed = await work(tx);
    await tx.links.markDirty(changed.profile, [changed.id]);
    return changed;
  });
  context.emit({ kind: 'changed', what: ['tasks', 'status', 'profiles'] });
  const [view] = await viewTasks(context, [task]);
  if (!view) throw new TaskSyncError('bug', 'The task was saved but cannot be shown.');
  return view;
}

function bornHere({ options }: ApiContext, profile: Profile, fields: Readonly<Record<string, FieldValue>>): Task {
  const at = new Date(options.ports.clock.now()).toISOString();
  const stamp = { rev: 1, origin: here, at, by: null };
  return {
    id: options.ports.ids.next(),
    profile: profile.id,
    fields,
    stamps: Object.fromEntries(Object.keys(fields).map((field) => [field, stamp])),
    rev: 1,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
}

async function applyEdit(
  context: ApiContext,
  tx: Store,
  task: Task,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<Task> {
  const changed = Object.entries(fields).filter(([field, value]) => !sameValue(field, task.fields[field], value));
  if (changed.length === 0) return task;
  const at = new Date(context.options.ports.clock.now()).toISOString();
  const rev = task.rev + 1;
  const stamp = { rev, origin: here, at, by: null };
  const next: Task = {
    ...task,
    rev,
    updatedAt: at,
    fields: { ...task.fields, ...Object.fromEntries(changed) },
    stamps: { ...task.stamps, ...Object.fromEntries(changed.map(([field]) => [field, stamp])) },
  };
  await tx.tasks.put([next]);
  await tx.history.append(
    changed.map(([field, after]) => ({
      ...entryFor(context, next, 'update'),
      field,
      before: task.fields[field],
      after,
    })),
  );
  return next;
}

async function setBin(context: ApiContext, tx: Store, id: string, deletedAt: string | null): Promise<Task> {
  const task = (await tx.tasks.get([id])).get(id);
  if (!task) throw new TaskSyncError('not-found', 'This task is no longer here.');
  if ((task.deletedAt === null) === (deletedAt === null)) return task;
  const next = {
    ...task,
    rev: task.rev + 1,
    updatedAt: new Date(context.options.ports.clock.now()).toISOString(),
    deletedAt,
  };
  await tx.tasks.put([next]);
  const entry = entryFor(context, next, deletedAt === null ? 'restore' : 'delete');
  await tx.history.append([deletedAt === null ? entry : { ...entry, content: contentOf(next) }]);
  return next;
}

async function addComment(context: ApiContext, tx: Store, taskId: string, text: string): Promise<Task> {
  const task = (await tx.tasks.get([taskId])).get(taskId);
  if (!task) throw new TaskSyncError('not-found', 'This task is no longer here.');
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

async function tryAgain(context: ApiContext, tx: Store, id: string): Promise<Task> {
  const task = (await tx.tasks.get([id])).get(id);
  if (!task) throw new TaskSyncError('not-found', 'This task is no longer here.');
  const links = (await tx.links.byTasks([id])).filter((link) => link.marks?.frozen);
  await tx.links.put(links.map((link) => withoutFrozen(link, () => true)));
  const waiting = (await tx.outbox.byTasks([id])).filter(({ state }) => state === 'parked' || state === 'uncertain');
  await tx.outbox.put(waiting.map((op) => ({ ...op, retryAt: null })));
  // A word of the person: the breaker counts anew from here.
  await tx.history.append([entryFor(context, task, 'retry')]);
  return task;
}

function contentOf({ fields }: Task): NonNullable<HistoryEntry['content']> {
  return { fields, raw: null };
}

function entryFor({ options }: ApiContext, task: Task, kind: HistoryEntry['kind']): Omit<HistoryEntry, 'id'> {
  return {
    run: null,
    at: new Date(options.ports.clock.now()).toISOString(),
    task: task.id,
    title: String(task.fields['title'] ?? ''),
    place: here,
    kind,
    field: null,
    before: undefined,
    after: undefined,
    actor: here,
    by: null,
  };
}

/** An edit as task values. @throws TaskSyncError `invalid-input` for a date, status or parent that is none */
async function toFields(
  context: ApiContext,
  profile: Profile,
  edit: TaskEdit,
  task: Task | null,
): Promise<Record<string, FieldValue>> {
  const { custom, start, due, parent, ...plain } = edit;
  const fields: Record<string, FieldValue> = {};
  for (const [field, value] of Object.entries(plain)) {
    if (value !== undefined) fields[field] = value === null ? emptyValue(field) : value;
  }
  for (const [field, value] of Object.entries({ start, due })) {
    if (value !== undefined) fields[field] = readDate(field, value);
  }
  for (const [field, value] of Object.entries(custom ?? {})) fields[`x.${field}`] = value;
  if (typeof fields['title'] === 'string' && fields['title'].trim() === '') {
    throw new TaskSyncError('invalid-input', 'A task needs a title. Nothing was changed.');
  }
  if (fields['status'] !== undefined) await checkStatus(context, profile, fields['status']);
  if (parent !== undefined)
    fields['parent'] = parent === null ? null : await checkParent(context, profile, parent, task);
  return fields;
}

function readDate(field: string, text: string | null): FieldValue {
  if (text === null || text.trim() === '') return null;
  const when = parseWhen(text);
  if (when) return when;
  throw new TaskSyncError(
    'invalid-input',
    `“${text}” is no ${field} date. Write a day (2026-03-01), a local time (2026-03-01T09:30) or a point in time (2026-03-01T09:30:00Z). Nothing was changed.`,
  );
}

/** The profile's vocabulary: the four categories, what its mappings name, and what its services call their own. */
async function checkStatus({ options }: ApiContext, profile: Profile, status: FieldValue): Promise<void> {
  const known = new Set<FieldValue>(statusCategories);
  for (const { mapping } of profile.endpoints) {
    const rule = mapping['status'];
    if (rule) for (const value of Object.values(rule.values ?? {}).flat()) known.add(value);
  }
  if (known.has(status)) return;
  const used = await options.store.tasks.list({ profile: profile.id, status: [String(status)], limit: 1 });
  if (used.total > 0) return;
  throw new TaskSyncError(
    'invalid-input',
    `“${String(status)}” is no status of this profile. Known: ${[...known].join(', ')}. Nothing was changed.`,
  );
}

async function checkParent(context: ApiContext, profile: Profile, id: string, task: Task | null): Promise<string> {
  let ancestor: Task | undefined = await requireTask(context, id);
  const parent = ancestor.id;
  if (ancestor.profile !== profile.id)
    throw new TaskSyncError('invalid-input', 'The parent must be in the same profile. Nothing was changed.');
  const seen = new Set<string>();
  while (ancestor && !seen.has(ancestor.id)) {
    if (ancestor.id === task?.id)
      throw new TaskSyncError('invalid-input', 'A task cannot be its own ancestor. Nothing was changed.');
    seen.add(ancestor.id);
    const next: FieldValue | undefined = ancestor.fields['parent'];
    ancestor = typeof next === 'string' ? (await context.options.store.tasks.get([next])).get(next) : undefined;
  }
  return parent;
}

async function showTask(context: ApiContext, task: Task) {
  const { store } = context.options;
  const nameOf = await endpointNames(context);
  const [view] = await viewTasks(context, [task]);
  if (!view) throw new TaskSyncError('not-found', 'This task is no longer here.');
  const links = await store.links.byTasks([task.id]);
  const conflicts = (await store.conflicts.byTasks([task.id])).filter((conflict) => conflict.state === 'open');
  return {
    task: view,
    copies: links
      .filter((link) => link.observation !== null && link.state === 'linked')
      .map((link) => ({ endpoint: nameOf(link.endpoint), fields: visible(link.observation?.fields ?? {}) })),
    history: (await store.history.list({ task: task.id, limit: 500 })).map((entry) => viewHistory(entry, nameOf)),
    problems: await store.problems.open({ tasks: [task.id] }),
    conflicts: conflicts.map((conflict) => viewConflict(conflict, view.profile, nameOf)),
  };
}

function visible(fields: Readonly<Record<string, FieldValue>>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

const inBin: Filter = { kind: 'state', state: 'deleted' };
const defaultPage = { sort: 'updated', descending: true, offset: 0, limit: 100 } as const;

type Given<T> = { [Key in keyof T]-?: NonNullable<T[Key]> };
function withoutUndefined<T extends object>(values: T): Partial<Given<T>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Given<T>>;
}
