import { type Kysely, sql } from 'kysely';

/**
 * The history as a journal that undo and the oscillation breaker read: looked up by task and time, and by run and task.
 * `proof` says which links the last verification has seen. `marks` of a link are rare, so most rows have none.
 */
const statements = [
  `alter table history add column at text not null default ''`,
  `update history set at = coalesce(json_extract(content, '$.at'), '')`,
  'drop index history_of_task',
  'drop index history_of_run',
  'create index history_of_task on history (task, at)',
  'create index history_of_run on history (run, task)',
  'create index history_by_at on history (at)',

  'alter table link add column marks text',

  `create table proof (
    link text primary key not null references link (id) on delete cascade,
    verification text not null
  ) strict, without rowid`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
