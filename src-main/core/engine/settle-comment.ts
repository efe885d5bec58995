import type { RemoteComment } from '../../../src-shared/connector/comments.ts';
import { type CommentLink, type CommentOp, commentsField } from '../../../src-shared/domain/comment.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import { sameText } from '../../../src-shared/sync/comment-draft.ts';
import type { Store } from '../store/store.ts';
import { parkFor } from './back-off.ts';
import { countedFromNow } from './outcome.ts';
import type { CommentReading } from './read-comments.ts';
import { type Place, problemAt, type RunContext, timestamp } from './run-context.ts';
import { storeComments, toObservation } from './store-comments.ts';

/** What became of one attempted write of a comment. */
export type CommentOutcome =
  /** The service has it like this now. */
  | { readonly kind: 'written'; readonly comment: RemoteComment }
  /** An earlier attempt had arrived. */
  | { readonly kind: 'adopted'; readonly comment: RemoteComment; readonly duplicates: number }
  | { readonly kind: 'removed' }
  /** It changed there meanwhile, or is gone: the next plan decides anew. */
  | { readonly kind: 'overtaken'; readonly reading: CommentReading }
  /** Identity class E: nobody can tell whether the create arrived (S4). */
  | { readonly kind: 'undecidable' }
  | { readonly kind: 'too-early'; readonly retryInMs: number }
  /** `isUnseen`: what an earlier attempt did could not be looked up. */
  | { readonly kind: 'failed'; readonly error: TaskSyncError; readonly isUnseen?: boolean };

/** Link, base, evidence, history and the outbox for one outcome, in one transaction. */
export async function settleComment(
  context: RunContext,
  place: Place,
  op: CommentOp,
  outcome: CommentOutcome,
): Promise<void> {
  await context.store.transaction('comment-settle', async (tx) => {
    await tx.problems.clear(op.endpoint, { tasks: [op.task], field: commentsField });
    await settle({ tx, context, place, op }, outcome);
  });
}

interface Desk {
  readonly tx: Store;
  readonly context: RunContext;
  readonly place: Place;
  readonly op: CommentOp;
}

async function settle(desk: Desk, outcome: CommentOutcome): Promise<void> {
  const { tx, context, place, op } = desk;
  switch (outcome.kind) {
    case 'written':
    case 'adopted':
      await confirm(desk, outcome.comment, outcome.kind === 'written' ? 'response' : 're-read');
      if (outcome.kind === 'adopted' && outcome.duplicates > 0) await reportDuplicates(desk, outcome.duplicates);
      return;
    case 'removed':
      place.tally.comments++;
      await bury(desk);
      await tx.comments.removeOps([op.id]);
      await tx.history.append([historyOf(desk, undefined)]);
      return;
    case 'overtaken':
      await storeComments(tx, context, place, outcome.reading);
      await tx.comments.removeOps([op.id]);
      await tx.comments.markDirty(op.endpoint, [op.record]);
      return;
    case 'undecidable':
      await park(desk, 'uncertain', { code: 'undecidable', message: undecidableSentence(place) });
      return;
    case 'too-early':
      await tx.comments.putOps([{ ...op, state: 'uncertain', retryAt: timestamp(context.ports, outcome.retryInMs) }]);
      return;
    case 'failed':
      await settleFailure(desk, outcome);
  }
}

/** The service has the comment: the link, its base and the evidence for it (S2). */
async function confirm(desk: Desk, comment: RemoteComment, kind: 'response' | 're-read'): Promise<void> {
  const { tx, context, place, op } = desk;
  // A reading may have shown it before its answer was stored.
  const [before] = await tx.comments.linksByRemote(op.endpoint, [comment.id]);
  const at = timestamp(context.ports);
  const { text } = comment;
  const link: CommentLink = {
    id: before?.id ?? context.ports.ids.next(),
    comment: op.comment,
    endpoint: op.endpoint,
    record: op.record,
    remoteId: comment.id,
    state: 'linked',
    base: text,
    evidence: { kind, run: context.run, version: null, at },
    observation: toObservation(context, comment),
    sent: sameText(text, op.text) ? null : op.text,
    replaced: op.kind === 'update' ? (before?.observation.text ?? null) : null,
  };
  await tx.comments.putLinks([link]);
  await tx.comments.removeOps([op.id]);
  // The text of an earlier attempt may be older than the comment's by now.
  if (op.attempts > 0) await tx.comments.markDirty(op.endpoint, [op.record]);
  await tx.history.append([historyOf(desk, before?.observation.text)]);
  place.tally.comments++;
}

