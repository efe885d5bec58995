import type { ContainerSchema } from '../../../src-shared/connector/connector.ts';
import type { Attachment, AttachmentLink, AttachmentOp } from '../../../src-shared/domain/attachment.ts';
import type { Comment, CommentLink, CommentOp } from '../../../src-shared/domain/comment.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { FieldName } from '../../../src-shared/domain/field.ts';
import type {
  CommentId,
  ConflictId,
  ConnectionId,
  EndpointId,
  OpId,
  ProfileId,
  ProposalId,
  RemoteId,
  RunId,
  TaskId,
  Timestamp,
} from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Notice } from '../../../src-shared/domain/notice.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { Proposal } from '../../../src-shared/domain/proposal.ts';
import type { HistoryEntry, Problem, Run } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { Step } from './steps.ts';
import type { DayBound, OpenState, TaskCondition } from './task-condition.ts';

/**
 * The durable memory of Task Sync. SQLite today, PostgreSQL later; `tests/contract/store-contract.ts` says what every
 * implementation must do. Everything takes and gives whole batches, so that a page of records is one statement.
 */
export interface Store {
  readonly connections: ConnectionRepo;
  readonly profiles: ProfileRepo;
  readonly endpoints: EndpointRepo;
  readonly tasks: TaskRepo;
  readonly links: LinkRepo;
  readonly outbox: OutboxRepo;
  readonly conflicts: ConflictRepo;
  readonly runs: RunRepo;
  readonly problems: ProblemRepo;
  readonly history: HistoryRepo;
  readonly settings: SettingRepo;
  readonly comments: CommentRepo;
  readonly attachments: AttachmentRepo;
  readonly proposals: ProposalRepo;
  readonly compaction: CompactionRepo;
  readonly stats: StatsRepo;
  readonly notices: NoticeRepo;
  /**
   * All or nothing, durable when it resolves (S21): the data is on the disk, not only with the operating system. Writers
   * queue; do not await the network inside. Nested calls, and the outer store used inside, join the transaction; after a
   * failed statement nothing of it is kept, even if the failure is swallowed. Throws `locked` when another program has
   * taken over as the writer (S22).
   * @param step what it is, for tests and logs
   */
  transaction<T>(step: Step, work: (store: Store) => Promise<T>): Promise<T>;
  /** False: another program is the writer; reading works, `transaction` throws `locked`. */
  readonly writable: boolean;
  close(): Promise<void>;
}

export interface ConnectionRepo {
  list(): Promise<readonly Connection[]>;
  byName(name: string): Promise<Connection | null>;
  /** Inserts or replaces by id. Throws `already-exists` when another one has the name. */
  put(connection: Connection): Promise<void>;
  remove(id: ConnectionId): Promise<void>;
}

export interface ProfileRepo {
  list(): Promise<readonly Profile[]>;
  byName(name: string): Promise<Profile | null>;
  get(id: ProfileId): Promise<Profile | null>;
  /** Inserts or replaces by id, with its endpoints. Throws `already-exists` when another one has the name. */
  put(profile: Profile): Promise<void>;
  /** With its tasks, links, history, outbox, conflicts, runs. Nothing is deleted at any service. */
  remove(id: ProfileId): Promise<void>;
}

/** What the engine remembers of an endpoint between runs. */
export interface EndpointState {
  readonly endpoint: EndpointId;
  readonly cursor: string | null;
  readonly schema: ContainerSchema | null;
  readonly schemaAt: Timestamp | null;
  readonly observedAt: Timestamp | null;
  /** Server clock minus ours in milliseconds, measured from Date headers; null: not measured. */
  readonly clockOffsetMs: number | null;
  /** Writes in flight that the server took well last time, so that the next run starts there. */
  readonly concurrency: number | null;
}

export interface EndpointRepo {
  get(endpoint: EndpointId): Promise<EndpointState>;
  put(state: EndpointState): Promise<void>;
}

