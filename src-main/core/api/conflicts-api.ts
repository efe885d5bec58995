import type { ApiInput } from '../../../src-shared/api/contract.ts';
import type { ConflictView } from '../../../src-shared/api/views.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import { emptyValue, type FieldValue, kindOf, parseWhen, sameValue } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import { type ApiContext, endpointNames, type Handlers, requireProfile, requireUnique } from './api-context.ts';
import { conflictSurroundings } from './conflict-surroundings.ts';
import { viewConflict } from './conflict-view.ts';
import { refusedValues } from './refused-values.ts';
import { noteBefore, reopenConflict } from './reopen-conflict.ts';
import { viewTasks } from './task-view.ts';

type Names =
  | 'conflicts.list'
  | 'conflicts.show'
  | 'conflicts.resolve'
  | 'conflicts.reopen'
  | 'conflicts.surroundings'
  | 'conflicts.refused';

export function conflictHandlers(context: ApiContext): Handlers<Names> {
  const { store } = context.options;
  const open = async (id: string): Promise<Conflict> => {
    const [conflict] = await upToDate(store, [requireUnique(await store.conflicts.open(), id, 'open conflict')]);
    if (!conflict) throw new TaskSyncError('not-found', 'This conflict is no longer here.');
    return conflict;
  };
  const changed = (): void => context.emit({ kind: 'changed', what: ['conflicts', 'tasks', 'profiles', 'status'] });
  const viewAll = async (conflicts: readonly Conflict[]): Promise<readonly ConflictView[]> => {
    const profiles = new Map((await store.profiles.list()).map((profile) => [profile.id, profile.name]));
    const links = Map.groupBy(await store.links.byTasks(conflicts.map(({ task }) => task)), ({ task }) => task);
    const nameOf = await endpointNames(context);
    return conflicts.map((conflict) =>
      viewConflict(conflict, profiles.get(conflict.profile) ?? '', nameOf, links.get(conflict.task) ?? []),
    );
  };
  const view = async (conflict: Conflict): Promise<ConflictView> => {
    const [shown] = await viewAll([conflict]);
    if (!shown) throw new TaskSyncError('not-found', 'This conflict is no longer here.');
    return shown;
  };
  return {
    'conflicts.list': async ({ profile: name }) => {
      const profile = name === undefined ? undefined : (await requireProfile(context, name)).id;
      return await viewAll(await upToDate(store, await store.conflicts.open(profile)));
    },
    'conflicts.show': async ({ conflict }) => await view(await open(conflict)),
    'conflicts.resolve': async ({ conflict: id, use, value }) => {
      const conflict = await open(id);
      const task = await resolve(context, conflict, { use, value });
      changed();
      const [shown] = await viewTasks(context, [task]);
      if (!shown) throw new TaskSyncError('not-found', 'This task is no longer here.');
      return shown;
    },
    'conflicts.reopen': async ({ conflict: id }) => {
      const conflict = await store.conflicts.get(id);
      if (!conflict) throw new TaskSyncError('not-found', 'This conflict is no longer here.');
      const reopened = await reopenConflict(context, conflict);
      changed();
      return await view(reopened);
    },
    'conflicts.surroundings': async ({ task }) => await conflictSurroundings(context, task),
    'conflicts.refused': async ({ profile }) =>
      await refusedValues(
        store,
        profile === undefined ? await store.profiles.list() : [await requireProfile(context, profile)],
      ),
  };
}

/** A task may have been edited here since its conflict was found: what a person chooses from is what it says now. */
async function upToDate(store: Store, conflicts: readonly Conflict[]): Promise<readonly Conflict[]> {
  const tasks = await store.tasks.get(conflicts.map(({ task }) => task));
  return conflicts.map((conflict) => {
    const { kind, field, sides } = conflict;
    const task = tasks.get(conflict.task);
    const value = task?.fields[field];
    if (kind === 'deletion' || value === undefined || sameValue(field, value, sides[0].value ?? emptyValue(field))) {
      return conflict;
    }
    const { origin = here, by = null, at = null } = task?.stamps[field] ?? {};
    return { ...conflict, sides: [{ side: origin, value, by, at }, sides[1]] };
  });
}

type Choice = { readonly use: string | undefined; readonly value: ApiInput<'conflicts.resolve'>['value'] };

/**
 * Decides here; nothing is sent. The task gets the chosen value, and what the endpoint said becomes the base: it has been
 * seen and decided about, so the next plan writes the difference and nothing asks again.
 */
async function resolve(context: ApiContext, conflict: Conflict, choice: Choice): Promise<Task> {
  const chosen = await choose(context, conflict, choice);
  return await context.options.store.transaction('conflict', async (tx) => {
    const task = (await tx.tasks.get([conflict.task])).get(conflict.task);
    const link = (await tx.links.byTasks([conflict.task])).find((one) => one.endpoint === conflict.endpoint);
    if (!task || !link) throw new TaskSyncError('not-found', 'The task of this conflict is no longer here.');
    const decided = await noteBefore(context, conflict, task, link);
    const next =
      conflict.kind === 'deletion'
        ? await decideDeletion(context, tx, task, link, chosen === null)
        : await decideField(context, tx, task, link, conflict, chosen);
    await tx.conflicts.put([{ ...conflict, state: 'resolved', resolution: 'person', ...(decided ? { decided } : {}) }]);
    await tx.links.markDirty(task.profile, [task.id]);
    return next;
  });
}