async function bury({ tx, op }: Desk): Promise<void> {
  const links = await tx.comments.links(op.endpoint, [op.record]);
  const own = links.filter((link) => link.remoteId === op.remoteId);
  await tx.comments.putLinks(own.map((link) => ({ ...link, state: 'gone' as const })));
}

async function settleFailure(attempted: Desk, outcome: CommentOutcome & { readonly kind: 'failed' }): Promise<void> {
  const { tx, context, place } = attempted;
  const { error, isUnseen } = outcome;
  const op = countedFromNow(context, attempted.op, outcome);
  const desk = { ...attempted, op };
  const reason = { code: error.code, message: error.message };
  if (op.kind === 'create' && error.code === 'not-found') {
    // Its record went away: the next plan knows, and has nothing to write there; or it was not gone, and plans it again.
    await tx.comments.removeOps([op.id]);
    await tx.comments.markDirty(op.endpoint, [op.record]);
    return;
  }
  if (error.retry !== 'later' && error.code !== 'auth-expired') {
    // When it was only the look-up that was refused, the comment may be there: made anew it might be there twice (S4).
    const isOpen = op.kind === 'create' && (isUnseen || error.applied === 'unknown');
    await park(desk, isOpen ? 'uncertain' : 'parked', reason);
    return;
  }
  // A change or a deletion is absolute: sending it twice is harmless. A create is looked up first.
  const mayHaveArrived =
    op.kind === 'create' && (error.applied === 'unknown' || op.state === 'uncertain' || op.state === 'attempting');
  if (mayHaveArrived && place.descriptor.capabilities.comments?.identity === 'E') {
    await park(desk, 'uncertain', { code: 'undecidable', message: undecidableSentence(place) });
    return;
  }
  await tx.comments.putOps([
    { ...op, attempts: op.attempts + 1, state: mayHaveArrived ? 'uncertain' : 'ready', reason },
  ]);
}

async function park(
  { tx, context, place, op }: Desk,
  state: 'parked' | 'uncertain',
  reason: { readonly code: string; readonly message: string },
): Promise<void> {
  const attempts = op.attempts + 1;
  const retryAt = timestamp(context.ports, parkFor(attempts));
  await tx.comments.putOps([{ ...op, attempts, state, reason, retryAt }]);
  await tx.problems.put([parkedProblem(context, place, { ...op, reason, retryAt }, await titleOf(tx, op))]);
}

function parkedProblem(context: RunContext, place: Place, op: CommentOp, title: string) {
  const { code = 'rejected', message = '' } = op.reason ?? {};
  return problemAt(context, place, { task: op.task, title, field: commentsField, code, message, retryAt: op.retryAt });
}

/** What waits for a person is said in every run, whatever became of the fields of its task. */
export async function rememberParked(context: RunContext): Promise<void> {
  const { store, profile, places } = context;
  const parked = (await store.comments.ops(profile.id)).filter((op) => op.reason !== null && op.retryAt !== null);
  if (parked.length === 0) return;
  await store.transaction('failures', async (tx) => {
    for (const op of parked) {
      const place = places.find(({ endpoint }) => endpoint.id === op.endpoint);
      if (place) await tx.problems.put([parkedProblem(context, place, op, await titleOf(tx, op))]);
    }
  });
}

async function reportDuplicates({ tx, context, place, op }: Desk, duplicates: number): Promise<void> {
  const message = `${place.endpoint.name} holds ${duplicates + 1} copies of a comment of ours. The oldest one is kept in step; delete the others there.`;
  const title = await titleOf(tx, op);
  await tx.problems.put([
    problemAt(context, place, { task: op.task, title, field: commentsField, code: 'already-exists', message }),
  ]);
}

async function titleOf(tx: Store, { task }: CommentOp): Promise<string> {
  const title = (await tx.tasks.get([task])).get(task)?.fields['title'];
  return typeof title === 'string' ? title : '';
}

function historyOf({ context, op }: Desk, before: string | undefined): Omit<HistoryEntry, 'id'> {
  return {
    run: context.run,
    at: timestamp(context.ports),
    task: op.task,
    title: '',
    place: op.endpoint,
    kind: 'update',
    field: commentsField,
    before: op.kind === 'delete' ? op.text : before,
    after: op.kind === 'delete' ? null : op.text,
    actor: 'here',
    by: null,
    op: op.id,
    comment: { id: op.comment, change: op.kind },
  };
}

function undecidableSentence(place: Place): string {
  return `The connection broke while a comment was being written in ${place.endpoint.name}, and that service gives no way to find out whether it arrived. To avoid a duplicate it was not sent again: look there.`;
}
