import type { Route } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import { failure, notFound, requireLogin, roleIn, visit } from './access.ts';
import { accountJson, issueJson, milestoneJson, nodeId, typeJson, userJson } from './json.ts';
import { page } from './pages.ts';
import { repositoryJson } from './repository-json.ts';
import type { GithubStore, StoredField, StoredIssue, StoredMilestone, StoredRepository } from './store.ts';
import { fullName } from './store.ts';
import { assignable } from './write-issue.ts';

/** @param searchLagMs how far the search is behind */
export function repositoryRoutes(store: GithubStore, searchLagMs: number): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/user',
      handle: (request) => ({ status: 200, body: accountJson(store, request.origin, requireLogin(store, request)) }),
    },
    {
      method: 'GET',
      path: '/user/repos',
      handle: (request) => {
        const login = requireLogin(store, request);
        const own = [...store.repositories.values()]
          .filter((one) => one.owner.login === login || one.roles.has(login))
          .sort((a, b) => fullName(a).localeCompare(fullName(b)));
        const toJson = (one: StoredRepository): unknown =>
          repositoryJson(store, request.origin, one, roleIn(one, login) ?? 'read');
        return page(request, own, toJson);
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}',
      handle: (request) => {
        const { repository, role } = visit(store, request);
        return { status: 200, body: repositoryJson(store, request.origin, repository, role) };
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/milestones',
      handle: (request) => {
        const { repository } = visit(store, request);
        const state = request.query.get('state') ?? 'open';
        const own = repository.milestones.filter((one) => state === 'all' || one.state === state);
        const toJson = (one: StoredMilestone): unknown => milestoneJson(store, request.origin, repository, one);
        return page(request, own, toJson, repository.id);
      },
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/assignees',
      handle: (request) => {
        const { repository } = visit(store, request);
        const toJson = (login: string): unknown => userJson(store, request.origin, login);
        return page(request, assignable({ repository }), toJson, repository.id);
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}/issue-types',
      handle: (request) => {
        requireLogin(store, request);
        const types = store.types.get(request.params['org'] ?? '');
        return types === undefined ? notFound : { status: 200, body: types.map(typeJson) };
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}/issue-fields',
      handle: (request) => {
        requireLogin(store, request);
        const fields = store.fields.get(request.params['org'] ?? '');
        return fields === undefined ? notFound : { status: 200, body: fields.map(fieldJson) };
      },
    },
    {
      method: 'GET',
      path: '/search/issues',
      handle: (request) => {
        const found = search(store, requireLogin(store, request), request.query.get('q') ?? '', searchLagMs);
        const toJson = (issue: StoredIssue): unknown => ({ ...issueJson(store, request.origin, issue), score: 1 });
        const { body: items, ...reply } = page(request, found.issues, toJson);
        const counts = { total_count: found.count, incomplete_results: false, search_type: 'lexical' };
        return { ...reply, body: { ...counts, items } };
      },
    },
  ];
}

function fieldJson({ id, name, type, options }: StoredField): unknown {
  const choices = (options ?? []).map((option, index) => ({ id: index + 1, name: option, color: 'gray' as const }));
  return { id, node_id: nodeId('IF', id), name, description: null, data_type: type, options: choices };
}

/** `repo:owner/name is:issue` is all that it understands. What was made or deleted a moment ago it does not know yet. */
function search(store: GithubStore, login: string, q: string, lagMs: number) {
  const name = /(?:^|\s)repo:(\S+)/.exec(q)?.[1]?.toLowerCase() ?? '';
  const repository = [...store.repositories.values()].find((one) => fullName(one).toLowerCase() === name);
  if (repository === undefined || roleIn(repository, login) === null) {
    const message =
      'The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.';
    throw new Refusal(
      failure(422, 'Validation Failed', { errors: [{ message, resource: 'Search', field: 'q', code: 'invalid' }] }),
    );
  }
  const indexed = store.clock.now() - lagMs;
  const issues = [...store.issues.values()].filter(
    (one) => one.repository === repository.id && !one.isPullRequest && one.createdAt <= indexed,
  );
  const justLeft = [...store.left].filter(
    ([key, { at, wasPullRequest }]) => key.startsWith(`${repository.id}#`) && at > indexed && !wasPullRequest,
  );
  return { issues, count: issues.length + justLeft.length };
}
