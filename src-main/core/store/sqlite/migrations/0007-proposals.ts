import { type Kysely, sql } from 'kysely';

/**
 * Pairs that may be the same task, and what a person answered. They name records before there is a task for them, so they
 * do not reference the task table. One row for a pair, whatever became of it.
 */
const statements = [
  `create table proposal (
    seq integer primary key,
    id text not null unique,
    profile text not null references profile (id) on delete cascade,
    task text not null,
    twin text not null,
    state text not null check (state in ('open', 'same', 'different')),
    content text not null,
    check (task < twin)
  ) strict`,
  'create unique index proposal_of_pair on proposal (task, twin)',
  'create index proposal_of_twin on proposal (twin)',
  `create index proposal_open on proposal (profile) where state = 'open'`,
  'create index proposal_of_profile on proposal (profile)',
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
