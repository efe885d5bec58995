import { sql } from 'kysely';
import type { EndpointId } from '../../../../src-shared/domain/ids.ts';
import type { Problem } from '../../../../src-shared/domain/run.ts';
import type { ProblemRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, excluded, listOf } from './schema.ts';
import type { Session } from './tx.ts';

/** As in the unique index: null is a value here. */
const key = sql`endpoint, coalesce(task, ''), coalesce(remote_id, ''), coalesce(field, '')`;

const upsert = (row: ReturnType<typeof toRow>) =>
  build
    .insertInto('problem')
    .values(row)
    .onConflict((conflict) => conflict.expression(key).doUpdateSet(excluded(row, 'since')));

export class SqliteProblemRepo implements ProblemRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async open(query: Parameters<ProblemRepo['open']>[0]): Promise<readonly Problem[]> {
    let problems = build.selectFrom('problem').select(['content', 'since']).orderBy('since').orderBy('seq');
    if (query.profile !== undefined) problems = problems.where('profile', '=', query.profile);
    if (query.tasks !== undefined) problems = problems.where('task', 'in', listOf(query.tasks));
    return await this.#session.read((db) =>
      db.map(problems, (row) => ({ ...fromJson(row.content), since: row.since })),
    );
  }

  async put(problems: readonly Problem[]): Promise<void> {
    await this.#session.write((db) => db.runEach(problems.map(toRow), upsert));
  }

  async clear(endpoint: EndpointId, of: Parameters<ProblemRepo['clear']>[1]): Promise<void> {
    const { field, exceptFields = [] } = of;
    let query = build
      .deleteFrom('problem')
      .where('endpoint', '=', endpoint)
      .where(({ and, eb, or }) =>
        or([
          eb('task', 'in', listOf(of.tasks ?? [])),
          eb('remote_id', 'in', listOf(of.remoteIds ?? [])),
          ...(of.whole === true ? [and([eb('task', 'is', null), eb('remote_id', 'is', null)])] : []),
        ]),
      );
    if (field !== undefined) query = query.where('field', 'is', field);
    for (const other of exceptFields) query = query.where('field', 'is distinct from', other);
    await this.#session.write((db) => db.run(query));
  }
}

function toRow(problem: Problem) {
  return {
    profile: problem.profile,
    endpoint: problem.endpoint,
    task: problem.task,
    remote_id: problem.remoteId,
    field: problem.field,
    since: problem.since,
    content: toJson(problem),
  };
}
