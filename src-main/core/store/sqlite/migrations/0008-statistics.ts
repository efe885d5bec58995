import { type Kysely, sql } from 'kysely';

/**
 * What the dashboard counts, kept as it happens: half a million rows of history are not walked through for a picture. A slot is
 * a quarter of an hour, because the days of every time zone begin at one. Only changes of our own tasks are counted: every
 * change passes through them, and once.
 */
const statements = [
  `create table change_count (
    profile text not null references profile (id) on delete cascade,
    slot integer not null,
    kind text not null check (kind in ('created', 'changed', 'deleted')),
    amount integer not null,
    primary key (slot, profile, kind)
  ) strict, without rowid`,
  'create index change_count_of_profile on change_count (profile)',
  `insert into change_count (profile, slot, kind, amount)
   select task.profile, unixepoch(one.at) / 900, one.kind, count(*)
   from (
     select distinct task, at, case json_extract(content, '$.kind')
       when 'create' then 'created' when 'delete' then 'deleted' when 'close' then 'deleted' else 'changed' end as kind
     from history
     where at <> ''
       and json_extract(content, '$.place') = 'here'
       and json_extract(content, '$.kind') in ('create', 'update', 'close', 'delete', 'restore', 'resolved')
   ) as one
   join task on task.id = one.task
   group by 1, 2, 3`,

  // Its runs at a glance, without their content.
  `alter table run add column state text not null default ''`,
  'alter table run add column duration_ms integer not null default 0',
  'alter table run add column changes integer not null default 0',
  'alter table run add column problems integer not null default 0',
  `update run set
     state = coalesce(json_extract(content, '$.state'), ''),
     duration_ms = coalesce(cast(json_extract(content, '$.durationMs') as integer), 0),
     problems = coalesce(json_array_length(content, '$.problems'), 0),
     changes = coalesce((
       select max(here.total, there.total)
       from (select json_extract(content, '$.tasks.created') + json_extract(content, '$.tasks.updated')
         + json_extract(content, '$.tasks.deleted') as total) as here,
       (select coalesce(sum(json_extract(value, '$.created') + json_extract(value, '$.updated')
         + json_extract(value, '$.closed') + json_extract(value, '$.deleted')), 0) as total
         from json_each(run.content, '$.endpoints')) as there
     ), 0)`,
  'create index run_glance on run (started_at, profile, id, state, duration_ms, changes, problems, changed)',

  // What a person was told, for the notification centre.
  `create table notice (
    seq integer primary key,
    id text not null unique,
    profile text references profile (id) on delete cascade,
    at text not null,
    read integer not null,
    content text not null
  ) strict`,
  'create index notice_by_at on notice (at, seq)',
  'create index notice_of_profile on notice (profile)',
  'create index notice_unread on notice (seq) where read = 0',

  'create index conflict_by_since on conflict (since, profile)',
  // What a person did here, to see how long it took to arrive.
  'create index history_by_hand on history (at, task) where run is null',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
