import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { RouteContext } from './context.ts';
import { list, projectOf, refused } from './context.ts';
import { evaluate } from './jql/evaluate.ts';
import type { Jql } from './jql/parse.ts';
import { JqlError, parseJql } from './jql/parse.ts';
import type { JiraIssue } from './model.ts';
import { openTransitions } from './transition-routes.ts';

/** Ids and keys come in the largest pages; whole issues in small ones, whatever was asked for. */
const mostIds = 5_000;
const mostSlim = 1_000;
const mostWhole = 100;

export function searchRoutes(context: RouteContext): readonly Route[] {
  const { store, api } = context;
  return store.site.deployment === 'cloud'
    ? [{ method: 'GET', path: `${api}/search/jql`, handle: (request) => searchByToken(context, request) }]
    : [{ method: 'GET', path: `${api}/search`, handle: (request) => searchByOffset(context, request) }];
}

function parse(query: string): Jql {
  try {
    return parseJql(query);
  } catch (error) {
    if (error instanceof JqlError) throw refused(400, error.message);
    throw error;
  }
}

function find(context: RouteContext, jql: Jql, issues: readonly JiraIssue[], isStrict: boolean): readonly JiraIssue[] {
  try {
    return evaluate(jql, issues, { store: context.store, now: context.now(), isStrict });
  } catch (error) {
    if (error instanceof JqlError) throw refused(400, error.message);
    throw error;
  }
}

function mostFor(fields: readonly string[]): number {
  if (fields.every((field) => field === 'id' || field === 'key')) return mostIds;
  return fields.length <= 3 && !fields.some((field) => /^\*|comment|attachment|description/.test(field))
    ? mostSlim
    : mostWhole;
}

function beansOf(context: RouteContext, request: ServiceRequest, issues: readonly JiraIssue[]): readonly unknown[] {
  const { query } = request;
  const beans = context.beans(request);
  const fields = list(query.get('fields'));
  // Data Center tells properties of single issues only.
  const properties = context.store.site.deployment === 'cloud' ? list(query.get('properties')) : [];
  const withTransitions = list(query.get('expand')).includes('transitions');
  // What is not asked for is not told, not even the key.
  if (fields.every((field) => field === 'id')) return issues.map(({ id }) => ({ id }));
  return issues.map((issue) => {
    const transitions = () =>
      openTransitions(context, issue).map((one) => beans.transition(one, projectOf(context, issue), false));
    return beans.issue(issue, fields, properties, withTransitions ? { transitions: transitions() } : {});
  });
}

/** Cloud: eventually consistent, except for what is named in `reconcileIssues`; the place of a page is a token. */
function searchByToken(context: RouteContext, request: ServiceRequest): Reply {
  const { store } = context;
  const { query } = request;
  const fresh = query.getAll('reconcileIssues');
  if (fresh.length > 50) throw refused(400, 'The number of issues to reconcile must not exceed 50.');
  const jql = parse(query.get('jql') ?? '');
  if (jql.where === null) {
    throw refused(400, 'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  }
  const visible = store.searchable(fresh);
  const token = query.get('nextPageToken');
  const kept = token === null ? null : store.pageOf(token);
  if (token !== null && kept === null) throw refused(400, 'The provided next page token is invalid or expired.');
  const byId = new Map(visible.map((issue) => [issue.id, issue]));
  const found = kept?.flatMap((id) => byId.get(id) ?? []) ?? find(context, jql, visible, true);
  const asked = Number(query.get('maxResults') ?? 50);
  const most = Math.min(Math.max(1, asked), mostFor(list(query.get('fields') ?? 'id')));
  const [page, rest] = [found.slice(0, most), found.slice(most)];
  return {
    status: 200,
    body: {
      issues: beansOf(context, request, page),
      isLast: rest.length === 0,
      ...(rest.length > 0 && { nextPageToken: store.keepPages(rest.map(({ id }) => id)) }),
    },
  };
}

/** Data Center: the index of the node itself, which is up to date; pages are counted. */
function searchByOffset(context: RouteContext, request: ServiceRequest): Reply {
  const { query } = request;
  const jql = parse(query.get('jql') ?? '');
  const found = find(context, jql, context.store.searchable(), query.get('validateQuery') !== 'false');
  const startAt = Math.max(0, Number(query.get('startAt') ?? 0));
  const maxResults = Math.min(mostSlim, Math.max(0, Number(query.get('maxResults') ?? 50)));
  const page = found.slice(startAt, startAt + maxResults);
  const issues = beansOf(context, request, page);
  return { status: 200, body: { expand: 'names,schema', startAt, maxResults, total: found.length, issues } };
}
