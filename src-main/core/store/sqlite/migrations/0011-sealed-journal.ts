import { type Kysely, sql } from 'kysely';
import { digestOf, firstSeal, sealAfter } from '../../journal-seal.ts';

/**
 * The journal as a chain. `journal` is one row: everything up to `last` is sealed; up to `anchor` by the digests only, because
 * what has become too old, which is from before `old_before`, leaves without a trace. Of every other entry that leaves, `history_removed` keeps what the chain needs,
 * by a trigger, because most go with their task. `with_task` says so: SQLite removes the children after the parent.
 */
const tables = [
  `alter table history add column digest text not null default ''`,
  `create table journal (
    id integer primary key check (id = 1),
    anchor integer not null,
    anchor_seal text not null,
    last integer not null,
    seal text not null,
    old_before text not null
  ) strict`,
  `create table history_removed (
    id integer primary key not null,
    at text not null,
    digest text not null,
    with_task integer not null
  ) strict`,
  `create trigger history_leaves after delete on history begin
    insert into history_removed (id, at, digest, with_task)
    values (old.id, old.at, old.digest, not exists (select 1 from task where id = old.task));
  end`,
];

const pageSize = 1000;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of tables) await sql.raw(statement).execute(db);
  const end = await digestOld(db);
  const sequence = await sql<{ seq: number }>`select seq from sqlite_sequence where name = 'history'`.execute(db);
  // The last entries may be gone with their tasks: their numbers never come again.
  const last = Math.max(end.last, sequence.rows[0]?.seq ?? 0);
  await sql`insert into journal values (1, ${last}, ${end.seal}, ${last}, ${end.seal}, '')`.execute(db);
}

/** Entries from before this version: what is missing among them was removed in time, and nobody knows what it said. */
async function digestOld(db: Kysely<unknown>): Promise<{ readonly last: number; readonly seal: string }> {
  let last = 0;
  let seal = firstSeal;
  for (;;) {
    const page = sql<{ id: number; at: string; content: string }>`
      select id, at, content from history where id > ${last} order by id limit ${pageSize}`;
    const { rows } = await page.execute(db);
    const entries = rows.map(({ id, at, content }) => ({ id, at, digest: digestOf(content) }));
    for (const entry of entries) {
      seal = sealAfter(seal, entry);
      last = entry.id;
    }
    if (entries.length === 0) return { last, seal };
    await sql`
      update history set digest = own.value ->> 'digest' from json_each(${JSON.stringify(entries)}) as own
      where history.id = own.value ->> 'id'`.execute(db);
  }
}
