import { sql } from 'kysely';
import type { EndpointId, ProfileId, RemoteId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { RecordKey, RecordMarks } from '../store.ts';
import { build, excluded, listOf } from './schema.ts';
import type { Session } from './tx.ts';

interface ReadingRow extends RecordKey {
  readonly version: string | null;
}

/** What is known of records as holders of comments or attachments: a table of readings and one of marks for each kind. */
export class SqliteRecordMarks implements RecordMarks {
  protected readonly session: Session;
  readonly #kind: 'comment' | 'attachment';
  // Constants of one kind each, because queries for rows are known again by their identity.
  readonly #setVersion: (row: ReadingRow) => ReturnType<typeof setVersion>;
  readonly #mark: (row: RecordKey) => ReturnType<typeof mark>;
  readonly #clear: (row: RecordKey) => ReturnType<typeof clear>;

  constructor(session: Session, kind: 'comment' | 'attachment') {
    this.session = session;
    this.#kind = kind;
    this.#setVersion = (row) => setVersion(kind, row);
    this.#mark = (row) => mark(kind, row);
    this.#clear = (row) => clear(kind, row);
  }

  async versions(endpoint: EndpointId, records: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, string | null>> {
    const query = build
      .selectFrom(`${this.#kind}_reading`)
      .select(['record', 'version'])
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records));
    const rows = await this.session.read((db) => db.all(query));
    return new Map(rows.map((row) => [row.record, row.version]));
  }

  async setVersions(endpoint: EndpointId, rows: Parameters<RecordMarks['setVersions']>[1]): Promise<void> {
    const readings = rows.map(({ record, version }) => ({ endpoint, record, version }));
    await this.session.write((db) => db.runEach(readings, this.#setVersion));
  }

  async dirty(profile: ProfileId, after: RecordKey | null, limit: number): Promise<readonly RecordKey[]> {
    // Both tables have the same columns.
    const query = build
      .selectFrom(`${this.#kind}_dirty as marks` as 'comment_dirty as marks')
      .innerJoin('endpoint', 'endpoint.id', 'marks.endpoint')
      .select(['marks.endpoint', 'marks.record'])
      .where('endpoint.profile', '=', profile)
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('marks.endpoint', 'marks.record'), '>', tuple(after?.endpoint ?? '', after?.record ?? '')),
      )
      .orderBy('marks.endpoint')
      .orderBy('marks.record')
      .limit(limit);
    return await this.session.read((db) => db.all(query));
  }

  async dirtyAmong(endpoint: EndpointId, records: readonly RemoteId[]): Promise<ReadonlySet<RemoteId>> {
    const query = build
      .selectFrom(`${this.#kind}_dirty`)
      .select('record')
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records));
    return new Set((await this.session.read((db) => db.all(query))).map((row) => row.record));
  }

  async markDirty(endpoint: EndpointId, records: readonly RemoteId[]): Promise<void> {
    const keys = records.map((record) => ({ endpoint, record }));
    await this.session.write((db) => db.runEach(keys, this.#mark));
  }

  async markTasksDirty(tasks: readonly TaskId[]): Promise<void> {
    const links = build
      .selectFrom('link')
      .select(['endpoint', 'remote_id as record'])
      .where('task', 'in', listOf(tasks))
      .where('state', '=', sql.lit('linked'))
      .where(sql<boolean>`exists (select 1 from ${sql.table(this.#kind)} as held where held.task = link.task)`);
    await this.session.write((db) => db.runEach(db.all(links), this.#mark));
  }

  async markAllDirty(profile: ProfileId): Promise<void> {
    const links = build
      .selectFrom('link')
      .innerJoin('endpoint', 'endpoint.id', 'link.endpoint')
      .select(['link.endpoint', 'link.remote_id as record'])
      .where('endpoint.profile', '=', profile)
      .where('link.state', '=', sql.lit('linked'));
    await this.session.write((db) => db.runEach(db.all(links), this.#mark));
  }

  async clearDirty(records: readonly RecordKey[]): Promise<void> {
    const keys = records.map(({ endpoint, record }) => ({ endpoint, record }));
    await this.session.write((db) => db.runEach(keys, this.#clear));
  }
}

function setVersion(kind: 'comment' | 'attachment', row: ReadingRow) {
  return build
    .insertInto(`${kind}_reading`)
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['endpoint', 'record']).doUpdateSet(excluded(row, 'endpoint', 'record')),
    );
}

function mark(kind: 'comment' | 'attachment', row: RecordKey) {
  return build.insertInto(`${kind}_dirty`).values(row).orIgnore();
}

function clear(kind: 'comment' | 'attachment', { endpoint, record }: RecordKey) {
  return build.deleteFrom(`${kind}_dirty`).where('endpoint', '=', endpoint).where('record', '=', record);
}
