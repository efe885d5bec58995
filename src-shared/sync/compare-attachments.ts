import {
  type Attachment,
  type AttachmentLink,
  type AttachmentObservation,
  attachmentsField,
} from '../domain/attachment.ts';
import type { RemoteId } from '../domain/ids.ts';
import type { DifferenceCause } from '../domain/verification.ts';
import { isUnwantedAt } from './attachment-draft.ts';
import type { AttachmentItem, AttachmentPlace, AttachmentRules } from './attachment-rules.ts';
import type { FieldDifference } from './compare-record.ts';
import { planTaskAttachments } from './plan-attachments.ts';

/** One attachment as its service lists it now. */
export type FreshAttachment = Omit<AttachmentObservation, 'seenAt'> & { readonly id: RemoteId };

/** The attachments of one task at one endpoint, listed again. */
export interface FreshAttachments {
  readonly attachments: readonly FreshAttachment[];
  /** Those that we knew and that two readings did not show (S8). */
  readonly absent: ReadonlySet<AttachmentLink['id']>;
  /** No plan has seen the last change of its attachments, or a write is on its way. */
  readonly isWaiting: boolean;
  /** The task says that attachments could not be kept in step there. */
  readonly hasProblem: boolean;
}

/** What is known of them. */
export interface KnownAttachments {
  readonly item: AttachmentItem;
  readonly places: readonly AttachmentPlace[];
  /** The endpoint that was read. */
  readonly place: AttachmentPlace;
  readonly rules: AttachmentRules;
}

export interface ComparedAttachments {
  /** Proven to be what we know. */
  readonly equal: number;
  readonly differences: readonly FieldDifference[];
}

interface Comparison extends KnownAttachments {
  readonly fresh: FreshAttachments;
  readonly attachments: ReadonlyMap<Attachment['id'], Attachment>;
}

/**
 * Compares a fresh list with the last one, and copies with what they are copies of: by name, size and hash as far as both are
 * known. Names at two services are not compared: not each keeps every name. Pure.
 */
export function compareAttachments(known: KnownAttachments, fresh: FreshAttachments): ComparedAttachments {
  const { item, place } = known;
  const attachments = new Map(item.attachments.map((attachment) => [attachment.id, attachment]));
  const comparison: Comparison = { ...known, fresh, attachments };
  const there = new Map(fresh.attachments.map((attachment) => [attachment.id, attachment]));
  const differences: FieldDifference[] = [];
  let equal = 0;
  for (const link of item.links) {
    if (link.endpoint !== place.endpoint) continue;
    const remote = there.get(link.remoteId);
    there.delete(link.remoteId);
    // What was deleted there and had not been taken over is nobody's business.
    const isForgotten = !remote && link.state === 'deleted' && link.attachment === null;
    if (link.state === 'gone' || isForgotten) continue;
    const found = compareCopy(comparison, link, remote);
    if (found) differences.push(found);
    else equal++;
  }
  for (const one of there.values()) differences.push({ ...nothing, cause: 'unknown-there', there: told(one) });
  return { equal, differences: [...differences, ...missingCopies(comparison)] };
}

const nothing = { field: attachmentsField, here: undefined, base: undefined, there: undefined };

function compareCopy(
  comparison: Comparison,
  link: AttachmentLink,
  remote: FreshAttachment | undefined,
): FieldDifference | null {
  const { fresh, attachments } = comparison;
  const { observation, state } = link;
  const attachment = attachments.get(link.attachment ?? '');
  const here = attachment && !isUnwantedAt(attachment, link.endpoint) ? told(attachment) : undefined;
  const difference = { field: attachmentsField, here, base: told(observation), there: remote && told(remote) };
  if (!remote) {
    const isGone = fresh.absent.has(link.id) || state === 'deleted';
    return isGone ? { ...difference, cause: 'missing-there' } : null;
  }
  if (state === 'deleted' || !isAsSeen(observation, remote)) return { ...difference, cause: 'changed-there' };
  const cause = attachment ? causeOf(comparison, attachment, link) : causeOfStranger(comparison);
  return cause && { ...difference, cause };
}

function isAsSeen(seen: AttachmentObservation, now: FreshAttachment): boolean {
  const isSameFile = seen.kind === now.kind && seen.createdAt === now.createdAt && hasSameContent(seen, now);
  return isSameFile && seen.name === now.name && (seen.kind === 'file' || seen.url === now.url);
}

type Content = Pick<Attachment, 'size' | 'sha256'>;

/** As far as both are known. */
function hasSameContent(a: Content, b: Content): boolean {
  const isSame = <T>(one: T | null, other: T | null): boolean => one === null || other === null || one === other;
  return isSame(a.size, b.size) && isSame(a.sha256, b.sha256);
}

/** It was seen and is nobody's. Without a reason to wait, it is a second one of the same content, which is left as it is. */
function causeOfStranger({ place, fresh }: Comparison): DifferenceCause | null {
  if (fresh.hasProblem) return 'problem';
  if (fresh.isWaiting) return 'changed-there';
  return place.direction === 'push' ? 'one-way' : null;
}

function causeOf(comparison: Comparison, attachment: Attachment, link: AttachmentLink): DifferenceCause | null {
  const { item, place } = comparison;
  const { observation, writtenAt } = link;
  if (item.isInBin) return null;
  if (!isUnwantedAt(attachment, place.endpoint)) {
    const isLink = observation.kind === 'link' || attachment.kind === 'link';
    return isLink || hasSameContent(attachment, observation) ? null : 'unexplained';
  }
  if (place.direction === 'pull') return 'one-way';
  const isOurs = observation.isOwn && writtenAt !== null && place.endpoint !== attachment.origin;
  return isOurs && place.can.canDelete ? (reason(comparison) ?? 'unexplained') : 'theirs';
}

/** What should be there and is not: planned and not written, on its way, or refused. */
function missingCopies(comparison: Comparison): readonly FieldDifference[] {
  const { item, places, place, rules, attachments } = comparison;
  const isHere = ({ endpoint }: { readonly endpoint: string }): boolean => endpoint === place.endpoint;
  const { writes, refusals } = planTaskAttachments(item, places, rules);
  const planned = writes.filter((write) => isHere(write) && write.kind !== 'delete').map((write) => write.attachment);
  const onTheirWay = item.writing.filter(isHere).flatMap(({ attachment }) => attachments.get(attachment) ?? []);
  return [
    ...planned.map((one) => ({ ...nothing, cause: reason(comparison) ?? ('unexplained' as const), here: told(one) })),
    ...onTheirWay.map((one) => ({
      ...nothing,
      cause: reason(comparison) ?? ('waiting-here' as const),
      here: told(one),
    })),
    ...refusals.filter(isHere).map(() => ({ ...nothing, cause: 'problem' as const })),
  ];
}

function reason({ fresh }: Comparison): DifferenceCause | null {
  if (fresh.hasProblem) return 'problem';
  return fresh.isWaiting ? 'waiting-here' : null;
}

function told({ name, size }: Pick<Attachment, 'name' | 'size'>): string {
  return size === null ? name : `${name}, ${size} bytes`;
}
