import type { Faults } from '../../src-main/demo/kit/faults.ts';
import type { Reply, Route, ServiceRequest } from '../../src-main/demo/kit/routes.ts';
import { Refusal } from '../../src-main/demo/kit/routes.ts';
import { startSimulatedService } from '../../src-main/demo/kit/simulated-service.ts';
import { commentJson, issueJson, userJson } from './gitea-server/json.ts';
import type { GiteaStore, StoredComment, StoredIssue } from './gitea-server/store.ts';
import { createStore } from './gitea-server/store.ts';

/** A small real Gitea: what its API does with the issues of one repository, as its source says, on a free port of 127.0.0.1. */
export interface GiteaServer {
  readonly url: string;
  readonly token: string;
  /** The full name of its repository. */
  readonly repository: string;
  readonly store: GiteaStore;
  readonly faults: Faults;
  close(): Promise<void>;
}

const token = 'gitea-token-of-ana';
const path = '/api/v1/repos/{owner}/{repo}';
const notFound: Reply = { status: 404, body: { message: 'not found' } };

export async function createGiteaServer(now: () => number = Date.now): Promise<GiteaServer> {
  const store = createStore(now);
  const service = await startSimulatedService({
    routes: routesOf(store, now),
    guard: ({ headers }) => (headers['authorization'] === `token ${token}` ? null : { status: 401, body: {} }),
    headers: () => ({ date: new Date(now()).toUTCString() }),
    notFound,
  });
  return {
    url: `${service.origin}/`,
    token,
    repository: store.repository.full_name,
    store,
    faults: service.faults,
    close: service.close,
  };
}

function routesOf(store: GiteaStore, now: () => number): readonly Route[] {
  const inRepository =
    (handle: (request: ServiceRequest) => Reply): Route['handle'] =>
    (request) => {
      const { owner, repo } = request.params;
      return `${owner}/${repo}` === store.repository.full_name ? handle(request) : notFound;
    };
  const inIssue = (handle: (issue: StoredIssue, request: ServiceRequest) => Reply): Route['handle'] =>
    inRepository((request) => {
      const issue = store.issues.get(Number(request.params['index']));
      return issue === undefined || !store.repository.has_issues ? notFound : handle(issue, request);
    });
  const inComment = (handle: (comment: StoredComment, request: ServiceRequest) => Reply): Route['handle'] =>
    inRepository((request) => {
      const comment = store.comments.get(Number(request.params['id']));
      return comment === undefined ? notFound : handle(comment, request);
    });
  const route = (method: string, template: string, handle: Route['handle']): Route => ({
    method,
    path: template,
    handle,
  });

  return [
    route('GET', '/api/v1/user', () => ({ status: 200, body: userJson(store, 1) })),
    route('GET', '/api/v1/version', () => ({ status: 200, body: { version: '1.22.0' } })),
    route('GET', '/api/v1/user/repos', (request) => paged(request, [store.repository])),
    route('GET', '/api/v1/orgs/{org}/labels', (request) =>
      request.params['org'] === 'garden' ? paged(request, store.sharedLabels) : notFound,
    ),
    route(
      'GET',
      path,
      inRepository(() => ({ status: 200, body: store.repository })),
    ),
    route(
      'GET',
      `${path}/assignees`,
      inRepository(() => ({ status: 200, body: store.users.map(({ id }) => userJson(store, id)) })),
    ),
    route(
      'GET',
      `${path}/milestones`,
      inRepository((request) => paged(request, store.milestones)),
    ),
    route(
      'GET',
      `${path}/labels`,
      inRepository((request) => paged(request, store.labels)),
    ),
    route(
      'POST',
      `${path}/labels`,
      inRepository((request) => {
        const label = { id: store.nextId(), name: String(given(request)['name']) };
        store.labels.push(label);
        return { status: 201, body: label };
      }),
    ),
    route(
      'GET',
      `${path}/issues`,
      inRepository((request) => listIssues(store, request)),
    ),
    route(
      'POST',
      `${path}/issues`,
      inRepository((request) => {
        const { title, closed, ...rest } = given(request);
        if (typeof title !== 'string' || title === '') return { status: 422, body: { message: '[Title]: Required' } };
        const issue = store.addIssue({ title });
        change(store, issue, { ...rest, state: closed === true ? 'closed' : 'open' });
        issue.labels = Array.isArray(rest['labels']) ? (rest['labels'] as number[]) : [];
        return { status: 201, body: issueJson(store, issue, request.origin) };
      }),
    ),
    route(
      'GET',
      `${path}/issues/{index}`,
      inIssue((issue, { origin }) => ({ status: 200, body: issueJson(store, issue, origin) })),
    ),
    route(
      'PATCH',
      `${path}/issues/{index}`,
      inIssue((issue, request) => {
        change(store, issue, given(request));
        issue.updated = now();
        return { status: 201, body: issueJson(store, issue, request.origin) };
      }),
    ),
    route(
      'DELETE',
      `${path}/issues/{index}`,
      inIssue((issue) => {
        store.issues.delete(issue.number);
        return { status: 204 };
      }),
    ),
    route(
      'PUT',
      `${path}/issues/{index}/labels`,
      inIssue((issue, request) => {
        issue.labels = given(request)['labels'] as number[];
        issue.updated = now();
        return { status: 200, body: [] };
      }),
    ),
    route(
      'GET',
      `${path}/issues/{index}/comments`,
      inIssue((issue) => ({
        status: 200,
        body: store.commentsOf(issue.number).map((one) => commentJson(store, one)),
      })),
    ),
    route(
      'POST',
      `${path}/issues/{index}/comments`,
      inIssue((issue, request) => ({
        status: 201,
        body: commentJson(store, store.addComment(issue, 1, String(given(request)['body']))),
      })),
    ),
    route(
      'PATCH',
      `${path}/issues/comments/{id}`,
      inComment((comment, request) => {
        comment.body = String(given(request)['body']);
        return { status: 200, body: commentJson(store, comment) };
      }),
    ),
    route(
      'DELETE',
      `${path}/issues/comments/{id}`,
      inComment((comment) => {
        store.comments.delete(comment.id);
        return { status: 204 };
      }),
    ),
  ];
}

