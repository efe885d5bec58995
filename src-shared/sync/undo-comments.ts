import { type Comment, type CommentLink, commentsField } from '../domain/comment.ts';
import { type EndpointId, here, type Origin, type Timestamp } from '../domain/ids.ts';
import type { HistoryEntry } from '../domain/run.ts';
import type { CommentLinkUndo, CommentsUndo, CommentUndo, UndoSkip, UndoSkipReason } from '../domain/undo.ts';
import { isHome, lift, sameText } from './comment-draft.ts';

/** All that is known of the comments of one task that a run touched. */
export interface CommentsUndoItem {
  readonly comments: readonly Comment[];
  /** Tombstones as well. */
  readonly links: readonly CommentLink[];
  /** What the run did to comments, oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** A person wants back what was changed since as well. */
  readonly isInsisted?: boolean;
  /** Of an endpoint, for sentences. */
  nameOf(endpoint: EndpointId): string;
}

/** The undoing of one comment while it is planned. */
interface Draft {
  readonly item: CommentsUndoItem;
  readonly comment: Comment;
  readonly entries: readonly HistoryEntry[];
  readonly copies: readonly CommentLink[];
  readonly skipped: UndoSkip[];
  readonly links: CommentLinkUndo[];
  readonly withdrawn: Set<EndpointId>;
  /** What it will say; null: it will not be there. */
  after: string | null;
}

/**
 * How one run's doings with the comments of one task are taken back: a copy that it wrote goes, a text that it changed says
 * again what it said, what it deleted is there again. Only what is still as the run left it. It changes our comments; the services
 * follow by the next plan, which never touches what another account wrote (S16). Pure.
 */
export function planUndoComments(item: CommentsUndoItem, at: Timestamp): CommentsUndo {
  const comments = new Map(item.comments.map((comment) => [comment.id, comment]));
  const skipped: UndoSkip[] = [];
  const changes: CommentUndo[] = [];
  for (const [id, entries] of Map.groupBy(item.entries, (entry) => entry.comment?.id)) {
    const comment = comments.get(id ?? '');
    if (!comment) continue;
    const draft: Draft = {
      ...{ item, comment, entries, skipped, links: [], after: textOf(comment) },
      copies: item.links.filter((link) => link.comment === comment.id),
      withdrawn: new Set(comment.withdrawn),
    };
    undoComment(draft);
    changes.push(...changeOf(draft, at));
  }
  return { changes, skipped };
}

function undoComment(draft: Draft): void {
  const { entries } = draft;
  for (const entry of entries) if (entry.kind === 'unlink') rejoin(draft, entry.place);
  const taken = span(entries.filter(({ place, kind }) => place === here && kind === 'update'));
  if (taken && !isSame(taken.before, taken.after)) {
    undoText(draft, taken, null);
    return;
  }
  const sent = Map.groupBy(
    entries.filter(({ place, kind }) => place !== here && kind === 'update'),
    (entry) => entry.place,
  );
  for (const [endpoint, own] of sent) undoCopy(draft, endpoint, own);
}

/** A comment as the run found and left it; null: it was not there. */
interface Span {
  readonly before: string | null;
  readonly after: string | null;
}

function span(entries: readonly HistoryEntry[]): Span | null {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last) return null;
  return { before: isMade(first) ? null : asText(first.before), after: isGone(last) ? null : asText(last.after) };
}

const isMade = ({ comment }: HistoryEntry): boolean => comment?.change === 'create';
const isGone = ({ comment }: HistoryEntry): boolean => comment?.change === 'delete';

/** @param endpoint where the run wrote it; null: the run took it over */
function undoText(draft: Draft, { before, after }: Span, endpoint: EndpointId | null): void {
  const now = draft.after;
  if (isSame(now, before)) note(draft, 'already', endpoint, 'A comment is as it was before already.');
  else if (!isSame(now, after) && !draft.item.isInsisted)
    note(draft, 'changed', endpoint, 'A comment was changed since, so it stays as it is.');
  else {
    draft.after = before;
    if (before === null) unmake(draft);
    else if (now === null) remake(draft);
    else leaveOriginal(draft, 'It keeps what its author made of it');
  }
}

/** The run took it over: copies that we wrote go, and whatever is older or was edited since is let go. */
function unmake(draft: Draft): void {
  for (const copy of draft.copies) {
    if (copy.state !== 'linked') continue;
    const isEdited = isEditedThere(copy);
    if (isWritten(draft, copy) && !isEdited) continue;
    change(draft, copy, 'let-go');
    if (isEdited) note(draft, 'changed', copy.endpoint, 'A copy of a comment was edited since, so it stays.');
  }
}

