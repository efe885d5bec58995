import type { Reply, Route, ServiceRequest } from '../kit/routes.ts';
import type { AsanaStore } from './asana-store.ts';
import { need, refer } from './asana-store.ts';
import type { Project, Task } from './model.ts';
import { badRequest, forbidden } from './refusals.ts';
import type { Views } from './views.ts';

/** Whoever sent a request, and what they may do. */
export interface Caller {
  readonly user: string;
  readonly mayWrite: boolean;
}

/** What every route works with. */
export interface Desk {
  readonly store: AsanaStore;
  readonly views: Views;
  readonly now: () => number;
  caller(request: ServiceRequest): Caller;
}

export type Handle = (request: ServiceRequest, caller: Caller) => Reply | Promise<Reply>;

/** A route below the base of the API; whoever may only read gets a 403 for anything else. */
export function createRoute({ caller }: Desk, method: Route['method'], path: string, handle: Handle): Route {
  return {
    method,
    path: `/api/1.0${path}`,
    handle: (request) => {
      const own = caller(request);
      if (method !== 'GET' && !own.mayWrite) throw forbidden('You do not have access to change this');
      return handle(request, own);
    },
  };
}

export function dataOf(request: ServiceRequest): Readonly<Record<string, unknown>> {
  const body = request.json();
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  if (typeof data !== 'object' || data === null) throw badRequest('Could not parse request data, invalid JSON');
  return data as Readonly<Record<string, unknown>>;
}

export function textOf(data: Readonly<Record<string, unknown>>, name: string): string {
  const value = data[name];
  if (typeof value !== 'string' || value === '') throw badRequest(`${name}: Missing input`);
  return value;
}

/** @param as the parameter that names it; left out: the path does */
export function visibleProject({ store }: Desk, gid: string, { user }: Caller, as?: string): Project {
  const project = as === undefined ? need(store.projects, 'project', gid) : refer(store.projects, as, gid);
  if (project.members !== null && !project.members.includes(user)) throw forbidden('project');
  return project;
}

/** A task is seen by whoever sees one of the projects that it, or one above it, is in; one in none by its maker. */
export function visibleTask({ store }: Desk, gid: string, { user }: Caller, as?: string): Task {
  const task = as === undefined ? need(store.tasks, 'task', gid) : refer(store.tasks, as, gid);
  const projects = [...store.streamsOf(task)].flatMap((one) => store.projects.get(one) ?? []);
  const isSeen =
    projects.length === 0
      ? task.createdBy === user || task.assignee === user
      : projects.some(({ members }) => members === null || members.includes(user));
  if (!isSeen) throw forbidden('task');
  return task;
}
