import type { Attachment, AttachmentLink } from '../domain/attachment.ts';
import { type AttachmentsDraft, type DraftAttachment, type DraftLink, isUnderWay } from './attachment-draft.ts';
import type {
  AttachmentItem,
  AttachmentLinkChange,
  AttachmentPlace,
  AttachmentPlan,
  AttachmentRules,
} from './attachment-rules.ts';
import { mayBeEqual } from './equal-files.ts';
import { pushAttachment } from './push-attachments.ts';

/**
 * Plans the attachments of one task. Pure (S24). Files never change, so there is nothing to merge: each is there, or was
 * deleted. What makes two of them one is their content, so the mapping is an injection as that of comments (S16), and a file
 * that stands at both sides already is joined, never copied.
 */
export function planTaskAttachments(
  item: AttachmentItem,
  places: readonly AttachmentPlace[],
  rules: AttachmentRules,
): AttachmentPlan {
  const draft = openDraft(item, places, rules);
  const undecided = rules.mode === 'copy' ? undecidedAmong(item.links, rules.maxBytes) : new Set<AttachmentLink>();
  for (const copy of draft.links) if (copy.attachment === null && !undecided.has(copy.link)) takeIn(draft, copy);
  for (const attachment of draft.attachments.values()) settleDeletions(draft, attachment);
  const inOrder = [...draft.attachments.values()].sort(
    (a, b) => a.now.createdAt.localeCompare(b.now.createdAt) || a.now.id.localeCompare(b.now.id),
  );
  const isOpen = ({ copies }: DraftAttachment): boolean => [...copies.values()].some(({ link }) => undecided.has(link));
  const decided = inOrder.filter((attachment) => !isOpen(attachment));
  const writes = places.flatMap((place) => decided.flatMap((one) => pushAttachment(draft, one, place) ?? []));
  return {
    ...{ task: item.task, title: item.title, writes, refusals: draft.refusals, isUndecided: undecided.size > 0 },
    changes: inOrder.flatMap((attachment) => changeOf(attachment) ?? []),
    links: inOrderOfStorage(draft.links.filter(isTouched)),
  };
}

/** Nothing to store and nothing to write. */
export function isIdleAttachments({ changes, links, writes, refusals }: AttachmentPlan): boolean {
  return [changes, links, writes, refusals].every((list) => list.length === 0);
}

function openDraft(item: AttachmentItem, places: readonly AttachmentPlace[], rules: AttachmentRules): AttachmentsDraft {
  const attachments = new Map<Attachment['id'], DraftAttachment>(
    item.attachments.map((before) => [before.id, { before, now: before, copies: new Map() }]),
  );
  // Files before links, so that an address we wrote finds the file that it leads to.
  const inOrder = [...item.links].sort(
    ({ observation: a, id: one }, { observation: b, id: other }) =>
      a.kind.localeCompare(b.kind) || a.createdAt.localeCompare(b.createdAt) || one.localeCompare(other),
  );
  const links = inOrder.map((link): DraftLink => ({ link, attachment: link.attachment, state: link.state }));
  for (const copy of links) attachments.get(copy.attachment ?? '')?.copies.set(copy.link.endpoint, copy);
  const byEndpoint = new Map(places.map((place) => [place.endpoint, place]));
  return { item, rules, places: byEndpoint, attachments, links, refusals: [] };
}

/** Files that may be the same as another one of the task, which only reading them can tell. */
function undecidedAmong(links: readonly AttachmentLink[], maxBytes: number): ReadonlySet<AttachmentLink> {
  const groups = [...Map.groupBy(mayBeEqual(links, maxBytes), ({ observation }) => observation.size).values()];
  return new Set(groups.filter((group) => group.some(({ observation }) => observation.sha256 === null)).flat());
}

