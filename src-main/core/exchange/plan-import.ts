import { createHash } from 'node:crypto';
import type { ImportProblem, ImportProblemCode } from '../../../src-shared/api/exchange.ts';
import { type FieldValue, isWhen, parseWhen, sameValue } from '../../../src-shared/domain/field.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { fold } from '../../../src-shared/filter/fold.ts';
import type { ApiContext } from '../api/api-context.ts';
import { checkStatus, toFields } from '../api/task-changes.ts';
import { dropLoops } from './drop-loops.ts';
import type { Target } from './fields.ts';
import type { FileRow, FileTable } from './file-table.ts';
import { type ReadRow, readRow } from './read-row.ts';

/** What a row would do. */
export interface PlannedRow {
  readonly line: number;
  readonly id: TaskId;
  /** The task as it is; null: it is made. */
  readonly before: Task | null;
  /** What changes; of a new task everything. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface ImportPlan {
  readonly rows: readonly PlannedRow[];
  readonly same: number;
  readonly problems: readonly ImportProblem[];
}

type Read = Extract<ReadRow, { readonly key: string | null }> & { readonly line: number; readonly id: TaskId };

/** Rows looked up in one go; the window has its turn in between. */
const batchSize = 500;

export async function planImport(
  context: ApiContext,
  profile: Profile,
  table: FileTable,
  mapping: ReadonlyMap<string, Target>,
): Promise<ImportPlan> {
  const problems: ImportProblem[] = [...table.broken];
  const { read, ids } = await readRows(context, profile, table.rows, mapping, problems);
  const check = createChecks(context, profile);
  const planned: PlannedRow[] = [];
  let same = 0;
  for (let start = 0; start < read.length; start += batchSize) {
    const some = read.slice(start, start + batchSize);
    const tasks = await context.options.store.tasks.get(some.map(({ id }) => id));
    for (const row of some) {
      const made = await planRow(row, tasks.get(row.id) ?? null, ids, check);
      if ('message' in made) problems.push(made);
      else if (Object.keys(made.fields).length === 0) same += 1;
      else planned.push(made);
    }
    await context.options.ports.clock.sleep(0);
  }
  const rows = await dropLoops(context.options.store, planned, problems);
  return { rows, same, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** Each row with the task that it is about. Ids of the file are those of tasks of the profile, or become such. */
async function readRows(
  { options }: ApiContext,
  profile: Profile,
  rows: readonly FileRow[],
  mapping: ReadonlyMap<string, Target>,
  problems: ImportProblem[],
): Promise<{ readonly read: readonly Read[]; readonly ids: ReadonlyMap<string, TaskId> }> {
  const read: Read[] = [];
  const ids = new Map<string, TaskId>();
  const seen = new Map<TaskId, number>();
  const titles = new Map<string, number>();
  for (let start = 0; start < rows.length; start += batchSize) {
    const some = rows.slice(start, start + batchSize).map((row) => ({ line: row.line, row: readRow(row, mapping) }));
    const tasks = await options.store.tasks.get(some.flatMap(({ row }) => ('key' in row && row.key ? [row.key] : [])));
    for (const { line, row } of some) {
      if ('message' in row) {
        problems.push({ line, ...row });
        continue;
      }
      const isOwn = row.key !== null && tasks.get(row.key)?.profile === profile.id;
      const id = isOwn ? row.key : derivedId(profile, row.key ?? keyOfTitle(row.edit.title ?? '', titles));
      const first = seen.get(id);
      if (first !== undefined) {
        const message = `This is the same task as in line ${first}.`;
        problems.push({ line, field: 'id', code: 'same-task', message });
        continue;
      }
      seen.set(id, line);
      if (row.key !== null) ids.set(row.key, id);
      read.push({ ...row, line, id });
    }
    await options.ports.clock.sleep(0);
  }
  return { read, ids };
}

/** Of equal titles the first one stays the first one. */
function keyOfTitle(title: string, titles: Map<string, number>): string {
  const folded = fold(title);
  const count = (titles.get(folded) ?? 0) + 1;
  titles.set(folded, count);
  return `title ${count} ${folded}`;
}

/** The same at every import, so that nothing is made twice; 128 bits, as every id has. */
function derivedId({ id }: Profile, key: string): TaskId {
  return createHash('sha256').update(`import\0${id}\0${key}`).digest('hex').slice(0, 32);
}

interface Checks {
  /** A sentence that says why it can be none. */
  status(status: string): Promise<string | undefined>;
  /** Null: no task of this profile. */
  parent(id: string): Promise<TaskId | null>;
  fields(edit: Read['edit'], task: Task | null): Promise<Record<string, FieldValue> | string>;
}

/** Looks each status and parent up once, however many rows name it. */
function createChecks(context: ApiContext, profile: Profile): Checks {
  const statuses = new Map<string, Promise<string | undefined>>();
  const parents = new Map<string, Promise<TaskId | null>>();
  const isHere = async (id: string): Promise<TaskId | null> =>
    (await context.options.store.tasks.get([id])).get(id)?.profile === profile.id ? id : null;
  return {
    status: (status) =>
      once(statuses, status, () => orRefusal(checkStatus(context, profile, status).then(() => undefined))),
    parent: (id) => once(parents, id, () => isHere(id)),
    fields: ({ status: _status, parent: _parent, ...edit }, task) => orRefusal(toFields(context, profile, edit, task)),
  };
}

/** What the check answers, or as a sentence why it refuses. */
async function orRefusal<Answer>(check: Promise<Answer>): Promise<Answer | string> {
  try {
    return await check;
  } catch (error) {
    const { code, message } = toTaskSyncError(error);
    if (code !== 'invalid-input') throw error;
    return message.replace(' Nothing was changed.', '');
  }
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, look: () => Promise<Value>): Promise<Value> {
  const found = known.get(key) ?? look();
  known.set(key, found);
  return found;
}

async function planRow(
  { line, id, edit }: Read,
  before: Task | null,
  ids: ReadonlyMap<string, TaskId>,
  check: Checks,
): Promise<PlannedRow | ImportProblem> {
  const problem = (code: ImportProblemCode, field: string | null, message: string): ImportProblem => ({
    ...{ line, field, code, message },
  });
  if (before && before.deletedAt !== null) return problem('in-bin', null, 'This task is in the bin. Restore it first.');
  if (!before && edit.title === undefined) return problem('no-title', 'title', 'A new task needs a title.');
  const old = before?.fields ?? {};
  const wanted = await check.fields(edit, before);
  if (typeof wanted === 'string') return problem('refused', null, wanted);
  if (edit.status !== undefined) wanted['status'] = edit.status;
  if (!before) wanted['status'] ??= 'todo';
  if (edit.parent !== undefined) {
    const parent = edit.parent === null ? null : (ids.get(edit.parent) ?? (await check.parent(edit.parent)));
    if (parent === null && edit.parent !== null)
      return problem('no-parent', 'parent', 'There is no task with this id.');
    wanted['parent'] = parent;
  }
  const fields = Object.fromEntries(
    Object.entries(wanted)
      .map(([field, value]) => [field, likeBefore(old[field], value)] as const)
      .filter(([field, value]) => !sameValue(field, old[field], value)),
  );
  const { status } = fields;
  const unknown = typeof status === 'string' ? await check.status(status) : undefined;
  if (unknown !== undefined) return problem('unknown-status', 'status', unknown);
  return { line, id, before, fields };
}

/** A service's own field that holds a date is written as text, and is that date again. */
function likeBefore(before: FieldValue | undefined, value: FieldValue): FieldValue {
  return isWhen(before) && typeof value === 'string' ? (parseWhen(value) ?? value) : value;
}
