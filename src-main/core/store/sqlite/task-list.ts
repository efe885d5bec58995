import { type Expression, type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import type { TaskQuery } from '../store.ts';
import { conditionSql, matching, tagged, tasksThatAre } from './condition-sql.ts';
import { all, build, listOf, type Schema, type TaskTable } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import { groupKey } from './task-groups.ts';
import { taskColumns } from './task-row.ts';
import { searchQuery, statusKeys } from './text-keys.ts';

export type Tasks<O> = SelectQueryBuilder<Schema, 'task', O>;
type Plus = '' | '+';
type Row = Pick<Selectable<TaskTable>, (typeof taskColumns)[number]>;

/**
 * Up to here the matching tasks are looked up and sorted; above, the sort index is walked until the page is full.
 * SQLite cannot know which is better, but we have just counted.
 */
const sortedInMemory = 2000;

export function listTasks(db: SqlConnection, query: TaskQuery): { rows: Row[]; total: number } {
  const plus = wayOf(db, query);
  const total = countTasks(db, query, plus);
  if (total === 0 || query.limit === 0) return { rows: [], total };
  if (query.group === undefined && total > sortedInMemory) {
    return { rows: db.all(paged(sorted(narrowed(tasks(), query, '+'), query, ''), query)), total };
  }
  // Only keys are sorted, so that the texts of all these tasks need not be.
  const page = paged(inOrder(narrowed(build.selectFrom('task').select('seq'), query, plus), query), query);
  return { rows: db.all(inOrder(tasks().where('seq', 'in', page), query)), total };
}

function countTasks(db: SqlConnection, query: TaskQuery, plus: Plus): number {
  const asked = wordsAlone(query);
  if (asked === null) {
    const counted = build.selectFrom('task').select(({ fn }) => fn.countAll<number>().as('count'));
    return db.first(narrowed(counted, query, plus))?.count ?? 0;
  }
  // The index of words counts without being asked for each task; what is in the bin is little, and taken off.
  const found = matching(asked).clearSelect();
  const all = db.first(found.select(({ fn }) => fn.countAll<number>().as('count')))?.count ?? 0;
  return all === 0 ? 0 : all - countTasks(db, { ...query, deleted: true }, '+');
}

/** Null: the question is about more, or about the bin. */
function wordsAlone({ words = [], profile, status, label, assignee, is, where, deleted = false }: TaskQuery) {
  const others = [profile, status, label, assignee, is, where];
  return deleted === false && others.every((one) => one === undefined) ? searchQuery(words) : null;
}

/**
 * How to find the tasks: where few have one of the words or the label, these are looked up (''); otherwise one walk along
 * `task_by_updated`, which has all that is asked of a task, is quicker than many looks ('+').
 */
export function wayOf(db: SqlConnection, query: TaskQuery): Plus {
  const { words = [], label, assignee, is, where, deleted = false } = query;
  // Neither that index nor the one of the bin has both.
  if (deleted === 'both') return '';
  const asked = searchQuery(words);
  const sets = [
    ...(asked === null ? [] : [matching(asked)]),
    ...(label === undefined ? [] : [tagged('label', label)]),
    ...(assignee === undefined ? [] : [tagged('assignee', assignee)]),
  ];
  if (sets.some((set) => countOf(db, set) <= sortedInMemory)) return '';
  return sets.length > 0 || is !== undefined || where !== undefined ? '+' : '';
}

/** At most one more than is looked up. */
function countOf(db: SqlConnection, set: Expression<unknown>): number {
  const some = sql<object>`(select 1 from ${set} limit ${sql.lit(sortedInMemory + 1)})`.as('some');
  const counted = build.selectFrom(some).select(({ fn }) => fn.countAll<number>().as('count'));
  return db.first(counted)?.count ?? 0;
}

const tasks = () => build.selectFrom('task').select(taskColumns);

function inOrder<O>(some: Tasks<O>, query: TaskQuery): Tasks<O> {
  return sorted(query.group === undefined ? some : some.orderBy(groupKey(query.group)), query, '+');
}

function paged<O>(some: Tasks<O>, { limit = all, offset = 0 }: TaskQuery): Tasks<O> {
  return some.limit(limit).offset(offset);
}

/** A unary plus keeps SQLite from using an index for that term. */
export function narrowed<O>(tasks: Tasks<O>, query: TaskQuery, plus: Plus): Tasks<O> {
  const seq = column<number>(plus, 'seq');
  let some = tasks;
  if (query.deleted !== 'both') some = some.where('deleted_at', query.deleted === true ? 'is not' : 'is', null);
  if (query.profile !== undefined) {
    const profile = column<string>(query.status === undefined ? plus : '+', 'profile');
    some = some.where(profile, '=', query.profile);
  }
  if (query.status !== undefined) {
    some = some.where(column<string>(plus, 'status_key'), 'in', listOf(query.status.flatMap(statusKeys)));
  }
  if (query.label !== undefined) some = some.where(seq, 'in', tagged('label', query.label));
  if (query.assignee !== undefined) some = some.where(seq, 'in', tagged('assignee', query.assignee));
  if (query.is !== undefined) some = some.where(seq, 'in', tasksThatAre[query.is]);
  if (query.where !== undefined) some = some.where(conditionSql(query.where));
  const words = searchQuery(query.words ?? []);
  return words === null ? some : some.where(seq, 'in', matching(words));
}

/**
 * Without a sort, what changed last comes first. Ties stand in the order of creation, also because an index that ended
 * in random ids would have its new entries strewn over all its pages.
 */
function sorted<O>(tasks: Tasks<O>, query: TaskQuery, plus: Plus): Tasks<O> {
  const direction = (query.descending ?? query.sort === undefined) ? 'desc' : 'asc';
  const keys = { title: 'title_key', updated: 'updated_at', due: 'due', status: 'status_key', priority: 'priority' };
  // Tasks without a due date come last either way.
  const first = query.sort === 'due' ? tasks.orderBy(sql`${sql.raw(plus)}(due is null)`) : tasks;
  return first.orderBy(column(plus, keys[query.sort ?? 'updated']), direction).orderBy(column(plus, 'seq'), direction);
}

function column<T>(plus: Plus, name: string): RawBuilder<T> {
  return sql<T>`${sql.raw(plus)}${sql.ref(name)}`;
}
