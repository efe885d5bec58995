import type { CommentRequests } from './comment-requests.ts';
import type { Comment } from './github-wire.ts';

/**
 * The comments of a repository in the order of their changes, read as far as they are asked for. A first reading shows hundreds
 * of issues with comments, and so does the one after we wrote them: a request for each would use up a good part of the hour's limit,
 * while a page of these has a hundred.
 */
export interface CommentShelf {
  /** Goes on until comments come that changed after that, for so many pages at most. */
  advance(until: string, mostPages: number): Promise<void>;
  /** What is there of one issue; the shelf forgets it. */
  take(issue: string): readonly Comment[];
}

export function createCommentShelf(
  { page, more }: Pick<CommentRequests, 'page' | 'more'>,
  container: string,
  /** Older ones are not asked for; null: all are. */
  start: string | null,
): CommentShelf {
  const byIssue = new Map<string, Map<number, Comment>>();
  let since = start;
  let next: string | null = null;

  return {
    advance: async (until, mostPages) => {
      // At its end once is not at its end for ever: while the next issues were read, somebody may have edited a comment.
      let isComplete = false;
      for (let pages = 0; pages < mostPages && !isComplete && (since === null || since <= until); pages++) {
        const found = next === null ? await page(container, since) : await more(next);
        for (const comment of found.comments) {
          const issue = /\d+$/.exec(comment.issue_url)?.[0] ?? '';
          const own = byIssue.get(issue) ?? new Map<number, Comment>();
          byIssue.set(issue, own.set(comment.id, comment));
        }
        isComplete = found.next === null;
        // As for issues: by time, and by GitHub's own link only where a page ends in the second in which it began.
        const last = found.comments.at(-1)?.updated_at ?? null;
        const hasMoved = last !== null && (since === null || last > since);
        next = hasMoved ? null : found.next;
        if (hasMoved) since = last;
      }
    },
    take: (issue) => {
      const own = [...(byIssue.get(issue)?.values() ?? [])];
      byIssue.delete(issue);
      return own.sort((a, b) => a.id - b.id);
    },
  };
}
