import type { CommentObservation } from '../domain/comment.ts';
import type { RemoteId } from '../domain/ids.ts';

/**
 * How a service keeps the comments of its records, for connectors whose `capabilities.comments` is there. Errors are those
 * of `Connector`. Markers and the service's own markup never show in `text`.
 */
export interface CommentsConnector {
  /**
   * All comments of each record, complete or it throws; records that are gone are left out. At most `batchSize` records:
   * those that `pull` just showed as changed, so a service that lists comments of many records at once needs one request.
   */
  read(container: string, records: readonly RemoteId[]): Promise<readonly RecordComments[]>;
  /** Comments of the record that carry the identity; none: []. Only after a lost answer (correctness.md 1.6). */
  find(container: string, record: RemoteId, identity: string): Promise<readonly RemoteComment[]>;
  /**
   * Answers with what the service then has, also where that takes a reading. Throws `already-exists` (identity A) when an
   * earlier attempt did arrive, `not-found` when the record is gone.
   */
  create(request: CreateCommentRequest): Promise<RemoteComment>;
  /** Replaces the text and keeps the identity. Throws `not-found`. */
  update(request: UpdateCommentRequest): Promise<RemoteComment>;
  /** Already missing is success. */
  remove(request: RemoveCommentRequest): Promise<void>;
}

/** One comment as its service has it. */
export interface RemoteComment extends Omit<CommentObservation, 'seenAt'> {
  /** Unique at the service, not only in its record. */
  readonly id: RemoteId;
}

export interface RecordComments {
  readonly record: RemoteId;
  /** Oldest first. */
  readonly comments: readonly RemoteComment[];
  /**
   * More may still come without another version of the record, because its service tells whole seconds: it is read again
   * when a pull shows it next.
   */
  readonly mayGrow?: boolean;
}

export interface CreateCommentRequest {
  readonly container: string;
  readonly record: RemoteId;
  /** 26 characters of base32; goes into the same request as the comment (never a second one). */
  readonly identity: string;
  readonly text: string;
}

export interface UpdateCommentRequest {
  readonly container: string;
  readonly record: RemoteId;
  readonly id: RemoteId;
  readonly text: string;
}

export interface RemoveCommentRequest {
  readonly container: string;
  readonly record: RemoteId;
  readonly id: RemoteId;
}
