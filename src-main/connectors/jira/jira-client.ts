import type { z } from 'zod';
import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { createCheck, requireEmptyOrJson } from '../kit/check-answer.ts';
import type { Answer, Call } from '../kit/client.ts';
import { createClient } from '../kit/client.ts';
import type { Form } from '../kit/multipart.ts';
import type { Deployment } from './deployment.ts';
import { addressesOf, authorizationOf, deploymentOf } from './deployment.ts';
import type { Comment, Transition } from './jira-wire.ts';
import {
  attachmentsSchema,
  commentPageSchema,
  commentSchema,
  createdSchema,
  searchSchema,
  transitionsSchema,
} from './jira-wire.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;
export type Body = Readonly<Record<string, unknown>>;

export interface SearchQuery {
  readonly jql: string;
  readonly fields: readonly string[];
  readonly properties?: readonly string[];
  readonly expand?: string;
  /** As many as there may be at most; a page may have fewer without being the last. */
  readonly maxResults: number;
  /** Ids of which the present state is wanted, past the lag of the search; at most 50, and the same for all pages. */
  readonly fresh?: readonly RemoteId[];
  /** From the page before. */
  readonly at?: string | null;
}

export interface SearchPage {
  readonly issues: readonly unknown[];
  /** Null: this was the last page. */
  readonly next: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The requests about issues and nothing else; what describes projects is in `read-project.ts`. */
export interface JiraClient {
  readonly deployment: Deployment;
  /** Where people open issues. */
  readonly site: URL;
  /** `path` is below the API's own. */
  get<S extends z.ZodType>(schema: S, path: string, query?: Query): Promise<z.infer<S>>;
  /** Null where Jira answers 403 or 404. */
  getIfAllowed<S extends z.ZodType>(schema: S, path: string, query?: Query): Promise<z.infer<S> | null>;
  search(query: SearchQuery): Promise<SearchPage>;
  /** Null: a positive 404. */
  issue(idOrKey: string, fields: readonly string[], properties?: readonly string[]): Promise<unknown>;
  createIssue(body: Body): Promise<z.infer<typeof createdSchema>>;
  editIssue(id: RemoteId, body: Body, query: Query): Promise<void>;
  deleteIssue(id: RemoteId): Promise<void>;
  transitions(id: RemoteId): Promise<readonly Transition[]>;
  transition(id: RemoteId, body: Body): Promise<void>;
  /**
   * Oldest first, with their properties; null: a positive 404. That `expand` gives those is not in the description, and known to work
   * (pycontribs/jira#1011).
   */
  comments(id: RemoteId): Promise<readonly Comment[] | null>;
  createComment(id: RemoteId, body: Body): Promise<Comment>;
  editComment(id: RemoteId, comment: RemoteId, body: Body): Promise<Comment>;
  deleteComment(id: RemoteId, comment: RemoteId): Promise<void>;
  attach(id: RemoteId, form: Form): Promise<z.infer<typeof attachmentsSchema>>;
  deleteAttachment(id: RemoteId): Promise<void>;
  send(call: Call): Promise<Answer>;
}

export const check = createCheck(
  'Jira',
  'Check that the address leads to Jira, and that Cloud or Data Center is chosen as it should be.',
);

export function createJiraClient(context: ConnectContext): JiraClient {
  const deployment = deploymentOf(context);
  const { base, site } = addressesOf(context);
  const client = createClient({
    context,
    baseUrl: base.href,
    service: 'Jira',
    authorization: () => authorizationOf(context),
  });
  const send = async (call: Call): Promise<Answer> => requireSignIn(await client.send(call));
  const { api } = deployment;
  const get = async <S extends z.ZodType>(schema: S, path: string, query: Query = {}): Promise<z.infer<S>> =>
    check(schema, await send({ method: 'GET', path: `${api}/${path}`, query }));
  const write = (method: string, path: string, body: Body, query: Query = {}): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' };
    return send({ method, path: `${api}/${path}`, query, headers, body: JSON.stringify(body) });
  };
  const remove = async (path: string): Promise<void> => {
    const answer = await send({ method: 'DELETE', path: `${api}/${path}`, expect: [404] });
    if (answer.status !== 404) requireEmptyOrJson(answer);
  };
  const search = deployment.kind === 'cloud' ? searchByToken : searchByOffset;

