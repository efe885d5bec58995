import type { Comment } from '../domain/comment.ts';
import { here, type Timestamp } from '../domain/ids.ts';
import type { HistoryEntry } from '../domain/run.ts';

/**
 * The comments of a task as they were here: from now backwards, as its fields (`task-at.ts`). Pure.
 * @param entries of the task, newest first
 */
export function commentsAt(
  comments: readonly Comment[],
  entries: readonly HistoryEntry[],
  at: Timestamp,
): readonly Comment[] {
  const later = Map.groupBy(
    entries.filter((entry) => entry.place === here && entry.kind === 'update' && entry.at > at),
    (entry) => entry.comment?.id,
  );
  return comments.flatMap((comment) => asItWas(comment, later.get(comment.id) ?? []) ?? []);
}

function asItWas(comment: Comment, later: readonly HistoryEntry[]): Comment | null {
  const first = later.at(-1);
  if (!first) return comment.deletedAt === null ? comment : null;
  if (first.comment?.change === 'create' || typeof first.before !== 'string') return null;
  return { ...comment, text: first.before, deletedAt: null };
}
