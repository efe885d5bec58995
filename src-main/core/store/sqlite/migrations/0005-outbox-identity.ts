import { type Kysely, sql } from 'kysely';

/** The feed asks for every marker whether one of our open creates made it: a look-up, not a walk through all of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create index op_by_identity on op (endpoint, json_extract(content, '$.identity'))
       where state <> 'acked' and json_extract(content, '$.identity') is not null`,
    )
    .execute(db);
}
