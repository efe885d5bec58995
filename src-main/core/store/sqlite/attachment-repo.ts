import { sql } from 'kysely';
import type { Attachment, AttachmentLink, AttachmentOp } from '../../../../src-shared/domain/attachment.ts';
import type { EndpointId, OpId, ProfileId, RemoteId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { AttachmentRepo, RecordKey } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { type AttachmentLinkTable, type AttachmentTable, build, excluded, listOf } from './schema.ts';
import type { Session } from './tx.ts';

type OpRow = ReturnType<typeof opRow>;

const insertAttachment = (row: AttachmentTable) => build.insertInto('attachment').values(row);
const updateAttachment = ({ id, ...row }: AttachmentTable) =>
  build.updateTable('attachment').set(row).where('id', '=', id);
const insertLink = (row: AttachmentLinkTable) => build.insertInto('attachment_link').values(row);
const updateLink = ({ id, ...row }: AttachmentLinkTable) =>
  build.updateTable('attachment_link').set(row).where('id', '=', id);
const release = ({ endpoint, attachment, record }: RecordKey & { readonly attachment: string }) =>
  build
    .updateTable('attachment_link')
    .set({ attachment: sql.lit(null) })
    .where('endpoint', '=', endpoint)
    .where('attachment', '=', attachment)
    .where('record', '<>', record);
const insertOp = (row: OpRow) => build.insertInto('attachment_op').values(row);
const updateOp = ({ id, ...row }: OpRow) => build.updateTable('attachment_op').set(row).where('id', '=', id);
const setVersion = (row: { endpoint: string; record: string; version: string | null }) =>
  build
    .insertInto('attachment_reading')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['endpoint', 'record']).doUpdateSet(excluded(row, 'endpoint', 'record')),
    );
const mark = (row: RecordKey) => build.insertInto('attachment_dirty').values(row).orIgnore();
const clear = ({ endpoint, record }: RecordKey) =>
  build.deleteFrom('attachment_dirty').where('endpoint', '=', endpoint).where('record', '=', record);

export class SqliteAttachmentRepo implements AttachmentRepo {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Attachment[]> {
    const query = build
      .selectFrom('attachment')
      .select('content')
      .where('task', 'in', listOf(tasks))
      .orderBy('created_at')
      .orderBy('id');
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async put(attachments: readonly Attachment[]): Promise<void> {
    await this.#session.write((db) => db.putEach(attachments.map(attachmentRow), updateAttachment, insertAttachment));
  }

