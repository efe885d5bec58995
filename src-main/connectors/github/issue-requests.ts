import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { repositoryPath } from './container.ts';
import type { Attributes, GithubClient, Query } from './github-client.ts';
import { check, issuePath, nextPage, pageSize } from './github-client.ts';
import type { Issue } from './github-wire.ts';
import { issueSchema, issuesSchema } from './github-wire.ts';

export interface IssueList {
  /** Issues and pull requests; null: as it was when we had this entity tag. */
  readonly issues: readonly unknown[] | null;
  readonly next: string | null;
  readonly etag: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What a single issue is like: `here` as it is · `gone` positively deleted (410) · `moved` transferred, or the repository was
 * renamed (301) · `unseen` never there, or transferred to where this account sees nothing (404).
 */
export type OneIssue =
  | { readonly kind: 'here'; readonly issue: unknown }
  | { readonly kind: 'gone' | 'moved' | 'unseen' };

export interface IssueRequests {
  /** Open and closed ones. @param etag of the same question before; the answer is cheap if nothing changed */
  list(container: string, query: Query, etag?: string | null): Promise<IssueList>;
  /** @param next of a list, as it is */
  more(next: string): Promise<IssueList>;
  one(container: string, id: RemoteId): Promise<OneIssue>;
  create(container: string, attributes: Attributes): Promise<Issue>;
  update(container: string, id: RemoteId, attributes: Attributes): Promise<Issue>;
  /** Null: it has none. */
  parent(container: string, id: RemoteId): Promise<Issue | null>;
  /** @param child the issue's own number at GitHub, not the one in its repository */
  addSubIssue(container: string, parent: RemoteId, child: number): Promise<void>;
  removeSubIssue(container: string, parent: RemoteId, child: number): Promise<void>;
}

export function issueRequests({ send, write }: GithubClient): IssueRequests {
  const toList = (answer: Awaited<ReturnType<typeof send>>): IssueList => ({
    issues: answer.status === 304 ? null : check(issuesSchema, answer),
    next: answer.status === 304 ? null : nextPage(answer),
    etag: answer.headers['etag'] ?? null,
    headers: answer.headers,
  });

  return {
    list: async (container, query, etag = null) => {
      const path = `${repositoryPath(container)}/issues`;
      const condition = etag === null ? { expect: [410] } : { headers: { 'if-none-match': etag }, expect: [304, 410] };
      const all = { state: 'all', per_page: pageSize, ...query };
      const answer = await send({ method: 'GET', path, query: all, ...condition });
      if (answer.status === 410) throw switchedOff();
      return toList(answer);
    },

    more: async (next) => toList(await send({ method: 'GET', path: next })),

    one: async (container, id) => {
      const answer = await send({ method: 'GET', path: issuePath(container, id), expect: [301, 404, 410] });
      if (answer.status === 301) return { kind: 'moved' };
      if (answer.status === 404) return { kind: 'unseen' };
      return answer.status === 410 ? { kind: 'gone' } : { kind: 'here', issue: answer.json() };
    },

    create: async (container, attributes) => {
      const path = `${repositoryPath(container)}/issues`;
      const answer = await write({ kind: 'create', method: 'POST', path, body: attributes, expect: [410] });
      if (answer.status === 410) throw switchedOff();
      return check(issueSchema, answer, 'unknown');
    },

    update: async (container, id, attributes) => {
      const path = issuePath(container, id);
      return check(issueSchema, await write({ kind: 'write', method: 'PATCH', path, body: attributes }), 'unknown');
    },

    parent: async (container, id) => {
      const answer = await send({ method: 'GET', path: `${issuePath(container, id)}/parent`, expect: [404] });
      return answer.status === 404 ? null : check(issueSchema, answer);
    },

    addSubIssue: async (container, parent, child) => {
      const path = `${issuePath(container, parent)}/sub_issues`;
      const body = { sub_issue_id: child, replace_parent: true };
      await write({ kind: 'write', method: 'POST', path, body });
    },

    removeSubIssue: async (container, parent, child) => {
      const path = `${issuePath(container, parent)}/sub_issue`;
      await write({ kind: 'write', method: 'DELETE', path, body: { sub_issue_id: child } });
    },
  };
}

/** Of the whole repository, GitHub says 410 when it has no issues at all. */
export function switchedOff(): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    'Issues are switched off in this repository. Nothing was changed on either side. Switch them on in its settings at GitHub.',
  );
}
