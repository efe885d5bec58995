import type { Conflict, Decided } from '../../../src-shared/domain/conflict.ts';
import type { FieldName } from '../../../src-shared/domain/field.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext } from './api-context.ts';

/** What a decision is about to change, so that it can be taken back; absent while a run may already carry it on. */
export async function noteBefore(
  { options, runs }: ApiContext,
  { field, kind }: Conflict,
  task: Task,
  link: Link,
): Promise<Decided | undefined> {
  if (runs.isRunning(task.profile)) return undefined;
  const last = await options.store.runs.latest(task.profile);
  const value = kind === 'field' ? task.fields[field] : undefined;
  const stamp = kind === 'field' ? task.stamps[field] : undefined;
  return {
    rev: task.rev + 1,
    lastRun: last?.id ?? null,
    deletedAt: task.deletedAt,
    link,
    ...(value === undefined ? {} : { value }),
    ...(stamp === undefined ? {} : { stamp }),
  };
}

/**
 * Takes a person's decision back, as long as nothing has come of it: no run has begun since, and nobody has changed the
 * field. The question is open again as it was.
 */
export async function reopenConflict(context: ApiContext, conflict: Conflict): Promise<Conflict> {
  const { store, ports } = context.options;
  const { decided } = conflict;
  return await store.transaction('conflict', async (tx) => {
    const task = (await tx.tasks.get([conflict.task])).get(conflict.task);
    if (conflict.state === 'open' || !decided || !task) throw tooLate();
    const isTaken =
      context.runs.isRunning(task.profile) || ((await tx.runs.latest(task.profile))?.id ?? null) !== decided.lastRun;
    const revNow = conflict.kind === 'field' ? task.stamps[conflict.field]?.rev : task.rev;
    if (isTaken || revNow !== decided.rev) throw tooLate();
    const at = new Date(ports.clock.now()).toISOString();
    await putBack(tx, conflict, decided, task, at);
    const { decided: _over, ...open } = conflict;
    const reopened: Conflict = { ...open, state: 'open', resolution: null };
    await tx.conflicts.put([reopened]);
    return reopened;
  });
}

async function putBack(tx: Store, conflict: Conflict, decided: Decided, task: Task, at: string): Promise<void> {
  const { field } = conflict;
  const rev = task.rev + 1;
  const title = String(task.fields['title'] ?? '');
  const entry = { run: null, at, task: task.id, title, place: here, actor: here, by: null } as const;
  if (conflict.kind === 'deletion') {
    await tx.links.put([decided.link]);
    await tx.tasks.put([{ ...task, rev, updatedAt: at, deletedAt: decided.deletedAt }]);
    if (task.deletedAt === decided.deletedAt) return;
    const isDeleted = decided.deletedAt !== null;
    const kind = isDeleted ? 'delete' : 'restore';
    const content = isDeleted ? { content: { fields: task.fields, raw: null } } : {};
    await tx.history.append([{ ...entry, kind, field: null, before: undefined, after: undefined, ...content }]);
    return;
  }
  const now = (await tx.links.byTasks([task.id])).find(({ id }) => id === decided.link.id);
  // What was read since stays read; only what was counted as agreed is so no longer.
  if (now) await tx.links.put([withOldBase(now, decided.link, await remoteNameOf(tx, task, now, field))]);
  const { [field]: _value, ...fields } = task.fields;
  const { [field]: _stamp, ...stamps } = task.stamps;
  await tx.tasks.put([
    {
      ...task,
      rev,
      updatedAt: at,
      fields: decided.value === undefined ? fields : { ...fields, [field]: decided.value },
      stamps: decided.stamp === undefined ? stamps : { ...stamps, [field]: decided.stamp },
    },
  ]);
  await tx.history.append([{ ...entry, kind: 'update', field, before: task.fields[field], after: decided.value }]);
}

/** Only of this field: others of the task may have been decided in the meantime. */
function withOldBase(now: Link, before: Link, name: FieldName): Link {
  const { [name]: _agreed, ...rest } = now.base ?? {};
  const old = before.base?.[name];
  const base = old === undefined ? rest : { ...rest, [name]: old };
  return before.base === null && Object.keys(base).length === 0
    ? { ...now, base: null, evidence: null }
    : { ...now, base };
}

async function remoteNameOf(tx: Store, task: Task, link: Link, field: FieldName): Promise<FieldName> {
  const profile = await tx.profiles.get(task.profile);
  const mapping = profile?.endpoints.find(({ id }) => id === link.endpoint)?.mapping[field];
  return mapping ? (mapping.field ?? field) : field;
}

function tooLate(): TaskSyncError {
  return new TaskSyncError(
    'invalid-input',
    'This decision is on its way to the services already, or the task has been changed since. Nothing was taken back. Edit the task, or undo the run in the history.',
  );
}
