import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';
import { fold } from '../../../../src-shared/filter/fold.ts';
import type { DayBound, OpenState, TaskCondition } from '../task-condition.ts';
import { build, listOf } from './schema.ts';
import { noStatus, searchQuery, statusKeys } from './text-keys.ts';

/**
 * The condition of a row of `task`. It is never null, so that `not` can turn it round. What it asks of the row stands in
 * `task_by_updated`, and the unary plus keeps SQLite from looking up each row of a list instead of walking that index.
 */
export function conditionSql(condition: TaskCondition): RawBuilder<SqlBool> {
  switch (condition.kind) {
    case 'and':
      return joined(condition.of, sql` and `, sql`true`);
    case 'or':
      return joined(condition.of, sql` or `, sql`false`);
    case 'not':
      return sql`(not ${conditionSql(condition.of)})`;
    case 'words': {
      const asked = searchQuery([condition.text], condition.in);
      return asked === null ? sql`false` : isAmong(matching(asked));
    }
    case 'is':
      return isAmong(tasksThatAre[condition.state]);
    case 'status': {
      const keys = condition.status === null ? [noStatus] : statusKeys(condition.status);
      return sql`+status_key in ${listOf(keys)}`;
    }
    case 'priority':
      return sql`+priority between ${condition.from} and ${condition.to}`;
    case 'no-priority':
      // One that is none of the four ranks as none, too.
      return sql`(+priority = 0 and ifnull(json_extract(fields, '$.priority'), '') = '')`;
    case 'tag':
      return isAmong(tagged(condition.of, condition.value));
    case 'day': {
      const column = sql.ref(dayColumns[condition.of]);
      const { from, until } = condition;
      return sql`(${column} is not null${from === null ? sql`` : sql` and not ${isBefore(column, from)}`}${
        until === null ? sql`` : sql` and ${isBefore(column, until)}`
      })`;
    }
  }
}

const dayColumns = { due: 'due', created: 'created_at', changed: 'updated_at' } as const;

/** Days and local times are text of the same form, moments are not. */
export function isBefore(column: RawBuilder<unknown>, { day, instant }: DayBound): RawBuilder<SqlBool> {
  return sql`${column} < (case when ${column} like '%Z' then ${instant} else ${day} end)`;
}

/** Words and phrases as the search index has them. */
export function matching(words: string) {
  return build.selectFrom('task_search').select('rowid').where(sql<boolean>`task_search match ${words}`);
}

/** @param value null: any */
export function tagged(kind: 'label' | 'assignee', value: string | null) {
  const tags = build.selectFrom('task_tag').select('task').where('kind', '=', kind);
  return value === null ? tags : tags.where('value', '=', fold(value));
}

export const tasksThatAre = {
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
} as const satisfies Record<OpenState, unknown>;

function isAmong(seqs: Expression<unknown>): RawBuilder<SqlBool> {
  return sql`+seq in ${seqs}`;
}

function joined(conditions: readonly TaskCondition[], by: RawBuilder<unknown>, none: RawBuilder<SqlBool>) {
  return conditions.length === 0 ? none : sql<SqlBool>`(${sql.join(conditions.map(conditionSql), by)})`;
}
