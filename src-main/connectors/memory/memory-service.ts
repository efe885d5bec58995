import type { RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import type { AttachmentCapabilities, Capabilities } from '../../../src-shared/connector/capabilities.ts';
import type { RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { Container, ContainerSchema, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { MemoryAttachmentWrite } from './memory-attachments.ts';
import { createMemoryAttachments } from './memory-attachments.ts';
import type { MemoryWrite } from './memory-book.ts';
import { createMemoryBook } from './memory-book.ts';
import type { MemoryCommentWrite } from './memory-comments.ts';
import { createMemoryComments } from './memory-comments.ts';
import type { MemoryDoor } from './memory-door.ts';
import { missing, noBytes, openMemoryDoor, sync } from './memory-door.ts';
import type { MemoryCall, MemoryFault, MemoryOperation } from './memory-faults.ts';
import { createMemoryFaults, performWith } from './memory-faults.ts';
import { fullSchema } from './memory-fields.ts';
import type { MemoryRecord } from './memory-records.ts';
import { createMemoryRecords } from './memory-records.ts';

export interface MemoryOptions {
  /** Also its address: `memory:name`. Default `memory`. */
  readonly name?: string;
  /** For the server's time and for latency. */
  readonly clock: Clock;
  /**
   * See `Capabilities.identity`. A: the identity becomes the id · B, C, D: kept as a marker, which D's search shows late ·
   * E: there is no place for it.
   */
  readonly identity?: Capabilities['identity'];
  /** For identity D: how long its search does not show a new record. Default 0. */
  readonly searchLagMs?: number;
  /** What the service's times are cut to; default 1. */
  readonly timeGrainMs?: number;
  readonly precondition?: boolean;
  readonly deletions?: 'feed' | 'listing';
  readonly pageSize?: number;
  /** A new record gets the number after the highest one that exists, as in SQLite; it then tells when each was created. */
  readonly reusesIds?: boolean;
  /** Default: one, `inbox`. */
  readonly containers?: readonly Container[];
  readonly schema?: ContainerSchema;
  /** A new file gets the number of one that was deleted, as Redmine on SQLite does it. */
  readonly reusesFileIds?: boolean;
  /** What of attachments it takes. Default: files and links of any size, and deletions. */
  readonly attachments?: Partial<AttachmentCapabilities>;
}

/** What a test may switch at any time. */
export interface MemoryKnobs {
  /** What its records look like. */
  schema: ContainerSchema;
  /** How long each request takes. */
  latencyMs: number;
  /** The server's clock minus ours. */
  clockOffsetMs: number;
  /** Fields that the service accepts and silently does not store. */
  ignores: readonly string[];
  /** Titles lose the white space around them. */
  trimsTitles: boolean;
  /** Comments, too. */
  trimsTexts: boolean;
  /** Lists in texts get the service's own bullets. */
  rewritesText: boolean;
  /** A label that the service itself adds to what is closed. */
  closedLabel: string | null;
  /** Records that cannot be read: reported as problems. */
  broken: ReadonlySet<RemoteId>;
  /** The connector cannot even be opened, as without a password. */
  isSignedOut: boolean;
  /** Decides about faults before the planned ones do; for simulations that draw them at random. */
  weather: ((call: MemoryCall) => MemoryFault | null) | null;
}

/** A whole service in RAM: the connector's side, the test's knobs, and a log that knows everything. */
export interface MemoryService {
  readonly name: string;
  readonly url: string;
  readonly identity: Capabilities['identity'];
  readonly searchLagMs: number;
  readonly precondition: boolean;
  readonly deletions: 'feed' | 'listing';
  readonly containers: readonly Container[];
  readonly attaching: Partial<AttachmentCapabilities>;
  readonly knobs: MemoryKnobs;
  readonly log: readonly MemoryWrite[];
  readonly commentLog: readonly MemoryCommentWrite[];
  readonly attachmentLog: readonly MemoryAttachmentWrite[];
  /** Requests received so far. */
  readonly requests: Readonly<Record<MemoryOperation, number>>;
  /** Plans a fault. */
  fail(fault: MemoryFault): void;
  /** Ends all planned faults. */
  heal(): void;
  /** All cursors given out so far become unknown. */
  forgetCursors(): void;

  /** A person's doings at the service itself; never disturbed by faults or latency. */
  add(fields: Fields, how?: AddOptions): RemoteTask;
  edit(id: RemoteId, fields: Fields, by?: string): RemoteTask;
  remove(id: RemoteId, by?: string): void;
  comment(record: RemoteId, text: string, how?: { readonly by?: string; readonly isInternal?: boolean }): RemoteComment;
  /** Also turns it into an internal one, or back. */
  editComment(id: RemoteId, change: { readonly text?: string; readonly isInternal?: boolean }): RemoteComment;
  removeComment(id: RemoteId): void;
  comments(record: RemoteId): readonly RemoteComment[];
  /** A file with this text; as a link: the text is its address. */
  attach(record: RemoteId, name: string, text: string, how?: AttachOptions): RemoteAttachment;
  renameAttachment(id: RemoteId, name: string): void;
  removeAttachment(id: RemoteId): void;
  attachments(record: RemoteId): readonly RemoteAttachment[];
  /** What a file says. */
  textOf(id: RemoteId): string;
  /** Default: the first container. */
  all(container?: string): readonly RemoteTask[];

  /** The connector's side: one request each, with latency and faults. */
  request<T>(call: MemoryCall, signal: AbortSignal, perform: (door: MemoryDoor) => T): Promise<T>;
}

export interface AddOptions {
  /** Default: the first one. */
  readonly container?: string;
  readonly by?: string;
  readonly references?: readonly string[];
}

export interface AttachOptions {
  readonly by?: string;
  readonly kind?: 'file' | 'link';
  readonly mediaType?: string;
}

const inbox: Container = { id: 'inbox', name: 'Inbox', writable: true };

export function createMemoryService(options: MemoryOptions): MemoryService {
  const { name = 'memory', clock, identity = 'A', precondition = true, deletions = 'feed', pageSize = 100 } = options;
  const { containers = [inbox], schema = fullSchema, searchLagMs = 0, timeGrainMs = 1, reusesIds = false } = options;
  const { attachments: attaching = {} } = options;
  const url = `memory:${name}`;
  const knobs = calmKnobs(schema);
  const requests = noRequests();
  const faults = createMemoryFaults();
  const records = createMemoryRecords();
  const remarks = createMemoryComments(sync, () => knobs.trimsTexts);
  const files = createMemoryAttachments(sync, (id) => freeFileIds.push(id));
  const now = (): number => Math.floor((clock.now() + knobs.clockOffsetMs) / timeGrainMs) * timeGrainMs;
  const book = createMemoryBook({
    url,
    schema: () => knobs.schema,
    records,
    now,
    tellsCreation: reusesIds,
    habit: (fields, before) => applyHabits(knobs, fields, before),
  });
  let epoch = 1;
  let lastId = 0;
  const nextId = (): RemoteId => {
    if (reusesIds) lastId = Math.max(0, ...containers.flatMap(({ id }) => records.all(id)).map(({ id }) => Number(id)));
    return String(++lastId);
  };
  const freeFileIds: RemoteId[] = [];
  const nextFileId = (): RemoteId => (options.reusesFileIds ? freeFileIds.pop() : undefined) ?? nextId();
  const requireRecord = (id: RemoteId): MemoryRecord => {
    const record = records.get(id);
    if (record === undefined) throw missing(name, 'this task');
    return record;
  };
  const fileUrl = ({ container, id }: MemoryRecord, file: RemoteId): string =>
    `${url}/${container}/${id}/files/${file}`;
  const firstContainer = containers[0]?.id ?? inbox.id;
  const door = {
    ...{ name, identity, searchLagMs, precondition, deletions, pageSize, records, book, remarks, now, nextId },
    ...{ files, fileUrl, nextFileId },
    schema: () => knobs.schema,
    hasContainer: (container: string) => containers.some(({ id }) => id === container),
    isBroken: (id: RemoteId) => knobs.broken.has(id),
    epoch: () => epoch,
  };

  return {
    ...{ name, url, identity, searchLagMs, precondition, deletions, containers, attaching, knobs, requests },
    log: book.log,
    commentLog: remarks.log,
    attachmentLog: files.log,
    fail: faults.add,
    heal: faults.clear,
    forgetCursors: () => {
      epoch++;
    },
    add: (fields, { container = firstContainer, by = 'person', references = [] } = {}) =>
      book.insert({ id: nextId(), container, fields, identity: null, references, updatedBy: by }),
    edit: (id, fields, by = 'person') => {
      const record = requireRecord(id);
      return book.change(record, fields, by);
    },
    remove: (id, by = 'person') => {
      const record = records.get(id);
      if (record === undefined) return;
      book.drop(record, by);
      remarks.drop(id);
    },
    comment: (id, text, { by = 'person', isInternal = false } = {}) => {
      const record = requireRecord(id);
      book.touch(record, by);
      const comment = { id: nextId(), record: id, author: by, createdAt: now(), text, isInternal, identity: null };
      return remarks.put(comment, 'person');
    },
    editComment: (id, change) => {
      const comment = remarks.get(id);
      if (comment === undefined) throw missing(name, 'this comment');
      book.touch(requireRecord(comment.record), 'person');
      return remarks.put({ ...comment, ...change }, 'person');
    },
    removeComment: (id) => {
      const comment = remarks.get(id);
      if (comment === undefined) return;
      book.touch(requireRecord(comment.record), 'person');
      remarks.remove(comment, 'person');
    },
    comments: (record) => remarks.of(record).comments,
    attach: (id, called, text, { by = 'person', kind = 'file', mediaType = 'text/plain' } = {}) => {
      const record = requireRecord(id);
      book.touch(record, by);
      const file = nextFileId();
      const isFile = kind === 'file';
      const content = isFile
        ? { kind, bytes: Buffer.from(text), mediaType, url: fileUrl(record, file) }
        : { kind, bytes: noBytes, mediaType: null, url: text };
      return files.add({ id: file, record: id, name: called, author: by, createdAt: now(), ...content }, 'person');
    },
    renameAttachment: (id, called) => {
      const file = files.get(id);
      if (file === undefined) return;
      book.touch(requireRecord(file.record), 'person');
      files.rename(file, called);
    },
    removeAttachment: (id) => {
      const file = files.get(id);
      if (file === undefined) return;
      book.touch(requireRecord(file.record), 'person');
      files.remove(file, 'person');
    },
    attachments: (record) => files.of(record).attachments,
    textOf: (id) => Buffer.from(files.get(id)?.bytes ?? noBytes).toString('utf8'),
    all: (container = firstContainer) => records.all(container).map(book.show),
    request: async (call, signal, perform) => {
      if (signal.aborted) throw new TaskSyncError('cancelled', 'Stopped as asked.');
      if (knobs.latencyMs > 0) await clock.sleep(knobs.latencyMs, signal);
      requests[call.operation]++;
      const fault = knobs.weather?.(call) ?? faults.strike(call);
      return performWith(fault, name, () => perform(openMemoryDoor(door, fault?.kind === 'stale-read')));
    },
  };
}

function calmKnobs(schema: ContainerSchema): MemoryKnobs {
  return {
    schema,
    ...{ latencyMs: 0, clockOffsetMs: 0, broken: new Set(), weather: null, isSignedOut: false },
    ...{ ignores: [], trimsTitles: false, trimsTexts: false, rewritesText: false, closedLabel: null },
  };
}

const noAttachments = {
  attachments: 0,
  'open-attachment': 0,
  'create-attachment': 0,
  'link-attachment': 0,
  'remove-attachment': 0,
};

const noComments = {
  comments: 0,
  'find-comment': 0,
  'create-comment': 0,
  'update-comment': 0,
  'remove-comment': 0,
};

function noRequests(): Record<MemoryOperation, number> {
  return {
    check: 0,
    containers: 0,
    schema: 0,
    pull: 0,
    list: 0,
    get: 0,
    find: 0,
    create: 0,
    update: 0,
    remove: 0,
    ...noComments,
    ...noAttachments,
  };
}

function applyHabits(knobs: MemoryKnobs, fields: Fields, before: Fields): Fields {
  const kept: Record<FieldName, FieldValue> = {};
  for (const [field, value] of Object.entries(fields)) {
    if (!knobs.ignores.includes(field)) kept[field] = rewritten(knobs, field, value);
  }
  const { closedLabel } = knobs;
  const isClosed = kept['status'] === 'closed' && before['status'] !== 'closed';
  const labels = kept['labels'] ?? before['labels'] ?? [];
  const isLabelled = !Array.isArray(labels) || closedLabel === null || labels.includes(closedLabel);
  return isClosed && !isLabelled ? { ...kept, labels: [...labels, closedLabel] } : kept;
}

function rewritten({ trimsTitles, rewritesText }: MemoryKnobs, field: FieldName, value: FieldValue): FieldValue {
  if (typeof value !== 'string') return value;
  if (field === 'title' && trimsTitles) return value.trim();
  return field === 'body' && rewritesText ? value.replace(/^\* /gm, '- ') : value;
}
