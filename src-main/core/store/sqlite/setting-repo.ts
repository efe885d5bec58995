import type { SettingRepo } from '../store.ts';
import { type Json, toJson } from './json.ts';
import { build } from './schema.ts';
import type { Session } from './tx.ts';

export class SqliteSettingRepo implements SettingRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get<T>(key: string): Promise<T | null> {
    const query = build.selectFrom('setting').select('value').where('key', '=', key);
    const row = await this.#session.read((db) => db.first(query));
    return row === undefined ? null : JSON.parse(row.value);
  }

  async set(key: string, value: unknown): Promise<void> {
    const text: Json<unknown> = toJson(value ?? null);
    await this.#session.write((db) => db.run(build.replaceInto('setting').values({ key, value: text })));
  }
}
