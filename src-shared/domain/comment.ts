import type { CommentId, EndpointId, OpId, Origin, ProfileId, RemoteId, RunId, TaskId, Timestamp } from './ids.ts';
import type { Evidence } from './link.ts';
import type { OpState } from './op.ts';

/** How problems and the history name them among the fields of a task. */
export const commentsField = 'comments';

/** A comment on a task as Task Sync keeps it. Its text is never that of a mirror: attribution is added when it is written. */
export interface Comment {
  readonly id: CommentId;
  readonly task: TaskId;
  /**
   * 26 characters of base32, made of where the comment was born, so the same in every installation. Every mirror carries
   * it, and no two comments of a task share one: that makes the mapping an injection (S16).
   */
  readonly identity: string;
  /** Where it was written; null: known only by a mirror, so its author's own copy is in none of this profile's places. */
  readonly origin: Origin | null;
  /** What a person calls the place, e.g. GitHub. */
  readonly originName: string;
  readonly author: string;
  /** Time of the service it was written at; for `here` this computer's. */
  readonly createdAt: Timestamp;
  /** Last change that was taken over; null: as it was written. */
  readonly editedAt: Timestamp | null;
  readonly text: string;
  /** Never leaves its service. */
  readonly isInternal: boolean;
  readonly deletedAt: Timestamp | null;
  /** Its author's own copy went away with its record: what is at its origin now is a copy of ours, too. */
  readonly isOrphan?: true;
  /** Its copy there was taken back by undoing, and is not written again; absent: there is none such. */
  readonly withdrawn?: readonly EndpointId[];
  /** Nobody wrote it: it holds the address of the task's record at its origin. */
  readonly kind?: 'backlink';
}

/**
 * The pair (comment, remote comment) at one endpoint.
 *
 * - `linked`: both are there
 * - `deleted`: proven to be deleted at the service, and not yet dealt with
 * - `gone`: dealt with: a tombstone, so that it is not written again
 */
export interface CommentLink {
  readonly id: string;
  /** Null: seen, and not (or never) taken over. */
  readonly comment: CommentId | null;
  readonly endpoint: EndpointId;
  /** The record that it belongs to. */
  readonly record: RemoteId;
  readonly remoteId: RemoteId;
  readonly state: 'linked' | 'deleted' | 'gone';
  /** The remote text last known to say the same as the comment; null: nothing is known yet. */
  readonly base: string | null;
  /** How we know the base. Never null when `base` is not (S2). */
  readonly evidence: Evidence | null;
  readonly observation: CommentObservation;
  /** The text that we sent where the service stored another one: there is nothing to send again (S5). */
  readonly sent: string | null;
  /** The remote text that our last write replaced: a reading of it, soon after, is older than the write (S12). */
  readonly replaced: string | null;
}

/** What was last read of a remote comment. */
export interface CommentObservation {
  /** What a person calls whoever wrote it. */
  readonly author: string;
  /** Written by the account that is signed in. */
  readonly isOwn: boolean;
  /** Server's time; comments are kept in this order, so no two of a record are alike where the service can tell them apart. */
  readonly createdAt: Timestamp;
  /** Markdown. */
  readonly text: string;
  /** Not for everybody who sees the record: it never leaves its service. */
  readonly isInternal: boolean;
  /** Our own marker, if it carries one. */
  readonly identity: string | null;
  readonly seenAt: Timestamp;
}

/** A write of a comment on its way to a service; see `Op` for the states. */
export interface CommentOp {
  readonly id: OpId;
  readonly profile: ProfileId;
  readonly endpoint: EndpointId;
  readonly task: TaskId;
  readonly comment: CommentId;
  readonly kind: 'create' | 'update' | 'delete';
  readonly record: RemoteId;
  /** Null for a create that was not confirmed yet. */
  readonly remoteId: RemoteId | null;
  readonly identity: string;
  /** The remote text to write. */
  readonly text: string;
  /** Confirmed ones are removed. */
  readonly state: Exclude<OpState, 'acked'>;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string } | null;
  /** Not before. */
  readonly retryAt: Timestamp | null;
  readonly run: RunId;
  /** Of the comment: writes to a record go out in this order (S16). */
  readonly writtenAt: Timestamp;
  readonly createdAt: Timestamp;
  readonly attemptedAt: Timestamp | null;
}
