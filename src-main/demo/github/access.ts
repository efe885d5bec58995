import type { Reply, ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import { roles } from './repository-json.ts';
import type { GithubStore, Role, StoredIssue, StoredRepository } from './store.ts';
import { findIssue } from './store.ts';

export const documentation = 'https://docs.github.com/rest';

export function failure(status: number, message: string, more: Readonly<Record<string, unknown>> = {}): Reply {
  return { status, body: { message, ...more, documentation_url: documentation, status: String(status) } };
}

export const notFound = failure(404, 'Not Found');

/** 422 as GitHub says it: which field of what, and why. */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  const error = { resource, field, code, ...(message === undefined ? {} : { message }) };
  return new Refusal(failure(422, 'Validation Failed', { errors: [error] }));
}

/** Who sends this; null: nobody that we know. */
export function loginOf(store: GithubStore, { headers }: ServiceRequest): string | null {
  const token = /^(?:bearer|token) (.+)$/i.exec(headers['authorization'] ?? '')?.[1];
  return store.tokens.get(token ?? '') ?? null;
}

export function requireLogin(store: GithubStore, request: ServiceRequest): string {
  const login = loginOf(store, request);
  if (login === null) throw new Refusal(failure(401, 'Bad credentials'));
  return login;
}

/** Null: it does not even exist for this account. */
export function roleIn(repository: StoredRepository, login: string): Role | null {
  if (repository.owner.login === login) return 'admin';
  return repository.roles.get(login) ?? (repository.isPrivate ? null : 'read');
}

export function isAtLeast(role: Role, wanted: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(wanted);
}

export interface Visit {
  readonly store: GithubStore;
  readonly request: ServiceRequest;
  readonly repository: StoredRepository;
  readonly login: string;
  readonly role: Role;
}

/** The repository of a path, by its name or by its number. Under a name that it had before, the request is sent on. */
export function visit(store: GithubStore, request: ServiceRequest): Visit {
  const { params, method, path, origin } = request;
  const login = requireLogin(store, request);
  const { repository_id, owner = '', repo = '' } = params;
  const name = `${owner}/${repo}`.toLowerCase();
  const repository =
    repository_id === undefined
      ? [...store.repositories.values()].find((one) => `${one.owner.login}/${one.name}`.toLowerCase() === name)
      : store.repositories.get(Number(repository_id));
  const role = repository && roleIn(repository, login);
  if (repository && role) return { store, request, repository, login, role };
  const renamed = repository === undefined ? store.oldNames.get(name) : undefined;
  if (renamed === undefined) throw new Refusal(notFound);
  const rest = path.split('/').slice(4).join('/');
  const query = request.query.size === 0 ? '' : `?${request.query}`;
  const location = `${origin}/repositories/${renamed}${rest === '' ? '' : `/${rest}`}${query}`;
  throw sentOn(method === 'GET' ? 301 : 307, location);
}

function sentOn(status: number, url: string): Refusal {
  const message = status === 301 ? 'Moved Permanently' : 'Temporary Redirect';
  return new Refusal({ status, headers: { location: url }, body: { message, url, documentation_url: documentation } });
}

/** The issue of a path: sent on where it was transferred, gone where it was deleted. */
export function issueAt({ store, request, repository, login }: Visit): StoredIssue {
  const number = Number(request.params['issue_number']);
  const issue = findIssue(store, repository, number);
  if (issue !== undefined && repository.hasIssues) return issue;
  if (!repository.hasIssues) throw new Refusal(failure(410, 'Issues are disabled for this repo'));
  const left = store.left.get(`${repository.id}#${number}`);
  if (left === undefined) throw new Refusal(notFound);
  if (left.to === null) throw new Refusal(failure(410, 'This issue was deleted'));
  const home = store.repositories.get(left.to.repository);
  if (home === undefined || roleIn(home, login) === null) throw new Refusal(notFound);
  const rest = request.path.replace(/^.*?\/issues\/\d+/, '');
  throw sentOn(301, `${request.origin}/repositories/${home.id}/issues/${left.to.number}${rest}`);
}
