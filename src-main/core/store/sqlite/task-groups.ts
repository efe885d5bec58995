import { type RawBuilder, sql } from 'kysely';
import type { CountedBy, Grouping } from '../store.ts';
import { build } from './schema.ts';

/** What tasks of one group have in common, as text or number that sorts as the groups stand. */
export function groupKey(group: Grouping): RawBuilder<string | number> {
  switch (group.by) {
    case 'status':
      return sql<string>`+status_key`;
    case 'profile':
      return sql<string>`(select name from profile where profile.id = task.profile) collate nocase`;
    case 'assignee':
      // Nobody comes last: no name begins with this character.
      return sql<string>`ifnull(json_extract(fields, '$.assignees[0]'), ${'\u{10ffff}'}) collate nocase`;
    case 'due': {
      const cases = group.until.map(({ day, instant }, index) => {
        return sql`when due < (case when due like '%Z' then ${instant} else ${day} end) then ${sql.lit(index)}`;
      });
      const [later, none] = [sql.lit(group.until.length), sql.lit(group.until.length + 1)];
      return sql<number>`case when due is null then ${none} ${sql.join(cases, sql` `)} else ${later} end`;
    }
  }
}

/** Key, count and one task of each value; the caller sorts and ends it. */
export function countsOf(by: CountedBy, containing: string) {
  const wanted = (value: RawBuilder<string>) => sql<boolean>`instr(${value}, ${containing}) > 0`;
  switch (by) {
    case 'label':
    case 'assignee': {
      const value = sql<string>`task_tag.value`;
      return build
        .selectFrom('task_tag')
        .innerJoin('task', 'task.seq', 'task_tag.task')
        .where('task_tag.kind', '=', by)
        .where(wanted(value))
        .where('task.deleted_at', 'is', null)
        .groupBy(value)
        .select(({ fn }) => [value.as('key'), fn.countAll<number>().as('count'), fn.min('task.seq').as('seq')]);
    }
    case 'endpoint': {
      const value = sql<string>`link.endpoint`;
      return build
        .selectFrom('link')
        .innerJoin('task', 'task.id', 'link.task')
        .where('link.state', '=', sql.lit('linked'))
        .where('task.deleted_at', 'is', null)
        .groupBy(value)
        .select(({ fn }) => [value.as('key'), fn.countAll<number>().as('count'), fn.min('task.seq').as('seq')]);
    }
    default: {
      const value = columns[by];
      return build
        .selectFrom('task')
        .where('deleted_at', 'is', null)
        .where(wanted(sql`lower(${value})`))
        .groupBy(value)
        .select(({ fn }) => [value.as('key'), fn.countAll<number>().as('count'), fn.min('seq').as('seq')]);
    }
  }
}

const columns = {
  status: sql<string>`status_key`,
  priority: sql<string>`priority`,
  profile: sql<string>`profile`,
  milestone: sql<string>`json_extract(fields, '$.milestone')`,
} as const;
