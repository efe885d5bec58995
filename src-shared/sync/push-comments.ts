import {
  type CommentsDraft,
  type DraftComment,
  type DraftLink,
  hasChanged,
  isHome,
  project,
  refuse,
  sameText,
} from './comment-draft.ts';
import type { CommentPlace, CommentWrite } from './comment-rules.ts';

/** What has to be written at one place so that it says what the comment says; null: nothing. */
export function pushComment(draft: CommentsDraft, comment: DraftComment, place: CommentPlace): CommentWrite | null {
  const record = draft.item.records.get(place.endpoint);
  if (record === undefined || place.direction === 'pull' || draft.item.isInBin) return null;
  const copy = comment.copies.get(place.endpoint);
  if (comment.now.withdrawn?.includes(place.endpoint)) {
    // Taken back by undoing; somebody's edit since keeps it (S9).
    return copy?.state === 'linked' && !hasChanged(copy) ? withdraw(draft, comment, place, copy) : null;
  }
  if (!copy) return create(draft, comment, place, record);
  if (copy.state !== 'linked') return null;
  return comment.isDeleted || (comment.now.isInternal && !isHome(comment.now, place.endpoint))
    ? withdraw(draft, comment, place, copy)
    : update(draft, comment, place, copy);
}

function create(
  draft: CommentsDraft,
  comment: DraftComment,
  place: CommentPlace,
  record: string | null,
): CommentWrite | null {
  const { now, isDeleted } = comment;
  // Without its original it stays where it is: whoever mirrored it takes care of the other places.
  const isAtHome = now.origin === null || isHome(now, place.endpoint);
  const isUnderWay = draft.item.creating.some(
    (one) => one.identity === now.identity && one.endpoint === place.endpoint,
  );
  if (isDeleted || now.isInternal || isAtHome || isUnderWay) return null;
  const text = project(comment, place.endpoint);
  if (isTooLong(draft, place, text)) return null;
  return { kind: 'create', comment: now, endpoint: place.endpoint, record, remoteId: null, before: null, text };
}

function update(
  draft: CommentsDraft,
  comment: DraftComment,
  place: CommentPlace,
  copy: DraftLink,
): CommentWrite | null {
  const { link, base, sent } = copy;
  const text = project(comment, place.endpoint);
  if (base === null || sameText(text, base) || comment.now.origin === null) return null;
  const isEcho = sent !== null && sameText(text, sent) && !hasChanged(copy);
  // Only what we wrote ourselves is ours to change (S16).
  if (isEcho || !link.observation.isOwn) return null;
  if (!place.can.canEdit) {
    const message = `A comment was edited, but ${place.name} does not let comments be changed. Its copy there keeps the old text.`;
    refuse(draft, place, 'read-only', message);
    return null;
  }
  if (isTooLong(draft, place, text)) return null;
  return { ...writeOf(draft, comment, copy), kind: 'update', text };
}

function withdraw(
  draft: CommentsDraft,
  comment: DraftComment,
  place: CommentPlace,
  copy: DraftLink,
): CommentWrite | null {
  if (!copy.link.observation.isOwn || !place.can.canDelete) return null;
  return { ...writeOf(draft, comment, copy), kind: 'delete', text: copy.link.observation.text };
}

/** What somebody made of our mirror meanwhile is kept in the history. */
function writeOf(
  { overruled }: CommentsDraft,
  { now }: DraftComment,
  copy: DraftLink,
): Omit<CommentWrite, 'kind' | 'text'> {
  const { endpoint, record, remoteId, observation } = copy.link;
  if (hasChanged(copy)) overruled.push({ endpoint, text: observation.text });
  return { comment: now, endpoint, record, remoteId, before: observation.text };
}

function isTooLong(draft: CommentsDraft, place: CommentPlace, text: string): boolean {
  const limit = place.can.maxLength;
  if (limit === undefined || text.length <= limit) return false;
  const message = `A comment has ${text.length} characters, and ${place.name} takes at most ${limit}. It was not written there; shorten it.`;
  refuse(draft, place, 'too-long', message);
  return true;
}
