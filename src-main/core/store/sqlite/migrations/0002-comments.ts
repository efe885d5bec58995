import { type Kysely, sql } from 'kysely';

/**
 * Comments of tasks, and what is known of them at the services.
 *
 * S16 as constraints: a task's comments differ in their identity, and at one endpoint a comment has at most one remote
 * comment and the other way round. A remote comment is stored as soon as it is seen, before there is a comment (or even a
 * task) for it, so its link does not need one.
 */
const statements = [
  `create table comment (
    id text primary key not null,
    task text not null references task (id) on delete cascade,
    identity text not null,
    created_at text not null,
    content text not null
  ) strict`,
  'create unique index comment_of_task on comment (task, identity)',

  `create table comment_link (
    id text primary key not null,
    comment text references comment (id) on delete cascade,
    endpoint text not null references endpoint (id) on delete cascade,
    record text not null,
    remote_id text not null,
    state text not null check (state in ('linked', 'deleted', 'gone')),
    base text,
    evidence text,
    observation text not null,
    sent text,
    replaced text,
    check (base is null or evidence is not null)
  ) strict`,
  'create unique index comment_link_remote on comment_link (endpoint, remote_id)',
  'create unique index comment_link_one on comment_link (comment, endpoint) where comment is not null',
  'create index comment_link_of_record on comment_link (endpoint, record)',

  `create table comment_op (
    seq integer primary key,
    id text not null unique,
    profile text not null,
    endpoint text not null references endpoint (id) on delete cascade,
    task text not null references task (id) on delete cascade,
    comment text not null references comment (id) on delete cascade,
    written_at text not null,
    state text not null check (state in ('ready', 'attempting', 'uncertain', 'parked')),
    content text not null
  ) strict`,
  'create unique index comment_op_one on comment_op (comment, endpoint)',
  'create index comment_op_of_task on comment_op (task)',
  'create index comment_op_in_order on comment_op (profile, written_at, seq)',
  'create index comment_op_of_endpoint on comment_op (endpoint)',

  // The version of a record at which its comments were read, and the records whose comments need a plan.
  `create table comment_reading (
    endpoint text not null references endpoint (id) on delete cascade,
    record text not null,
    version text,
    primary key (endpoint, record)
  ) strict, without rowid`,
  `create table comment_dirty (
    endpoint text not null references endpoint (id) on delete cascade,
    record text not null,
    primary key (endpoint, record)
  ) strict, without rowid`,

  // Until now nobody read comments: the next run reads every record once more.
  'update endpoint set cursor = null',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
