import type { RecordAttachments, RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';

export interface MemoryAttachment {
  readonly id: RemoteId;
  readonly record: RemoteId;
  readonly kind: 'file' | 'link';
  readonly name: string;
  readonly mediaType: string | null;
  /** Empty for a link. */
  readonly bytes: Uint8Array;
  readonly url: string;
  readonly author: string;
  readonly createdAt: number;
}

/** One write of an attachment that was really carried out, whatever became of its answer. */
export interface MemoryAttachmentWrite {
  readonly operation: 'create' | 'remove';
  /** `sync` through the connector, otherwise the person. */
  readonly by: string;
  readonly id: RemoteId;
  readonly record: RemoteId;
  readonly name: string;
}

/** The attachments of all records, and the log that knows every write. */
export interface MemoryAttachments {
  readonly log: readonly MemoryAttachmentWrite[];
  /** @param stale as a lagging replica has them: without the last write */
  of(record: RemoteId, stale?: boolean): RecordAttachments;
  get(id: RemoteId): MemoryAttachment | undefined;
  add(attachment: MemoryAttachment, by: string): RemoteAttachment;
  /** A person does; the file stays the same one. */
  rename(attachment: MemoryAttachment, name: string): void;
  remove(attachment: MemoryAttachment, by: string): void;
}

/**
 * @param own the name by which the account that is signed in is known
 * @param released is told the ids of files that were deleted
 */
export function createMemoryAttachments(own: string, released: (id: RemoteId) => void): MemoryAttachments {
  const attachments = new Map<RemoteId, MemoryAttachment>();
  const before = new Map<RemoteId, readonly MemoryAttachment[]>();
  const log: MemoryAttachmentWrite[] = [];
  const now = (record: RemoteId): readonly MemoryAttachment[] =>
    [...attachments.values()].filter((attachment) => attachment.record === record);
  const note = (operation: MemoryAttachmentWrite['operation'], by: string, attachment: MemoryAttachment): void => {
    const { id, record, name } = attachment;
    before.set(record, now(record));
    log.push({ operation, by, id, record, name });
  };
  const show = ({ id, kind, name, mediaType, bytes, url, author, createdAt }: MemoryAttachment): RemoteAttachment => ({
    ...{ id, kind, name, mediaType, url, author, sha256: null },
    size: kind === 'file' ? bytes.length : null,
    isOwn: author === own,
    createdAt: new Date(createdAt).toISOString(),
  });
  return {
    log,
    of: (record, stale = false) => ({
      record,
      attachments: (stale ? (before.get(record) ?? []) : now(record)).map(show),
    }),
    get: (id) => attachments.get(id),
    add: (attachment, by) => {
      note('create', by, attachment);
      attachments.set(attachment.id, attachment);
      return show(attachment);
    },
    rename: (attachment, name) => {
      before.set(attachment.record, now(attachment.record));
      attachments.set(attachment.id, { ...attachment, name });
    },
    remove: (attachment, by) => {
      note('remove', by, attachment);
      attachments.delete(attachment.id);
      released(attachment.id);
    },
  };
}
