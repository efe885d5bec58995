import type { Comment, CommentLink } from '../domain/comment.ts';
import type { EndpointId, RemoteId, TaskId } from '../domain/ids.ts';
import type { Refusal } from '../domain/plan.ts';
import type { Direction } from '../domain/profile.ts';

/** What a service lets us do with our own comments. */
export interface CommentAbilities {
  readonly canEdit: boolean;
  readonly canDelete: boolean;
  /** Most characters of a text. */
  readonly maxLength?: number;
}

/** One endpoint with everything the planner of comments has to know about it. */
export interface CommentPlace {
  readonly endpoint: EndpointId;
  /** Of the endpoint, for sentences. */
  readonly name: string;
  /** What a person calls the service. */
  readonly service: string;
  readonly direction: Direction;
  readonly can: CommentAbilities;
  /** The identity of a comment that was born there. */
  identityOf(remoteId: RemoteId): string;
}

/** All that is known of the comments of one task. */
export interface CommentItem {
  readonly task: TaskId;
  readonly title: string;
  readonly isInBin: boolean;
  /** Its record at each endpoint; null: this very plan creates it. */
  readonly records: ReadonlyMap<EndpointId, RemoteId | null>;
  readonly comments: readonly Comment[];
  /** Of all its records. */
  readonly links: readonly CommentLink[];
  /** Where the task's records are, to be said at their twins. */
  readonly backlinks: readonly Backlink[];
  /** Creates under way whose outcome is unknown: a second one is never planned (S4). */
  readonly creating: readonly { readonly identity: string; readonly endpoint: EndpointId; readonly text: string }[];
}

export interface Backlink {
  readonly endpoint: EndpointId;
  /** What a person calls the service. */
  readonly service: string;
  readonly url: string;
  readonly identity: string;
  /** When the record was first seen; decides where the comment stands among the others. */
  readonly since: string;
}

/** A comment before it has an id; its `identity` says which one it is. */
export type CommentDraft = Omit<Comment, 'id' | 'editedAt' | 'deletedAt'>;

/** What one plan does to the comments of one task. */
export interface CommentPlan {
  readonly task: TaskId;
  readonly title: string;
  readonly changes: readonly { readonly kind: 'create' | 'update' | 'delete'; readonly comment: CommentDraft }[];
  readonly links: readonly CommentLinkChange[];
  /** In the order in which the comments were written. */
  readonly writes: readonly CommentWrite[];
  /** Texts that lost against another one: kept in the history. */
  readonly overruled: readonly { readonly endpoint: EndpointId; readonly text: string }[];
  readonly refusals: readonly Refusal[];
}

export interface CommentLinkChange {
  readonly link: CommentLink;
  /** Of the comment that it belongs to; null: of none. */
  readonly identity: string | null;
  readonly state: CommentLink['state'];
  /** A text that both sides are seen to have; absent: the base stays. */
  readonly base?: string;
  /** What a create sent whose answer was lost, where the service made another text of it. */
  readonly sent?: string;
}

export interface CommentWrite {
  readonly kind: 'create' | 'update' | 'delete';
  readonly comment: CommentDraft;
  readonly endpoint: EndpointId;
  /** Null: written when the record is there. */
  readonly record: RemoteId | null;
  readonly remoteId: RemoteId | null;
  /** As it is there now; null for a create. */
  readonly before: string | null;
  readonly text: string;
}
