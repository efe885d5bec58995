import { type Attachment, type AttachmentLink, attachmentsField } from '../domain/attachment.ts';
import type { EndpointId } from '../domain/ids.ts';
import type { Refusal } from '../domain/plan.ts';
import type { AttachmentItem, AttachmentPlace, AttachmentRules } from './attachment-rules.ts';

/** A plan in the making. */
export interface AttachmentsDraft {
  readonly item: AttachmentItem;
  readonly rules: AttachmentRules;
  readonly places: ReadonlyMap<EndpointId, AttachmentPlace>;
  /** By id, in the order of their creation. */
  readonly attachments: Map<Attachment['id'], DraftAttachment>;
  readonly links: readonly DraftLink[];
  readonly refusals: Refusal[];
}

export interface DraftAttachment {
  /** Null: new in this plan. */
  readonly before: Attachment | null;
  now: Attachment;
  readonly copies: Map<EndpointId, DraftLink>;
}

export interface DraftLink {
  readonly link: AttachmentLink;
  attachment: Attachment['id'] | null;
  state: AttachmentLink['state'];
}

/** Deleted, or its copy there was taken back. */
export function isUnwantedAt({ deletedAt, withdrawn }: Attachment, endpoint: EndpointId): boolean {
  return deletedAt !== null || withdrawn?.includes(endpoint) === true;
}

/** A write whose outcome is unknown: it is not planned anew (S4). */
export function isUnderWay({ item }: AttachmentsDraft, { now }: DraftAttachment, at: EndpointId): boolean {
  return item.writing.some(({ attachment, endpoint }) => attachment === now.id && endpoint === at);
}

export function refuse(
  { item, refusals }: AttachmentsDraft,
  { endpoint }: AttachmentPlace,
  reason: Refusal['reason'],
  message: string,
): void {
  const { task, title } = item;
  refusals.push({ task, title, endpoint, remoteId: null, field: attachmentsField, reason, message });
}
