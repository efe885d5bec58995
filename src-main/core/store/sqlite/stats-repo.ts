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
    let edits = build
      .selectFrom('history')
      .select(['history.task', 'history.at'])
      .distinct()
      .where('history.run', 'is', null)
      .where('history.at', '>=', since)
      .orderBy('history.at', 'desc')
      .limit(limit);
    if (profile !== undefined) {
      edits = edits.innerJoin('task', 'task.id', 'history.task').where('task.profile', '=', profile);
    }
    const arrived = build
      .selectFrom('history as write')
      .select('write.at')
      .where('write.task', '=', sql.ref<string>('edit.task'))
      .where('write.at', '>=', sql.ref<string>('edit.at'))
      .where('write.run', 'is not', null)
      .where(sql`json_extract(write.content, '$.actor')`, '=', 'here')
      .where(sql`json_extract(write.content, '$.place')`, '<>', 'here')
      .orderBy('write.at')
      .limit(1);
    const query = build
      .selectFrom(edits.as('edit'))
      .select(({ selectFrom }) => ['edit.at', selectFrom(arrived.as('first')).select('first.at').as('arrived_at')]);
    return await this.#session.read((db) => db.map(query, (row) => ({ at: row.at, arrivedAt: row.arrived_at })));
  }

  async bytes(): Promise<number> {
    return await this.#session.read((db) => Number(db.pragma('page_count')) * Number(db.pragma('page_size')));
  }
}

function timeOf(slot: number): string {
  return new Date(slot * 900_000).toISOString();
}
