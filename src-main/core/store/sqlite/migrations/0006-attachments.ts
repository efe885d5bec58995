import { type Kysely, sql } from 'kysely';

/**
 * Attachments of tasks, and what is known of them at the services; no file is ever in the database.
 *
 * S16 as constraints: a content is one attachment of a task, and at one endpoint an attachment has at most one remote
 * attachment and the other way round. As for comments a remote attachment is stored before there is anything it belongs to.
 */
const statements = [
  `create table attachment (
    id text primary key not null,
    task text not null references task (id) on delete cascade,
    sha256 text,
    created_at text not null,
    content text not null
  ) strict`,
  'create index attachment_of_task on attachment (task)',
  'create unique index attachment_content on attachment (task, sha256) where sha256 is not null',

  `create table attachment_link (
    id text primary key not null,
    attachment text references attachment (id) on delete cascade,
    endpoint text not null references endpoint (id) on delete cascade,
    record text not null,
    remote_id text not null,
    state text not null check (state in ('linked', 'deleted', 'gone')),
    observation text not null,
    written_at text
  ) strict`,
  'create unique index attachment_link_remote on attachment_link (endpoint, remote_id)',
  `create unique index attachment_link_one on attachment_link (attachment, endpoint) where attachment is not null`,
  'create index attachment_link_of_record on attachment_link (endpoint, record)',

  `create table attachment_op (
    seq integer primary key,
    id text not null unique,
    profile text not null,
    endpoint text not null references endpoint (id) on delete cascade,
    task text not null references task (id) on delete cascade,
    attachment text not null references attachment (id) on delete cascade,
    state text not null check (state in ('ready', 'attempting', 'uncertain', 'parked')),
    content text not null
  ) strict`,
  'create unique index attachment_op_one on attachment_op (attachment, endpoint)',
  'create index attachment_op_of_task on attachment_op (task)',
  'create index attachment_op_in_order on attachment_op (profile, seq)',
  'create index attachment_op_of_endpoint on attachment_op (endpoint)',

  // The version of a record at which its attachments were read, and the records whose attachments need a plan.
  `create table attachment_reading (
    endpoint text not null references endpoint (id) on delete cascade,
    record text not null,
    version text,
    primary key (endpoint, record)
  ) strict, without rowid`,
  `create table attachment_dirty (
    endpoint text not null references endpoint (id) on delete cascade,
    record text not null,
    primary key (endpoint, record)
  ) strict, without rowid`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
