import type { EndpointId } from '../../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { EndpointRepo, EndpointState } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { build } from './schema.ts';
import type { Session } from './tx.ts';

export class SqliteEndpointRepo implements EndpointRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async get(endpoint: EndpointId): Promise<EndpointState> {
    const query = build.selectFrom('endpoint').selectAll().where('id', '=', endpoint);
    const row = await this.#session.read((db) => db.first(query));
    return {
      endpoint,
      cursor: row?.cursor ?? null,
      schema: row?.schema ? fromJson(row.schema) : null,
      schemaAt: row?.schema_at ?? null,
      observedAt: row?.observed_at ?? null,
      clockOffsetMs: row?.clock_offset_ms ?? null,
      concurrency: row?.concurrency ?? null,
    };
  }

  async put(state: EndpointState): Promise<void> {
    const query = build
      .updateTable('endpoint')
      .set({
        cursor: state.cursor,
        schema: state.schema === null ? null : toJson(state.schema),
        schema_at: state.schemaAt,
        observed_at: state.observedAt,
        clock_offset_ms: state.clockOffsetMs,
        concurrency: state.concurrency,
      })
      .where('id', '=', state.endpoint);
    const changes = await this.#session.write((db) => db.run(query));
    if (changes === 0) {
      throw new TaskSyncError('not-found', 'This part of the profile was removed. Nothing was saved for it.');
    }
  }
}
