import type { AttachmentId, EndpointId, OpId, ProfileId, RemoteId, RunId, TaskId, Timestamp } from './ids.ts';
import type { OpState } from './op.ts';

/** How problems and the history name them among the fields of a task. */
export const attachmentsField = 'attachments';

/** A file at a task, or an address that stands among its files. Its bytes stay at the services; here is what they are. */
export interface Attachment {
  /** The id of the link by which it was first seen. */
  readonly id: AttachmentId;
  readonly task: TaskId;
  /** Where it was added. */
  readonly origin: EndpointId;
  /** What a person calls the place, e.g. GitHub. */
  readonly originName: string;
  readonly kind: 'file' | 'link';
  readonly name: string;
  /** As its service says; null: it does not. */
  readonly mediaType: string | null;
  /** Bytes; null: its service does not say. */
  readonly size: number | null;
  /**
   * Hex. Null until somebody had a reason to read all of it: it was copied, or another file of the task has the same size.
   * No two attachments of a task have the same one, so equal files are one attachment.
   */
  readonly sha256: string | null;
  /** Where a person can open it. */
  readonly url: string | null;
  readonly author: string;
  readonly createdAt: Timestamp;
  readonly deletedAt: Timestamp | null;
  /** Its copy there was taken back by undoing, and is not made again; absent: there is none such. */
  readonly withdrawn?: readonly EndpointId[];
}

/**
 * The pair (attachment, remote attachment) at one endpoint.
 *
 * - `linked`: both are there
 * - `deleted`: proven to be deleted at the service, and not yet dealt with
 * - `gone`: dealt with: a tombstone, so that it is not written again
 */
export interface AttachmentLink {
  readonly id: AttachmentId;
  /** Null: seen, and not (or never) taken over. */
  readonly attachment: AttachmentId | null;
  readonly endpoint: EndpointId;
  /** The record that it belongs to. */
  readonly record: RemoteId;
  readonly remoteId: RemoteId;
  readonly state: 'linked' | 'deleted' | 'gone';
  readonly observation: AttachmentObservation;
  /** When our write of it was confirmed; null: somebody else's. */
  readonly writtenAt: Timestamp | null;
}

/** What was last read of a remote attachment. Files never change at a service: another content is another attachment. */
export interface AttachmentObservation {
  readonly kind: 'file' | 'link';
  readonly name: string;
  readonly mediaType: string | null;
  /** Bytes; null for links, and where the service does not say. */
  readonly size: number | null;
  /** Hex; from the service, or from having read all of it. */
  readonly sha256: string | null;
  /** Of a link, where it leads; of a file, where a person can open it. */
  readonly url: string | null;
  /** What a person calls whoever added it. */
  readonly author: string;
  /** Added by the account that is signed in. */
  readonly isOwn: boolean;
  /** Server's time. */
  readonly createdAt: Timestamp;
  readonly seenAt: Timestamp;
}

/** A write of an attachment on its way to a service; see `Op` for the states. */
export interface AttachmentOp {
  readonly id: OpId;
  readonly profile: ProfileId;
  readonly endpoint: EndpointId;
  readonly task: TaskId;
  readonly attachment: AttachmentId;
  /** `copy`: all its bytes · `link`: its address */
  readonly kind: 'copy' | 'link' | 'delete';
  readonly record: RemoteId;
  /** For `delete`. */
  readonly remoteId: RemoteId | null;
  /** Where the bytes are, for `copy`. */
  readonly source: AttachmentSource | null;
  readonly name: string;
  readonly mediaType: string | null;
  readonly size: number | null;
  readonly url: string | null;
  /** Confirmed ones are removed. */
  readonly state: Exclude<OpState, 'acked'>;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string } | null;
  /** Not before. */
  readonly retryAt: Timestamp | null;
  readonly run: RunId;
  readonly createdAt: Timestamp;
  readonly attemptedAt: Timestamp | null;
}

export interface AttachmentSource {
  readonly endpoint: EndpointId;
  readonly record: RemoteId;
  readonly remoteId: RemoteId;
}
