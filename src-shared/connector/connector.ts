import type { FieldName, Fields } from '../domain/field.ts';
import type { RemoteId, Timestamp } from '../domain/ids.ts';
import type { ErrorCode } from '../errors.ts';
import type { AttachmentsConnector } from './attachments.ts';
import type { CommentsConnector } from './comments.ts';

/**
 * The contract that a provider signs. Every method throws only `TaskSyncError`:
 * `auth-expired` 401 · `forbidden` 403 · `not-found` container or record missing · `rate-limited` 429 with `retryAfterMs` ·
 * `unavailable` unreachable, timeout, 5xx · `invalid-response` not understood · `rejected` values refused ·
 * `cancelled` signal aborted. For writes `applied` tells whether the service may have carried it out all the same.
 * Reads may be retried inside the kit; writes never are: that is the outbox's work.
 */
export interface Connector {
  /** Signs in and says who we are. Reads only. */
  check(): Promise<Account>;
  containers(): Promise<readonly Container[]>;
  /** What the container's records look like, with the values that choices may take. */
  schema(container: string): Promise<ContainerSchema>;
  /**
   * Everything changed since the cursor, page by page; all records when the cursor is null. Throws
   * `stale-version` when the service no longer knows the cursor: the engine then starts again with null.
   */
  pull(request: PullRequest): AsyncIterable<PullPage>;
  /** Ids of all live records, complete or it throws. Called only where `deletions` is `listing`. */
  list(container: string): Promise<readonly RemoteId[]>;
  /** Fresh copies. Missing: a positive 404 or 410; everything else throws. At most `batchSize` ids. */
  get(container: string, ids: readonly RemoteId[]): Promise<GetResult>;
  /** Records that carry the identity; none: []. Only after a lost answer, or before the first create of a mirrored task. */
  find(container: string, identity: string): Promise<readonly RemoteTask[]>;
  /** Throws `already-exists` (identity A) when an earlier attempt did arrive. */
  create(request: CreateRequest): Promise<WriteResult>;
  /** Writes the given fields and nothing else (S6). Throws `stale-version`, `not-found`. */
  update(request: UpdateRequest): Promise<WriteResult>;
  /** Already missing is success. Throws `stale-version`. */
  remove(request: RemoveRequest): Promise<void>;
  /** There when `capabilities.comments` is. */
  readonly comments?: CommentsConnector;
  /** There when `capabilities.attachments` is. */
  readonly attachments?: AttachmentsConnector;
}

export interface Account {
  readonly id: string;
  readonly name: string;
  /** Server software and version, if it says so. */
  readonly server: string | null;
}

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly writable: boolean;
}

export interface ContainerSchema {
  readonly fields: Readonly<Record<FieldName, FieldSchema>>;
}

/**
 * Of a service's own field, and which values it has: `text` and `option` a string, `number`, `flag` a boolean, `date` a When,
 * `options` a list of strings.
 */
export type CustomKind = 'text' | 'number' | 'flag' | 'date' | 'option' | 'options';

export interface FieldSchema {
  readonly writable: boolean;
  /** Of an `x.` field. Absent: any scalar. */
  readonly kind?: CustomKind;
  /** A record cannot be without it, and the service puts nothing in by itself. */
  readonly required?: boolean;
  /** Closed choice of remote values. Absent: any value of the field's kind. */
  readonly options?: readonly FieldOption[];
  /** Kinds of date that the service can hold. Absent: all three. */
  readonly dates?: readonly ('date' | 'local' | 'instant')[];
  /** Most elements of a set; a single assignee is 1. */
  readonly maxItems?: number;
  /** What elements of a set may not contain, as they cannot at this service; those that do stay where they are (S15). */
  readonly without?: string;
  /** Most characters of a string. */
  readonly maxLength?: number;
}

export interface FieldOption {
  readonly value: string;
  /** What the person sees at the service. */
  readonly label: string;
  /**
   * The task value it stands for by default: a status category, a priority, a person's e-mail address. When several
   * options mean the same, the first one is written.
   */
  readonly means?: string;
}

/** Records that have none of these values in the field are kept out by the profile's filter. */
export interface Narrowing {
  readonly field: FieldName;
  /** Remote values; one at least. For a set: any of them. */
  readonly values: readonly string[];
}

export interface PullRequest {
  readonly container: string;
  readonly cursor: string | null;
  /**
   * What a first reading (cursor null, nothing of it is here) may leave out; all of it must hold. A connector may use any of it whose meaning at its
   * service is exactly this, or none: the engine asks the filter of every record all the same. A feed is never narrowed,
   * because a record that leaves the filter must be seen to leave; nor is `liveCount`.
   */
  readonly narrow?: readonly Narrowing[];
  /** Version last stored for each id, so that records we already hold are not fetched again (our own echoes above all). */
  readonly known: (ids: readonly RemoteId[]) => Promise<ReadonlyMap<RemoteId, string | null>>;
}

export interface PullPage {
  readonly tasks: readonly RemoteTask[];
  /** Positively reported as deleted (S8). */
  readonly deleted: readonly RemoteId[];
  /** Records that could not be read; the rest goes on. */
  readonly problems: readonly PullProblem[];
  /** Where to go on after this page is stored; null while the feed cannot be resumed from here. */
  readonly cursor: string | null;
  /** Live records in the container now, where the service tells it cheaply; only on the last page. */
  readonly liveCount?: number;
  /** Records in this pull altogether, if known. */
  readonly total?: number;
}

export interface PullProblem {
  readonly id: RemoteId;
  readonly code: ErrorCode;
  /** A sentence for a person. */
  readonly message: string;
}

/** One record as its service has it. `fields` are remote values; text is already Markdown. */
export interface RemoteTask {
  readonly id: RemoteId;
  readonly version: string | null;
  readonly updatedAt: Timestamp | null;
  /** By the same clock as `updatedAt`; equal to it while nobody has edited the record. Left out where that cannot be told. */
  readonly createdAt?: Timestamp | null;
  readonly updatedBy: string | null;
  readonly url: string | null;
  readonly fields: Fields;
  readonly raw: string | null;
  /** Names by which its twin may be known elsewhere: an iCalendar UID, its web address. */
  readonly references: readonly string[];
  /** Our own marker, if the record carries one. */
  readonly identity: string | null;
}

export interface GetResult {
  readonly tasks: readonly RemoteTask[];
  readonly missing: readonly RemoteId[];
  readonly problems: readonly PullProblem[];
}

export interface CreateRequest {
  readonly container: string;
  /** 26 characters of base32; goes into the same request as the record (never a second one). */
  readonly identity: string;
  readonly fields: Fields;
}

export interface UpdateRequest {
  readonly container: string;
  readonly id: RemoteId;
  /** Only what changes. */
  readonly fields: Fields;
  /** What we last saw, to be merged into rather than regenerated. */
  readonly current: RemoteTask;
}

export interface RemoveRequest {
  readonly container: string;
  readonly id: RemoteId;
  readonly version: string | null;
}

/** `task` is the record as the service now has it, where its answer says so; otherwise the engine reads it back. */
export interface WriteResult {
  readonly id: RemoteId;
  readonly version: string | null;
  readonly task: RemoteTask | null;
  /** `task` was read after the write, and somebody else may have edited the record in between. Absent: it is as we left it. */
  readonly mayBeEdited?: true;
}
