import type { CommentsConnector, RemoteComment } from '../../../src-shared/connector/comments.ts';
import type { CommentOp } from '../../../src-shared/domain/comment.ts';
import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { type ErrorCode, TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { sameText } from '../../../src-shared/sync/comment-draft.ts';
import { mayGo } from './choice.ts';
import { earlier } from './execute-ops.ts';
import { type Finished, inStepWithServer } from './in-step-with-server.ts';
import { isDue } from './order-writes.ts';
import { type CommentReading, commentsAt, rereadComments } from './read-comments.ts';
import { type Place, placeOf, type RunContext, timestamp } from './run-context.ts';
import { type CommentOutcome, settleComment } from './settle-comment.ts';

/**
 * Step 5 for comments, after the records they belong to: within one record one at a time in the order in which people wrote
 * them, records side by side. The intent is on the disk before its first byte leaves (S21), and what became of it is before
 * the next one begins.
 */
export async function executeComments(context: RunContext): Promise<void> {
  const ops = await context.store.comments.ops(context.profile.id);
  await Promise.all(
    [...Map.groupBy(ops, (op) => op.endpoint)].map(async ([endpoint, own]) => {
      const place = placeOf(context, endpoint);
      const door = place && commentsAt(context.profile, place);
      if (!place || !door || place.failure || place.endpoint.direction === 'pull') return;
      await executeAt({ context, place, door }, own);
    }),
  );
}

interface Work {
  readonly context: RunContext;
  readonly place: Place;
  readonly door: CommentsConnector;
}

async function executeAt(work: Work, ops: readonly CommentOp[]): Promise<void> {
  const records = [...Map.groupBy(ops, (op) => op.record).values()];
  await inStepWithServer(work.context, work.place, records, (own, finished) => executeRecord(work, own, finished));
}

async function executeRecord(work: Work, ops: readonly CommentOp[], finished: Finished): Promise<void> {
  const { context, place } = work;
  for (const op of ops) {
    if (place.failure || context.signal.aborted) return;
    if (isWaiting(context, op)) {
      // A later comment must not overtake one that may still go out; one that a person has to see to holds up nobody.
      if (op.state === 'parked' || op.reason?.code === 'undecidable') continue;
      return;
    }
    const attemptedAt = timestamp(context.ports);
    // What an unanswered create waits for counts from when it was sent, and never from a clock that was set back since (S27).
    const begun = { ...op, attemptedAt: earlier(op.attemptedAt, attemptedAt) };
    const outcome = await executeOp(work, begun, attemptedAt);
    finished(outcome.kind === 'failed' && overloads.has(outcome.error.code) ? 'overload' : 'ok');
    await settleComment(context, place, begun, outcome);
    if (outcome.kind === 'failed') judgeFailure(place, outcome.error);
    if (outcome.kind === 'too-early' || (outcome.kind === 'failed' && outcome.error.retry === 'later')) return;
  }
}

function isWaiting(context: RunContext, op: CommentOp): boolean {
  return !isDue(context, op) || !mayGo(context, op);
}

async function executeOp(work: Work, op: CommentOp, attemptedAt: Timestamp): Promise<CommentOutcome> {
  const { context } = work;
  await context.store.transaction('comment-attempt', (tx) =>
    tx.comments.putOps([{ ...op, state: 'attempting', attempts: op.attempts + 1, attemptedAt, reason: null }]),
  );
  try {
    return await attempt(work, op);
  } catch (error) {
    return await causeOf(work, op, toTaskSyncError(error)).catch((cause: unknown) => ({
      kind: 'failed',
      error: toTaskSyncError(cause),
    }));
  }
}

async function attempt(work: Work, op: CommentOp): Promise<CommentOutcome> {
  if (op.kind === 'create') return await create(work, op);
  const { context, door, place } = work;
  const { record, text } = op;
  const { container } = place.endpoint;
  const id = op.remoteId ?? '';
  // Services know no preconditions for comments: what somebody did meanwhile goes through the planner first (S7).
  const reading = await rereadComments(context, place, door, record);
  if (await isOvertaken(work, op, reading)) return { kind: 'overtaken', reading };
  if (op.kind === 'update') return { kind: 'written', comment: await door.update({ container, record, id, text }) };
  await door.remove({ container, record, id });
  return { kind: 'removed' };
}

async function isOvertaken({ context, place }: Work, op: CommentOp, { records }: CommentReading): Promise<boolean> {
  const now = records.flatMap(({ comments }) => comments).find(({ id }) => id === op.remoteId);
  const links = await context.store.comments.links(place.endpoint.id, [op.record]);
  const seen = links.find((link) => link.remoteId === op.remoteId)?.observation.text;
  return now === undefined || seen === undefined || !sameText(seen, now.text);
}

/** The create protocol (correctness.md 1.6): after an attempt whose outcome is unknown, look before sending again. */
async function create({ context, door, place }: Work, op: CommentOp): Promise<CommentOutcome> {
  const { record, identity, text } = op;
  const { container } = place.endpoint;
  const { comments: can, settleMs } = place.descriptor.capabilities;
  if (op.state === 'attempting' || op.state === 'uncertain') {
    const found = await door.find(container, record, identity).catch(toTaskSyncError);
    if (found instanceof TaskSyncError) return { kind: 'failed', error: found, isUnseen: true };
    const adopted = oldest(found);
    if (adopted) return { kind: 'adopted', comment: adopted, duplicates: found.length - 1 };
    if (can?.identity === 'E') return { kind: 'undecidable' };
    const since = context.ports.clock.now() - Date.parse(op.attemptedAt ?? '');
    if (since < settleMs) return { kind: 'too-early', retryInMs: settleMs - since };
  }
  try {
    return { kind: 'written', comment: await door.create({ container, record, identity, text }) };
  } catch (error) {
    if (!(error instanceof TaskSyncError) || error.code !== 'already-exists') throw error;
    const adopted = oldest(await door.find(container, record, identity));
    if (!adopted) throw error;
    return { kind: 'adopted', comment: adopted, duplicates: 0 };
  }
}

function oldest(comments: readonly RemoteComment[]): RemoteComment | undefined {
  return [...comments].sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id))[0];
}

/** A comment that went away between the reading and the write is read once more, so that the next plan knows. */
async function causeOf({ context, door, place }: Work, op: CommentOp, error: TaskSyncError): Promise<CommentOutcome> {
  if (op.kind === 'create' || error.code !== 'not-found') return { kind: 'failed', error };
  return { kind: 'overtaken', reading: await rereadComments(context, place, door, op.record) };
}

/** What a server says that is asked too much. */
const overloads: ReadonlySet<ErrorCode> = new Set(['rate-limited', 'unavailable']);

/** What keeps one write from the service keeps the others from it too, for this run. */
function judgeFailure(place: Place, error: TaskSyncError): void {
  const isAway = error.code === 'unavailable' && error.applied === 'no';
  if (isAway || error.code === 'auth-expired' || error.code === 'rate-limited') place.failure = error;
}
