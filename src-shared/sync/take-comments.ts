import type { EndpointId } from '../domain/ids.ts';
import { here } from '../domain/ids.ts';
import {
  type CommentsDraft,
  type DraftComment,
  type DraftLink,
  hasChanged,
  isHome,
  isVoice,
  lift,
  project,
  refuse,
  sameText,
} from './comment-draft.ts';
import { splitHeader } from './comment-header.ts';
import type { CommentPlace } from './comment-rules.ts';
import { mergeText } from './merge-fields.ts';

/** Finds the comment of a remote comment that was just seen, or makes one of it. */
export function takeIn(draft: CommentsDraft, copy: DraftLink): void {
  const place = draft.places.get(copy.link.endpoint);
  const { observation, remoteId, endpoint } = copy.link;
  if (!place || copy.state !== 'linked') return;
  const identity = observation.identity ?? place.identityOf(remoteId);
  const known = draft.comments.get(identity) ?? unmarkedMirrorOf(draft, copy);
  if (known?.copies.has(endpoint)) {
    const message = `${place.name} holds a second copy of a comment that we wrote there. It was left alone; delete it there.`;
    refuse(draft, place, 'ambiguous-match', message);
    return;
  }
  if (!known && (place.direction === 'push' || isStrayMirror(copy))) return;
  const comment = known ?? begin(draft, copy, place, identity);
  // The author's own words, after all that was known was a mirror of them.
  if (known && observation.identity === null && known.now.identity === identity) comeHome(known, copy, place);
  copy.identity = comment.now.identity;
  copy.base = observation.text;
  const arrived = draft.item.creating.find((one) => one.identity === copy.identity && one.endpoint === endpoint);
  if (arrived && !sameText(arrived.text, observation.text)) copy.sent = arrived.text;
  comment.copies.set(endpoint, copy);
}

/** Where there is no place for a marker: our own words with the text that we would have sent are our mirror. */
function unmarkedMirrorOf(draft: CommentsDraft, { link }: DraftLink): DraftComment | undefined {
  const { observation, endpoint } = link;
  if (!observation.isOwn || observation.identity !== null) return undefined;
  return [...draft.comments.values()].find(
    (comment) => !comment.copies.has(endpoint) && sameText(project(comment, endpoint), observation.text),
  );
}

/** Ours by its header, and nobody knows of what: mirroring it again would never end. */
function isStrayMirror({ link: { observation } }: DraftLink): boolean {
  return observation.identity === null && observation.isOwn && splitHeader(observation.text) !== null;
}

function begin(draft: CommentsDraft, { link }: DraftLink, place: CommentPlace, identity: string): DraftComment {
  const { observation, endpoint } = link;
  const { text, author, createdAt, isInternal } = observation;
  const isMarked = observation.identity !== null;
  const header = isMarked ? splitHeader(text) : null;
  const now = {
    task: draft.item.task,
    identity,
    // Marked and without a header: written in a Task Sync, on another computer or before the database was rebuilt.
    origin: header ? null : isMarked ? here : endpoint,
    originName: header?.service ?? place.service,
    author: header?.author ?? author,
    createdAt,
    text: header?.text ?? text,
    isInternal,
  };
  const comment: DraftComment = { before: null, now, wasDeleted: false, isDeleted: false, copies: new Map() };
  draft.comments.set(identity, comment);
  return comment;
}

function comeHome(comment: DraftComment, { link }: DraftLink, place: CommentPlace): void {
  const { author, createdAt, text, isInternal } = link.observation;
  const { isOrphan: _, ...now } = comment.now;
  comment.now = {
    ...now,
    ...{ origin: link.endpoint, originName: place.service, author, createdAt, text, isInternal },
  };
}

/** Carries edits and deletions of its copies over into the comment, the author's own copy first. */
export function mergeCopies(draft: CommentsDraft, comment: DraftComment): void {
  const isOrigin = (copy: DraftLink): boolean => isHome(comment.now, copy.link.endpoint);
  const copies = [...comment.copies.values()].sort((a, b) => Number(isOrigin(b)) - Number(isOrigin(a)));
  let isEdited = false;
  for (const copy of copies) {
    if (isOrigin(copy)) comment.now = { ...comment.now, isInternal: copy.link.observation.isInternal };
    if (copy.state === 'linked' && hasChanged(copy) && isVoice(comment, copy.link.endpoint)) {
      takeEdit(draft, comment, copy, isOrigin(copy));
      isEdited = true;
    }
  }
  for (const copy of copies.filter(({ state }) => state === 'deleted')) {
    copy.state = 'gone';
    // An edit beats a deletion (S9); and a mirror that somebody deleted says nothing of the words it mirrored.
    if (!isEdited && isVoice(comment, copy.link.endpoint)) comment.isDeleted = true;
  }
}

function takeEdit(draft: CommentsDraft, comment: DraftComment, copy: DraftLink, isOrigin: boolean): void {
  const { endpoint, observation } = copy.link;
  const before = lift(comment, endpoint, copy.base ?? '');
  const theirs = lift(comment, endpoint, observation.text);
  const ours = comment.now.text;
  copy.base = observation.text;
  stay(comment, endpoint);
  if (sameText(ours, theirs)) return;
  const merged = sameText(ours, before) ? theirs : mergeText(before, ours, theirs);
  if (merged === null) draft.overruled.push({ endpoint, text: isOrigin ? ours : theirs });
  comment.now = { ...comment.now, text: merged ?? (isOrigin ? theirs : ours) };
}

/** A copy that undoing took back stays where somebody edited it since (S9). */
function stay(comment: DraftComment, endpoint: EndpointId): void {
  const { withdrawn, ...now } = comment.now;
  if (!withdrawn?.includes(endpoint)) return;
  const others = withdrawn.filter((one) => one !== endpoint);
  comment.now = others.length > 0 ? { ...now, withdrawn: others } : now;
}
