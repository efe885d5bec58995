import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { repositoryPath } from './container.ts';
import { askedSince } from './cursor.ts';
import type { GithubClient } from './github-client.ts';
import { check, issuePath, nextPage, pageSize } from './github-client.ts';
import type { Comment } from './github-wire.ts';
import { commentSchema, commentsSchema } from './github-wire.ts';

export interface CommentRequests {
  /** Oldest first; `gone`: the issue is not there, `moved`: it, or the repository, has another name (301). */
  ofIssue(container: string, issue: RemoteId): Promise<readonly Comment[] | 'gone' | 'moved'>;
  /** Of all issues and pull requests, those changed last at the end. @param since what changed from then on */
  page(container: string, since: string | null): Promise<CommentPage>;
  more(next: string): Promise<CommentPage>;
  /** Null: a positive 404. */
  one(container: string, id: RemoteId): Promise<Comment | null>;
  /** `moved`: the issue is in another repository now (301), where nothing is sent. */
  create(container: string, issue: RemoteId, body: string): Promise<Comment | 'moved'>;
  update(container: string, id: RemoteId, body: string): Promise<Comment>;
  /** One that is not there any more is fine. */
  remove(container: string, id: RemoteId): Promise<void>;
}

export interface CommentPage {
  readonly comments: readonly Comment[];
  readonly next: string | null;
}

export function commentRequests({ send, write }: GithubClient): CommentRequests {
  const commentPath = (container: string, id: RemoteId): string =>
    `${repositoryPath(container)}/issues/comments/${encodeURIComponent(id)}`;
  const toPage = (answer: Awaited<ReturnType<typeof send>>): CommentPage => ({
    comments: check(commentsSchema, answer),
    next: nextPage(answer),
  });

  return {
    ofIssue: async (container, issue) => {
      const path = `${issuePath(container, issue)}/comments`;
      const found: Comment[] = [];
      let answer = await send({ method: 'GET', path, query: { per_page: pageSize }, expect: [301, 404, 410] });
      for (;;) {
        if (answer.status !== 200) return answer.status === 301 ? 'moved' : 'gone';
        const { comments, next } = toPage(answer);
        found.push(...comments);
        if (next === null) return found;
        answer = await send({ method: 'GET', path: next, expect: [404, 410] });
      }
    },

    page: async (container, since) => {
      const path = `${repositoryPath(container)}/issues/comments`;
      const query = {
        sort: 'updated',
        direction: 'asc',
        per_page: pageSize,
        ...(since === null ? {} : { since: askedSince(since) }),
      };
      return toPage(await send({ method: 'GET', path, query }));
    },
    more: async (next) => toPage(await send({ method: 'GET', path: next })),

    one: async (container, id) => {
      const answer = await send({ method: 'GET', path: commentPath(container, id), expect: [404] });
      return answer.status === 404 ? null : check(commentSchema, answer);
    },

    create: async (container, issue, body) => {
      const path = `${issuePath(container, issue)}/comments`;
      const answer = await write({ kind: 'create', method: 'POST', path, body: { body }, expect: [301] });
      return answer.status === 301 ? 'moved' : check(commentSchema, answer, 'unknown');
    },

    update: async (container, id, body) => {
      const path = commentPath(container, id);
      return check(commentSchema, await write({ kind: 'write', method: 'PATCH', path, body: { body } }), 'unknown');
    },

    remove: async (container, id) => {
      await write({ kind: 'write', method: 'DELETE', path: commentPath(container, id), expect: [404] });
    },
  };
}