export interface TaskQuery {
  readonly profile?: ProfileId;
  /**
   * Words and phrases looked up in title, body and labels: every one must occur, its last word by its beginning. Any
   * characters are safe.
   */
  readonly words?: readonly string[];
  readonly status?: readonly string[];
  readonly assignee?: string;
  readonly label?: string;
  readonly is?: OpenState;
  /** Whatever else has to hold. */
  readonly where?: TaskCondition;
  /** Default false: without the bin; true: only the bin. */
  readonly deleted?: boolean | 'both';
  /**
   * Default: what changed last comes first. Priority grows from none to urgent; undated tasks come last both ways; ties
   * keep the order of creation.
   */
  readonly sort?: 'title' | 'updated' | 'due' | 'status' | 'priority';
  readonly descending?: boolean;
  /** Before any sort: groups stand together, in their own order; tasks without a value are the last group. */
  readonly group?: Grouping;
  readonly offset?: number;
  /** Default: all. */
  readonly limit?: number;
}

/** Which tasks, without their order. */
export type TaskConditions = Omit<TaskQuery, 'sort' | 'descending' | 'group' | 'offset' | 'limit'>;

export type Grouping =
  /** Statuses in the order of work, profiles and first assignees by name. */
  | { readonly by: 'status' | 'profile' | 'assignee' }
  /** Each day and moment ends a group: what is due before both belongs to it. */
  | { readonly by: 'due'; readonly until: readonly DayBound[] };

/** Tasks that have something in common, and one of them to show what it is. */
export interface TaskGroup {
  /** Of `due`, the number of the bound, or of the last group; otherwise nothing to read. */
  readonly key: string | number;
  readonly count: number;
  readonly sample: Task;
}

/** `label` and `assignee` count a task for each one that it has, `endpoint` for each record. */
export type CountedBy = 'status' | 'priority' | 'profile' | 'milestone' | 'label' | 'assignee' | 'endpoint';

export interface TaskRepo {
  get(ids: readonly TaskId[]): Promise<ReadonlyMap<TaskId, Task>>;
  /** Inserts or replaces whole tasks by id; keeps the search index in step. */
  put(tasks: readonly Task[]): Promise<void>;
  list(query: TaskQuery): Promise<{ readonly tasks: readonly Task[]; readonly total: number }>;
  /** The groups of such a list, in its order. */
  groups(query: TaskQuery & { readonly group: Grouping }): Promise<readonly TaskGroup[]>;
  /** How often each value occurs outside of the bin, the most frequent first; with a folded text only values that contain it. */
  counts(by: CountedBy, containing: string, limit: number): Promise<readonly TaskGroup[]>;
  /** Ascending by id after the given one. @returns with `next` where to go on, null at the end */
  page(
    query: TaskConditions,
    after: TaskId | null,
    limit: number,
  ): Promise<{ readonly tasks: readonly Task[]; readonly next: TaskId | null }>;
  /** Ids beginning with the text, at most two: enough to know whether a short id is unique. */
  idsStartingWith(prefix: string): Promise<readonly TaskId[]>;
  /** Tasks of the profile that no link joins to the endpoint and that are not in the bin, by a field's value. For matching. */
  unlinkedBy(
    profile: ProfileId,
    endpoint: EndpointId,
    field: FieldName,
    values: readonly string[],
  ): Promise<readonly Task[]>;
  /**
   * Of the next tasks of all, those of the profile that have no record at one of the endpoints and are not in the bin.
   * Ascending by id after the given one. @returns with `next` where to go on, null at the end
   */
  unlinkedAmong(
    profile: ProfileId,
    endpoints: readonly EndpointId[],
    after: TaskId | null,
    limit: number,
  ): Promise<{ readonly tasks: readonly Task[]; readonly next: TaskId | null }>;
  /** Tasks of the profile whose parent is one of these, in the bin or not. Looks through all, so ask rarely. */
  childrenOf(profile: ProfileId, parents: readonly TaskId[]): Promise<readonly TaskId[]>;
}

/** A link that is known by a reference; without its values, because there may be very many. */
export interface ReferenceHolder extends Pick<Link, 'id' | 'task' | 'endpoint' | 'state'> {
  readonly reference: string;
}