/** By this run or by one that carried it further; not one that was there already and only recognised by its marker. */
function isWritten(draft: Draft, copy: CommentLink): boolean {
  const isMadeThen = draft.entries.some((entry) => entry.place === copy.endpoint && isMade(entry));
  return isMadeThen || (!isOriginal(draft, copy) && copy.evidence?.kind !== 'observed');
}

/** A tombstone forbids that a copy is written again. What its author deleted themselves is not written again in their place. */
function remake(draft: Draft): void {
  for (const copy of draft.copies) {
    if (copy.state === 'gone' && !isOriginal(draft, copy)) change(draft, copy, 'forget');
  }
  leaveOriginal(draft, 'It was deleted there by its author and is not written there again');
}

/** Its author's own words are nobody else's to change. */
function leaveOriginal(draft: Draft, what: string): void {
  const original = draft.copies.find((copy) => isOriginal(draft, copy));
  const isRejoined = draft.links.some(({ link }) => link === original?.id);
  if (!original || isRejoined || (original.state === 'linked' && original.observation.isOwn)) return;
  note(
    draft,
    'theirs',
    original.endpoint,
    `A comment was written in ${draft.item.nameOf(original.endpoint)}. ${what}.`,
  );
}

/** What the run carried from here to a service. */
function undoCopy(draft: Draft, endpoint: EndpointId, entries: readonly HistoryEntry[]): void {
  const { comment, copies } = draft;
  const [first] = entries;
  const last = entries.at(-1);
  const copy = copies.find((one) => one.endpoint === endpoint);
  if (!first || !last) return;
  if (isMade(first)) withdraw(draft, endpoint, copy, asText(last.after));
  else if (isGone(last) && draft.withdrawn.has(endpoint)) rejoin(draft, endpoint);
  else if (isGone(last) && comment.isInternal) {
    note(draft, 'changed', endpoint, 'A comment is internal now, so it stays where it was written.');
  } else {
    const own = (text: string | null): string | null => (text === null ? null : lift({ now: comment }, endpoint, text));
    const { before, after } = span(entries) ?? { before: null, after: null };
    undoText(draft, { before: own(before), after: own(after) }, endpoint);
  }
}

/** The run wrote it there: the copy goes, and the comment stays. */
function withdraw(draft: Draft, endpoint: EndpointId, copy: CommentLink | undefined, made: string | null): void {
  if (copy?.state !== 'linked' || draft.withdrawn.has(endpoint)) {
    note(draft, 'already', endpoint, 'The copy of a comment that the run made is gone already.');
  } else if (isEditedThere(copy) || (!isSame(copy.base, made) && !isSame(copy.sent, made))) {
    note(draft, 'changed', endpoint, 'The copy of a comment that the run made was changed since, so it stays.');
  } else change(draft, copy, 'withdraw');
}

/** An undoing had ended the pair. */
function rejoin(draft: Draft, endpoint: EndpointId): void {
  const copy = draft.copies.find((one) => one.endpoint === endpoint);
  const wasWithdrawn = draft.withdrawn.delete(endpoint);
  if (!copy || copy.state === 'linked') return;
  change(draft, copy, wasWithdrawn ? 'forget' : 'rejoin');
}

function change(draft: Draft, { id, endpoint }: CommentLink, kind: CommentLinkUndo['kind']): void {
  if (draft.links.some(({ link }) => link === id)) return;
  if (kind === 'withdraw') draft.withdrawn.add(endpoint);
  draft.links.push({ link: id, endpoint, kind });
}

function changeOf({ comment, after, links, withdrawn }: Draft, at: Timestamp): readonly CommentUndo[] {
  const before = textOf(comment);
  const isTouched = links.length > 0 || withdrawn.size !== (comment.withdrawn?.length ?? 0);
  if (isSame(before, after) && !isTouched) return [];
  const { withdrawn: _, ...rest } = comment;
  const undone: Comment = {
    ...rest,
    text: after ?? comment.text,
    editedAt: isSame(before, after) || after === null ? comment.editedAt : at,
    deletedAt: after === null ? (comment.deletedAt ?? at) : null,
    ...(withdrawn.size > 0 ? { withdrawn: [...withdrawn] } : {}),
  };
  return [{ comment: undone, before, after, links }];
}

function note({ skipped }: Draft, reason: UndoSkipReason, endpoint: Origin | null, message: string): void {
  skipped.push({ reason, field: commentsField, endpoint, message });
}

function textOf({ text, deletedAt }: Comment): string | null {
  return deletedAt === null ? text : null;
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isSame(a: string | null, b: string | null): boolean {
  return a === null || b === null ? a === b : sameText(a, b);
}

function isEditedThere({ base, observation }: CommentLink): boolean {
  return base !== null && !sameText(base, observation.text);
}

function isOriginal({ comment }: Draft, { endpoint }: CommentLink): boolean {
  return isHome(comment, endpoint);
}