  async links(endpoint: EndpointId, records: readonly RemoteId[]): Promise<readonly AttachmentLink[]> {
    const query = build
      .selectFrom('attachment_link')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records))
      .orderBy('record')
      .orderBy('id');
    return await this.#session.read((db) => db.map(query, toLink));
  }

  async countLive(endpoint: EndpointId): Promise<number> {
    const query = build
      .selectFrom('attachment_link')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('endpoint', '=', endpoint)
      .where('attachment', 'is not', null)
      .where('state', '!=', sql.lit('gone'));
    return (await this.#session.read((db) => db.first(query)))?.count ?? 0;
  }

  async putLinks(links: readonly AttachmentLink[]): Promise<void> {
    await this.#session.write((db) => db.putEach(links.map(linkRow), updateLink, insertLink));
  }

  async releaseOthers(links: readonly AttachmentLink[]): Promise<void> {
    const joined = links.flatMap(({ endpoint, attachment, record }) =>
      attachment === null ? [] : [{ endpoint, attachment, record }],
    );
    await this.#session.write((db) => db.runEach(joined, release));
  }

  async ops(profile: ProfileId): Promise<readonly AttachmentOp[]> {
    const query = build.selectFrom('attachment_op').select('content').where('profile', '=', profile).orderBy('seq');
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async opsByTasks(tasks: readonly TaskId[]): Promise<readonly AttachmentOp[]> {
    const query = build.selectFrom('attachment_op').select('content').where('task', 'in', listOf(tasks)).orderBy('seq');
    return await this.#session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async putOps(ops: readonly AttachmentOp[]): Promise<void> {
    await this.#session.write((db) => db.putEach(ops.map(opRow), updateOp, insertOp));
  }

  async removeOps(ids: readonly OpId[]): Promise<void> {
    await this.#session.write((db) => db.run(build.deleteFrom('attachment_op').where('id', 'in', listOf(ids))));
  }

  async versions(endpoint: EndpointId, records: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, string | null>> {
    const query = build
      .selectFrom('attachment_reading')
      .select(['record', 'version'])
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records));
    const rows = await this.#session.read((db) => db.all(query));
    return new Map(rows.map((row) => [row.record, row.version]));
  }

  async setVersions(endpoint: EndpointId, rows: Parameters<AttachmentRepo['setVersions']>[1]): Promise<void> {
    await this.#session.write((db) =>
      db.runEach(
        rows.map(({ record, version }) => ({ endpoint, record, version })),
        setVersion,
      ),
    );
  }

  async dirty(profile: ProfileId, after: RecordKey | null, limit: number): Promise<readonly RecordKey[]> {
    const query = build
      .selectFrom('attachment_dirty')
      .innerJoin('endpoint', 'endpoint.id', 'attachment_dirty.endpoint')
      .select(['attachment_dirty.endpoint', 'attachment_dirty.record'])
      .where('endpoint.profile', '=', profile)
      .where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('attachment_dirty.endpoint', 'attachment_dirty.record'),
          '>',
          tuple(after?.endpoint ?? '', after?.record ?? ''),
        ),
      )
      .orderBy('attachment_dirty.endpoint')
      .orderBy('attachment_dirty.record')
      .limit(limit);
    return await this.#session.read((db) => db.all(query));
  }

  async dirtyAmong(endpoint: EndpointId, records: readonly RemoteId[]): Promise<ReadonlySet<RemoteId>> {
    const query = build
      .selectFrom('attachment_dirty')
      .select('record')
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records));
    return new Set((await this.#session.read((db) => db.all(query))).map((row) => row.record));
  }

  async markDirty(endpoint: EndpointId, records: readonly RemoteId[]): Promise<void> {
    await this.#session.write((db) =>
      db.runEach(
        records.map((record) => ({ endpoint, record })),
        mark,
      ),
    );
  }

  async markTasksDirty(tasks: readonly TaskId[]): Promise<void> {
    const links = build
      .selectFrom('link')
      .select(['endpoint', 'remote_id as record'])
      .where('task', 'in', listOf(tasks))
      .where('state', '=', sql.lit('linked'))
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('attachment').select('attachment.id').whereRef('attachment.task', '=', 'link.task')),
      );
    await this.#session.write((db) => db.runEach(db.all(links), mark));
  }

  async markAllDirty(profile: ProfileId): Promise<void> {
    const links = build
      .selectFrom('link')
      .innerJoin('endpoint', 'endpoint.id', 'link.endpoint')
      .select(['link.endpoint', 'link.remote_id as record'])
      .where('endpoint.profile', '=', profile)
      .where('link.state', '=', sql.lit('linked'));
    await this.#session.write((db) => db.runEach(db.all(links), mark));
  }

  async clearDirty(records: readonly RecordKey[]): Promise<void> {
    await this.#session.write((db) =>
      db.runEach(
        records.map(({ endpoint, record }) => ({ endpoint, record })),
        clear,
      ),
    );
  }
}

function attachmentRow(attachment: Attachment): AttachmentTable {
  const { id, task, sha256, createdAt } = attachment;
  // The id last, as the update has it.
  return { task, sha256, created_at: createdAt, content: toJson(attachment), id };
}

function linkRow(link: AttachmentLink): AttachmentLinkTable {
  const { id, attachment, endpoint, record, remoteId, state, observation, writtenAt } = link;
  const written = { observation: toJson(observation), written_at: writtenAt };
  return { attachment, endpoint, record, remote_id: remoteId, state, ...written, id };
}

function toLink({ remote_id, written_at, observation, ...row }: AttachmentLinkTable): AttachmentLink {
  return { ...row, remoteId: remote_id, writtenAt: written_at, observation: fromJson(observation) };
}

function opRow(op: AttachmentOp) {
  const { id, profile, endpoint, task, attachment, state } = op;
  return { profile, endpoint, task, attachment, state, content: toJson(op), id };
}
