import type { AttachmentsConnector, RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import type { AttachmentLink, AttachmentOp } from '../../../src-shared/domain/attachment.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { mayGo } from './choice.ts';
import { earlier } from './execute-ops.ts';
import { digestOf, fileContent } from './file-content.ts';
import { isDue } from './order-writes.ts';
import { attachmentsAt, rereadAttachments } from './read-attachments.ts';
import { type Place, placeOf, type RunContext, timestamp } from './run-context.ts';
import { type AttachmentOutcome, settleAttachment } from './settle-attachment.ts';
import { isSameFile } from './store-attachments.ts';

/** Files that are on their way to one endpoint at the same time. */
const atOnce = 2;

/**
 * Step 5 for attachments, after the records they belong to: within one record one at a time. The intent is on the disk before
 * its first byte leaves (S21), and what became of it is before the next one begins.
 */
export async function executeAttachments(context: RunContext): Promise<void> {
  if (!context.profile.attachments) return;
  const ops = await context.store.attachments.ops(context.profile.id);
  await Promise.all(
    [...Map.groupBy(ops, (op) => op.endpoint)].map(async ([endpoint, own]) => {
      const place = placeOf(context, endpoint);
      const door = place && attachmentsAt(context.profile, place);
      if (!place || !door || place.failure || place.endpoint.direction === 'pull') return;
      await executeAt({ context, place, door }, own);
    }),
  );
}

interface Work {
  readonly context: RunContext;
  readonly place: Place;
  readonly door: AttachmentsConnector;
}

async function executeAt(work: Work, ops: readonly AttachmentOp[]): Promise<void> {
  const records = [...Map.groupBy(ops, (op) => op.record).values()];
  const worker = async (): Promise<void> => {
    for (let next = records.shift(); next; next = records.shift()) {
      for (const op of next) await executeOp(work, op);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, records.length) }, worker));
}

async function executeOp(work: Work, op: AttachmentOp): Promise<void> {
  const { context, place } = work;
  const source = op.source && placeOf(context, op.source.endpoint);
  if (place.failure || context.signal.aborted || !isDue(context, op) || !mayGo(context, op)) return;
  if (op.kind === 'copy' && (!source || source.failure)) return;
  const attemptedAt = timestamp(context.ports);
  await context.store.transaction('attachment-attempt', (tx) =>
    tx.attachments.putOps([{ ...op, state: 'attempting', attempts: op.attempts + 1, attemptedAt, reason: null }]),
  );
  // What an unanswered copy waits for counts from when it was sent, and never from a clock that was set back since (S27).
  const begun = { ...op, attemptedAt: earlier(op.attemptedAt, attemptedAt) };
  const outcome = await attempt(work, begun).catch(
    (error: unknown): AttachmentOutcome =>
      error instanceof SourceError
        ? { kind: 'source-failed', error: error.error }
        : { kind: 'failed', error: toTaskSyncError(error) },
  );
  await settleAttachment(context, place, begun, outcome);
  if (outcome.kind === 'failed') judgeFailure(place, outcome.error);
  if (outcome.kind === 'source-failed' && source) judgeFailure(source, outcome.error);
}

/** What went wrong where a file is read from, not where it goes. */
class SourceError extends Error {
  readonly error: TaskSyncError;

  constructor(error: unknown) {
    super('the source of a copy failed');
    this.error = toTaskSyncError(error);
  }
}

/**
 * The create protocol (correctness.md 1.6), with the content as its own marker: what stands at the record already is never
 * sent again, whoever put it there: an attempt whose answer was lost, another installation, or a person a moment ago.
 */
