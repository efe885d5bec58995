import type { AttachmentObservation } from '../domain/attachment.ts';
import type { RemoteId } from '../domain/ids.ts';

/**
 * How a service keeps the attachments of its records, for connectors whose `capabilities.attachments` is there. Errors are
 * those of `Connector`. Files go through in pieces: neither side ever holds a whole one.
 */
export interface AttachmentsConnector {
  /** All attachments of each record, complete or it throws; records that are gone are left out. At most `batchSize` records. */
  read(container: string, records: readonly RemoteId[]): Promise<readonly RecordAttachments[]>;
  /**
   * The bytes of a file, read as they are asked for; giving up early ends the transfer. Never from another host than the
   * connection's, unless without its credentials (SEC-28, SEC-34). Throws `not-found`; the pieces may throw as well.
   */
  open(request: OpenAttachmentRequest): Promise<AsyncIterable<Uint8Array>>;
  /**
   * There when `canCopy`. The file shows at its record only when all of it has arrived, with its name as far as the service
   * allows it. Answers with what the service then has. Throws `not-found` when the record is gone, `rejected` when the file
   * is refused, and whatever `content.chunks` throws.
   */
  create?(request: CreateAttachmentRequest): Promise<RemoteAttachment>;
  /** There when `canLink`: an address among the attachments. */
  link?(request: LinkAttachmentRequest): Promise<RemoteAttachment>;
  /** Already missing is success. */
  remove(request: AttachmentRequest): Promise<void>;
}

/** One attachment as its service has it. */
export interface RemoteAttachment extends Omit<AttachmentObservation, 'seenAt'> {
  /** Unique at the service, not only in its record. */
  readonly id: RemoteId;
}

export interface RecordAttachments {
  readonly record: RemoteId;
  /** Oldest first. */
  readonly attachments: readonly RemoteAttachment[];
  /** As for comments: more may come without another version of the record. */
  readonly mayGrow?: boolean;
}

export interface AttachmentRequest {
  readonly container: string;
  readonly record: RemoteId;
  readonly id: RemoteId;
}

export interface OpenAttachmentRequest extends AttachmentRequest {
  readonly name: string;
  /** More than this is `invalid-response`, and ends the transfer. */
  readonly maxBytes: number;
}

export interface CreateAttachmentRequest {
  readonly container: string;
  readonly record: RemoteId;
  readonly name: string;
  readonly mediaType: string;
  readonly content: Content;
}

/** A file on its way. It can be read once. */
export interface Content {
  /** Exactly as many bytes as come; with others the reading throws. */
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** SHA-256 in hex of what was read so far: of all of it after the last piece. */
  sha256(): string;
}

export interface LinkAttachmentRequest {
  readonly container: string;
  readonly record: RemoteId;
  readonly name: string;
  readonly mediaType: string | null;
  readonly url: string;
}
