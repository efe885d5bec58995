import { type Kysely, sql } from 'kysely';

/** Records by the record that they name as their parent: few have one, and those wait for it when it is not here yet. */
const statements = [
  `create index link_named_parent on link (endpoint, json_extract(observation, '$.fields.parent'))
   where json_extract(observation, '$.fields.parent') is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
