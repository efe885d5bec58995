import { type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { fold } from '../../../../src-shared/filter/fold.ts';
import type { Grouping, TaskQuery } from '../store.ts';
import { all, build, listOf, type Schema, type TaskTable } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import { groupKey } from './task-groups.ts';
import { taskColumns } from './task-row.ts';
import { searchQuery, statusKey } from './text-keys.ts';

export type Tasks<O> = SelectQueryBuilder<Schema, 'task', O>;
type Plus = '' | '+';
type Row = Pick<Selectable<TaskTable>, (typeof taskColumns)[number]>;

/**
 * Up to here the matching tasks are looked up and sorted; above, the sort index is walked until the page is full.
 * SQLite cannot know which is better, but we have just counted.
 */
const sortedInMemory = 2000;

export function listTasks(db: SqlConnection, query: TaskQuery): { rows: Row[]; total: number } {
  const counted = build.selectFrom('task').select(({ fn }) => fn.countAll<number>().as('count'));
  const total = db.first(narrowed(counted, query, hasManyWords(db, query) ? '+' : ''))?.count ?? 0;
  if (total === 0) return { rows: [], total };
  if (query.group !== undefined) return { rows: groupedPage(db, query, query.group), total };
  const few = total <= sortedInMemory;
  const page = narrowed(build.selectFrom('task').select(taskColumns), query, few ? '' : '+');
  const rows = db.all(
    sorted(page, query, few ? '+' : '')
      .limit(query.limit ?? all)
      .offset(query.offset ?? 0),
  );
  return { rows, total };
}

/** Words that many tasks have are better asked of the tasks than the tasks of the words. */
function hasManyWords(db: SqlConnection, { words = [] }: TaskQuery): boolean {
  const asked = searchQuery(words);
  if (asked === null) return false;
  const found = db.first(
    matching(asked)
      .clearSelect()
      .select(({ fn }) => fn.countAll<number>().as('count')),
  );
  return (found?.count ?? 0) > sortedInMemory;
}

/** No index has this order. Only the keys are sorted, so that the texts of all tasks need not be. */
function groupedPage(db: SqlConnection, query: TaskQuery, group: Grouping): Row[] {
  const inOrder = <O>(tasks: Tasks<O>) => sorted(tasks.orderBy(groupKey(group)), query, '+');
  const page = inOrder(narrowed(build.selectFrom('task').select('seq'), query, ''))
    .limit(query.limit ?? all)
    .offset(query.offset ?? 0);
  return db.all(inOrder(build.selectFrom('task').select(taskColumns).where('seq', 'in', page)));
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
    some = some.where(column<string>(plus, 'status_key'), 'in', listOf(query.status.map(statusKey)));
  }
  if (query.label !== undefined) some = some.where(seq, 'in', tagged('label', query.label));
  if (query.assignee !== undefined) some = some.where(seq, 'in', tagged('assignee', query.assignee));
  if (query.is !== undefined) some = some.where(seq, 'in', tasksThatAre[query.is]);
  const words = searchQuery(query.words ?? []);
  return words === null ? some : some.where(seq, 'in', matching(words));
}

function tagged(kind: 'label' | 'assignee', value: string) {
  return build.selectFrom('task_tag').select('task').where('kind', '=', kind).where('value', '=', fold(value));
}

function matching(words: string) {
  return build.selectFrom('task_search').select('rowid').where(sql<boolean>`task_search match ${words}`);
}

const tasksThatAre = {
  conflict: build
    .selectFrom('conflict')
    .innerJoin('task as of', 'of.id', 'conflict.task')
    .where('conflict.state', '=', sql.lit('open'))
    .select('of.seq'),
  problem: build.selectFrom('problem').innerJoin('task as of', 'of.id', 'problem.task').select('of.seq'),
  waiting: build
    .selectFrom('op')
    .innerJoin('task as of', 'of.id', 'op.task')
    .where('op.state', '<>', sql.lit('acked'))
    .select('of.seq')
    .unionAll(build.selectFrom('dirty').innerJoin('task as of', 'of.id', 'dirty.task').select('of.seq')),
};

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
