import type { Connection } from '../../../../src-shared/domain/connection.ts';
import type { ConnectionId } from '../../../../src-shared/domain/ids.ts';
import type { ConnectionRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, excluded } from './schema.ts';
import type { Session } from './tx.ts';

export class SqliteConnectionRepo implements ConnectionRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async list(): Promise<readonly Connection[]> {
    const query = build.selectFrom('connection').select('content').orderBy('name');
    const rows = await this.#session.read((db) => db.all(query));
    return rows.map((row) => fromJson(row.content));
  }

  async byName(name: string): Promise<Connection | null> {
    const query = build.selectFrom('connection').select('content').where('name', '=', name);
    const row = await this.#session.read((db) => db.first(query));
    return row === undefined ? null : fromJson(row.content);
  }

  async put(connection: Connection): Promise<void> {
    const row = { id: connection.id, name: connection.name, content: toJson(connection) };
    const query = build
      .insertInto('connection')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row, 'id')));
    await this.#session.write((db) => db.run(query));
  }

  async remove(id: ConnectionId): Promise<void> {
    await this.#session.write((db) => db.run(build.deleteFrom('connection').where('id', '=', id)));
  }
}
