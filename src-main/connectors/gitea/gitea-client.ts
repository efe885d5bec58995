import type { z } from 'zod';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createCheck, requireEmptyOrJson } from '../kit/check-answer.ts';
import type { Answer } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import { parseBaseUrl } from '../kit/origin.ts';
import { linkTo, pagesFrom } from '../kit/paging.ts';
import type { IssueAttributes } from './gitea-fields.ts';
import type { Comment, Label, Milestone, Repository, User } from './gitea-wire.ts';
import {
  commentSchema,
  commentsSchema,
  issuesSchema,
  labelSchema,
  labelsSchema,
  milestonesSchema,
  repositoriesSchema,
  repositorySchema,
  userSchema,
  usersSchema,
  versionSchema,
} from './gitea-wire.ts';

/** Most records that a server gives at once, unless its administrator wants fewer. */
const pageSize = 50;

export interface IssuePage {
  readonly issues: readonly unknown[];
  /** How many fit the question altogether. */
  readonly total: number;
  readonly hasMore: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

export interface IssueQuery {
  /** Changed in this second or later. */
  readonly since?: string;
  readonly created_by?: string;
  readonly page?: number;
  readonly limit?: number;
}

/** The requests of Gitea's API and nothing else; answers are checked for their shape. `repository` is its full name. */
export interface GiteaClient {
  me(): Promise<User>;
  version(): Promise<string>;
  repositories(): Promise<readonly Repository[]>;
  repository(repository: string): Promise<Repository>;
  assignees(repository: string): Promise<readonly User[]>;
  milestones(repository: string): Promise<readonly Milestone[]>;
  /** Of the repository, and of the organisation that owns it. */
  labels(repository: string): Promise<readonly Label[]>;
  createLabel(repository: string, name: string): Promise<Label>;
  /** Open and closed ones without pull requests, newest first. */
  issues(repository: string, query: IssueQuery): Promise<IssuePage>;
  /** Null: a 404, which says nothing of why. */
  issue(repository: string, id: RemoteId): Promise<unknown>;
  createIssue(repository: string, attributes: IssueAttributes): Promise<unknown>;
  updateIssue(repository: string, id: RemoteId, attributes: IssueAttributes): Promise<unknown>;
  replaceLabels(repository: string, id: RemoteId, labels: readonly number[]): Promise<void>;
  /** An issue that is not there any more is fine. */
  deleteIssue(repository: string, id: RemoteId): Promise<void>;
  /** All of them, oldest first; null: a 404. */
  comments(repository: string, id: RemoteId): Promise<readonly Comment[] | null>;
  createComment(repository: string, id: RemoteId, body: string): Promise<Comment>;
  updateComment(repository: string, comment: RemoteId, body: string): Promise<Comment>;
  /** A comment that is not there any more is fine. */
  deleteComment(repository: string, comment: RemoteId): Promise<void>;
}

const check = createCheck('Gitea', 'Check that the address leads to a Gitea or a Forgejo.');

export function createGiteaClient(context: ConnectContext): GiteaClient {
  const base = parseBaseUrl('Gitea', context.url ?? '');
  const { send } = createClient({
    context,
    baseUrl: new URL('api/v1/', base).href,
    service: 'Gitea',
    authorization: async () => ({ authorization: `token ${await context.secret()}` }),
  });
  const get = async <S extends z.ZodType>(schema: S, path: string): Promise<z.infer<S>> =>
    check(schema, await send({ method: 'GET', path }));
  const write = (method: string, path: string, body: object): Promise<Answer> =>
    send({ method, path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const remove = async (path: string): Promise<void> => {
    const answer = await send({ method: 'DELETE', path, expect: [404] });
    if (answer.status !== 404) requireEmptyOrJson(answer);
  };

  const all = async <T>(schema: z.ZodType<readonly T[]>, path: string, query: Answers = {}): Promise<readonly T[]> => {
    const found: T[] = [];
    const pages = pagesFrom(1, async (page) => {
      const answer = await send({ method: 'GET', path, query: { ...query, page, limit: pageSize }, expect: [404] });
      // Only organisations have labels of their own; everything else that is asked for is there.
      if (answer.status === 404 && path.startsWith('orgs/')) return { page: [], next: null };
      if (answer.status === 404) throw absent();
      return { page: check(schema, answer), next: linkTo('next', answer.headers) === null ? null : page + 1 };
    });
    for await (const page of pages) found.push(...page);
    return found;
  };

  return {
    me: () => get(userSchema, 'user'),
    version: async () => (await get(versionSchema, 'version')).version,
    repositories: () => all(repositoriesSchema, 'user/repos'),
    repository: (repository) => get(repositorySchema, pathOf(repository)),
    // Not in pages.
    assignees: (repository) => get(usersSchema, `${pathOf(repository)}/assignees`),
    milestones: (repository) => all(milestonesSchema, `${pathOf(repository)}/milestones`, { state: 'all' }),

    labels: async (repository) => {
      const own = await all(labelsSchema, `${pathOf(repository)}/labels`);
      const [owner = ''] = repository.split('/');
      return [...own, ...(await all(labelsSchema, `orgs/${encodeURIComponent(owner)}/labels`))];
    },

    createLabel: async (repository, name) =>
      check(labelSchema, await write('POST', `${pathOf(repository)}/labels`, { name, color: '#8c959f' }), 'unknown'),

    issues: async (repository, query) => {
      const answer = await send({
        method: 'GET',
        path: `${pathOf(repository)}/issues`,
        query: { state: 'all', type: 'issues', limit: pageSize, ...query },
      });
      const issues = check(issuesSchema, answer);
      const total = Number(answer.headers['x-total-count'] ?? Number.NaN);
      if (!Number.isInteger(total)) throw uncounted();
      return { issues, total, hasMore: linkTo('next', answer.headers) !== null, headers: answer.headers };
    },

    issue: async (repository, id) => {
      const answer = await send({ method: 'GET', path: issuePath(repository, id), expect: [404] });
      return answer.status === 404 ? null : answer.json();
    },

    createIssue: async (repository, attributes) =>
      (await write('POST', `${pathOf(repository)}/issues`, attributes)).json(),

    updateIssue: async (repository, id, attributes) =>
      (await write('PATCH', issuePath(repository, id), attributes)).json(),

    replaceLabels: async (repository, id, labels) =>
      requireEmptyOrJson(await write('PUT', `${issuePath(repository, id)}/labels`, { labels })),

    deleteIssue: (repository, id) => remove(issuePath(repository, id)),

    comments: async (repository, id) => {
      const answer = await send({ method: 'GET', path: `${issuePath(repository, id)}/comments`, expect: [404] });
      return answer.status === 404 ? null : check(commentsSchema, answer);
    },

    createComment: async (repository, id, body) =>
      check(commentSchema, await write('POST', `${issuePath(repository, id)}/comments`, { body }), 'unknown'),

    updateComment: async (repository, comment, body) =>
      check(commentSchema, await write('PATCH', commentPath(repository, comment), { body }), 'unknown'),

    deleteComment: (repository, comment) => remove(commentPath(repository, comment)),
  };
}

type Answers = Readonly<Record<string, string>>;

/** A container is a repository, by its full name. */
function pathOf(repository: string): string {
  const [owner = '', name = '', ...more] = repository.split('/');
  if (more.length > 0 || ![owner, name].every((part) => /^(?!\.+$)[\w.-]+$/.test(part))) throw absent();
  return `repos/${owner}/${name}`;
}

function issuePath(repository: string, id: RemoteId): string {
  return `${pathOf(repository)}/issues/${encodeURIComponent(id)}`;
}

function commentPath(repository: string, comment: RemoteId): string {
  return `${pathOf(repository)}/issues/comments/${encodeURIComponent(comment)}`;
}

function absent(): TaskSyncError {
  return new TaskSyncError(
    'not-found',
    'Gitea has no such repository, or does not show it to this account. Nothing was read or changed. Its name is made of the owner and the repository: ana/website.',
  );
}

function uncounted(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Gitea did not say how many issues there are. Nothing was taken from its answer, because some could be missing. Check what stands between here and the server; Task Sync is made for Gitea 1.19 and Forgejo 7 and later.',
  );
}
