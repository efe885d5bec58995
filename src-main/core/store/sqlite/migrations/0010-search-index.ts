import { type Kysely, sql } from 'kysely';

/**
 * All that a search asks of a task and a group needs to know, in the index of the usual order: one walk along it answers what
 * no index of its own does. `deleted_at` is always null there, but without it SQLite would not see that the index is enough.
 */
const statements = [
  'drop index task_by_updated',
  `create index task_by_updated on task (
    updated_at, seq, deleted_at, profile, status_key, priority, due, created_at, json_extract(fields, '$.assignees[0]')
  ) where deleted_at is null`,
  `create index task_by_milestone on task (json_extract(fields, '$.milestone'), deleted_at)
   where deleted_at is null and json_extract(fields, '$.milestone') is not null`,

  // A priority counts as the one that it is, however it is written.
  `update task set priority = case lower(trim(json_extract(fields, '$.priority')))
     when 'low' then 1 when 'medium' then 2 when 'high' then 3 else 4 end
   where priority = 0 and lower(trim(json_extract(fields, '$.priority'))) in ('low', 'medium', 'high', 'urgent')`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
