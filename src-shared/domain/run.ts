import type { ErrorCode, SafeFacts } from '../errors.ts';
import type { FieldName, Fields, FieldValue } from './field.ts';
import type {
  AttachmentId,
  CommentId,
  EndpointId,
  LinkId,
  OpId,
  Origin,
  ProfileId,
  RemoteId,
  RunId,
  TaskId,
  Timestamp,
} from './ids.ts';
import type { Brake } from './plan.ts';

/** done · done, with problems on some tasks · held by a brake · nothing could be done · service away · stopped by a person */
export const runStates = ['running', 'done', 'problems', 'held', 'failed', 'offline', 'stopped'] as const;
export type RunState = (typeof runStates)[number];
/** `undo`: the run is the taking back of another one; it changes only this side, and the next run carries it. */
export const runTriggers = ['you', 'schedule', 'tray', 'start', 'undo'] as const;
export type RunTrigger = (typeof runTriggers)[number];

/** One pass of one profile, as stored and as `sync --json` tells it. */
export interface Run {
  readonly id: RunId;
  readonly profile: ProfileId;
  readonly trigger: RunTrigger;
  readonly state: RunState;
  readonly startedAt: Timestamp;
  readonly finishedAt: Timestamp | null;
  readonly endpoints: readonly EndpointCounts[];
  readonly tasks: { readonly created: number; readonly updated: number; readonly deleted: number };
  /** Open conflicts of the profile when the run ended. */
  readonly conflicts: number;
  /** Pairs that may be the same task and wait for a person. Absent in runs stored before 0.2: none. */
  readonly matches?: number;
  /** Runs of chosen changes: tasks that were left for a later run. */
  readonly left?: number;
  /** Of these, how many were chosen and had become different since the preview. */
  readonly changed?: number;
  /** Writes that still wait when the run ended. */
  readonly pending: number;
  readonly problems: readonly Problem[];
  readonly brakes: readonly Brake[];
  readonly durationMs: number;
  /** What the time went on. Absent in runs stored before 0.3, and in the taking back of a run. */
  readonly phases?: readonly RunPhase[];
}

/** A stretch of a run; what came of the writes is read and compared once more, so a phase may come again. */
export interface RunPhase {
  readonly phase: Progress['phase'];
  readonly ms: number;
  /** Of that, how long a service had asked us to wait. */
  readonly waitedMs: number;
}

/**
 * How much a run did. What travels from one service over this device to another is written twice but happened once, so the
 * greater of both counts. Closing is a change.
 */
export function changesOf({ tasks, endpoints }: Pick<Run, 'tasks' | 'endpoints'>): number {
  const there = endpoints.reduce((sum, at) => sum + at.created + at.updated + at.closed + at.deleted, 0);
  return Math.max(tasks.created + tasks.updated + tasks.deleted, there);
}

export interface EndpointCounts {
  readonly endpoint: EndpointId;
  readonly name: string;
  readonly connector: string;
  readonly observed: number;
  readonly created: number;
  readonly updated: number;
  readonly closed: number;
  readonly deleted: number;
  /** Comments written, changed or deleted there. */
  readonly comments?: number;
  /** Attachments written or deleted there. */
  readonly attachments?: number;
  readonly requests: number;
}

/** Something that could not be done, kept until it is: never a stack trace, never silence. */
export interface Problem {
  readonly profile: ProfileId;
  /** Null: the whole endpoint. */
  readonly task: TaskId | null;
  readonly title: string | null;
  readonly endpoint: EndpointId;
  readonly endpointName: string;
  readonly remoteId: string | null;
  readonly field: FieldName | null;
  readonly code: ErrorCode | string;
  readonly message: string;
  /** What the network or the service said. Absent: nothing more is known. */
  readonly facts?: SafeFacts;
  readonly since: Timestamp;
  readonly retryAt: Timestamp | null;
}

/**
 * One field that changed in one place: the stuff of audit and undo. Every change of a task and every write to a service is
 * here, with what was before and after: `here` in task values, at an endpoint in remote values under the remote name.
 */
export interface HistoryEntry {
  readonly id: number;
  readonly run: RunId | null;
  readonly at: Timestamp;
  readonly task: TaskId;
  readonly title: string;
  /** `here` or the endpoint that was written to. */
  readonly place: Origin;
  readonly kind:
    | 'create'
    | 'update'
    | 'close'
    | 'delete'
    | 'restore'
    | 'link'
    | 'unlink'
    | 'overruled'
    | 'resolved'
    | 'retry';
  readonly field: FieldName | null;
  readonly before: FieldValue | undefined;
  readonly after: FieldValue | undefined;
  /** Who caused it: `here` (a person at this computer) or the endpoint whose change was carried. */
  readonly actor: Origin;
  /** The person's name at that service, if known. */
  readonly by: string | null;
  /** Writes to a service, and twins made or let go: which record, and its version afterwards. */
  readonly remote?: { readonly link: LinkId; readonly remoteId: RemoteId; readonly version: string | null };
  /** Writes to a service: the attempt that it was, as the outbox knew it. Absent in entries stored before 0.3. */
  readonly op?: OpId;
  /** Changes of a comment, with the field `comments`: texts before and after, at an endpoint as they are there. */
  readonly comment?: { readonly id: CommentId; readonly change: 'create' | 'update' | 'delete' };
  /** Changes of an attachment, with the field `attachments`: names before and after. */
  readonly attachment?: { readonly id: AttachmentId; readonly change: 'create' | 'delete' };
  /** Writes of one field: what the task said. */
  readonly taskValue?: FieldValue;
  /** `create`: everything that was made. `delete`: everything that was removed, so that it can be made again. */
  readonly content?: { readonly fields: Fields; readonly raw: string | null };
}

/** Where a run stands now. Counts are tasks. */
export interface Progress {
  readonly run: RunId;
  readonly profile: ProfileId;
  readonly phase: 'read' | 'compare' | 'write' | 'check';
  readonly endpoint: string | null;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  /** Set while the service asked us to wait. */
  readonly waitingUntil: Timestamp | null;
}