/** Finds the attachment of a remote one that was just seen, or makes one of it. */
function takeIn(draft: AttachmentsDraft, copy: DraftLink): void {
  const { link } = copy;
  const place = draft.places.get(link.endpoint);
  if (!place || copy.state !== 'linked') return;
  const known = [...draft.attachments.values()].find((one) => isSame(one, link, draft.rules));
  const before = known?.copies.get(link.endpoint);
  // A second one of the same content at one service is its people's own business.
  if (before?.state === 'linked') return;
  // Our own write whose answer was lost: it looks first and finds it, and knows it for ours.
  if (known && link.observation.isOwn && isUnderWay(draft, known, link.endpoint)) return;
  if (!known && place.direction === 'push') return;
  const attachment = known ?? begin(draft, copy, place);
  if (before) release(before);
  if (attachment.now.deletedAt !== null) revive(attachment);
  copy.attachment = attachment.now.id;
  attachment.copies.set(link.endpoint, copy);
  const { sha256 } = link.observation;
  if (attachment.now.sha256 === null && sha256 !== null) attachment.now = { ...attachment.now, sha256 };
}

/** Deleted there, and something else has its place now: somebody put the same file there anew, perhaps under another name. */
function release(copy: DraftLink): void {
  copy.attachment = null;
  copy.state = 'gone';
}

/** Its content is back, so the copies that went with it may be written again. */
function revive(attachment: DraftAttachment): void {
  attachment.now = { ...attachment.now, deletedAt: null };
  for (const [endpoint, copy] of attachment.copies) {
    if (copy.state === 'linked' || copy.link.writtenAt === null) continue;
    release(copy);
    attachment.copies.delete(endpoint);
  }
}

function isSame(
  { now, copies }: DraftAttachment,
  { observation }: AttachmentLink,
  { maxBytes }: AttachmentRules,
): boolean {
  const hashes = [now.sha256, ...[...copies.values()].map(({ link }) => link.observation.sha256)];
  if (observation.sha256 !== null && hashes.includes(observation.sha256)) return true;
  // Nobody reads what is too large to be copied: its name and size have to do.
  const isLarge = now.kind === 'file' && observation.kind === 'file' && now.size !== null && now.size > maxBytes;
  if (isLarge && now.size === observation.size && now.name === observation.name) return true;
  // One of the two is an address, and leads to the other.
  const isAddress = observation.kind === 'link' || now.kind === 'link';
  return isAddress && observation.url !== null && observation.url === now.url;
}

function begin({ item, attachments }: AttachmentsDraft, { link }: DraftLink, place: AttachmentPlace): DraftAttachment {
  const { kind, name, mediaType, size, sha256, url, author, createdAt } = link.observation;
  const now: Attachment = {
    ...{ id: link.id, task: item.task, origin: link.endpoint, originName: place.service, kind, name, mediaType, size },
    ...{ sha256, url, author, createdAt, deletedAt: null },
  };
  const attachment: DraftAttachment = { before: null, now, copies: new Map() };
  attachments.set(now.id, attachment);
  return attachment;
}

/**
 * What was deleted at one side is never written there again. Only where it was added, and where the profile carries
 * deletions on, does it take the copies along: they say what the original says.
 */
function settleDeletions({ rules }: AttachmentsDraft, attachment: DraftAttachment): void {
  for (const copy of attachment.copies.values()) {
    if (copy.state !== 'deleted') continue;
    copy.state = 'gone';
    const { now } = attachment;
    if (copy.link.endpoint !== now.origin || rules.deletions !== 'propagate' || now.deletedAt !== null) continue;
    attachment.now = { ...now, deletedAt: copy.link.observation.seenAt };
  }
}

function changeOf({ before, now }: DraftAttachment): AttachmentPlan['changes'][number] | null {
  if (before === null || (before.deletedAt !== null && now.deletedAt === null))
    return { kind: 'create', attachment: now };
  if (before.deletedAt === null && now.deletedAt !== null) return { kind: 'delete', attachment: now };
  return before.sha256 === now.sha256 ? null : { kind: 'update', attachment: now };
}

/** What lets an attachment go comes first: at one endpoint it has one copy at any time (S16). */
function inOrderOfStorage(links: readonly DraftLink[]): readonly AttachmentLinkChange[] {
  const [released, others] = [links.filter((one) => one.attachment === null), links.filter((one) => one.attachment)];
  return [...released, ...others].map(({ link, attachment, state }) => ({ link, attachment, state }));
}

function isTouched({ link, attachment, state }: DraftLink): boolean {
  return state !== link.state || attachment !== link.attachment;
}
