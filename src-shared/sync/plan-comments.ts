import type { CommentLink } from '../domain/comment.ts';
import { type CommentsDraft, type DraftComment, type DraftLink, sameText } from './comment-draft.ts';
import type {
  Backlink,
  CommentDraft,
  CommentItem,
  CommentLinkChange,
  CommentPlace,
  CommentPlan,
  CommentWrite,
} from './comment-rules.ts';
import { pushComment } from './push-comments.ts';
import { mergeCopies, takeIn } from './take-comments.ts';

/**
 * Plans the comments of one task. Pure (S24). Like the fields of a task they are compared with what both sides last agreed
 * on, so an echo is no change (S5); unlike those each has one author, whose own copy decides (S16).
 */
export function planTaskComments(item: CommentItem, places: readonly CommentPlace[]): CommentPlan {
  const draft = openDraft(item, places);
  for (const backlink of item.backlinks) sayWhere(draft, backlink);
  // What a mirror holds is known by what it mirrors, so that comes first (S4).
  const isInMirror = ({ link }: DraftLink): boolean => draft.places.get(link.endpoint)?.direction === 'push';
  const unknown = [...draft.links.values()].filter(({ identity }) => identity === null);
  for (const copy of unknown.filter((one) => !isInMirror(one))) takeIn(draft, copy);
  for (const copy of unknown.filter(isInMirror)) takeIn(draft, copy);
  for (const comment of draft.comments.values()) mergeCopies(draft, comment);
  const inOrder = [...draft.comments.values()].sort(
    (a, b) => a.now.createdAt.localeCompare(b.now.createdAt) || a.now.identity.localeCompare(b.now.identity),
  );
  const writes: CommentWrite[] = [];
  for (const place of places) {
    for (const comment of inOrder) {
      const write = pushComment(draft, comment, place);
      if (write) writes.push(write);
    }
  }
  return {
    task: item.task,
    title: item.title,
    changes: inOrder.flatMap((comment) => changeOf(comment) ?? []),
    links: [...draft.links.values()].filter(isTouched).map(linkChange),
    writes,
    overruled: draft.overruled,
    refusals: draft.refusals,
  };
}

/** Nothing to store and nothing to write. */
export function isIdle({ changes, links, writes, overruled, refusals }: CommentPlan): boolean {
  return [changes, links, writes, overruled, refusals].every((list) => list.length === 0);
}

/** All that is stored, before anything is taken over. */
export function openDraft(item: CommentItem, places: readonly CommentPlace[]): CommentsDraft {
  const comments = new Map<string, DraftComment>();
  const byId = new Map<string, DraftComment>();
  for (const { id, editedAt: _, deletedAt, ...before } of item.comments) {
    const isDeleted = deletedAt !== null;
    const comment = { before, now: before, wasDeleted: isDeleted, isDeleted, copies: new Map() };
    comments.set(before.identity, comment);
    byId.set(id, comment);
  }
  const links = new Map<CommentLink['id'], DraftLink>();
  const inOrder = [...item.links].sort(
    (a, b) => a.observation.createdAt.localeCompare(b.observation.createdAt) || a.id.localeCompare(b.id),
  );
  for (const link of inOrder) {
    const comment = byId.get(link.comment ?? '');
    const { state, base, sent } = link;
    const copy: DraftLink = { link, identity: comment?.now.identity ?? null, state, base, sent };
    links.set(link.id, copy);
    comment?.copies.set(link.endpoint, copy);
  }
  return {
    item,
    places: new Map(places.map((place) => [place.endpoint, place])),
    comments,
    links,
    overruled: [],
    refusals: [],
  };
}

/** A comment that nobody wrote: mirrored like one of the other service, and following its address. */
function sayWhere({ item, comments }: CommentsDraft, { endpoint, service, url, identity, since }: Backlink): void {
  const known = comments.get(identity);
  if (known) {
    known.now = { ...known.now, origin: endpoint, text: url };
    return;
  }
  const now: CommentDraft = {
    ...{ task: item.task, identity, origin: endpoint, originName: service, author: 'Task Sync' },
    ...{ createdAt: since, text: url, isInternal: false, kind: 'backlink' },
  };
  comments.set(identity, { before: null, now, wasDeleted: false, isDeleted: false, copies: new Map() });
}

function changeOf({ before, now, wasDeleted, isDeleted }: DraftComment): CommentPlan['changes'][number] | null {
  if (before === null) return isDeleted ? null : { kind: 'create', comment: now };
  if (isDeleted) return wasDeleted ? null : { kind: 'delete', comment: now };
  const isSame =
    sameText(before.text, now.text) &&
    before.isInternal === now.isInternal &&
    before.origin === now.origin &&
    before.withdrawn?.length === now.withdrawn?.length;
  return isSame ? null : { kind: 'update', comment: now };
}

function isTouched({ link, identity, state, base }: DraftLink): boolean {
  return state !== link.state || base !== link.base || (link.comment === null && identity !== null);
}

function linkChange({ link, identity, state, base, sent }: DraftLink): CommentLinkChange {
  return {
    ...{ link, identity, state },
    ...(base === null || base === link.base ? {} : { base }),
    ...(sent === null || sent === link.sent ? {} : { sent }),
  };
}
