import type { Comment } from '../../../src-shared/domain/comment.ts';
import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Store } from '../store/store.ts';
import { type RunContext, timestamp } from './run-context.ts';

/** Records that we made for tasks, as soon as they are known: the comments of their tasks are to come. */
export async function awaitComments(
  tx: Store,
  context: RunContext,
  endpoint: EndpointId,
  made: readonly Link[],
): Promise<void> {
  if (made.length === 0) return;
  await leaveEarlierRecord(tx, context, endpoint, made);
  await tx.comments.markTasksDirty(made.map(({ task }) => task));
  if (!context.profile.backlinks) return;
  await tx.comments.markDirty(
    endpoint,
    made.map(({ remoteId }) => remoteId),
  );
}

/**
 * A record that was made anew, by us or by another program, has none of the comments of the one before it. Their old copies went with that record, and
 * nobody deleted them: they are written again, and those that were born there are copies from here on.
 */
export async function leaveEarlierRecord(
  tx: Store,
  context: RunContext,
  endpoint: EndpointId,
  made: readonly Pick<Link, 'task' | 'remoteId'>[],
): Promise<void> {
  const comments = await tx.comments.byTasks(made.map(({ task }) => task));
  if (comments.length === 0) return;
  const recordOf = new Map(made.map(({ task, remoteId }) => [task, remoteId]));
  const now = new Map(comments.map(({ id, task }) => [id, recordOf.get(task)]));
  const known = await tx.comments.copies(endpoint, [...now.keys()]);
  const copies = known.filter(({ comment, record }) => comment !== null && record !== now.get(comment));
  await tx.comments.removeLinks(copies.map(({ id }) => id));
  const lost = new Set(copies.map(({ comment }) => comment));
  const born = comments.filter(({ id, origin }) => origin === endpoint && lost.has(id));
  await tx.comments.put(born.map((comment) => orphaned(comment, timestamp(context.ports))));
}

/** The address of a record that is no more is of no use to anybody. */
function orphaned(comment: Comment, at: string): Comment {
  return comment.kind === 'backlink'
    ? { ...comment, deletedAt: comment.deletedAt ?? at }
    : { ...comment, isOrphan: true };
}
