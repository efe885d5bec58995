import type { Generated } from 'kysely';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import type { ContainerSchema } from '../../../../src-shared/connector/connector.ts';
import type {
  Attachment,
  AttachmentLink,
  AttachmentObservation,
  AttachmentOp,
} from '../../../../src-shared/domain/attachment.ts';
import type { Comment, CommentLink, CommentObservation, CommentOp } from '../../../../src-shared/domain/comment.ts';
import type { Conflict } from '../../../../src-shared/domain/conflict.ts';
import type { Connection } from '../../../../src-shared/domain/connection.ts';
import type { Fields } from '../../../../src-shared/domain/field.ts';
import type { Evidence, Link, LinkState, Observation } from '../../../../src-shared/domain/link.ts';
import type { Notice } from '../../../../src-shared/domain/notice.ts';
import type { Op } from '../../../../src-shared/domain/op.ts';
import type { Profile } from '../../../../src-shared/domain/profile.ts';
import type { Proposal } from '../../../../src-shared/domain/proposal.ts';
import type { HistoryEntry, Problem, Run } from '../../../../src-shared/domain/run.ts';
import type { Task } from '../../../../src-shared/domain/task.ts';
import type { ChangeKind } from '../store.ts';
import type { Json } from './json.ts';

/**
 * The tables as the repos see them; `migrations/` makes them. Where a row has a `content`, that is the whole domain
 * object and the other columns are copies for looking up.
 */
export interface Schema {
  meta: MetaTable;
  connection: NamedTable<Connection>;
  profile: NamedTable<Profile>;
  endpoint: EndpointTable;
  task: TaskTable;
  task_search: TaskSearchTable;
  task_tag: TaskTagTable;
  dirty: { task: string; profile: string };
  link: LinkTable;
  link_reference: { link: string; reference: string };
  op: OpTable;
  conflict: ConflictTable;
  run: RunTable;
  problem: ProblemTable;
  history: HistoryTable;
  history_removed: RemovedTable;
  journal: JournalTable;
  comment: CommentTable;
  comment_link: CommentLinkTable;
  comment_op: CommentOpTable;
  comment_reading: { endpoint: string; record: string; version: string | null };
  comment_dirty: { endpoint: string; record: string };
  attachment: AttachmentTable;
  attachment_link: AttachmentLinkTable;
  attachment_op: AttachmentOpTable;
  attachment_reading: { endpoint: string; record: string; version: string | null };
  attachment_dirty: { endpoint: string; record: string };
  proof: ProofTable;
  proposal: ProposalTable;
  notice: NoticeTable;
  change_count: { profile: string; slot: number; kind: ChangeKind; amount: number };
  setting: { key: string; value: Json<unknown> };
}

/** One row. `fence` grows whenever a program becomes or stops being the writer; `lineage` tells databases apart. */
interface MetaTable {
  id: number;
  lineage: string;
  created_at: string;
  fence: number;
}

interface NamedTable<T> {
  id: string;
  name: string;
  content: Json<T>;
}

/** The definition is in the profile; here is what the engine remembers between runs. */
interface EndpointTable {
  id: string;
  profile: string;
  cursor: string | null;
  schema: Json<ContainerSchema> | null;
  schema_at: string | null;
  observed_at: string | null;
  clock_offset_ms: number | null;
  concurrency: number | null;
}

export interface TaskTable {
  /** Small and stable: the row id of the search index. */
  seq: Generated<number>;
  id: string;
  profile: string;
  /** Without outer white space, in NFC: for exact matching. */
  title: string;
  title_key: string;
  status_key: string;
  priority: number;
  /** Without its zone, so that text order is time order, near enough for a list. */
  due: string | null;
  rev: number;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  /** Digest of everything that is in `task_search` and `task_tag`. */
  indexed: string;
  fields: Json<Fields>;
  stamps: Json<Task['stamps']>;
}

/** FTS5 without a copy of the text. */
interface TaskSearchTable {
  rowid: number;
  title: string;
  body: string;
  labels: string;
}

interface TaskTagTable {
  kind: 'label' | 'assignee';
  value: string;
  task: number;
}

export interface LinkTable {
  id: string;
  task: string;
  endpoint: string;
  remote_id: string;
  state: LinkState;
  /** Version of the observation. */
  version: string | null;
  base: Json<Fields> | null;
  evidence: Json<Evidence> | null;
  observation: Json<Observation> | null;
  sent: Json<Link['sent']>;
  marks: Json<NonNullable<Link['marks']>> | null;
}