  return {
    deployment,
    site,
    get,
    send,

    getIfAllowed: async (schema, path, query = {}) => {
      const answer = await send({ method: 'GET', path: `${api}/${path}`, query, expect: [403, 404] });
      return answer.status === 200 ? check(schema, answer) : null;
    },

    search: (query) => search(send, api, query),

    issue: async (idOrKey, fields, properties = []) => {
      const query = { fields: fields.join(','), ...(properties.length > 0 && { properties: properties.join(',') }) };
      const answer = await send({ method: 'GET', path: `${api}/${issuePath(idOrKey)}`, query, expect: [404] });
      return answer.status === 404 ? missing(answer) : answer.json();
    },

    createIssue: async (body) => check(createdSchema, await write('POST', 'issue', body), 'unknown'),
    editIssue: async (id, body, query) => requireEmptyOrJson(await write('PUT', issuePath(id), body, query)),
    deleteIssue: (id) => remove(issuePath(id)),

    transitions: async (id) =>
      (await get(transitionsSchema, `${issuePath(id)}/transitions`, { expand: 'transitions.fields' })).transitions,
    transition: async (id, body) => requireEmptyOrJson(await write('POST', `${issuePath(id)}/transitions`, body)),

    comments: async (id) => {
      const found: Comment[] = [];
      for (;;) {
        const query = { startAt: found.length, maxResults: 100, orderBy: 'created', expand: 'properties' };
        const answer = await send({ method: 'GET', path: `${api}/${issuePath(id)}/comment`, query, expect: [404] });
        if (answer.status === 404) return missing(answer);
        const { comments, total } = check(commentPageSchema, answer);
        found.push(...comments);
        if (comments.length === 0 || found.length >= total) return found;
      }
    },
    createComment: async (id, body) =>
      check(commentSchema, await write('POST', `${issuePath(id)}/comment`, body, { expand: 'properties' }), 'unknown'),
    editComment: async (id, comment, body) => {
      const path = `${issuePath(id)}/comment/${encodeURIComponent(comment)}`;
      return check(commentSchema, await write('PUT', path, body, { expand: 'properties' }), 'unknown');
    },
    deleteComment: (id, comment) => remove(`${issuePath(id)}/comment/${encodeURIComponent(comment)}`),

    attach: async (id, { contentType, body }) => {
      // Without the second header Jira takes it for a forged request of a browser.
      const headers = { 'content-type': contentType, 'x-atlassian-token': 'no-check' };
      const answer = await send({ method: 'POST', path: `${api}/${issuePath(id)}/attachments`, headers, body });
      return check(attachmentsSchema, answer, 'unknown');
    },
    deleteAttachment: (id) => remove(`attachment/${encodeURIComponent(id)}`),
  };
}

type Send = JiraClient['send'];

/** Cloud. The token is all there is to a page's place, and no page says how many issues there are. */
async function searchByToken(send: Send, api: string, query: SearchQuery): Promise<SearchPage> {
  // A list in the query is the same name again and again.
  const fresh = (query.fresh ?? []).map((id) => `reconcileIssues=${encodeURIComponent(id)}`);
  const answer = await send({
    method: 'GET',
    path: `${api}/search/jql${fresh.length === 0 ? '' : `?${fresh.join('&')}`}`,
    query: { ...commonQuery(query), nextPageToken: query.at ?? undefined },
  });
  const { issues, nextPageToken, isLast } = check(searchSchema, answer);
  return { issues, next: isLast === true ? null : (nextPageToken ?? null), headers: answer.headers };
}

/**
 * Data Center. Issues that are deleted while we read move the others to the front, so a page begins with the last issue of the
 * one before; when that is not there, reading begins again. Queries are sorted by key, which does not change.
 */
async function searchByOffset(send: Send, api: string, query: SearchQuery): Promise<SearchPage> {
  const [offset = '0', last] = (query.at ?? '0').split(':');
  const startAt = Number(offset);
  const answer = await send({
    method: 'GET',
    path: `${api}/search`,
    query: { ...commonQuery(query), startAt, validateQuery: query.fresh === undefined ? undefined : 'false' },
  });
  const { issues, total } = check(searchSchema, answer);
  const ids = issues.map((one) => (one as { readonly id?: unknown }).id);
  if (last !== undefined && ids[0] !== last) return searchByOffset(send, api, { ...query, at: '0' });
  const fresh = last === undefined ? issues : issues.slice(1);
  const end = startAt + issues.length;
  const hasMore = end < (total ?? 0) && fresh.length > 0;
  const next = hasMore ? `${end - 1}:${String(ids.at(-1))}` : null;
  return { issues: fresh, next, headers: answer.headers };
}

function commonQuery({ jql, fields, properties = [], expand, maxResults }: SearchQuery): Query {
  return {
    jql,
    fields: fields.join(','),
    maxResults,
    ...(properties.length > 0 && { properties: properties.join(',') }),
    ...(expand !== undefined && { expand }),
  };
}

function issuePath(idOrKey: string): string {
  return `issue/${encodeURIComponent(idOrKey)}`;
}

/**
 * With a token that has run out, Jira answers some requests as if nobody had signed in: lists are empty and issues are not
 * there. Only this header tells; without it everything would look deleted (S8).
 */
function requireSignIn(answer: Answer): Answer {
  if (!/AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/i.test(answer.headers['x-seraph-loginreason'] ?? '')) return answer;
  throw new TaskSyncError(
    'auth-expired',
    'Jira did not accept the sign-in. Nothing was lost; changes wait here. Sign in again to go on, in the browser first if Jira asks for letters from a picture.',
    { applied: 'no', facts: { status: answer.status } },
  );
}

/** A 404 of Jira speaks JSON; another one is of something in between, and proves nothing (S8). */
function missing(answer: Answer): null {
  answer.json();
  return null;
}
