import type { FieldChange } from './action.ts';
import type { Attachment, AttachmentLink } from './attachment.ts';
import type { Comment, CommentLink } from './comment.ts';
import type { FieldName } from './field.ts';
import type { EndpointId, LinkId, TaskId } from './ids.ts';

/** What undoing does to one task here; what follows at the services is for the next plan. */
export interface UndoPlan {
  readonly task: TaskId;
  readonly title: string;
  /** Task values: what it says now, and what it will say again. */
  readonly fields: readonly FieldChange[];
  /** Into the bin because the run made it, or out because the run put it there. */
  readonly bin: 'in' | 'out' | null;
  readonly links: readonly LinkChange[];
  readonly skipped: readonly UndoSkip[];
}

/**
 * - `retire`: the run made this record: it is closed or deleted, as the profile says, and the task stays
 * - `let-go`: the task goes, and this record, which is older than the run, is not touched
 * - `rejoin`: the two are twins again; a record that is gone is made again
 */
export interface LinkChange {
  readonly link: LinkId;
  readonly endpoint: EndpointId;
  readonly kind: 'retire' | 'let-go' | 'rejoin';
}

/** What undoing does to the comments of one task; what follows at the services is for the next plan. */
export interface CommentsUndo {
  readonly changes: readonly CommentUndo[];
  readonly skipped: readonly UndoSkip[];
}

export interface CommentUndo {
  /** As it will be. */
  readonly comment: Comment;
  /** What it says now, and what it will say; null: it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly links: readonly CommentLinkUndo[];
}

/**
 * - `withdraw`: the run wrote this copy: it is deleted, and the comment stays
 * - `let-go`: the comment goes, and this one, which the run did not write, is not touched
 * - `rejoin`: one that was let go is followed again
 * - `forget`: the tombstone goes, so that the copy is written again
 */
export interface CommentLinkUndo {
  readonly link: CommentLink['id'];
  readonly endpoint: EndpointId;
  readonly kind: 'withdraw' | 'let-go' | 'rejoin' | 'forget';
}

/** What undoing does to the attachments of one task; what follows at the services is for the next plan. */
export interface AttachmentsUndo {
  readonly changes: readonly AttachmentUndo[];
  readonly skipped: readonly UndoSkip[];
}

export interface AttachmentUndo {
  /** As it will be. */
  readonly attachment: Attachment;
  /** Whether it is there now, and whether it will be. */
  readonly before: boolean;
  readonly after: boolean;
  readonly links: readonly AttachmentLinkUndo[];
}

/**
 * - `withdraw`: the run made this copy: it is deleted, and the attachment stays
 * - `forget`: the tombstone goes, so that the copy is made again
 */
export interface AttachmentLinkUndo {
  readonly link: AttachmentLink['id'];
  readonly endpoint: EndpointId;
  readonly kind: 'withdraw' | 'forget';
}

/** Something that stays as it is, and why. */
export interface UndoSkip {
  readonly field: FieldName | null;
  readonly endpoint: EndpointId | null;
  readonly reason: UndoSkipReason;
  /** A sentence for a person. */
  readonly message: string;
}

/**
 * - `changed`: somebody changed it since
 * - `already`: it is as it was before
 * - `linked`: twins that found each other stay twins
 * - `no-endpoint`: the endpoint is no longer part of the profile
 * - `unmapped`: the old value has no counterpart here any more
 * - `theirs`: a comment or an attachment of somebody else, which only they may change
 * - `lost`: a file that was deleted everywhere
 */
export type UndoSkipReason = 'changed' | 'already' | 'linked' | 'no-endpoint' | 'unmapped' | 'theirs' | 'lost';