interface OpTable {
  seq: Generated<number>;
  id: string;
  profile: string;
  endpoint: string;
  task: string;
  state: Op['state'];
  created_at: string;
  content: Json<Op>;
}

interface ConflictTable {
  seq: Generated<number>;
  id: string;
  profile: string;
  endpoint: string;
  task: string;
  state: Conflict['state'];
  since: string;
  content: Json<Conflict>;
}

interface RunTable {
  seq: Generated<number>;
  id: string;
  profile: string;
  started_at: string;
  /** 1 when a person may want to see it. */
  changed: number;
  content: Json<Run>;
  state: Run['state'];
  duration_ms: number;
  /** How much it did, as `changesOf` counts. */
  changes: number;
  problems: number;
}

interface ProblemTable {
  seq: Generated<number>;
  profile: string;
  endpoint: string;
  task: string | null;
  remote_id: string | null;
  field: string | null;
  since: string;
  content: Json<Problem>;
}

interface HistoryTable {
  id: Generated<number>;
  task: string;
  run: string | null;
  at: string;
  content: Json<Omit<HistoryEntry, 'id'>>;
  /** SHA-256 of `content`. */
  digest: string;
}

/** What the chain needs of an entry that left. */
interface RemovedTable {
  id: number;
  at: string;
  digest: string;
  /** 1: it went with its task; otherwise alone. */
  with_task: number;
}

/** One row: how far the journal is sealed. Up to `anchor` entries may be missing. */
interface JournalTable {
  id: number;
  anchor: number;
  anchor_seal: string;
  last: number;
  seal: string;
  /** Entries from before this time were let go of because they were old. */
  old_before: string;
}

export interface CommentTable {
  id: string;
  task: string;
  identity: string;
  created_at: string;
  content: Json<Comment>;
}

export interface CommentLinkTable {
  id: string;
  comment: string | null;
  endpoint: string;
  record: string;
  remote_id: string;
  state: CommentLink['state'];
  base: string | null;
  evidence: Json<Evidence> | null;
  observation: Json<CommentObservation>;
  sent: string | null;
  replaced: string | null;
}

interface CommentOpTable {
  seq: Generated<number>;
  id: string;
  profile: string;
  endpoint: string;
  task: string;
  comment: string;
  written_at: string;
  state: CommentOp['state'];
  content: Json<CommentOp>;
}

export interface AttachmentTable {
  id: string;
  task: string;
  sha256: string | null;
  created_at: string;
  content: Json<Attachment>;
}

export interface AttachmentLinkTable {
  id: string;
  attachment: string | null;
  endpoint: string;
  record: string;
  remote_id: string;
  state: AttachmentLink['state'];
  observation: Json<AttachmentObservation>;
  written_at: string | null;
}

interface AttachmentOpTable {
  seq: Generated<number>;
  id: string;
  profile: string;
  endpoint: string;
  task: string;
  attachment: string;
  state: AttachmentOp['state'];
  content: Json<AttachmentOp>;
}

/** The last verification that has seen the record of a link. */
interface ProofTable {
  link: string;
  verification: string;
}

interface ProposalTable {
  seq: Generated<number>;
  id: string;
  profile: string;
  task: string;
  twin: string;
  state: Proposal['state'];
  content: Json<Proposal>;
}

interface NoticeTable {
  seq: Generated<number>;
  id: string;
  profile: string | null;
  at: string;
  read: number;
  content: Json<Notice>;
}

/** Builds typed queries and runs none: `SqlConnection` does, at once and with cached statements. */
export const build = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** For `limit`: no limit. */
export const all = -1;

/** For `in`: one parameter whatever the length, so that the statement is prepared once. */
export function listOf<T extends string | number>(values: readonly T[]) {
  return sql<T>`(select value from json_each(${JSON.stringify(values)}))`;
}

/** For `on conflict do update`: takes every column of the refused row but its key. */
export function excluded(row: object, ...keys: readonly string[]) {
  const columns = Object.keys(row).filter((column) => !keys.includes(column));
  return Object.fromEntries(columns.map((column) => [column, sql.ref<never>(`excluded.${column}`)]));
}
