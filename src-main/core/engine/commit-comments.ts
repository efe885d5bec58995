import { type Comment, type CommentLink, type CommentOp, commentsField } from '../../../src-shared/domain/comment.ts';
import { here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import type { CommentPlan, CommentWrite } from '../../../src-shared/sync/comment-rules.ts';
import type { RecordKey, Store } from '../store/store.ts';
import { planComments } from './make-comment-plans.ts';
import { breathe, placeOf, problemAt, type RunContext, timestamp } from './run-context.ts';

/** Marked records of one transaction. */
const batchSize = 200;

/**
 * Steps 2 to 4 for comments, a batch of records at a time: what was taken over, moved bases and the writes to come are one
 * transaction with the marks that they answer. After the plan of the fields, because a comment needs its task.
 */
export async function commitComments(context: RunContext): Promise<void> {
  const { store, profile } = context;
  let after: RecordKey | null = null;
  for (;;) {
    const marks: readonly RecordKey[] = await store.comments.dirty(profile.id, after, batchSize);
    if (marks.length === 0) return;
    await store.transaction('comment-plan', async (tx) => {
      // Planned inside, so that a comment that somebody adds meanwhile does not lose its mark.
      const { plans, answered } = await planComments(context, marks);
      await commitBatch(tx, context, plans);
      await tx.comments.clearDirty(answered);
    });
    after = marks.at(-1) ?? null;
    await breathe(context);
  }
}

interface Rows {
  readonly comments: Comment[];
  readonly links: CommentLink[];
  readonly ops: CommentOp[];
  readonly staleOps: string[];
  readonly history: Omit<HistoryEntry, 'id'>[];
  readonly problems: Problem[];
}

async function commitBatch(tx: Store, context: RunContext, batch: readonly CommentPlan[]): Promise<void> {
  const tasks = batch.map(({ task }) => task);
  const comments = Map.groupBy(await tx.comments.byTasks(tasks), (comment) => comment.task);
  const ops = Map.groupBy(await tx.comments.opsByTasks(tasks), (op) => op.task);
  const rows: Rows = { comments: [], links: [], ops: [], staleOps: [], history: [], problems: [] };
  for (const plan of batch) {
    addPlan(context, rows, plan, comments.get(plan.task) ?? [], ops.get(plan.task) ?? []);
  }
  await tx.comments.put(rows.comments);
  await tx.comments.removeOps(rows.staleOps);
  await tx.comments.putLinks(rows.links);
  await tx.comments.putOps(rows.ops);
  await tx.history.append(rows.history);
  for (const { endpoint } of context.places) await tx.problems.clear(endpoint.id, { tasks, field: commentsField });
  await tx.problems.put(rows.problems);
}

function addPlan(
  context: RunContext,
  rows: Rows,
  plan: CommentPlan,
  known: readonly Comment[],
  open: readonly CommentOp[],
): void {
  const byIdentity = new Map(known.map((comment) => [comment.identity, comment]));
  const at = timestamp(context.ports);
  for (const { kind, comment } of plan.changes) {
    const before = byIdentity.get(comment.identity);
    const after: Comment = {
      ...comment,
      id: before?.id ?? context.ports.ids.next(),
      editedAt: kind === 'update' ? at : (before?.editedAt ?? null),
      deletedAt: kind === 'delete' ? at : null,
    };
    byIdentity.set(comment.identity, after);
    rows.comments.push(after);
    rows.history.push(takenOver(context, plan, kind, before ?? null, after));
  }
  for (const { link, identity, state, base, sent } of plan.links) {
    rows.links.push({
      ...link,
      state,
      comment: byIdentity.get(identity ?? '')?.id ?? null,
      // The evidence is the observation that is stored with the link (S2).
      ...(base === undefined ? {} : { base, evidence: { kind: 'observed', run: context.run, version: null, at } }),
      sent: sent ?? (base === undefined ? link.sent : null),
    });
  }
  addOps(context, rows, plan, byIdentity, open);
  for (const { endpoint, text } of plan.overruled) {
    rows.history.push({ ...entryOf(context, plan), place: endpoint, kind: 'overruled', before: text, actor: endpoint });
  }
  for (const { endpoint, field, reason, message } of plan.refusals) {
    const place = placeOf(context, endpoint);
    const { task, title } = plan;
    if (place) rows.problems.push(problemAt(context, place, { task, title, field, code: reason, message }));
  }
}

function addOps(
  context: RunContext,
  rows: Rows,
  plan: CommentPlan,
  comments: ReadonlyMap<string, Comment>,
  open: readonly CommentOp[],
): void {
  const arrived = new Set(plan.links.map(({ link, identity }) => `${identity} ${link.endpoint}`));
  const fresh = plan.writes.flatMap((write) => toOp(context, plan.task, comments, write) ?? []);
  const sameTarget = (a: CommentOp) => (b: CommentOp) => a.comment === b.comment && a.endpoint === b.endpoint;
  for (const op of open) {
    const isUnderWay = op.kind === 'create' && (op.state === 'attempting' || op.state === 'uncertain');
    if (!isUnderWay || arrived.has(`${op.identity} ${op.endpoint}`)) rows.staleOps.push(op.id);
  }
  for (const op of fresh) {
    const before = open.find(sameTarget(op));
    const isRefusedAgain = before?.state === 'parked' && before.kind === op.kind && before.text === op.text;
    rows.ops.push(before && isRefusedAgain ? { ...op, ...keepPark(before) } : op);
  }
}

/** The same write was refused before: it waits its time, or for a person to ask. */
function keepPark({ state, attempts, reason, retryAt, attemptedAt }: CommentOp): Partial<CommentOp> {
  return { state, attempts, reason, retryAt, attemptedAt };
}

function toOp(
  context: RunContext,
  task: TaskId,
  comments: ReadonlyMap<string, Comment>,
  { kind, comment, endpoint, record, remoteId, text }: CommentWrite,
): CommentOp | null {
  const stored = comments.get(comment.identity);
  // Without a record yet: the record's create marks it, and then it is planned again.
  if (!stored || record === null) return null;
  const { id, identity, createdAt } = stored;
  return {
    id: context.ports.ids.next(),
    profile: context.profile.id,
    ...{ endpoint, task, comment: id, kind, record, remoteId, identity, text },
    ...{ state: 'ready', attempts: 0, reason: null, retryAt: null, run: context.run, writtenAt: createdAt },
    createdAt: timestamp(context.ports),
    attemptedAt: null,
  };
}

function takenOver(
  context: RunContext,
  plan: CommentPlan,
  kind: 'create' | 'update' | 'delete',
  before: Comment | null,
  after: Comment,
): Omit<HistoryEntry, 'id'> {
  return {
    ...entryOf(context, plan),
    ...{ place: here, kind: 'update', actor: after.origin ?? here, by: after.author },
    before: before?.text,
    after: kind === 'delete' ? null : after.text,
    comment: { id: after.id, change: kind },
  };
}

function entryOf(context: RunContext, { task, title }: CommentPlan) {
  const at = timestamp(context.ports);
  return { run: context.run, at, task, title, field: commentsField, before: undefined, after: undefined, by: null };
}
