import type { RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import { type AttachmentLink, type AttachmentOp, attachmentsField } from '../../../src-shared/domain/attachment.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import type { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import { parkFor } from './back-off.ts';
import { countedFromNow } from './outcome.ts';
import { type Place, problemAt, type RunContext, timestamp } from './run-context.ts';
import { isSameFile, retired, toObservation } from './store-attachments.ts';

/** What became of one attempted write of an attachment. */
export type AttachmentOutcome =
  /** The service has it now. */
  | { readonly kind: 'written'; readonly attachment: RemoteAttachment; readonly sha256: string | null }
  /** It stood there already: an earlier attempt had arrived, or somebody else had added it. */
  | { readonly kind: 'adopted'; readonly attachment: RemoteAttachment; readonly sha256: string | null }
  | { readonly kind: 'removed' }
  /** Nobody can tell whether the create arrived (S4). */
  | { readonly kind: 'undecidable' }
  | { readonly kind: 'too-early'; readonly retryInMs: number }
  /** Where it is read from: nothing can have arrived, because a file that breaks off never counts as complete. */
  | { readonly kind: 'source-failed'; readonly error: TaskSyncError }
  | { readonly kind: 'failed'; readonly error: TaskSyncError };

/** Link, history and the outbox for one outcome, in one transaction. */
export async function settleAttachment(
  context: RunContext,
  place: Place,
  op: AttachmentOp,
  outcome: AttachmentOutcome,
): Promise<void> {
  await context.store.transaction('attachment-settle', async (tx) => {
    // What the planner said of other files of the task stays: it names no record.
    await tx.problems.clear(op.endpoint, { remoteIds: [op.record], field: attachmentsField });
    await settle({ tx, context, place, op }, outcome);
  });
}

interface Desk {
  readonly tx: Store;
  readonly context: RunContext;
  readonly place: Place;
  readonly op: AttachmentOp;
}

async function settle(desk: Desk, outcome: AttachmentOutcome): Promise<void> {
  const { tx, context, place, op } = desk;
  switch (outcome.kind) {
    case 'written':
      return await confirm(desk, outcome.attachment, outcome.sha256, true);
    case 'adopted':
      // Ours only if we had sent it: what others put there is theirs (S16).
      return await confirm(desk, outcome.attachment, outcome.sha256, op.attempts > 0 && outcome.attachment.isOwn);
    case 'removed':
      place.tally.attachments++;
      await bury(desk);
      await tx.attachments.removeOps([op.id]);
      await tx.history.append([historyOf(desk)]);
      return;
    case 'undecidable':
      return await park(desk, 'uncertain', { code: 'undecidable', message: undecidableSentence(place) });
    case 'too-early':
      await tx.attachments.putOps([
        { ...op, state: 'uncertain', retryAt: timestamp(context.ports, outcome.retryInMs) },
      ]);
      return;
    case 'source-failed':
      return await settleSourceFailure(desk, outcome.error);
    case 'failed':
      return await settleFailure(desk, outcome.error);
  }
}

/** The service has it: the link, and for both sides what the content is. */
async function confirm(
  desk: Desk,
  attachment: RemoteAttachment,
  sha256: string | null,
  isOurs: boolean,
): Promise<void> {
  const { tx, context, place, op } = desk;
  const known = await tx.attachments.links(op.endpoint, [op.record]);
  // A reading may have shown it before its answer was stored.
  const holder = known.find((link) => link.remoteId === attachment.id);
  const before = holder && isSameFile(holder, attachment) ? holder : undefined;
  const observation = toObservation(context, { ...attachment, sha256: attachment.sha256 ?? sha256 });
  const link: AttachmentLink = {
    ...{ id: before?.id ?? context.ports.ids.next(), attachment: op.attachment, endpoint: op.endpoint },
    ...{ record: op.record, remoteId: attachment.id, state: 'linked', observation },
    writtenAt: isOurs ? timestamp(context.ports) : null,
  };
  // The task may have had another record there, which is gone.
  await tx.attachments.releaseOthers([link]);
  await tx.attachments.putLinks(holder && !before ? [retired(holder), link] : [link]);
  // After a first attempt it may not be wanted any more.
  const isLate = op.attempts > 0 || (holder && !before);
  if (isLate) await tx.attachments.markDirty(op.endpoint, [op.record]);
  await rememberContent(desk, sha256);
  await tx.attachments.removeOps([op.id]);
  await tx.history.append([historyOf(desk)]);
  place.tally.attachments++;
}

async function rememberContent({ tx, op }: Desk, sha256: string | null): Promise<void> {
  if (sha256 === null) return;
  const all = await tx.attachments.byTasks([op.task]);
  const own = all.find(({ id }) => id === op.attachment);
  const isTaken = all.some((one) => one.sha256 === sha256);
  if (own && own.sha256 === null && !isTaken) await tx.attachments.put([{ ...own, sha256 }]);
  if (!op.source) return;
  const { endpoint, record, remoteId } = op.source;
  const sources = (await tx.attachments.links(endpoint, [record])).filter((link) => link.remoteId === remoteId);
  await tx.attachments.putLinks(
    sources.map((link) => ({
      ...link,
      observation: { ...link.observation, sha256: link.observation.sha256 ?? sha256 },
    })),
  );
}

async function bury({ tx, op }: Desk): Promise<void> {
  const links = await tx.attachments.links(op.endpoint, [op.record]);
  const own = links.filter((link) => link.remoteId === op.remoteId);
  await tx.attachments.putLinks(own.map((link) => ({ ...link, state: 'gone' as const })));
}

/** It may be gone there: its record is planned again, after the next reading. Until then nothing is sent. */
async function settleSourceFailure(desk: Desk, error: TaskSyncError): Promise<void> {
  const { tx, op } = desk;
  const reason = { code: error.code, message: error.message };
  if (error.retry !== 'later' && error.code !== 'auth-expired') {
    await park(desk, 'parked', reason);
    await tx.attachments.markDirty(op.endpoint, [op.record]);
    return;
  }
  const isOpen = op.state === 'uncertain' || op.state === 'attempting';
  await tx.attachments.putOps([{ ...op, attempts: op.attempts + 1, state: isOpen ? 'uncertain' : 'ready', reason }]);
}

async function settleFailure(attempted: Desk, error: TaskSyncError): Promise<void> {
  const { tx, context, place } = attempted;
  const op = countedFromNow(context, attempted.op, { error });
  const desk = { ...attempted, op };
  const reason = { code: error.code, message: error.message };
  if (error.retry !== 'later' && error.code !== 'auth-expired') {
    await park(desk, 'parked', reason);
    return;
  }
  // A deletion is absolute: sending it twice is harmless. A create is looked up first.
  const mayHaveArrived =
    op.kind !== 'delete' && (error.applied === 'unknown' || op.state === 'uncertain' || op.state === 'attempting');
  if (mayHaveArrived && place.descriptor.capabilities.attachments?.identity === 'E') {
    await park(desk, 'uncertain', { code: 'undecidable', message: undecidableSentence(place) });
    return;
  }
  await tx.attachments.putOps([
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
  await tx.attachments.putOps([{ ...op, attempts, state, reason, retryAt }]);
  await tx.problems.put([parkedProblem(context, place, { ...op, reason, retryAt }, await titleOf(tx, op))]);
}

function parkedProblem(context: RunContext, place: Place, op: AttachmentOp, title: string): Problem {
  const { code = 'rejected', message = '' } = op.reason ?? {};
  const sentence = `“${op.name}”: ${message}`;
  return problemAt(context, place, {
    ...{ task: op.task, title, remoteId: op.record, field: attachmentsField, code, message: sentence },
    retryAt: op.retryAt,
  });
}

/** What waits for a person is said in every run, whatever became of the fields of its task. */
export async function rememberParkedAttachments(context: RunContext): Promise<void> {
  const { store, profile, places } = context;
  const parked = (await store.attachments.ops(profile.id)).filter((op) => op.reason !== null && op.retryAt !== null);
  if (parked.length === 0) return;
  await store.transaction('failures', async (tx) => {
    for (const op of parked) {
      const place = places.find(({ endpoint }) => endpoint.id === op.endpoint);
      if (place) await tx.problems.put([parkedProblem(context, place, op, await titleOf(tx, op))]);
    }
  });
}

async function titleOf(tx: Store, { task }: AttachmentOp): Promise<string> {
  const title = (await tx.tasks.get([task])).get(task)?.fields['title'];
  return typeof title === 'string' ? title : '';
}

function historyOf({ context, op }: Desk): Omit<HistoryEntry, 'id'> {
  const [before, after] = op.kind === 'delete' ? [op.name, null] : [undefined, op.name];
  return {
    ...{ run: context.run, at: timestamp(context.ports), task: op.task, title: '', place: op.endpoint },
    ...{ kind: 'update', field: attachmentsField, before, after, actor: 'here', by: null, op: op.id },
    attachment: { id: op.attachment, change: op.kind === 'delete' ? 'delete' : 'create' },
  };
}

function undecidableSentence(place: Place): string {
  return `The connection broke while it was being copied to ${place.endpoint.name}, and that service gives no way to find out whether it arrived. To avoid a duplicate it was not sent again: look there.`;
}
