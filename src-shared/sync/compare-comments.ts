import { type CommentLink, type CommentObservation, commentsField } from '../domain/comment.ts';
import type { RemoteId } from '../domain/ids.ts';
import type { DifferenceCause } from '../domain/verification.ts';
import {
  type CommentsDraft,
  type DraftComment,
  type DraftLink,
  hasChanged,
  isVoice,
  project,
  sameText,
} from './comment-draft.ts';
import type { CommentItem, CommentPlace } from './comment-rules.ts';
import type { FieldDifference } from './compare-record.ts';
import { openDraft, planTaskComments } from './plan-comments.ts';

/** One comment as its service has it now. */
export type FreshComment = Pick<CommentObservation, 'text' | 'isInternal'> & { readonly id: RemoteId };

/** The comments of one task at one endpoint, read again. */
export interface FreshComments {
  readonly comments: readonly FreshComment[];
  /** Those that we knew and that two readings did not show (S8). */
  readonly absent: ReadonlySet<CommentLink['id']>;
  /** No plan has seen its last change, or a write is on its way. */
  readonly isWaiting: boolean;
  /** The task says that comments could not be kept in step there. */
  readonly hasProblem: boolean;
}

export interface ComparedComments {
  /** Proven to say the same on both sides. */
  readonly equal: number;
  readonly differences: readonly FieldDifference[];
}

interface Comparison {
  readonly draft: CommentsDraft;
  readonly place: CommentPlace;
  readonly fresh: FreshComments;
}

/** Compares fresh comments with their bases and with what ours say. Pure. */
export function compareComments(
  item: CommentItem,
  places: readonly CommentPlace[],
  place: CommentPlace,
  fresh: FreshComments,
): ComparedComments {
  const comparison: Comparison = { draft: openDraft(item, places), place, fresh };
  const { endpoint } = place;
  const there = new Map(fresh.comments.map((comment) => [comment.id, comment]));
  const own = [...comparison.draft.links.values()].filter(({ link }) => link.endpoint === endpoint);
  const differences: FieldDifference[] = [];
  let equal = 0;
  for (const copy of own) {
    const remote = there.get(copy.link.remoteId);
    there.delete(copy.link.remoteId);
    if (copy.state === 'gone') continue;
    const found = compareCopy(comparison, copy, remote);
    if (found) differences.push(found);
    else equal++;
  }
  for (const { text } of there.values()) differences.push({ ...nothing, cause: 'unknown-there', there: text });
  for (const { kind, endpoint: at, text } of planTaskComments(item, places).writes) {
    if (kind !== 'create' || at !== endpoint) continue;
    differences.push({ ...nothing, cause: known(comparison) ?? 'unexplained', here: text });
  }
  return { equal, differences };
}

const nothing = { field: commentsField, here: undefined, base: undefined, there: undefined };

function compareCopy(
  comparison: Comparison,
  copy: DraftLink,
  remote: FreshComment | undefined,
): FieldDifference | null {
  const { draft, place, fresh } = comparison;
  const { link, base } = copy;
  const comment = copy.identity === null ? undefined : draft.comments.get(copy.identity);
  const here = comment && !comment.isDeleted ? project(comment, place.endpoint) : undefined;
  const difference = { field: commentsField, here, base: base ?? undefined, there: remote?.text };
  if (!remote) return fresh.absent.has(link.id) ? { ...difference, cause: 'missing-there' } : null;
  const { text, isInternal } = link.observation;
  if (!sameText(remote.text, text) || remote.isInternal !== isInternal || copy.state === 'deleted') {
    return { ...difference, cause: 'changed-there' };
  }
  const cause = comment ? causeOf(comparison, comment, copy, here) : causeOfStranger(comparison);
  return cause && { ...difference, cause };
}

/** It was seen and is nobody's. Without a reason to wait, it is a mirror of unknown words, which are left as they are. */
function causeOfStranger({ place, fresh }: Comparison): DifferenceCause | null {
  if (fresh.isWaiting) return 'changed-there';
  if (fresh.hasProblem) return 'problem';
  return place.direction === 'push' ? 'one-way' : null;
}

function causeOf(
  comparison: Comparison,
  comment: DraftComment,
  copy: DraftLink,
  here: string | undefined,
): DifferenceCause | null {
  const { place, draft, fresh } = comparison;
  const { base, sent, link } = copy;
  if (base === null || hasChanged(copy)) {
    if (fresh.isWaiting) return 'changed-there';
    return isVoice(comment, place.endpoint) ? (known(comparison) ?? 'unexplained') : 'theirs';
  }
  const isSaid = here !== undefined && (sameText(here, base) || (sent !== null && sameText(here, sent)));
  if (isSaid || draft.item.isInBin) return null;
  if (place.direction === 'pull') return 'one-way';
  const isOurs = link.observation.isOwn && comment.now.origin !== null;
  return isOurs && (here !== undefined || place.can.canDelete) ? (known(comparison) ?? 'unexplained') : 'theirs';
}

function known({ fresh }: Comparison): DifferenceCause | null {
  if (fresh.hasProblem) return 'problem';
  return fresh.isWaiting ? 'waiting-here' : null;
}
