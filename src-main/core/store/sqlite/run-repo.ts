import { sql } from 'kysely';
import type { ProfileId, RunId } from '../../../../src-shared/domain/ids.ts';
import { changesOf, type Run } from '../../../../src-shared/domain/run.ts';
import type { RunRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { all, build, excluded } from './schema.ts';
import type { Session } from './tx.ts';

const trigger = sql<string>`json_extract(content, '$.trigger')`;
/** 2026-03-01T09 */
const hour = sql<string>`substr(started_at, 1, 13)`;

export class SqliteRunRepo implements RunRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async put(run: Run): Promise<void> {
    const row = {
      id: run.id,
      profile: run.profile,
      started_at: run.startedAt,
      changed: isWorthSeeing(run) ? 1 : 0,
      content: toJson(run),
      state: run.state,
      duration_ms: Math.round(run.durationMs),
      changes: changesOf(run),
      problems: run.problems.length,
    };
    const query = build
      .insertInto('run')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row, 'id')));
    await this.#session.write((db) => db.run(query));
  }

  async get(id: RunId): Promise<Run | null> {
    const query = build.selectFrom('run').select('content').where('id', '=', id);
    const row = await this.#session.read((db) => db.first(query));
    return row === undefined ? null : fromJson(row.content);
  }

  async list(query: Parameters<RunRepo['list']>[0]): Promise<readonly Run[]> {
    let runs = build
      .selectFrom('run')
      .select('content')
      .orderBy('started_at', 'desc')
      .orderBy('seq', 'desc')
      .limit(query.limit ?? all)
      .offset(query.offset ?? 0);
    if (query.profile !== undefined) runs = runs.where('profile', '=', query.profile);
    if (query.changedOnly === true) runs = runs.where('changed', '=', sql.lit(1));
    if (query.unchangedOnly === true) runs = runs.where('changed', '=', sql.lit(0));
    if (query.state !== undefined) runs = runs.where('state', '=', query.state);
    if (query.trigger !== undefined) runs = runs.where(trigger, '=', query.trigger);
    if (query.from !== undefined) runs = runs.where('started_at', '>=', query.from);
    if (query.to !== undefined) runs = runs.where('started_at', '<', query.to);
    return await this.#session.read((db) => db.map(runs, (row) => fromJson(row.content)));
  }

  async hours({ profile, from }: Parameters<RunRepo['hours']>[0]): ReturnType<RunRepo['hours']> {
    let hours = build
      .selectFrom('run')
      .select([
        hour.as('hour'),
        sql<number>`count(*)`.as('runs'),
        sql<number>`sum(changed)`.as('changed'),
        sql<number>`sum(state in ('problems', 'failed', 'held'))`.as('troubled'),
      ])
      .where('started_at', '>=', from)
      .groupBy(hour)
      .orderBy(hour);
    if (profile !== undefined) hours = hours.where('profile', '=', profile);
    return await this.#session.read((db) => db.all(hours));
  }

  async latest(profile: ProfileId): Promise<Run | null> {
    const [run] = await this.list({ profile, limit: 1 });
    return run ?? null;
  }
}

/** Something was changed somewhere, or it did not simply end well. */
function isWorthSeeing(run: Run): boolean {
  const { created, updated, deleted } = run.tasks;
  return (
    run.state !== 'done' ||
    run.problems.length > 0 ||
    run.brakes.length > 0 ||
    created + updated + deleted > 0 ||
    run.endpoints.some((at) => at.created + at.updated + at.closed + at.deleted > 0)
  );
}