export interface LinkRepo {
  byTasks(tasks: readonly TaskId[]): Promise<readonly Link[]>;
  /** Of one record those that a person or a policy ended come first, and the one that counts last. */
  byRemote(endpoint: EndpointId, ids: readonly RemoteId[]): Promise<readonly Link[]>;
  /** Tasks whose records name one of these as their parent. */
  naming(endpoint: EndpointId, parents: readonly RemoteId[]): Promise<readonly TaskId[]>;
  /** By any reference of its remote task (UID, address), in other endpoints of the profile. */
  byReference(profile: ProfileId, references: readonly string[]): Promise<readonly ReferenceHolder[]>;
  /** Those that a person or a policy ended. */
  letGoByReference(profile: ProfileId, references: readonly string[]): Promise<readonly ReferenceHolder[]>;
  /** Inserts or replaces by id. At most one live link per (endpoint, remoteId): throws `already-exists` otherwise (S18). */
  put(links: readonly Link[]): Promise<void>;
  setReferences(rows: readonly { link: Link['id']; references: readonly string[] }[]): Promise<void>;
  referencesOf(links: readonly Link['id'][]): Promise<readonly { link: Link['id']; references: readonly string[] }[]>;
  remove(ids: readonly Link['id'][]): Promise<void>;
  /** The verification has seen their records. @returns those that it had not seen before */
  prove(links: readonly Link['id'][], verification: string): Promise<readonly Link['id'][]>;
  /** In state `linked` and not seen by the verification, by remote id, after the given one. */
  unproven(endpoint: EndpointId, verification: string, after: RemoteId | null, limit: number): Promise<readonly Link[]>;
  /** Version of the last observation, for the ids that are linked. */
  versions(endpoint: EndpointId, ids: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, string | null>>;
  /** How many links are in state `linked`. */
  countLive(endpoint: EndpointId): Promise<number>;
  /** How many tasks have a record in state `linked` at exactly these of the endpoints. Looks through all, so ask rarely. */
  coverage(
    endpoints: readonly EndpointId[],
  ): Promise<readonly { readonly endpoints: readonly EndpointId[]; readonly tasks: number }[]>;
  /** How many records left the container or filter of the endpoints. */
  countOutOfScope(endpoints: readonly EndpointId[]): Promise<number>;
  /** Remote ids in state `linked`, ascending, after the given one. */
  liveIds(endpoint: EndpointId, after: RemoteId | null, limit: number): Promise<readonly RemoteId[]>;
  /** Tasks marked as needing a plan, ascending, after the given one. O(marked), not O(all). */
  dirty(profile: ProfileId, after: TaskId | null, limit: number): Promise<readonly TaskId[]>;
  /** Tasks may be named that do not exist yet: a record seen for the first time becomes one in the next plan. */
  markDirty(profile: ProfileId, tasks: readonly TaskId[]): Promise<void>;
  /** After a change of mapping, endpoints or policy. */
  markAllDirty(profile: ProfileId): Promise<void>;
  clearDirty(tasks: readonly TaskId[]): Promise<void>;
  dirtyAmong(tasks: readonly TaskId[]): Promise<ReadonlySet<TaskId>>;
  countDirty(profile: ProfileId): Promise<number>;
}

/** What of a write has to be known to put it in order. */
export interface OpHead
  extends Pick<Op, 'id' | 'endpoint' | 'task' | 'kind' | 'state' | 'retryAt' | 'createdAt' | 'run'> {
  /** Its place among writes of the same moment. */
  readonly seq: number;
  /** It names a record that does not exist yet (`isPending`). */
  readonly isPending: boolean;
}

export interface OutboxRepo {
  put(ops: readonly Op[]): Promise<void>;
  /** Not acked, oldest first: at most `limit` that come after that one. `openOps` goes through all. */
  open(profile: ProfileId, after: Pick<OpHead, 'createdAt' | 'seq'> | null, limit: number): Promise<readonly OpHead[]>;
  /** Whole ones, in the order of the ids; unknown ids are left out. */
  get(ids: readonly OpId[]): Promise<readonly Op[]>;
  /** Open creates at the endpoint that carry one of the markers. */
  byIdentity(endpoint: EndpointId, identities: readonly string[]): Promise<readonly Op[]>;
  byTasks(tasks: readonly TaskId[]): Promise<readonly Op[]>;
  /** Tasks that have something to be sent: a write that is not parked, or an edit since the last plan. One quick count. */
  countWaiting(profile: ProfileId): Promise<number>;
  remove(ids: readonly OpId[]): Promise<void>;
}

export interface ConflictRepo {
  /** Open ones, oldest first. */
  open(profile?: ProfileId): Promise<readonly Conflict[]>;
  get(id: ConflictId): Promise<Conflict | null>;
  byTasks(tasks: readonly TaskId[]): Promise<readonly Conflict[]>;
  put(conflicts: readonly Conflict[]): Promise<void>;
}

export interface RunQuery {
  readonly profile?: ProfileId | undefined;
  readonly changedOnly?: boolean | undefined;
  readonly unchangedOnly?: boolean | undefined;
  readonly state?: Run['state'] | undefined;
  readonly trigger?: Run['trigger'] | undefined;
  readonly from?: Timestamp | undefined;
  readonly to?: Timestamp | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
}

export interface RunHour {
  readonly hour: string;
  readonly runs: number;
  readonly changed: number;
  readonly troubled: number;
}

export interface RunRepo {
  put(run: Run): Promise<void>;
  get(id: RunId): Promise<Run | null>;
  /** Newest first. */
  list(query: RunQuery): Promise<readonly Run[]>;
  /** How many began in each hour (`2026-03-01T09`, UTC) since then; hours without one are left out. Oldest first. */
  hours(query: { profile?: ProfileId; from: Timestamp }): Promise<readonly RunHour[]>;
  latest(profile: ProfileId): Promise<Run | null>;
}

export interface ProblemRepo {
  /** Open problems, oldest first. */
  open(query: { profile?: ProfileId; tasks?: readonly TaskId[] }): Promise<readonly Problem[]>;
  /** Replaces the one of the same (endpoint, task, remoteId, field), keeping its `since`. */
  put(problems: readonly Problem[]): Promise<void>;
  /** Those of the tasks at the endpoint; `task: null` means those of the endpoint as a whole. The selectors add up; with `field` only its problems (null: those of the whole), with `exceptFields` all others. */
  clear(
    endpoint: EndpointId,
    of: {
      tasks?: readonly TaskId[];
      remoteIds?: readonly RemoteId[];
      whole?: boolean;
      field?: FieldName | null;
      exceptFields?: readonly FieldName[];
    },
  ): Promise<void>;
}

/** Stands for all entries up to one: none of them can change without it. */
export interface JournalSeal {
  readonly last: number;
  readonly seal: string;
}

export interface JournalCheck {
  /** Of now. */
  readonly seal: JournalSeal;
  readonly entries: number;
  /** Entries of which the text is gone and the digest is kept. */
  readonly removed: number;
  /** Up to this one entries may be missing, and seals are not known any more; 0: none. */
  readonly anchor: number;
  /** What is not as it was written, the first ones. */
  readonly faults: readonly JournalFault[];
  /** Null: none was given. `too-old`: of a time that nothing is known of. */
  readonly noted: 'held' | 'broken' | 'too-old' | null;
}

export interface JournalFault {
  /**
   * `changed`: it says something else than when it was written. `missing`: it is nowhere. `removed`: it was too young to go.
   * `added`: it was not written by Task Sync. `rewritten`: each entry up to here fits itself and they do not fit together.
   */
  readonly kind: 'changed' | 'missing' | 'removed' | 'added' | 'rewritten';
  readonly entry: number;
  /** Null: unknown. */
  readonly at: Timestamp | null;
  readonly task: TaskId | null;
}

export interface HistoryRepo {
  append(entries: readonly Omit<HistoryEntry, 'id'>[]): Promise<void>;
  /** Newest first. */
  list(query: {
    task?: TaskId;
    tasks?: readonly TaskId[];
    run?: RunId;
    limit?: number;
    before?: number;
    /** With this id or a later one. */
    from?: number;
    /** Not before. */
    since?: Timestamp;
  }): Promise<readonly HistoryEntry[]>;
  /** SHA-256 of each entry's text as it is stored. */
  digests(ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** After the last entry. Null: somebody took it away. */
  seal(): Promise<JournalSeal | null>;
  /**
   * Reads the whole journal and follows its chain (SEC-54). Others write meanwhile; what they add is not looked at.
   * @param noted the seal of another time
   */
  check(noted?: JournalSeal): Promise<JournalCheck>;
  /** Tasks that the run did something to, ascending, after the given one. */
  tasksOf(run: RunId, after: TaskId | null, limit: number): Promise<readonly TaskId[]>;
}

export interface ProposalRepo {
  /** In the order in which they were made. */
  open(profile?: ProfileId): Promise<readonly Proposal[]>;
  countOpen(profile: ProfileId): Promise<number>;
  /** In whatever state, with one of the tasks on either side. */
  byTasks(tasks: readonly TaskId[]): Promise<readonly Proposal[]>;
  /** Inserts or replaces by id. At most one for a pair: throws `already-exists` otherwise. */
  put(proposals: readonly Proposal[]): Promise<void>;
  remove(ids: readonly ProposalId[]): Promise<void>;
}

/** Where the record of a comment or an attachment is. */
export interface RecordKey {
  readonly endpoint: EndpointId;
  readonly record: RemoteId;
}

/** What is known of records as holders of comments, or of attachments. */
export interface RecordMarks {
  /** The version of each record at which they were read; records of which they never were are left out. */
  versions(endpoint: EndpointId, records: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, string | null>>;
  setVersions(endpoint: EndpointId, rows: readonly { record: RemoteId; version: string | null }[]): Promise<void>;

  /** Records for which they need a plan, ascending, after the given one. */
  dirty(profile: ProfileId, after: RecordKey | null, limit: number): Promise<readonly RecordKey[]>;
  dirtyAmong(endpoint: EndpointId, records: readonly RemoteId[]): Promise<ReadonlySet<RemoteId>>;
  markDirty(endpoint: EndpointId, records: readonly RemoteId[]): Promise<void>;
  /** Every record that one of the tasks' own is, or may have to be, written to. */
  markTasksDirty(tasks: readonly TaskId[]): Promise<void>;
  /** Every record of the profile that is linked. */
  markAllDirty(profile: ProfileId): Promise<void>;
  clearDirty(records: readonly RecordKey[]): Promise<void>;
}

export interface CommentRepo extends RecordMarks {
  get(ids: readonly CommentId[]): Promise<readonly Comment[]>;
  /** Also deleted ones; by time of creation. */
  byTasks(tasks: readonly TaskId[]): Promise<readonly Comment[]>;
  /** Inserts or replaces by id. Throws `already-exists` when another comment of the task has the identity (S16). */
  put(comments: readonly Comment[]): Promise<void>;

