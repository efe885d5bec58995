import { sql } from 'kysely';
import type { EndpointId, OpId, ProfileId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { Op } from '../../../../src-shared/domain/op.ts';
import type { OpHead, OutboxRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, listOf } from './schema.ts';
import type { Session } from './tx.ts';

type Row = ReturnType<typeof toRow>;

const insert = (row: Row) => build.insertInto('op').values(row);
const update = ({ id, ...row }: Row) => build.updateTable('op').set(row).where('id', '=', id);

export class SqliteOutboxRepo implements OutboxRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async put(ops: readonly Op[]): Promise<void> {
    // Those that end come first, so that a task's next write may be in the same batch.
    const rows = ops.map(toRow).sort((a, b) => Number(b.state === 'acked') - Number(a.state === 'acked'));
    await this.#session.write((db) => db.putEach(rows, update, insert));
  }

  async open(
    profile: ProfileId,
    after: Pick<OpHead, 'createdAt' | 'seq'> | null,
    limit: number,
  ): Promise<readonly OpHead[]> {
    const query = build
      .selectFrom('op')
      .select(['id', 'endpoint', 'task', 'state', 'created_at as createdAt', 'seq'])
      .select(sql<Op['kind']>`json_extract(content, '$.kind')`.as('kind'))
      .select(sql<string | null>`json_extract(content, '$.retryAt')`.as('retryAt'))
      .select(sql<string>`json_extract(content, '$.run')`.as('run'))
      .select(sql<number>`instr(content, '"pending:')`.as('pending'))
      .where('profile', '=', profile)
      .where('state', '<>', sql.lit('acked'))
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'seq'), '>', tuple(after?.createdAt ?? '', after?.seq ?? 0)),
      )
      .orderBy('created_at')
      .orderBy('seq')
      .limit(limit);
    const rows = await this.#session.read((db) => db.all(query));
    return rows.map(({ pending, ...head }) => ({ ...head, isPending: pending > 0 }));
  }

  async get(ids: readonly OpId[]): Promise<readonly Op[]> {
    const query = build.selectFrom('op').select('content').where('id', 'in', listOf(ids));
    const ops = await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
    const found = new Map(ops.map((op) => [op.id, op]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async byIdentity(endpoint: EndpointId, identities: readonly string[]): Promise<readonly Op[]> {
    const identity = sql<string>`json_extract(content, '$.identity')`;
    const query = build
      .selectFrom('op')
      .select('content')
      .where('endpoint', '=', endpoint)
      .where('state', '<>', sql.lit('acked'))
      .where(identity, 'is not', null)
      .where(identity, 'in', listOf(identities));
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Op[]> {
    const query = build
      .selectFrom('op')
      .select('content')
      .where('task', 'in', listOf(tasks))
      .orderBy('created_at')
      .orderBy('seq');
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async countWaiting(profile: ProfileId): Promise<number> {
    const sent = build
      .selectFrom('op')
      .select('task')
      .where('profile', '=', profile)
      .where('state', '<>', sql.lit('acked'))
      .where('state', '<>', 'parked');
    // A record that has no task yet is marked as well, but nobody edited it.
    const edited = build
      .selectFrom('dirty')
      .innerJoin('task', 'task.id', 'dirty.task')
      .select('dirty.task')
      .where('dirty.profile', '=', profile);
    const all = build
      .selectFrom(sent.union(edited).as('waiting'))
      .select(({ fn }) => fn.countAll<number>().as('count'));
    return (await this.#session.read((db) => db.first(all)))?.count ?? 0;
  }

  async remove(ids: readonly OpId[]): Promise<void> {
    await this.#session.write((db) => db.run(build.deleteFrom('op').where('id', 'in', listOf(ids))));
  }
}

function toRow(op: Op) {
  return {
    profile: op.profile,
    endpoint: op.endpoint,
    task: op.task,
    state: op.state,
    created_at: op.createdAt,
    content: toJson(op),
    // Last, as the update has it.
    id: op.id,
  };
}
