import { sql } from 'kysely';
import type { Comment, CommentLink, CommentOp } from '../../../../src-shared/domain/comment.ts';
import type { CommentId, EndpointId, OpId, ProfileId, RemoteId, TaskId } from '../../../../src-shared/domain/ids.ts';
import type { CommentRepo } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import { SqliteRecordMarks } from './record-marks.ts';
import { build, type CommentLinkTable, type CommentTable, listOf } from './schema.ts';
import type { Session } from './tx.ts';

type OpRow = ReturnType<typeof opRow>;

const insertComment = (row: CommentTable) => build.insertInto('comment').values(row);
const updateComment = ({ id, ...row }: CommentTable) => build.updateTable('comment').set(row).where('id', '=', id);
const insertLink = (row: CommentLinkTable) => build.insertInto('comment_link').values(row);
const updateLink = ({ id, ...row }: CommentLinkTable) =>
  build.updateTable('comment_link').set(row).where('id', '=', id);
const insertOp = (row: OpRow) => build.insertInto('comment_op').values(row);
const updateOp = ({ id, ...row }: OpRow) => build.updateTable('comment_op').set(row).where('id', '=', id);

export class SqliteCommentRepo extends SqliteRecordMarks implements CommentRepo {
  constructor(session: Session) {
    super(session, 'comment');
  }

  async get(ids: readonly CommentId[]): Promise<readonly Comment[]> {
    const query = build.selectFrom('comment').select('content').where('id', 'in', listOf(ids)).orderBy('id');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async byTasks(tasks: readonly TaskId[]): Promise<readonly Comment[]> {
    const query = build
      .selectFrom('comment')
      .select('content')
      .where('task', 'in', listOf(tasks))
      .orderBy('created_at')
      .orderBy('identity');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async put(comments: readonly Comment[]): Promise<void> {
    await this.session.write((db) => db.putEach(comments.map(commentRow), updateComment, insertComment));
  }

  async links(endpoint: EndpointId, records: readonly RemoteId[]): Promise<readonly CommentLink[]> {
    const query = build
      .selectFrom('comment_link')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('record', 'in', listOf(records))
      .orderBy('record')
      .orderBy('id');
    return await this.session.read((db) => db.map(query, toLink));
  }

  async linksByRemote(endpoint: EndpointId, ids: readonly RemoteId[]): Promise<readonly CommentLink[]> {
    const query = build
      .selectFrom('comment_link')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('remote_id', 'in', listOf(ids))
      .orderBy('id');
    return await this.session.read((db) => db.map(query, toLink));
  }

  async copies(endpoint: EndpointId, comments: readonly CommentId[]): Promise<readonly CommentLink[]> {
    const query = build
      .selectFrom('comment_link')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('comment', 'in', listOf(comments))
      .orderBy('id');
    return await this.session.read((db) => db.map(query, toLink));
  }

  async countLive(endpoint: EndpointId): Promise<number> {
    const query = build
      .selectFrom('comment_link')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('endpoint', '=', endpoint)
      .where('comment', 'is not', null)
      .where('state', '!=', sql.lit('gone'));
    return (await this.session.read((db) => db.first(query)))?.count ?? 0;
  }

  async putLinks(links: readonly CommentLink[]): Promise<void> {
    await this.session.write((db) => db.putEach(links.map(linkRow), updateLink, insertLink));
  }

  async removeLinks(ids: readonly CommentLink['id'][]): Promise<void> {
    await this.session.write((db) => db.run(build.deleteFrom('comment_link').where('id', 'in', listOf(ids))));
  }

  async ops(profile: ProfileId): Promise<readonly CommentOp[]> {
    const query = build
      .selectFrom('comment_op')
      .select('content')
      .where('profile', '=', profile)
      .orderBy('written_at')
      .orderBy('seq');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async opsByTasks(tasks: readonly TaskId[]): Promise<readonly CommentOp[]> {
    const query = build.selectFrom('comment_op').select('content').where('task', 'in', listOf(tasks)).orderBy('seq');
    return await this.session.read((db) => db.map(query, (row) => fromJson(row.content)));
  }

  async putOps(ops: readonly CommentOp[]): Promise<void> {
    await this.session.write((db) => db.putEach(ops.map(opRow), updateOp, insertOp));
  }

  async removeOps(ids: readonly OpId[]): Promise<void> {
    await this.session.write((db) => db.run(build.deleteFrom('comment_op').where('id', 'in', listOf(ids))));
  }
}

function commentRow(comment: Comment): CommentTable {
  return {
    task: comment.task,
    identity: comment.identity,
    created_at: comment.createdAt,
    content: toJson(comment),
    // Last, as the update has it.
    id: comment.id,
  };
}

function linkRow(link: CommentLink): CommentLinkTable {
  const { id, comment, endpoint, record, state, base, evidence, observation, sent, replaced } = link;
  return {
    comment,
    endpoint,
    record,
    remote_id: link.remoteId,
    state,
    base,
    evidence: evidence === null ? null : toJson(evidence),
    observation: toJson(observation),
    sent,
    replaced,
    // Last, as the update has it.
    id,
  };
}

function toLink({ remote_id, evidence, observation, ...row }: CommentLinkTable): CommentLink {
  return {
    ...row,
    remoteId: remote_id,
    evidence: evidence === null ? null : fromJson(evidence),
    observation: fromJson(observation),
  };
}

function opRow(op: CommentOp) {
  return {
    profile: op.profile,
    endpoint: op.endpoint,
    task: op.task,
    comment: op.comment,
    written_at: op.writtenAt,
    state: op.state,
    content: toJson(op),
    // Last, as the update has it.
    id: op.id,
  };
}