  links(endpoint: EndpointId, records: readonly RemoteId[]): Promise<readonly CommentLink[]>;
  /** By the ids of remote comments, whatever record they are at. */
  linksByRemote(endpoint: EndpointId, ids: readonly RemoteId[]): Promise<readonly CommentLink[]>;
  /** Of some comments, whatever record they are at. */
  copies(endpoint: EndpointId, comments: readonly CommentId[]): Promise<readonly CommentLink[]>;
  /** Remote comments of comments of ours; without tombstones. */
  countLive(endpoint: EndpointId): Promise<number>;
  /** Inserts or replaces by id. At most one per remote comment, and per comment at an endpoint: `already-exists` (S16). */
  putLinks(links: readonly CommentLink[]): Promise<void>;
  removeLinks(ids: readonly CommentLink['id'][]): Promise<void>;

  /** In the order in which their comments were written. */
  ops(profile: ProfileId): Promise<readonly CommentOp[]>;
  opsByTasks(tasks: readonly TaskId[]): Promise<readonly CommentOp[]>;
  putOps(ops: readonly CommentOp[]): Promise<void>;
  removeOps(ids: readonly OpId[]): Promise<void>;
}

/** As `CommentRepo`. */
export interface AttachmentRepo extends RecordMarks {
  /** Also deleted ones; by time of creation. */
  byTasks(tasks: readonly TaskId[]): Promise<readonly Attachment[]>;
  /** Inserts or replaces by id. Throws `already-exists` when another attachment of the task has the content (S16). */
  put(attachments: readonly Attachment[]): Promise<void>;