async function choose(context: ApiContext, conflict: Conflict, { use, value }: Choice): Promise<FieldValue> {
  const nameOf = await endpointNames(context);
  if (value !== undefined) return readValue(conflict.field, value);
  if (use === undefined)
    throw new TaskSyncError('invalid-input', 'Say which side to use, or give a value. Nothing was decided.');
  if (use === 'before') {
    if (conflict.before !== undefined) return conflict.before;
    throw new TaskSyncError(
      'invalid-input',
      'Nothing is known of before: the two were never equal. Choose a side or give a value.',
    );
  }
  const [held, theirs] = conflict.sides;
  if (use === here) return held.value ?? emptyValue(conflict.field);
  const side = conflict.sides.find((one) => nameOf(one.side) === use);
  if (side) return side.value ?? emptyValue(conflict.field);
  const known = [nameOf(held.side), nameOf(theirs.side), 'before'].join(', ');
  throw new TaskSyncError(
    'invalid-input',
    `“${use}” is none of the sides. Choose one of: ${known}. Nothing was decided.`,
  );
}

/** A typed value in the field's kind: dates and lists may come as text. */
function readValue(field: string, value: FieldValue): FieldValue {
  if (kindOf(field) === 'set' && typeof value === 'string') {
    return value
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  }
  if (kindOf(field) !== 'date' || typeof value !== 'string') return value;
  if (value.trim() === '') return null;
  const when = parseWhen(value);
  if (when) return when;
  throw new TaskSyncError(
    'invalid-input',
    `“${value}” is no date. Write 2026-03-01, 2026-03-01T09:30 or 2026-03-01T09:30:00Z. Nothing was decided.`,
  );
}

async function decideField(
  context: ApiContext,
  tx: Store,
  task: Task,
  link: Link,
  conflict: Conflict,
  value: FieldValue,
): Promise<Task> {
  const { field } = conflict;
  const profile = await tx.profiles.get(task.profile);
  const mapping = profile?.endpoints.find((endpoint) => endpoint.id === link.endpoint)?.mapping[field];
  const name = mapping ? (mapping.field ?? field) : field;
  // Not what was read since: nobody has decided about that, so it has to count as a change.
  const seen = conflict.seen ?? link.observation?.fields[name];
  const at = new Date(context.options.ports.clock.now()).toISOString();
  if (seen !== undefined) {
    const version = link.observation?.version ?? null;
    const evidence = { kind: 'observed', run: null, version, at } as const;
    await tx.links.put([{ ...link, base: { ...link.base, [name]: seen }, evidence }]);
  }
  const rev = task.rev + 1;
  const next: Task = {
    ...task,
    rev,
    updatedAt: at,
    fields: { ...task.fields, [field]: value },
    stamps: { ...task.stamps, [field]: { rev, origin: here, at, by: null } },
  };
  await tx.tasks.put([next]);
  const title = String(next.fields['title'] ?? '');
  const entry = { run: null, at, task: task.id, title, field, actor: here, by: null };
  const before = task.fields[field];
  // Both values stay in the history, whichever was chosen, and so does what another service has brought since (S3).
  const losers = conflict.sides.filter((side) => ![before, value].some((one) => sameValue(field, one, side.value)));
  await tx.history.append([
    ...losers.map(
      (side) => ({ ...entry, place: side.side, kind: 'overruled', before: side.value, after: 'person' }) as const,
    ),
    { ...entry, place: here, kind: 'resolved', before, after: value },
  ]);
  return next;
}

/** Deleted there: follow it into the bin, or keep the task and create it there again. */
async function decideDeletion(
  context: ApiContext,
  tx: Store,
  task: Task,
  link: Link,
  isDeleted: boolean,
): Promise<Task> {
  const at = new Date(context.options.ports.clock.now()).toISOString();
  if (isDeleted) await tx.links.put([{ ...link, state: 'gone' }]);
  else await tx.links.remove([link.id]);
  const next: Task = { ...task, rev: task.rev + 1, updatedAt: at, deletedAt: isDeleted ? at : null };
  await tx.tasks.put([next]);
  if ((task.deletedAt !== null) !== isDeleted) {
    await tx.history.append([
      {
        ...{ run: null, at, task: task.id, title: String(task.fields['title'] ?? ''), place: here, actor: here },
        ...{ kind: isDeleted ? 'delete' : 'restore', field: null, before: undefined, after: undefined, by: null },
        ...(isDeleted ? { content: { fields: task.fields, raw: null } } : {}),
      },
    ]);
  }
  return next;
}
