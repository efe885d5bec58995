import { type Kysely, sql } from 'kysely';

/**
 * A record seen for the first time has a link and a dirty mark before it has a task (the plan makes that), so those two do
 * not reference the task table.
 *
 * Partial indexes carry the rules: at most one live link per record and per task at an endpoint (S18), at most one open
 * write per task and endpoint. The sort indexes end in `profile`, so that the list of one profile reads the same index.
 */
const statements = [
  `create table meta (
    id integer primary key check (id = 1),
    lineage text not null,
    created_at text not null,
    fence integer not null
  ) strict`,

  `create table connection (id text primary key not null, name text not null unique, content text not null) strict`,
  `create table profile (id text primary key not null, name text not null unique, content text not null) strict`,
  `create table endpoint (
    id text primary key not null,
    profile text not null references profile (id) on delete cascade,
    cursor text,
    schema text,
    schema_at text,
    observed_at text,
    clock_offset_ms real,
    concurrency real
  ) strict`,
  'create index endpoint_of_profile on endpoint (profile)',

  `create table task (
    seq integer primary key,
    id text not null unique,
    profile text not null references profile (id) on delete cascade,
    title text not null,
    title_key text not null,
    status_key text not null,
    priority integer not null,
    due text,
    rev integer not null,
    created_at text not null,
    updated_at text not null,
    deleted_at text,
    indexed text not null,
    fields text not null,
    stamps text not null
  ) strict`,
  'create index task_of_profile on task (profile, deleted_at)',
  'create index task_in_bin on task (deleted_at) where deleted_at is not null',
  'create index task_by_title on task (title_key, seq, profile) where deleted_at is null',
  'create index task_by_updated on task (updated_at, seq, profile) where deleted_at is null',
  'create index task_by_due on task (due is null, due, seq, profile) where deleted_at is null',
  'create index task_by_due_latest on task (due is null, due desc, seq desc, profile) where deleted_at is null',
  'create index task_by_status on task (status_key, seq, profile) where deleted_at is null',
  'create index task_by_priority on task (priority, seq, profile) where deleted_at is null',

  `create virtual table task_search using fts5 (
    title, body, labels, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  )`,
  `create table task_tag (
    kind text not null,
    value text not null,
    task integer not null references task (seq) on delete cascade,
    primary key (kind, value, task)
  ) strict, without rowid`,
  'create index task_tag_of_task on task_tag (task)',

  `create table dirty (
    task text primary key not null,
    profile text not null references profile (id) on delete cascade
  ) strict, without rowid`,
  'create index dirty_of_profile on dirty (profile, task)',

  `create table link (
    id text primary key not null,
    task text not null,
    endpoint text not null references endpoint (id) on delete cascade,
    remote_id text not null,
    state text not null check (state in ('linked', 'deleted', 'gone', 'out-of-scope', 'unlinked')),
    version text,
    base text,
    evidence text,
    observation text,
    sent text not null,
    check (base is null or evidence is not null)
  ) strict`,
  'create index link_of_task on link (task)',
  'create index link_of_remote on link (endpoint, remote_id, state)',
  `create unique index link_live_remote on link (endpoint, remote_id) where state <> 'unlinked'`,
  `create unique index link_live_task on link (endpoint, task) where state not in ('unlinked', 'gone')`,
  `create table link_reference (
    link text not null references link (id) on delete cascade,
    reference text not null,
    primary key (link, reference)
  ) strict, without rowid`,
  'create index link_reference_by_text on link_reference (reference)',

  `create table op (
    seq integer primary key,
    id text not null unique,
    profile text not null,
    endpoint text not null references endpoint (id) on delete cascade,
    task text not null references task (id) on delete cascade,
    state text not null check (state in ('ready', 'attempting', 'acked', 'uncertain', 'parked')),
    created_at text not null,
    content text not null
  ) strict`,
  'create index op_of_task on op (task)',
  'create index op_of_endpoint on op (endpoint)',
  `create index op_open on op (profile, created_at, seq) where state <> 'acked'`,
  `create unique index op_one_open on op (task, endpoint) where state <> 'acked'`,

  `create table conflict (
    seq integer primary key,
    id text not null unique,
    profile text not null,
    endpoint text not null references endpoint (id) on delete cascade,
    task text not null references task (id) on delete cascade,
    state text not null check (state in ('open', 'resolved')),
    since text not null,
    content text not null
  ) strict`,
  'create index conflict_of_task on conflict (task)',
  'create index conflict_of_endpoint on conflict (endpoint)',
  `create index conflict_open on conflict (since, seq) where state = 'open'`,

  `create table run (
    seq integer primary key,
    id text not null unique,
    profile text not null references profile (id) on delete cascade,
    started_at text not null,
    changed integer not null,
    content text not null
  ) strict`,
  'create index run_of_profile on run (profile, started_at, seq)',
  'create index run_by_start on run (started_at, seq)',
  'create index run_changed on run (started_at, seq) where changed = 1',

  `create table problem (
    seq integer primary key,
    profile text not null,
    endpoint text not null references endpoint (id) on delete cascade,
    task text,
    remote_id text,
    field text,
    since text not null,
    content text not null
  ) strict`,
  `create unique index problem_one on problem
    (endpoint, coalesce(task, ''), coalesce(remote_id, ''), coalesce(field, ''))`,
  'create index problem_of_task on problem (task)',
  'create index problem_by_since on problem (since, seq)',

  `create table history (
    id integer primary key autoincrement,
    task text not null references task (id) on delete cascade,
    run text,
    content text not null
  ) strict`,
  'create index history_of_task on history (task)',
  'create index history_of_run on history (run)',

  'create table setting (key text primary key not null, value text not null) strict, without rowid',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
