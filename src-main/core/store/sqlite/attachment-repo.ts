import { sql } from 'kysely';
import type { Attachment, AttachmentLink, AttachmentOp } from '../../../../src-shared/domain/attachment.ts';
import type { EndpointId, OpId, ProfileId, RemoteId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { AttachmentRepo, RecordKey } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { SqliteRecordMarks } from './record-marks.ts';
import { type AttachmentLinkTable, type AttachmentTable, build, listOf } from './schema.ts';
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

export class SqliteAttachmentRepo extends SqliteRecordMarks implements AttachmentRepo {
  constructor(session: Session) {
    super(session, 'attachment');
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Attachment[]> {
    const query = build
      .selectFrom('attachment')
      .select('content')
      .where('task', 'in', listOf(tasks))
      .orderBy('created_at')
      .orderBy('id');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async put(attachments: readonly Attachment[]): Promise<void> {
    await this.session.write((db) => db.putEach(attachments.map(attachmentRow), updateAttachment, insertAttachment));
  }

  async links(endpoint: EndpointId, records: readonly RemoteId[]): Promise<readonly AttachmentLink[]> {
    const query = build
      .selectFrom('attachment_link')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records))
      .orderBy('record')
      .orderBy('id');
    return await this.session.read((db) => db.map(query, toLink));
  }

  async countLive(endpoint: EndpointId): Promise<number> {
    const query = build
      .selectFrom('attachment_link')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('endpoint', '=', endpoint)
      .where('attachment', 'is not', null)
      .where('state', '!=', sql.lit('gone'));
    return (await this.session.read((db) => db.first(query)))?.count ?? 0;
  }

  async putLinks(links: readonly AttachmentLink[]): Promise<void> {
    await this.session.write((db) => db.putEach(links.map(linkRow), updateLink, insertLink));
  }

  async releaseOthers(links: readonly AttachmentLink[]): Promise<void> {
    const joined = links.flatMap(({ endpoint, attachment, record }) =>
      attachment === null ? [] : [{ endpoint, attachment, record }],
    );
    await this.session.write((db) => db.runEach(joined, release));
  }

  async ops(profile: ProfileId): Promise<readonly AttachmentOp[]> {
    const query = build.selectFrom('attachment_op').select('content').where('profile', '=', profile).orderBy('seq');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async opsByTasks(tasks: readonly TaskId[]): Promise<readonly AttachmentOp[]> {
    const query = build.selectFrom('attachment_op').select('content').where('task', 'in', listOf(tasks)).orderBy('seq');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async putOps(ops: readonly AttachmentOp[]): Promise<void> {
    await this.session.write((db) => db.putEach(ops.map(opRow), updateOp, insertOp));
  }

  async removeOps(ids: readonly OpId[]): Promise<void> {
    await this.session.write((db) => db.run(build.deleteFrom('attachment_op').where('id', 'in', listOf(ids))));
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
