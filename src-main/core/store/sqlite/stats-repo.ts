import { sql } from 'kysely';
import type { StatsQuery, StatsRepo } from '../store.ts';
import { slotOf } from './change-counts.ts';
import { build } from './schema.ts';
import type { Session } from './tx.ts';

export class SqliteStatsRepo implements StatsRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async changes({ since, profile }: StatsQuery): ReturnType<StatsRepo['changes']> {
    let counts = build
      .selectFrom('change_count')
      .select(({ fn }) => ['slot', 'kind', fn.sum<number>('amount').as('amount')])
      .where('slot', '>=', slotOf(since))
      .groupBy(['slot', 'kind']);
    if (profile !== undefined) counts = counts.where('profile', '=', profile);
    return await this.#session.read((db) =>
      db.map(counts, ({ slot, kind, amount }) => ({ at: timeOf(slot), kind, amount })),
    );
  }

  async conflicts({ since, profile }: StatsQuery): ReturnType<StatsRepo['conflicts']> {
    let conflicts = build.selectFrom('conflict').select('since').where('since', '>=', since);
    if (profile !== undefined) conflicts = conflicts.where('profile', '=', profile);
    return await this.#session.read((db) => db.map(conflicts, (row) => row.since));
  }

  async runs({ since, profile }: StatsQuery): ReturnType<StatsRepo['runs']> {
    let runs = build
      .selectFrom('run')
      .select(['id', 'profile', 'started_at', 'state', 'duration_ms', 'changes', 'problems', 'changed'])
      .where('started_at', '>=', since)
      .orderBy('started_at', 'desc');
    if (profile !== undefined) runs = runs.where('profile', '=', profile);
    return await this.#session.read((db) =>
      db.map(runs, (row) => ({
        ...{ id: row.id, profile: row.profile, startedAt: row.started_at, state: row.state, changes: row.changes },
        ...{ durationMs: row.duration_ms, problems: row.problems, isQuiet: row.changed === 0 },
      })),
    );
  }

  async deliveries({ since, profile }: StatsQuery, limit: number): ReturnType<StatsRepo['deliveries']> {
    // Several fields of an edit are several rows; walked from the newest, never sorted.
    const rows = build
      .selectFrom('history')
      .select(({ selectFrom }) => [
        'history.task',
        'history.at',
        selectFrom('task').select('task.profile').whereRef('task.id', '=', 'history.task').as('profile'),
      ])
      .where('history.run', 'is', null)
      .where('history.at', '>=', since)
      .orderBy('history.at', 'desc')
      .limit(limit * rowsPerEdit);
    return await this.#session.read(async (db) => {
      const own = db.all(rows).filter((row) => profile === undefined || row.profile === profile);
      const edits = [...new Map(own.map((row) => [`${row.task} ${row.at}`, row])).values()].slice(0, limit);
      const deliveries: { readonly at: string; readonly arrivedAt: string | null }[] = [];
      await db.inSlices(edits, ({ task, at }) => {
        deliveries.push({ at, arrivedAt: db.first(firstWrite(task, at))?.at ?? null });
      });
      return deliveries;
    });
  }

  async bytes(): Promise<number> {
    return await this.#session.read((db) => Number(db.pragma('page_count')) * Number(db.pragma('page_size')));
  }
}

/** How many rows are looked at for each edit that is wanted: of other profiles, and other fields of the same. */
const rowsPerEdit = 3;

/** The first write to a service that a person here caused, from then on. */
function firstWrite(task: string, at: string) {
  return build
    .selectFrom('history')
    .select('at')
    .where('task', '=', task)
    .where('at', '>=', at)
    .where('run', 'is not', null)
    .where(sql`json_extract(content, '$.actor')`, '=', 'here')
    .where(sql`json_extract(content, '$.place')`, '<>', 'here')
    .orderBy('at')
    .limit(1);
}

function timeOf(slot: number): string {
  return new Date(slot * 900_000).toISOString();
}