async function attempt(work: Work, op: AttachmentOp): Promise<AttachmentOutcome> {
  const { context, door, place } = work;
  const { record, remoteId } = op;
  const { container } = place.endpoint;
  const { records } = await rereadAttachments(context, place, door, record);
  const now = records[0]?.attachments ?? [];
  const links = await context.store.attachments.links(place.endpoint.id, [record]);
  const isHeldBy = (one: RemoteAttachment) => (link: AttachmentLink) =>
    link.remoteId === one.id && isSameFile(link, one) && link.attachment !== null;
  if (op.kind === 'delete') {
    // Only the very file that was planned: its number may belong to another one by now.
    const target = now.find((one) => one.id === remoteId && links.some(isHeldBy(one)));
    if (target) await door.remove({ container, record, id: target.id });
    return { kind: 'removed' };
  }
  const free = now.filter((one) => !links.some(isHeldBy(one)));
  const found = op.kind === 'link' ? sameAddress(op, free) : await sameFile(work, op, free);
  if (found) return { kind: 'adopted', ...found };
  if (op.state === 'attempting' || op.state === 'uncertain') {
    const { attachments: can, settleMs } = place.descriptor.capabilities;
    if (can?.identity === 'E') return { kind: 'undecidable' };
    const since = context.ports.clock.now() - Date.parse(op.attemptedAt ?? '');
    if (since < settleMs) return { kind: 'too-early', retryInMs: settleMs - since };
  }
  return op.kind === 'link' ? await link(work, op) : await copy(work, op);
}

interface Found {
  readonly attachment: RemoteAttachment;
  readonly sha256: string | null;
}

function sameAddress({ url }: AttachmentOp, free: readonly RemoteAttachment[]): Found | null {
  const attachment = free.find((one) => one.kind === 'link' && one.url === url);
  return attachment ? { attachment, sha256: null } : null;
}

/** Only files of the same size are read, and only then the source is. */
async function sameFile(work: Work, op: AttachmentOp, free: readonly RemoteAttachment[]): Promise<Found | null> {
  const { door, place } = work;
  const { size } = op;
  const candidates = free.filter((one) => one.kind === 'file' && one.size === size);
  if (size === null || candidates.length === 0) return null;
  const sha256 = await digestOf(size, () => openSource(work, op)).catch((error: unknown) => {
    throw new SourceError(error);
  });
  for (const attachment of candidates) {
    const { id, name } = attachment;
    const request = { container: place.endpoint.container, record: op.record, id, name, maxBytes: size };
    const other = attachment.sha256 ?? (await digestOf(size, () => door.open(request)));
    if (other === sha256) return { attachment, sha256 };
  }
  return null;
}

function openSource({ context }: Work, { source, name, size }: AttachmentOp): Promise<AsyncIterable<Uint8Array>> {
  const place = source && placeOf(context, source.endpoint);
  const door = place && attachmentsAt(context.profile, place);
  if (!source || !place || !door)
    throw new TaskSyncError('unavailable', 'Where the file stands cannot be reached now.');
  const { container } = place.endpoint;
  return door.open({ container, record: source.record, id: source.remoteId, name, maxBytes: size ?? 0 });
}

async function copy(work: Work, op: AttachmentOp): Promise<AttachmentOutcome> {
  const { door, place } = work;
  const { record, name } = op;
  const content = fileContent(op.size ?? 0, () => openSource(work, op));
  const mediaType = safeMediaType(op.mediaType);
  try {
    if (!door.create) throw new TaskSyncError('unsupported', `${place.endpoint.name} takes no files.`);
    const attachment = await door.create({ container: place.endpoint.container, record, name, mediaType, content });
    return { kind: 'written', attachment, sha256: content.sha256() };
  } catch (error) {
    throw content.failure ? new SourceError(content.failure) : error;
  }
}

async function link({ door, place }: Work, op: AttachmentOp): Promise<AttachmentOutcome> {
  const { record, name, mediaType, url } = op;
  const { container } = place.endpoint;
  if (!door.link || url === null) throw new TaskSyncError('unsupported', `${place.endpoint.name} takes no links.`);
  const attachment = await door.link({
    container,
    record,
    name,
    mediaType: mediaType && safeMediaType(mediaType),
    url,
  });
  return { kind: 'written', attachment, sha256: null };
}

/** It goes into headers elsewhere: only what looks like one passes. */
function safeMediaType(mediaType: string | null): string {
  return mediaType !== null && /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(mediaType)
    ? mediaType
    : 'application/octet-stream';
}

/** What keeps one write from the service keeps the others from it too, for this run. */
function judgeFailure(place: Place, error: TaskSyncError): void {
  const isAway = error.code === 'unavailable' && error.applied === 'no';
  if (isAway || error.code === 'auth-expired' || error.code === 'rate-limited') place.failure = error;
}
