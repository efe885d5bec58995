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

export function refuse(
  { item, refusals }: AttachmentsDraft,
  { endpoint }: AttachmentPlace,
  reason: Refusal['reason'],
  message: string,
): void {
  const { task, title } = item;
  refusals.push({ task, title, endpoint, remoteId: null, field: attachmentsField, reason, message });
}