type Given = Readonly<Record<string, unknown>>;

function given(request: ServiceRequest): Given {
  return (request.json() ?? {}) as Given;
}

/** Newest first; open ones only unless asked otherwise, and pull requests among them. */
function listIssues(store: GiteaStore, request: ServiceRequest): Reply {
  const { query, origin } = request;
  if (!store.repository.has_issues) return notFound;
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  const author = store.users.find(({ login }) => login === query.get('created_by'))?.id;
  const found = [...store.issues.values()]
    .filter((issue) => query.get('state') === 'all' || !issue.closed)
    .filter((issue) => query.get('type') !== 'issues' || !issue.isPull)
    .filter((issue) => author === undefined || issue.author === author)
    .filter(({ updated }) => Math.floor(updated / 1_000) * 1_000 >= since)
    .sort((a, b) => b.number - a.number);
  return paged(
    request,
    found.map((issue) => issueJson(store, issue, origin)),
  );
}

/** At most 50 at once. */
function paged({ query, origin, path: asked }: ServiceRequest, all: readonly unknown[]): Reply {
  const limit = Math.min(50, Number(query.get('limit') ?? 30));
  const page = Number(query.get('page') ?? 1);
  const hasMore = page * limit < all.length;
  const next = `<${origin}${asked}?page=${page + 1}&limit=${limit}>; rel="next"`;
  return {
    status: 200,
    headers: { 'x-total-count': String(all.length), ...(hasMore ? { link: next } : {}) },
    body: all.slice((page - 1) * limit, page * limit),
  };
}

/** What is not given stays. A due date becomes the end of that day. */
function change(store: GiteaStore, issue: StoredIssue, asked: Given): void {
  const { title, body, state, assignees, milestone, due_date: due, unset_due_date: isUnset } = asked;
  if (Array.isArray(assignees) && !assignees.every((login) => store.users.some((user) => user.login === login))) {
    throw new Refusal({ status: 422, body: { message: 'Assignee does not exist' } });
  }
  if (typeof title === 'string' && title !== '') issue.title = title;
  if (typeof body === 'string') issue.body = body;
  if (typeof state === 'string') issue.closed = state === 'closed';
  if (Array.isArray(assignees)) issue.assignees = assignees as string[];
  if (typeof milestone === 'number') issue.milestone = milestone;
  if (typeof due === 'string') issue.due = due.slice(0, 10);
  if (isUnset === true) issue.due = null;
}
