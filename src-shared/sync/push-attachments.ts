import type { AttachmentSource } from '../domain/attachment.ts';
import { type AttachmentsDraft, type DraftAttachment, isUnderWay, isUnwantedAt, refuse } from './attachment-draft.ts';
import type { AttachmentPlace, AttachmentWrite } from './attachment-rules.ts';

/** What has to be written at one place so that it has the attachment too; null: nothing. */
export function pushAttachment(
  draft: AttachmentsDraft,
  attachment: DraftAttachment,
  place: AttachmentPlace,
): AttachmentWrite | null {
  const { item } = draft;
  const { now, copies } = attachment;
  const record = item.records.get(place.endpoint);
  if (record === undefined || place.direction === 'pull' || item.isInBin) return null;
  const copy = copies.get(place.endpoint);
  const isUnwanted = isUnwantedAt(now, place.endpoint);
  if (copy) return isUnwanted ? withdraw(attachment, place) : null;
  if (isUnwanted || isUnderWay(draft, attachment, place.endpoint)) return null;
  const source = sourceOf(attachment);
  const kind = now.kind === 'link' ? linkKind(place) : fileKind(draft, attachment, place, source);
  return kind && { kind, attachment: now, endpoint: place.endpoint, record, remoteId: null, source };
}

/** Only what we wrote ourselves is ours to delete (S16). */
function withdraw({ now, copies }: DraftAttachment, place: AttachmentPlace): AttachmentWrite | null {
  const copy = copies.get(place.endpoint);
  if (copy?.state !== 'linked' || !copy.link.observation.isOwn || !place.can.canDelete) return null;
  if (copy.link.writtenAt === null || place.endpoint === now.origin) return null;
  const { endpoint, record, remoteId } = copy.link;
  return { kind: 'delete', attachment: now, endpoint, record, remoteId, source: null };
}

/** An address stays where it is as long as the other side has no place for it. */
function linkKind({ can }: AttachmentPlace): 'link' | null {
  return can.canLink ? 'link' : null;
}

function fileKind(
  draft: AttachmentsDraft,
  { now }: DraftAttachment,
  place: AttachmentPlace,
  source: AttachmentSource | null,
): 'copy' | 'link' | null {
  const { mode, maxBytes } = draft.rules;
  const limit = Math.min(maxBytes, place.can.maxBytes ?? maxBytes);
  const isWanted = mode === 'copy' && place.can.canCopy;
  if (isWanted && now.size !== null && now.size <= limit) return source && 'copy';
  if (place.can.canLink && now.url !== null) return 'link';
  if (isWanted && now.size !== null) {
    const message = `“${now.name}” has ${megabytes(now.size)}, and at most ${megabytes(limit)} are copied to ${place.name}. It stays at ${now.originName}; raise the limit of the profile, or add it there by hand.`;
    refuse(draft, place, 'too-large', message);
    return null;
  }
  const message = `“${now.name}” stays at ${now.originName}, because ${place.name} has no place for ${mode === 'copy' ? 'it' : 'its address'}.`;
  refuse(draft, place, 'no-place', message);
  return null;
}

/** Where its bytes can be read: where it was added, or any copy of it. */
function sourceOf({ now, copies }: DraftAttachment): AttachmentSource | null {
  const files = [...copies.values()].filter(
    ({ link, state }) => state === 'linked' && link.observation.kind === 'file',
  );
  const best = files.find(({ link }) => link.endpoint === now.origin) ?? files[0];
  return best ? { endpoint: best.link.endpoint, record: best.link.record, remoteId: best.link.remoteId } : null;
}

function megabytes(bytes: number): string {
  return `${Math.max(0.1, Math.round(bytes / 100_000) / 10)} MB`;
}
