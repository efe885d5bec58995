import { type Compilable, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { CountedBy, Grouping } from '../store.ts';
import { isBefore } from './condition-sql.ts';
import { all, build, type Schema } from './schema.ts';
import type { Tasks } from './task-list.ts';

/**
 * Tasks of a list by group, in the order of the groups. Values are counted first and made into groups after, so that an index
 * is read and not the tasks.
 */
export function countGroups(group: Grouping, narrow: <O>(tasks: Tasks<O>) => Tasks<O>) {
  const key = groupKey(group, sql.ref('first_assignee'));
  return build
    .selectFrom(valuesOf(group, narrow).as('task'))
    .select(({ fn }) => [key.as('key'), fn.sum<number>('task.count').as('count'), fn.min('task.seq').as('seq')])
    .groupBy(key)
    .orderBy(key);
}

/** How often, one task of them, and the one value that decides the group. */
interface Values {
  readonly count: number;
  readonly seq: number;
}

function valuesOf({ by }: Grouping, narrow: <O>(tasks: Tasks<O>) => Tasks<O>): Tasks<Values> {
  const counted = build
    .selectFrom('task')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('seq').as('seq')] as const);
  switch (by) {
    case 'status':
      return narrow(counted.select('status_key')).groupBy('status_key').$castTo<Values>();
    case 'profile':
      return narrow(counted.select('profile')).groupBy('profile').$castTo<Values>();
    case 'due':
      return narrow(counted.select('due')).groupBy(sql`due is null`).groupBy('due').$castTo<Values>();
    case 'assignee': {
      const each = build.selectFrom('task').select([sql.lit(1).as('count'), 'seq', firstAssignee.as('first_assignee')]);
      // Grouped here, SQLite would take the name from each task and not from the index; the limit keeps the two apart.
      return narrow(each).limit(all).$castTo<Values>();
    }
  }
}

const firstAssignee = sql<string | null>`json_extract(fields, '$.assignees[0]')`;

/** What tasks of one group have in common, as text or number that sorts as the groups stand. */
export function groupKey(group: Grouping, assignee = firstAssignee): RawBuilder<string | number> {
  switch (group.by) {
    case 'status':
      return sql<string>`+status_key`;
    case 'profile':
      return sql<string>`(select name from profile where profile.id = task.profile) collate nocase`;
    case 'assignee':
      // Nobody comes last: no name begins with this character.
      return sql<string>`ifnull(${assignee}, ${'\u{10ffff}'}) collate nocase`;
    case 'due': {
      const cases = group.until.map(
        (bound, index) => sql`when ${isBefore(sql.ref('due'), bound)} then ${sql.lit(index)}`,
      );
      const [later, none] = [sql.lit(group.until.length), sql.lit(group.until.length + 1)];
      return sql<number>`case when due is null then ${none} ${sql.join(cases, sql` `)} else ${later} end`;
    }
  }
}

export interface Counted {
  readonly key: string | number;
  readonly count: number;
  /** One of its tasks. */
  readonly seq: number;
}

/** Key, count and one task of each value, the most frequent first. */
export function countsOf(by: CountedBy, containing: string, limit: number): Compilable<Counted> {
  const most = <T extends keyof Schema>(counts: SelectQueryBuilder<Schema, T, Counted>) =>
    counts.orderBy(sql`count`, 'desc').orderBy(sql`key`).limit(limit);
  const wanted = (value: RawBuilder<string>) => sql<boolean>`instr(${value}, ${containing}) > 0`;
  switch (by) {
    case 'label':
    case 'assignee':
      return most(
        build
          .selectFrom('task_tag')
          .where('kind', '=', by)
          .where(wanted(sql`value`))
          .where('task', 'not in', build.selectFrom('task').select('seq').where('deleted_at', 'is not', null))
          .groupBy('value')
          .select(({ fn }) => ['value as key', fn.countAll<number>().as('count'), fn.min('task').as('seq')]),
      );
    case 'endpoint':
      // The index of records knows no tasks, and looking up each takes long: those that do not count are few, and taken off.
      return most(
        build
          .selectFrom('link')
          .where('link.state', '=', sql.lit('linked'))
          .groupBy('link.endpoint')
          .having(countHere, '>', 0)
          .select(['link.endpoint as key', countHere.as('count'), someTaskHere.as('seq')]),
      );
    default: {
      const value = columns[by];
      return most(
        build
          .selectFrom('task')
          .where('deleted_at', 'is', null)
          .where(value, 'is not', null)
          .where(wanted(sql`lower(${value})`))
          .groupBy(value)
          .select(({ fn }) => [value.as('key'), fn.countAll<number>().as('count'), fn.min('seq').as('seq')]),
      );
    }
  }
}

/** Of the links in a group those whose task is here and not in the bin. A record that has no task yet has a mark. */
const countHere = sql<number>`count(*)
  - (select count(*) from task binned cross join link own on own.task = binned.id
     where binned.deleted_at is not null and +own.endpoint = link.endpoint and own.state = 'linked')
  - (select count(*) from dirty cross join link own on own.task = dirty.task
     where +own.endpoint = link.endpoint and own.state = 'linked'
     and not exists (select 1 from task where task.id = dirty.task))`;

const someTaskHere = sql<number>`(select task.seq from link own cross join task on task.id = own.task
  where own.endpoint = link.endpoint and own.state = 'linked' limit 1)`;

const columns = {
  status: sql<string>`status_key`,
  priority: sql<string>`priority`,
  profile: sql<string>`profile`,
  milestone: sql<string>`json_extract(fields, '$.milestone')`,
} as const;
