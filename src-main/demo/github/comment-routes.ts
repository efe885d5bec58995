import { z } from 'zod';
import type { Reply, Route } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import type { Visit } from './access.ts';
import { failure, invalid, isAtLeast, issueAt, notFound, visit } from './access.ts';
import { commentJson } from './json.ts';
import { listComments } from './list-issues.ts';
import { page } from './pages.ts';
import type { GithubStore, StoredComment, StoredIssue } from './store.ts';
import { addComment } from './store.ts';
import { bodyOf } from './write-issue.ts';

const ofIssue = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const ofRepository = '/repos/{owner}/{repo}/issues/comments';
const one = `${ofRepository}/{comment_id}`;

export function commentRoutes(store: GithubStore): readonly Route[] {
  const list = (place: Visit, issue: StoredIssue | null): Reply => {
    const { request, repository } = place;
    const toJson = (comment: StoredComment): unknown => commentJson(store, request.origin, repository, comment);
    return page(request, listComments(place, issue), toJson, repository.id);
  };
  const answer = (status: number, { request, repository }: Visit, comment: StoredComment): Reply => ({
    status,
    body: commentJson(store, request.origin, repository, comment),
  });
  const at =
    (handle: (place: Visit) => Reply): Route['handle'] =>
    (request) =>
      handle(visit(store, request));

  return [
    { method: 'GET', path: ofIssue, handle: at((place) => list(place, issueAt(place))) },
    { method: 'GET', path: ofRepository, handle: at((place) => list(place, null)) },
    {
      method: 'POST',
      path: ofIssue,
      handle: at((place) => {
        const issue = issueAt(place);
        if (place.repository.isArchived) throw new Refusal(failure(403, 'Repository was archived so is read-only.'));
        if (issue.isLocked && !isAtLeast(place.role, 'triage')) {
          throw new Refusal(failure(403, 'Unable to create comment because issue is locked.'));
        }
        return answer(201, place, addComment(store, issue, place.login, textOf(place)));
      }),
    },
    { method: 'GET', path: one, handle: at((place) => answer(200, place, commentAt(place))) },
    {
      // The time of the issue stays as it was.
      method: 'PATCH',
      path: one,
      handle: at((place) => {
        const comment = requireOwn(place, commentAt(place));
        Object.assign(comment, { body: textOf(place), updatedAt: store.clock.now() });
        return answer(200, place, comment);
      }),
    },
    {
      method: 'DELETE',
      path: one,
      handle: at((place) => {
        store.comments.delete(requireOwn(place, commentAt(place)).id);
        return { status: 204 };
      }),
    },
  ];
}

function commentAt({ store, repository, request }: Visit): StoredComment {
  const comment = store.comments.get(Number(request.params['comment_id']));
  const issue = comment && store.issues.get(comment.issue);
  if (comment === undefined || issue?.repository !== repository.id) throw new Refusal(notFound);
  return comment;
}

/** One's own, or anybody's with the right to push. */
function requireOwn({ login, role }: Visit, comment: StoredComment): StoredComment {
  if (comment.author === login || isAtLeast(role, 'write')) return comment;
  throw new Refusal(failure(403, 'Must have admin rights to Repository.'));
}

const given = z.object({ body: z.string() });

function textOf({ request }: Visit): string {
  const parsed = given.safeParse(request.json());
  if (!parsed.success || parsed.data.body.trim() === '') throw invalid('IssueComment', 'body', 'missing_field');
  return bodyOf(parsed.data.body) ?? '';
}
