import type {
  AttachmentRequest,
  LinkAttachmentRequest,
  OpenAttachmentRequest,
  RecordAttachments,
  RemoteAttachment,
} from '../../../src-shared/connector/attachments.ts';
import type { Capabilities } from '../../../src-shared/connector/capabilities.ts';
import type {
  CreateCommentRequest,
  RecordComments,
  RemoteComment,
  RemoveCommentRequest,
  UpdateCommentRequest,
} from '../../../src-shared/connector/comments.ts';
import type { ContainerSchema, GetResult, PullPage, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { MemoryAttachment, MemoryAttachments } from './memory-attachments.ts';
import type { MemoryBook } from './memory-book.ts';
import type { MemoryComments } from './memory-comments.ts';
import { omission, refusal } from './memory-fields.ts';
import type { Deleted, MemoryRecord, MemoryRecords } from './memory-records.ts';
import { isDeleted } from './memory-records.ts';

/** What the service answers to one request of the connector. */
export interface MemoryDoor {
  schema(container: string): ContainerSchema;
  page(container: string, cursor: string | null): { readonly page: PullPage; readonly more: boolean };
  ids(container: string): readonly RemoteId[];
  read(container: string, ids: readonly RemoteId[]): GetResult;
  find(container: string, identity: string): readonly RemoteTask[];
  create(container: string, identity: string, fields: Fields): RemoteTask;
  update(container: string, id: RemoteId, fields: Fields, version: string | null): RemoteTask;
  remove(container: string, id: RemoteId, version: string | null): void;
  comments(container: string, records: readonly RemoteId[]): readonly RecordComments[];
  createComment(request: CreateCommentRequest): RemoteComment;
  updateComment(request: UpdateCommentRequest): RemoteComment;
  removeComment(request: RemoveCommentRequest): void;
  attachments(container: string, records: readonly RemoteId[]): readonly RecordAttachments[];
  openAttachment(request: OpenAttachmentRequest): Uint8Array;
  createAttachment(request: NewFile): RemoteAttachment;
  linkAttachment(request: LinkAttachmentRequest): RemoteAttachment;
  removeAttachment(request: AttachmentRequest): void;
}

/** A file of which everything has arrived. */
export interface NewFile extends Omit<LinkAttachmentRequest, 'url'> {
  readonly bytes: Uint8Array;
}

export interface MemoryDoorOptions {
  readonly name: string;
  readonly identity: Capabilities['identity'];
  /** What was created less than this many milliseconds ago is not found yet. */
  readonly searchLagMs: number;
  /** Server time. */
  readonly now: () => number;
  readonly precondition: boolean;
  readonly deletions: 'feed' | 'listing';
  readonly pageSize: number;
  /** As it is now. */
  readonly schema: () => ContainerSchema;
  readonly records: MemoryRecords;
  readonly book: MemoryBook;
  readonly remarks: MemoryComments;
  readonly files: MemoryAttachments;
  readonly nextFileId: () => RemoteId;
  readonly fileUrl: (record: MemoryRecord, id: RemoteId) => string;
  readonly hasContainer: (container: string) => boolean;
  readonly isBroken: (id: RemoteId) => boolean;
  /** Part of every cursor; another one than now makes a cursor unknown. */
  readonly epoch: () => number;
  readonly nextId: () => RemoteId;
}

/** @param stale answers as a lagging replica: records as they were before their last change */
export function openMemoryDoor(options: MemoryDoorOptions, stale: boolean): MemoryDoor {
  const { name, records, book, remarks, files, schema, isBroken } = options;
  const look = (record: MemoryRecord): RemoteTask => book.show(stale ? (record.before ?? record) : record);
  const recordIn = (container: string, id: RemoteId): MemoryRecord | undefined => {
    const record = records.get(id);
    return record?.container === container ? record : undefined;
  };
  const requireContainer = (container: string): void => {
    if (!options.hasContainer(container)) throw missing(name, 'this list');
  };
  const requireRecord = (container: string, id: RemoteId): MemoryRecord => {
    requireContainer(container);
    const record = recordIn(container, id);
    if (record === undefined) throw missing(name, 'this task');
    return record;
  };
  const requireValid = (container: string, fields: Fields, more: string | null = null): void => {
    const parent = fields['parent'];
    const orphan = typeof parent === 'string' && recordIn(container, parent) === undefined;
    const reason = orphan ? 'parent: there is no such task' : (refusal(schema(), fields) ?? more);
    if (reason === null) return;
    throw new TaskSyncError('rejected', `${name} refused the values. They are kept here. It said: “${reason}”`);
  };
  const requireVersion = (record: MemoryRecord, version: string | null): void => {
    if (!options.precondition || version === null || version === String(record.change)) return;
    throw new TaskSyncError('stale-version', `Somebody changed this at ${name} a moment ago. It was not overwritten.`);
  };

  const addAttachment = (
    record: MemoryRecord,
    given: Omit<MemoryAttachment, 'record' | 'author' | 'createdAt'>,
  ): RemoteAttachment => {
    book.touch(record, sync);
    return files.add({ ...given, record: record.id, author: sync, createdAt: options.now() }, sync);
  };

  return {
    schema: (container) => {
      requireContainer(container);
      return schema();
    },

    page: (container, cursor) => {
      requireContainer(container);
      const since = cursor === null ? -1 : parseCursor(name, cursor, options.epoch());
      // A replica that lags knows nothing of the last change, and its cursor says so.
      const known = Math.max(since, records.lastChange - (stale ? 1 : 0));
      const entries = records
        .changedSince(container, since, options.pageSize + 1)
        .flatMap((entry) => asOf(entry, since, known));
      const more = entries.length > options.pageSize;
      const here = entries.slice(0, options.pageSize);
      const live = here.filter((entry) => !isDeleted(entry));
      // A first reading has no use for what was deleted before it.
      const tellsDeleted = options.deletions === 'feed' && cursor !== null;
      const end = more ? (here.at(-1)?.change ?? since) : known;
      const page = {
        tasks: live.filter(({ id }) => !isBroken(id)).map(book.show),
        deleted: tellsDeleted ? here.filter(isDeleted).map(({ id }) => id) : [],
        problems: live.filter(({ id }) => isBroken(id)).map(({ id }) => damaged(name, id)),
        cursor: `${options.epoch()}.${end}`,
        ...(more || stale ? {} : { liveCount: records.count(container) }),
      };
      return { page, more };
    },

    ids: (container) => {
      requireContainer(container);
      const isThere = (record: MemoryRecord): boolean => record.before !== null || record.change < records.lastChange;
      return records.all(container).flatMap((record) => (!stale || isThere(record) ? record.id : []));
    },

    read: (container, ids) => {
      requireContainer(container);
      const unique = [...new Set(ids)];
      const sound = unique.filter((id) => !isBroken(id));
      const found = sound.map((id) => recordIn(container, id));
      return {
        tasks: found.filter((record) => record !== undefined).map(look),
        missing: sound.filter((_, index) => found[index] === undefined),
        problems: unique.filter(isBroken).map((id) => damaged(name, id)),
      };
    },

    find: (container, identity) => {
      requireContainer(container);
      return records
        .withIdentity(identity)
        .filter((record) => record.container === container && record.createdAt + options.searchLagMs <= options.now())
        .map(book.show);
    },

    create: (container, identity, fields) => {
      requireContainer(container);
      requireValid(container, { title: '', ...fields }, omission(schema(), fields));
      const id = options.identity === 'A' ? identity : options.nextId();
      if (records.get(id) !== undefined) {
        throw new TaskSyncError('already-exists', `${name} has this task already: an earlier attempt did arrive.`);
      }
      const marker = options.identity === 'E' ? null : identity;
      return book.insert({ id, container, fields, identity: marker, references: [], updatedBy: sync });
    },

    update: (container, id, fields, version) => {
      const record = requireRecord(container, id);
      requireVersion(record, version);
      requireValid(container, fields);
      return book.change(record, fields, sync);
    },

    remove: (container, id, version) => {
      requireContainer(container);
      const record = recordIn(container, id);
      if (record === undefined) return;
      requireVersion(record, version);
      book.drop(record, sync);
      remarks.drop(id);
    },

    comments: (container, ids) => {
      requireContainer(container);
      return ids.flatMap((id) => (recordIn(container, id) === undefined ? [] : [remarks.of(id, stale)]));
    },

    createComment: ({ container, record: id, identity, text }) => {
      const record = requireRecord(container, id);
      const comment = options.identity === 'A' ? identity : options.nextId();
      if (remarks.get(comment) !== undefined) {
        throw new TaskSyncError('already-exists', `${name} has this comment already: an earlier attempt did arrive.`);
      }
      book.touch(record, sync);
      const marker = options.identity === 'E' ? null : identity;
      const createdAt = options.now();
      return remarks.put(
        { id: comment, record: id, author: sync, createdAt, text, isInternal: false, identity: marker },
        sync,
      );
    },

    updateComment: ({ container, record: id, id: comment, text }) => {
      const record = requireRecord(container, id);
      const before = remarks.get(comment);
      if (before?.record !== id) throw missing(name, 'this comment');
      book.touch(record, sync);
      return remarks.put({ ...before, text }, sync);
    },

    removeComment: ({ container, record: id, id: comment }) => {
      const record = requireRecord(container, id);
      const before = remarks.get(comment);
      if (before?.record !== id) return;
      book.touch(record, sync);
      remarks.remove(before, sync);
    },

    attachments: (container, ids) => {
      requireContainer(container);
      return ids.flatMap((id) => (recordIn(container, id) === undefined ? [] : [files.of(id, stale)]));
    },

    openAttachment: ({ container, record, id, maxBytes }) => {
      requireRecord(container, record);
      const file = files.get(id);
      if (file?.record !== record || file.kind !== 'file') throw missing(name, 'this file');
      if (file.bytes.length > maxBytes) {
        throw new TaskSyncError('invalid-response', `${name} sent more than was asked for. Nothing was taken from it.`);
      }
      return file.bytes;
    },

    createAttachment: ({ container, record: id, bytes, ...file }) => {
      const record = requireRecord(container, id);
      const attachment = options.nextFileId();
      const url = options.fileUrl(record, attachment);
      return addAttachment(record, { id: attachment, kind: 'file', ...file, bytes, url });
    },

    linkAttachment: ({ container, record: id, ...link }) =>
      addAttachment(requireRecord(container, id), { id: options.nextFileId(), kind: 'link', ...link, bytes: noBytes }),

    removeAttachment: ({ container, record: id, id: attachment }) => {
      const record = requireRecord(container, id);
      const before = files.get(attachment);
      if (before?.record !== id) return;
      book.touch(record, sync);
      files.remove(before, sync);
    },
  };
}

/** What a reader who has seen everything up to `since` is told by a replica that knows everything up to `known`. */
function asOf(entry: MemoryRecord | Deleted, since: number, known: number): readonly (MemoryRecord | Deleted)[] {
  if (entry.change <= known) return [entry];
  const before = 'fields' in entry ? entry.before : null;
  return before !== null && before.change > since ? [before] : [];
}

export const noBytes = new Uint8Array();

/** Who writes through the connector, in log and records. */
export const sync = 'sync';

function parseCursor(name: string, cursor: string, epoch: number): number {
  const [of, change] = cursor.split('.').map(Number);
  if (of === epoch && change !== undefined && Number.isInteger(change)) return change;
  throw new TaskSyncError('stale-version', `${name} no longer knows where we stopped reading. All is read again.`);
}

export function missing(name: string, what: string): TaskSyncError {
  return new TaskSyncError('not-found', `${name} does not have ${what} any more, or never had it.`);
}

function damaged(name: string, id: RemoteId) {
  return { id, code: 'invalid-response', message: `A task at ${name} is damaged and was left alone.` } as const;
}
