import { type Attachment, type AttachmentLink, attachmentsField } from '../domain/attachment.ts';
import { type EndpointId, here, type Timestamp } from '../domain/ids.ts';
import type { HistoryEntry } from '../domain/run.ts';
import type { AttachmentLinkUndo, AttachmentsUndo, AttachmentUndo, UndoSkip, UndoSkipReason } from '../domain/undo.ts';

/** All that is known of the attachments of one task that a run touched. */
export interface AttachmentsUndoItem {
  readonly attachments: readonly Attachment[];
  /** At its records as they will be; tombstones as well. */
  readonly links: readonly AttachmentLink[];
  /** What the run did to attachments, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** What any run did to attachments of the task. */
  readonly history: readonly HistoryEntry[];
  /** The undoing takes the task out of the bin. */
  readonly isRestored: boolean;
  /** Of an endpoint, for sentences. */
  nameOf(endpoint: EndpointId): string;
  canDelete(endpoint: EndpointId): boolean;
}

/** The undoing of one attachment while it is planned. */
interface Draft {
  readonly item: AttachmentsUndoItem;
  readonly attachment: Attachment;
  readonly copies: readonly AttachmentLink[];
  readonly skipped: UndoSkip[];
  readonly links: AttachmentLinkUndo[];
  readonly withdrawn: Set<EndpointId>;
  isHere: boolean;
}

/**
 * How one run's doings with the attachments of one task are taken back: a copy that it made goes, and what it deleted is copied
 * again from wherever its bytes still are; nothing of a file is kept here. What people put somewhere themselves is not touched
 * (S16). It changes what we want; the services follow by the next plan. Pure.
 */
export function planUndoAttachments(item: AttachmentsUndoItem, at: Timestamp): AttachmentsUndo {
  const attachments = new Map(item.attachments.map((attachment) => [attachment.id, attachment]));
  const skipped: UndoSkip[] = [];
  const changes: AttachmentUndo[] = [];
  const open = (attachment: Attachment): Draft => ({
    ...{ item, attachment, skipped, links: [], isHere: attachment.deletedAt === null },
    copies: item.links.filter((link) => link.attachment === attachment.id),
    withdrawn: new Set(attachment.withdrawn),
  });
  for (const [id, entries] of Map.groupBy(item.entries, (entry) => entry.attachment?.id)) {
    const attachment = attachments.get(id ?? '');
    if (!attachment) continue;
    const draft = open(attachment);
    undoAttachment(draft, entries);
    changes.push(...changeOf(draft, at));
  }
  if (item.isRestored) for (const attachment of item.attachments) noteIfLost(open(attachment));
  return { changes, skipped };
}

function undoAttachment(draft: Draft, entries: readonly HistoryEntry[]): void {
  for (const entry of entries) if (entry.kind === 'unlink') rejoin(draft, entry.place);
  const updates = entries.filter(({ kind }) => kind === 'update');
  const taken = updates.filter(({ place }) => place === here);
  if (taken.length > 0 && wasThere(taken) !== isThere(taken)) {
    undoPresence(draft, wasThere(taken));
    return;
  }
  const sent = updates.filter(({ place }) => place !== here);
  for (const [endpoint, own] of Map.groupBy(sent, ({ place }) => place)) {
    if (!wasThere(own)) withdraw(draft, endpoint);
    else if (isThere(own)) continue;
    else if (draft.withdrawn.has(endpoint)) rejoin(draft, endpoint);
    else undoPresence(draft, true);
  }
}

/** As the run found it. */
function wasThere([first]: readonly HistoryEntry[]): boolean {
  return first?.attachment?.change !== 'create';
}

/** As the run left it. */
function isThere(entries: readonly HistoryEntry[]): boolean {
  return entries.at(-1)?.attachment?.change !== 'delete';
}

function undoPresence(draft: Draft, before: boolean): void {
  const { name } = draft.attachment;
  if (draft.isHere === before) note(draft, 'already', null, `“${name}” is as it was before already.`);
  else if (before) remake(draft);
  else unmake(draft);
}

/** The run took it over: the copies that we made go, and whatever people put somewhere themselves stays. */
function unmake(draft: Draft): void {
  draft.isHere = false;
  for (const copy of draft.copies) if (isOurs(draft, copy)) noteIfKept(draft, copy);
}

