import type { TaskEdit } from '../../../src-shared/api/contract.ts';
import {
  emptyValue,
  type FieldValue,
  parseWhen,
  sameValue,
  statusCategories,
} from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, requireTask } from './api-context.ts';

export function bornHere(
  { options }: ApiContext,
  profile: Profile,
  fields: Readonly<Record<string, FieldValue>>,
  id = options.ports.ids.next(),
): Task {
  const at = new Date(options.ports.clock.now()).toISOString();
  const stamp = { rev: 1, origin: here, at, by: null };
  return {
    id,
    profile: profile.id,
    fields,
    stamps: Object.fromEntries(Object.keys(fields).map((field) => [field, stamp])),
    rev: 1,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
}

/** A task as it is after a change, and what the history says of it. */
export interface Changed {
  readonly task: Task;
  readonly entries: readonly Omit<HistoryEntry, 'id'>[];
}

/** Null: it says all of that already. */
export function editTask(
  context: ApiContext,
  task: Task,
  fields: Readonly<Record<string, FieldValue>>,
): Changed | null {
  const changed = Object.entries(fields).filter(([field, value]) => !sameValue(field, task.fields[field], value));
  if (changed.length === 0) return null;
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
  const entries = changed.map(([field, after]) => ({
    ...entryFor(context, next, 'update'),
    ...{ field, before: task.fields[field], after },
  }));
  return { task: next, entries };
}

/** Into the bin or out of it. Null: it is there already. */
export function binTask(context: ApiContext, task: Task, isIn: boolean): Changed | null {
  if ((task.deletedAt !== null) === isIn) return null;
  const at = new Date(context.options.ports.clock.now()).toISOString();
  const next = { ...task, rev: task.rev + 1, updatedAt: at, deletedAt: isIn ? at : null };
  const entry = entryFor(context, next, isIn ? 'delete' : 'restore');
  return { task: next, entries: [isIn ? { ...entry, content: contentOf(next) } : entry] };
}

/** Tasks have left the bin: what was deleted at a service is created there again, which its tombstone would forbid. */
export async function clearTombstones(tx: Store, tasks: readonly Task[]): Promise<void> {
  const links = await tx.links.byTasks(tasks.map(({ id }) => id));
  await tx.links.remove(links.filter(({ state }) => state === 'gone' || state === 'deleted').map(({ id }) => id));
  // The records of their children still name the one that was deleted.
  for (const [profile, own] of Map.groupBy(tasks, (task) => task.profile)) {
    const ids = own.map(({ id }) => id);
    await tx.links.markDirty(profile, await tx.tasks.childrenOf(profile, ids));
  }
}

export function contentOf({ fields }: Task): NonNullable<HistoryEntry['content']> {
  return { fields, raw: null };
}

export function entryFor({ options }: ApiContext, task: Task, kind: HistoryEntry['kind']): Omit<HistoryEntry, 'id'> {
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
export async function toFields(
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

type Fields = Readonly<Record<string, FieldValue>>;

/**
 * An edit that waited must not go over what somebody wrote meanwhile. A field that has what is wanted already is fine: it may have
 * been sent before. @throws TaskSyncError `stale-version`
 */
export function refuseUnseen(task: Task, wanted: Fields, seen: Fields): void {
  const isFine = ([field, value]: [string, FieldValue]): boolean =>
    sameValue(field, task.fields[field], value) || sameValue(field, task.fields[field], wanted[field]);
  if (Object.entries(seen).every(isFine)) return;
  throw new TaskSyncError(
    'stale-version',
    'This was changed since you saw it, so what you wrote was not put over it. Look at it, then write it again if it is still right.',
  );
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

/** @throws TaskSyncError `invalid-input` for what is not in the profile's vocabulary: the four categories, what its mappings name, and what its services call their own. */
export async function checkStatus({ options }: ApiContext, profile: Profile, status: FieldValue): Promise<void> {
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
