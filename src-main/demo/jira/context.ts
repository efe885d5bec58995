import type { Reply, ServiceRequest } from '../kit/routes.ts';
import { Refusal } from '../kit/routes.ts';
import type { Beans } from './beans.ts';
import { createBeans } from './beans.ts';
import type { JiraIssue, JiraProject, JiraType, Permissions } from './model.ts';
import type { JiraStore } from './store.ts';

/** What the routes of a simulated Jira share. */
export interface RouteContext {
  readonly store: JiraStore;
  /** `/rest/api/3` or `/rest/api/2`. */
  readonly api: string;
  readonly now: () => number;
  beans(request: ServiceRequest): Beans;
}

export function createContext(store: JiraStore, now: () => number): RouteContext {
  const api = store.site.deployment === 'cloud' ? '/rest/api/3' : '/rest/api/2';
  return { store, api, now, beans: ({ origin }) => createBeans(store, origin) };
}

export function refused(status: number, ...messages: readonly string[]): Refusal {
  return new Refusal({ status, body: { errorMessages: messages, errors: {} } });
}

export const noContent: Reply = { status: 204 };

const noIssue = 'Issue does not exist or you do not have permission to see it.';

/** Gone and hidden look the same. */
export function visibleIssue({ store }: RouteContext, idOrKey: string): JiraIssue {
  const issue = store.issue(idOrKey);
  const project = issue && store.projects.get(issue.project);
  if (issue === undefined || issue.level === 'hidden' || !project?.permissions.browse) throw refused(404, noIssue);
  return issue;
}

export function visibleProject({ store }: RouteContext, idOrKey: string): JiraProject {
  const project = store.project(idOrKey);
  if (!project?.permissions.browse) throw refused(404, `No project could be found with key '${idOrKey}'.`);
  return project;
}

export function projectOf({ store }: RouteContext, issue: JiraIssue): JiraProject {
  const project = store.projects.get(issue.project);
  if (project === undefined) throw new Error(`Issue ${issue.key} has no project.`);
  return project;
}

export function typeOf({ store }: RouteContext, id: string): JiraType {
  const type = store.site.types.find((one) => one.id === id);
  if (type === undefined) throw refused(400, 'The issue type selected is invalid.');
  return type;
}

export function requirePermission(project: JiraProject, permission: keyof Permissions): void {
  if (project.permissions[permission]) return;
  throw refused(403, `You do not have permission to ${permission} issues in this project.`);
}

export function list(value: string | null): readonly string[] {
  return (value ?? '').split(',').filter((part) => part !== '');
}

/** One page of `startAt` and `maxResults`. */
export function pageOf<T>({ query }: ServiceRequest, items: readonly T[], most: number) {
  const startAt = Math.max(0, Number(query.get('startAt') ?? 0));
  const maxResults = Math.min(most, Math.max(1, Number(query.get('maxResults') ?? 50)));
  const page = items.slice(startAt, startAt + maxResults);
  return { startAt, maxResults, total: items.length, isLast: startAt + page.length >= items.length, page };
}
