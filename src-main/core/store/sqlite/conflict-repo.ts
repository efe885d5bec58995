import { sql } from 'kysely';
import type { Conflict } from '../../../../src-shared/domain/conflict.ts';
import type { ConflictId, ProfileId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { ConflictRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, listOf } from './schema.ts';
import type { Session } from './tx.ts';

type Row = ReturnType<typeof toRow>;

const insert = (row: Row) => build.insertInto('conflict').values(row);
const update = ({ id, ...row }: Row) => build.updateTable('conflict').set(row).where('id', '=', id);

export class SqliteConflictRepo implements ConflictRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async open(profile?: ProfileId): Promise<readonly Conflict[]> {
    let query = build
      .selectFrom('conflict')
      .select('content')
      .where('state', '=', sql.lit('open'))
      .orderBy('since')
      .orderBy('seq');
    if (profile !== undefined) query = query.where('profile', '=', profile);
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async get(id: ConflictId): Promise<Conflict | null> {
    const query = build.selectFrom('conflict').select('content').where('id', '=', id);
    const row = await this.#session.read((db) => db.first(query));
    return row === undefined ? null : fromJson(row.content);
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Conflict[]> {
    const query = build
      .selectFrom('conflict')
      .select('content')
      .where('task', 'in', listOf(tasks))
      .orderBy('since')
      .orderBy('seq');
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async put(conflicts: readonly Conflict[]): Promise<void> {
    await this.#session.write((db) => db.putEach(conflicts.map(toRow), update, insert));
  }
}

function toRow(conflict: Conflict) {
  return {
    profile: conflict.profile,
    endpoint: conflict.endpoint,
    task: conflict.task,
    state: conflict.state,
    since: conflict.since,
    content: toJson(conflict),
    // Last, as the update has it.
    id: conflict.id,
  };
}
