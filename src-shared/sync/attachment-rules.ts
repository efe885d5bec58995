import type { Attachment, AttachmentLink, AttachmentSource } from '../domain/attachment.ts';
import type { EndpointId, RemoteId, TaskId } from '../domain/ids.ts';
import type { Refusal } from '../domain/plan.ts';
import type { AttachmentMode, DeletionPolicy, Direction } from '../domain/profile.ts';

/** What a service lets us do with attachments. */
export interface AttachmentAbilities {
  readonly canCopy: boolean;
  readonly canLink: boolean;
  readonly canDelete: boolean;
  /** Most bytes of a file. */
  readonly maxBytes?: number;
}

/** One endpoint with everything the planner of attachments has to know about it. */
export interface AttachmentPlace {
  readonly endpoint: EndpointId;
  /** Of the endpoint, for sentences. */
  readonly name: string;
  /** What a person calls the service. */
  readonly service: string;
  readonly direction: Direction;
  readonly can: AttachmentAbilities;
}

/** What the profile wants. */
export interface AttachmentRules {
  readonly mode: AttachmentMode;
  /** Larger files are not copied. */
  readonly maxBytes: number;
  readonly deletions: DeletionPolicy;
}

/** All that is known of the attachments of one task. */
export interface AttachmentItem {
  readonly task: TaskId;
  readonly title: string;
  readonly isInBin: boolean;
  /** Its record at each endpoint; null: this very plan creates it. */
  readonly records: ReadonlyMap<EndpointId, RemoteId | null>;
  readonly attachments: readonly Attachment[];
  /** Of all its records. */
  readonly links: readonly AttachmentLink[];
  /** Writes under way whose outcome is unknown: a second one is never planned (S4). */
  readonly writing: readonly { readonly attachment: string; readonly endpoint: EndpointId }[];
}

/** What one plan does to the attachments of one task. */
export interface AttachmentPlan {
  readonly task: TaskId;
  readonly title: string;
  readonly changes: readonly { readonly kind: 'create' | 'update' | 'delete'; readonly attachment: Attachment }[];
  readonly links: readonly AttachmentLinkChange[];
  /** In the order in which the attachments were added. */
  readonly writes: readonly AttachmentWrite[];
  readonly refusals: readonly Refusal[];
  /** Something may be equal to something else, and nobody knows yet: the task is planned again. */
  readonly isUndecided: boolean;
}

export interface AttachmentLinkChange {
  readonly link: AttachmentLink;
  readonly attachment: Attachment['id'] | null;
  readonly state: AttachmentLink['state'];
}

export interface AttachmentWrite {
  readonly kind: 'copy' | 'link' | 'delete';
  readonly attachment: Attachment;
  readonly endpoint: EndpointId;
  /** Null: written when the record is there. */
  readonly record: RemoteId | null;
  readonly remoteId: RemoteId | null;
  /** Where the bytes are, for `copy`. */
  readonly source: AttachmentSource | null;
}
