import { type CommentLink, commentsField } from '../domain/comment.ts';
import { normalText } from '../domain/field.ts';
import { type EndpointId, here } from '../domain/ids.ts';
import type { Refusal } from '../domain/plan.ts';
import { splitHeader, withHeader } from './comment-header.ts';
import type { CommentDraft, CommentItem, CommentPlace } from './comment-rules.ts';

/** A plan in the making. */
export interface CommentsDraft {
  readonly item: CommentItem;
  readonly places: ReadonlyMap<EndpointId, CommentPlace>;
  /** By identity, in the order of their creation. */
  readonly comments: Map<string, DraftComment>;
  readonly links: Map<CommentLink['id'], DraftLink>;
  readonly overruled: { endpoint: EndpointId; text: string }[];
  readonly refusals: Refusal[];
}

export interface DraftComment {
  /** Null: new in this plan. */
  readonly before: CommentDraft | null;
  now: CommentDraft;
  readonly wasDeleted: boolean;
  isDeleted: boolean;
  readonly copies: Map<EndpointId, DraftLink>;
}

export interface DraftLink {
  readonly link: CommentLink;
  identity: string | null;
  state: CommentLink['state'];
  base: string | null;
  sent: string | null;
}

/** Equality as a person sees it, as for the text of a task. */
export function sameText(a: string, b: string): boolean {
  return a === b || normalText(a) === normalText(b);
}

/** What the comment says at an endpoint: where it was written its own text, elsewhere with its author's name. */
export function project({ now }: Pick<DraftComment, 'now'>, endpoint: EndpointId): string {
  return isPlainAt(now, endpoint) ? now.text : withHeader(now.author, now.originName, now.text);
}

/** The comment's own text in a remote text. */
export function lift({ now }: Pick<DraftComment, 'now'>, endpoint: EndpointId, text: string): string {
  return isPlainAt(now, endpoint) ? text : (splitHeader(text)?.text ?? text);
}

function isPlainAt(comment: CommentDraft, endpoint: EndpointId): boolean {
  return comment.origin === here || isHome(comment, endpoint);
}

/** Its author's own copy is there. */
export function isHome({ origin, isOrphan }: CommentDraft, endpoint: EndpointId): boolean {
  return origin === endpoint && !isOrphan;
}

/**
 * Whether a change of this copy is a change of the comment. A mirror of somebody else's words says what they said: what is
 * done to it is never carried to their own copy (S16).
 */
export function isVoice({ now, copies }: DraftComment, endpoint: EndpointId): boolean {
  if (now.origin === endpoint || now.origin === here || now.origin === null || now.isOrphan) return true;
  return copies.get(now.origin)?.link.observation.isOwn === true;
}

export function hasChanged({ link, base }: DraftLink): boolean {
  return base !== null && !sameText(link.observation.text, base);
}

export function refuse(
  { item, refusals }: CommentsDraft,
  { endpoint }: CommentPlace,
  reason: Refusal['reason'],
  message: string,
): void {
  const { task, title } = item;
  refusals.push({ task, title, endpoint, remoteId: null, field: commentsField, reason, message });
}