  links(endpoint: EndpointId, records: readonly RemoteId[]): Promise<readonly AttachmentLink[]>;
  /** Remote attachments of attachments of ours; without tombstones. */
  countLive(endpoint: EndpointId): Promise<number>;
  /** Inserts or replaces by id. At most one per remote attachment, and per attachment at an endpoint: `already-exists` (S16). */
  putLinks(links: readonly AttachmentLink[]): Promise<void>;
  /** What the attachments of these links were joined to at other records of the same endpoint is nobody's any more. */
  releaseOthers(links: readonly AttachmentLink[]): Promise<void>;

  /** In the order in which they were planned. */
  ops(profile: ProfileId): Promise<readonly AttachmentOp[]>;
  opsByTasks(tasks: readonly TaskId[]): Promise<readonly AttachmentOp[]>;
  putOps(ops: readonly AttachmentOp[]): Promise<void>;
  removeOps(ids: readonly OpId[]): Promise<void>;
}

export interface CompactionCuts {
  /** Changes, runs and decided conflicts older than this may go. */
  readonly history: Timestamp;
  /** Runs older than this that changed nothing may go. */
  readonly idleRuns: Timestamp;
  /** Tasks that were deleted before this leave the bin. */
  readonly bin: Timestamp;
}

/** What is older, and nobody needs here. */
export interface OldRows {
  /** They leave the bin, and everything of theirs goes with them; none of it is named below. */
  readonly tasks: readonly TaskId[];
  readonly changes: readonly { readonly profile: ProfileId; readonly entry: HistoryEntry }[];
  readonly runs: readonly Run[];
  readonly conflicts: readonly Conflict[];
}

export interface OldIds {
  readonly tasks: readonly TaskId[];
  readonly changes: readonly HistoryEntry['id'][];
  readonly runs: readonly RunId[];
  readonly conflicts: readonly ConflictId[];
}

export interface CompactionRepo {
  /**
   * Some of what is older, the oldest first, at most so many rows of each kind and a tenth as many tasks. Kept are the history of
   * tasks with an open conflict, the last runs of each profile, and tasks that still have something to be sent.
   */
  old(cuts: CompactionCuts, limit: number): Promise<OldRows>;
  /**
   * Removes those that may still go, tasks with everything about them. @returns how many of them are gone
   * @param before from when changes may be gone because of their age
   */
  remove(ids: OldIds, before: Timestamp): Promise<number>;
  /**
   * Lets go of what is kept about changes from before: their counts for the dashboard, and so many links of the journal's chain.
   * @returns how many entries the chain begins later; 0: there is no more to do
   */
  forget(before: Timestamp, limit: number): Promise<number>;
  /**
   * Removes those of the tasks that are in the bin, whatever their time there, with everything about them. Kept are those of
   * which something is still to be sent. @returns how many are gone
   */
  erase(tasks: readonly TaskId[]): Promise<number>;
}

export interface StatsQuery {
  /** Not before. */
  readonly since: Timestamp;
  readonly profile?: ProfileId;
}

/** A change of a task here, whoever caused it; closing elsewhere is a deletion here. */
export type ChangeKind = 'created' | 'changed' | 'deleted';

/** A run at a glance. */
export interface RunGlance extends Pick<Run, 'id' | 'profile' | 'startedAt' | 'state' | 'durationMs'> {
  /** How much it did (`changesOf`). */
  readonly changes: number;
  readonly problems: number;
  /** It ended well and changed nothing. */
  readonly isQuiet: boolean;
}

/** What the dashboard counts; quick however long the history is. */
export interface StatsRepo {
  /** By the quarter of an hour in which they were, and kind; quarters without any are left out. */
  changes(
    query: StatsQuery,
  ): Promise<readonly { readonly at: Timestamp; readonly kind: ChangeKind; readonly amount: number }[]>;
  /** When conflicts came up, decided since or not. */
  conflicts(query: StatsQuery): Promise<readonly Timestamp[]>;
  /** Newest first. */
  runs(query: StatsQuery): Promise<readonly RunGlance[]>;
  /** Edits of people here, newest first, and when the task was next written to a service because of one. */
  deliveries(
    query: StatsQuery,
    limit: number,
  ): Promise<readonly { readonly at: Timestamp; readonly arrivedAt: Timestamp | null }[]>;
  /** How much the data takes up. */
  bytes(): Promise<number>;
}

/** What people were told, for the notification centre. */
export interface NoticeRepo {
  /** Inserts or replaces by id. */
  put(notice: Notice): Promise<void>;
  /** Newest first. */
  list(limit: number): Promise<readonly Notice[]>;
  countUnread(): Promise<number>;
  /** All of them. */
  markRead(): Promise<void>;
  removeBefore(at: Timestamp): Promise<void>;
}

/** Small JSON values by key. */
export interface SettingRepo {
  get<T>(key: string): Promise<T | null>;
  set(key: string, value: unknown): Promise<void>;
}
