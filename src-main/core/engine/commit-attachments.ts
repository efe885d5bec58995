import {
  type Attachment,
  type AttachmentLink,
  type AttachmentOp,
  attachmentsField,
} from '../../../src-shared/domain/attachment.ts';
import { here } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import type { AttachmentPlan, AttachmentWrite } from '../../../src-shared/sync/attachment-rules.ts';
import { isIdleAttachments } from '../../../src-shared/sync/plan-attachments.ts';
import type { RecordKey, Store } from '../store/store.ts';
import { digestAttachments, type Unread } from './digest-attachments.ts';
import { isUnderWay, loadAttachments, planAttachments } from './make-attachment-plans.ts';
import { breathe, placeOf, problemAt, type RunContext, timestamp } from './run-context.ts';

/** Marked records of one transaction. */
const batchSize = 200;

/**
 * Steps 2 to 4 for attachments, a batch of records at a time: what was taken over and the writes to come are one transaction
 * with the marks that they answer. After the plan of the fields, because an attachment needs its task.
 */
export async function commitAttachments(context: RunContext): Promise<void> {
  const { store, profile } = context;
  if (!profile.attachments) return;
  let after: RecordKey | null = null;
  for (;;) {
    const marks: readonly RecordKey[] = await store.attachments.dirty(profile.id, after, batchSize);
    if (marks.length === 0) return;
    const unread = await digestAttachments(context, (await loadAttachments(context, marks)).items);
    await store.transaction('attachment-plan', async (tx) => {
      // Planned inside, so that what somebody changes meanwhile does not lose its mark.
      const loaded = await loadAttachments(context, marks);
      const { plans, answered } = planAttachments(context, loaded);
      await commitBatch(tx, context, plans);
      await tx.problems.put(unread.flatMap((one) => unreadProblem(context, one)));
      await tx.attachments.clearDirty(answered);
    });
    after = marks.at(-1) ?? null;
    await breathe(context);
  }
}

/** What passes by itself is no problem of the task; it is read in the next run. */
function unreadProblem(context: RunContext, { item, link, error }: Unread): readonly Problem[] {
  const place = placeOf(context, link.endpoint);
  if (!place || error.retry === 'later') return [];
  const { task, title } = item;
  const message = `“${link.observation.name}” could not be read at ${place.endpoint.name}, so it was not compared or copied. ${error.message}`;
  return [problemAt(context, place, { task, title, field: attachmentsField, code: error.code, message })];
}

interface Rows {
  readonly attachments: Attachment[];
  readonly links: AttachmentLink[];
  readonly ops: AttachmentOp[];
  readonly staleOps: string[];
  readonly history: Omit<HistoryEntry, 'id'>[];
  readonly problems: Problem[];
}

async function commitBatch(tx: Store, context: RunContext, batch: readonly AttachmentPlan[]): Promise<void> {
  const tasks = batch.map(({ task }) => task);
  const ops = Map.groupBy(await tx.attachments.opsByTasks(tasks), (op) => op.task);
  const rows: Rows = { attachments: [], links: [], ops: [], staleOps: [], history: [], problems: [] };
  for (const plan of batch) {
    const open = ops.get(plan.task) ?? [];
    if (open.length > 0 || !isIdleAttachments(plan)) addPlan(context, rows, plan, open);
  }
  await tx.attachments.put(rows.attachments);
  await tx.attachments.removeOps(rows.staleOps);
  await tx.attachments.releaseOthers(rows.links);
  await tx.attachments.putLinks(rows.links);
  await tx.attachments.putOps(rows.ops);
  await tx.history.append(rows.history);
  for (const { endpoint } of context.places) await tx.problems.clear(endpoint.id, { tasks, field: attachmentsField });
  await tx.problems.put(rows.problems);
}

function addPlan(context: RunContext, rows: Rows, plan: AttachmentPlan, open: readonly AttachmentOp[]): void {
  for (const { kind, attachment } of plan.changes) {
    rows.attachments.push(attachment);
    if (kind !== 'update') rows.history.push(takenOver(context, plan, kind, attachment));
  }
  for (const { link, attachment, state } of plan.links) rows.links.push({ ...link, attachment, state });
  addOps(context, rows, plan, open);
  for (const { endpoint, field, reason, message } of plan.refusals) {
    const place = placeOf(context, endpoint);
    const { task, title } = plan;
    if (place) rows.problems.push(problemAt(context, place, { task, title, field, code: reason, message }));
  }
}

function addOps(context: RunContext, rows: Rows, plan: AttachmentPlan, open: readonly AttachmentOp[]): void {
  const arrived = new Set(plan.links.map(({ link, attachment }) => `${attachment} ${link.endpoint}`));
  for (const op of open) {
    if (!isUnderWay(op) || arrived.has(`${op.attachment} ${op.endpoint}`)) rows.staleOps.push(op.id);
  }
  for (const write of plan.writes) {
    const op = toOp(context, plan, write);
    if (!op) continue;
    const before = open.find((one) => one.attachment === op.attachment && one.endpoint === op.endpoint);
    const isRefusedAgain = before?.state === 'parked' && before.kind === op.kind;
    rows.ops.push(before && isRefusedAgain ? { ...op, ...keepPark(before) } : op);
  }
}

/** The same write was refused before: it waits its time, or for a person to ask. */
function keepPark({ state, attempts, reason, retryAt, attemptedAt }: AttachmentOp): Partial<AttachmentOp> {
  return { state, attempts, reason, retryAt, attemptedAt };
}

function toOp(
  context: RunContext,
  { task }: AttachmentPlan,
  { kind, attachment, endpoint, record, remoteId, source }: AttachmentWrite,
): AttachmentOp | null {
  // Without a record yet: the record's create marks it, and then it is planned again.
  if (record === null) return null;
  const { name, mediaType, size, url } = attachment;
  return {
    id: context.ports.ids.next(),
    profile: context.profile.id,
    ...{ endpoint, task, attachment: attachment.id, kind, record, remoteId, source, name, mediaType, size, url },
    ...{ state: 'ready', attempts: 0, reason: null, retryAt: null, run: context.run, attemptedAt: null },
    createdAt: timestamp(context.ports),
  };
}

function takenOver(
  context: RunContext,
  { task, title }: AttachmentPlan,
  kind: 'create' | 'delete',
  { id, name, origin, author }: Attachment,
): Omit<HistoryEntry, 'id'> {
  const [before, after] = kind === 'delete' ? [name, null] : [undefined, name];
  return {
    ...{ run: context.run, at: timestamp(context.ports), task, title, field: attachmentsField },
    ...{ place: here, kind: 'update', before, after, actor: origin, by: author },
    attachment: { id, change: kind },
  };
}
