import type { RemoteAttachment } from '../../../src-shared/connector/attachments.ts';
import {
  type AttachmentLink,
  type AttachmentObservation,
  attachmentsField,
} from '../../../src-shared/domain/attachment.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { AttachmentReading } from './read-attachments.ts';
import { type Place, problemAt, type RunContext, timestamp } from './run-context.ts';

/** Stores a reading and marks the records whose attachments are not what we knew. */
export async function storeAttachments(
  tx: Store,
  context: RunContext,
  place: Place,
  reading: AttachmentReading | null,
): Promise<void> {
  if (!reading) return;
  const { id: endpoint } = place.endpoint;
  const records = reading.records.map(({ record }) => record);
  const known = new Map((await tx.attachments.links(endpoint, records)).map((link) => [link.remoteId, link]));
  const changed: AttachmentLink[] = [];
  const lagging = new Set(reading.records.filter(({ mayGrow }) => mayGrow).map(({ record }) => record));
  for (const { record, attachments } of reading.records) {
    for (const attachment of attachments) {
      const holder = known.get(attachment.id);
      const before = holder && isSameFile(holder, attachment) ? holder : undefined;
      if (holder && !before) changed.push(retired(holder));
      const observation = toObservation(context, attachment, before?.observation);
      const after = before
        ? seenAgain(before, record, observation)
        : firstSeen(context, endpoint, record, attachment.id, observation);
      if (after !== before) changed.push(after);
    }
  }
  for (const link of known.values()) {
    if (link.state !== 'linked' || !reading.deleted.includes(link.id)) continue;
    // A reading older than our confirmed write must not look like somebody deleting it (S12).
    if (isYoung(context, link)) lagging.add(link.record);
    else changed.push({ ...link, state: 'deleted' });
  }
  await tx.attachments.putLinks(changed);
  // What lags behind, or is not complete for sure, counts as not read, so that it is read again.
  await tx.attachments.setVersions(
    endpoint,
    reading.versions.filter(({ record }) => !lagging.has(record)),
  );
  await tx.attachments.markDirty(endpoint, [...new Set(changed.map((link) => link.record))]);
  await reportDoubts(tx, context, place, reading);
}

async function reportDoubts(
  tx: Store,
  context: RunContext,
  place: Place,
  { doubted }: AttachmentReading,
): Promise<void> {
  const { id: endpoint, name } = place.endpoint;
  const links = await tx.links.byRemote(
    endpoint,
    doubted.map(({ record }) => record),
  );
  const message = `${name} does not show ${doubted.length} attachments any more. That many at once may be a permission that was lost, so their copies elsewhere were left as they are. Check what you may see there; what was really deleted, delete in the other places too.`;
  await tx.problems.put(
    links.map(({ task, remoteId }) =>
      problemAt(context, place, { task, remoteId, field: attachmentsField, code: 'held', message }),
    ),
  );
}

/**
 * Services give the number of a deleted file to the next one (Redmine on SQLite): under one id it is the same file only if what
 * never changes of a file is the same.
 */
export function isSameFile({ observation }: AttachmentLink, now: RemoteAttachment): boolean {
  const { kind, size, createdAt } = observation;
  return kind === now.kind && size === now.size && createdAt === now.createdAt;
}

/** Its number belongs to another file now, which proves that it is deleted. */
export function retired(link: AttachmentLink): AttachmentLink {
  return { ...link, remoteId: `${link.remoteId} before ${link.id}`, state: link.state === 'gone' ? 'gone' : 'deleted' };
}

/** For how long after our write a reading without it is a lagging replica rather than somebody's doing. */
const lagMs = 60_000;

function isYoung({ ports }: RunContext, { writtenAt }: AttachmentLink): boolean {
  return writtenAt !== null && ports.clock.now() - Date.parse(writtenAt) <= lagMs;
}

/** @param before a file never changes, so what was found out by reading it stays known */
export function toObservation(
  { ports }: Pick<RunContext, 'ports'>,
  { kind, name, mediaType, size, sha256, url, author, isOwn, createdAt }: RemoteAttachment,
  before?: AttachmentObservation,
): AttachmentObservation {
  const known = before?.size === size ? before.sha256 : null;
  const seenAt = timestamp(ports);
  return { kind, name, mediaType, size, sha256: sha256 ?? known, url, author, isOwn, createdAt, seenAt };
}

/** The same link where nothing is new: an echo of our own write needs no plan (S5). What is dealt with stays so. */
function seenAgain(link: AttachmentLink, record: RemoteId, observation: AttachmentObservation): AttachmentLink {
  const isSame = link.state === 'linked' && link.record === record && said(link.observation) === said(observation);
  return isSame || link.state === 'gone' ? link : { ...link, record, observation, state: 'linked' };
}

function said({ seenAt: _, ...observation }: AttachmentObservation): string {
  return JSON.stringify(observation);
}

function firstSeen(
  { ports }: RunContext,
  endpoint: string,
  record: RemoteId,
  remoteId: RemoteId,
  observation: AttachmentObservation,
): AttachmentLink {
  const id = ports.ids.next();
  return { id, endpoint, record, remoteId, observation, attachment: null, state: 'linked', writtenAt: null };
}
