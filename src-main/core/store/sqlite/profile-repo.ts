import type { ProfileId } from '../../../../src-shared/domain/ids.ts';
import type { Profile } from '../../../../src-shared/domain/profile.ts';
import type { ProfileRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build, excluded, listOf } from './schema.ts';
import type { SqlConnection } from './sql-connection.ts';
import { removeTasks } from './task-index.ts';
import type { Session } from './tx.ts';

/** Rows deleted at a time: each takes other rows along. */
const slice = 200;

export class SqliteProfileRepo implements ProfileRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async list(): Promise<readonly Profile[]> {
    const query = build.selectFrom('profile').select('content').orderBy('name');
    const rows = await this.#session.read((db) => db.all(query));
    return rows.map((row) => fromJson(row.content));
  }

  async byName(name: string): Promise<Profile | null> {
    const query = build.selectFrom('profile').select('content').where('name', '=', name);
    const row = await this.#session.read((db) => db.first(query));
    return row === undefined ? null : fromJson(row.content);
  }

  async get(id: ProfileId): Promise<Profile | null> {
    const query = build.selectFrom('profile').select('content').where('id', '=', id);
    const row = await this.#session.read((db) => db.first(query));
    return row === undefined ? null : fromJson(row.content);
  }

  /** An endpoint that stays keeps what is remembered of it; one that is gone takes its links and writes along. */
  async put(profile: Profile): Promise<void> {
    const row = { id: profile.id, name: profile.name, content: toJson(profile) };
    await this.#session.write(async (db) => {
      db.run(
        build
          .insertInto('profile')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(excluded(row, 'id'))),
      );
      const before = db.all(build.selectFrom('endpoint').select('id').where('profile', '=', profile.id));
      const now = new Set(profile.endpoints.map((endpoint) => endpoint.id));
      for (const { id } of before) if (!now.has(id)) await removeEndpoint(db, id);
      for (const id of now) {
        const endpoint = build.insertInto('endpoint').values({ id, profile: profile.id });
        db.run(endpoint.onConflict((conflict) => conflict.column('id').doNothing()));
      }
    });
  }

  async remove(id: ProfileId): Promise<void> {
    const next = build.selectFrom('task').select('seq').where('profile', '=', id).limit(slice);
    await this.#session.write(async (db) => {
      const endpoints = db.all(build.selectFrom('endpoint').select('id').where('profile', '=', id));
      for (const endpoint of endpoints) await removeEndpoint(db, endpoint.id);
      await db.untilDone(() => {
        const tasks = db.all(next).map((row) => row.seq);
        removeTasks(db, tasks);
        return tasks.length === slice;
      });
      db.run(build.deleteFrom('profile').where('id', '=', id));
    });
  }
}

async function removeEndpoint(db: SqlConnection, endpoint: string): Promise<void> {
  const next = build.selectFrom('link').select('id').where('endpoint', '=', endpoint).limit(slice);
  await db.untilDone(() => {
    const links = db.all(next).map((row) => row.id);
    db.run(build.deleteFrom('link').where('id', 'in', listOf(links)));
    return links.length === slice;
  });
  db.run(build.deleteFrom('endpoint').where('id', '=', endpoint));
}