/** Written again where our copy went with it; what people deleted themselves is not put there again. */
function remake(draft: Draft): void {
  const { attachment, item } = draft;
  if (!hasBytes(draft)) {
    noteLost(draft);
    return;
  }
  draft.isHere = true;
  for (const copy of draft.copies) {
    if (copy.state === 'gone' && wasDeletedByUs(draft, copy.endpoint)) change(draft, copy, 'forget');
  }
  const original = draft.copies.find(({ endpoint }) => endpoint === attachment.origin);
  if (original?.state !== 'gone') return;
  const where = item.nameOf(attachment.origin);
  note(draft, 'theirs', attachment.origin, `“${attachment.name}” was deleted in ${where} and is not put there again.`);
}

/** The run made the copy there: it goes, and the attachment stays. */
function withdraw(draft: Draft, endpoint: EndpointId): void {
  const { name } = draft.attachment;
  const where = draft.item.nameOf(endpoint);
  const copy = draft.copies.find((one) => one.endpoint === endpoint);
  if (copy?.state !== 'linked' || draft.withdrawn.has(endpoint) || !draft.isHere) {
    note(draft, 'already', endpoint, `The copy of “${name}” that the run made is gone already.`);
  } else if (!isOurs(draft, copy)) {
    note(draft, 'theirs', endpoint, `“${name}” stood in ${where} already when it was to be copied there, so it stays.`);
  } else if (!noteIfKept(draft, copy)) change(draft, copy, 'withdraw');
}

/** An undoing had taken the copy back. */
function rejoin(draft: Draft, endpoint: EndpointId): void {
  if (!draft.withdrawn.has(endpoint)) return;
  const copy = draft.copies.find((one) => one.endpoint === endpoint);
  if (copy?.state !== 'linked' && !hasBytes(draft)) {
    noteLost(draft);
    return;
  }
  draft.withdrawn.delete(endpoint);
  if (copy?.state === 'gone') change(draft, copy, 'forget');
}

/** Confirmed as our own write, and not the place where it was added. */
function isOurs({ attachment }: Draft, { state, endpoint, writtenAt, observation }: AttachmentLink): boolean {
  return state === 'linked' && writtenAt !== null && observation.isOwn && endpoint !== attachment.origin;
}

/** @returns whether it stays because the service lets nobody delete it */
function noteIfKept(draft: Draft, { endpoint }: AttachmentLink): boolean {
  if (draft.item.canDelete(endpoint)) return false;
  const { name } = draft.attachment;
  const where = draft.item.nameOf(endpoint);
  note(draft, 'theirs', endpoint, `“${name}” stays in ${where}, which lets us delete no attachments. Delete it there.`);
  return true;
}

/** An address is all there is of a link; a file is only where it can be read. */
function hasBytes({ attachment, copies }: Draft): boolean {
  return (
    attachment.kind === 'link' ||
    copies.some(({ state, observation }) => state === 'linked' && observation.kind === 'file')
  );
}

function wasDeletedByUs({ attachment, item }: Draft, endpoint: EndpointId): boolean {
  return item.history.some(
    (entry) =>
      entry.place === endpoint &&
      entry.kind === 'update' &&
      entry.attachment?.id === attachment.id &&
      entry.attachment.change === 'delete',
  );
}

/** Its records went away with all that belonged to them. */
function noteIfLost(draft: Draft): void {
  if (draft.isHere && !hasBytes(draft)) noteLost(draft);
}

function noteLost(draft: Draft): void {
  const message = `“${draft.attachment.name}” cannot be brought back: it was deleted everywhere, and Task Sync keeps no files.`;
  note(draft, 'lost', null, message);
}

function note({ skipped }: Draft, reason: UndoSkipReason, endpoint: EndpointId | null, message: string): void {
  skipped.push({ reason, field: attachmentsField, endpoint, message });
}

function change(draft: Draft, { id, endpoint }: AttachmentLink, kind: AttachmentLinkUndo['kind']): void {
  if (draft.links.some(({ link }) => link === id)) return;
  if (kind === 'withdraw') draft.withdrawn.add(endpoint);
  draft.links.push({ link: id, endpoint, kind });
}

function changeOf({ attachment, isHere, links, withdrawn }: Draft, at: Timestamp): readonly AttachmentUndo[] {
  const before = attachment.deletedAt === null;
  const isTouched = links.length > 0 || withdrawn.size !== (attachment.withdrawn?.length ?? 0);
  if (before === isHere && !isTouched) return [];
  const { withdrawn: _, ...rest } = attachment;
  const undone: Attachment = {
    ...rest,
    deletedAt: isHere ? null : (attachment.deletedAt ?? at),
    ...(withdrawn.size > 0 ? { withdrawn: [...withdrawn] } : {}),
  };
  return [{ attachment: undone, before, after: isHere, links }];
}
