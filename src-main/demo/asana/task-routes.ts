import type { Route, ServiceRequest } from '../kit/routes.ts';
import { type Caller, createRoute, type Desk, dataOf, textOf, visibleProject, visibleTask } from './desk.ts';
import type { Task } from './model.ts';
import { emptyReply, pageReply, recordReply } from './paging.ts';
import { badRequest } from './refusals.ts';
import type { TaskChanges } from './task-changes.ts';

export function taskRoutes(desk: Desk, changes: TaskChanges): readonly Route[] {
  const { store, views } = desk;
  const taskAt = ({ params }: ServiceRequest, caller: Caller): Task =>
    visibleTask(desk, params['task_gid'] ?? '', caller);
  const inProject = (project: string): readonly Task[] =>
    [...store.tasks.values()].filter(({ memberships }) => memberships.some((one) => one.project === project));

  return [
    createRoute(desk, 'GET', '/tasks', (request, caller) => {
      const { query } = request;
      const project = query.get('project');
      const section = query.get('section');
      if (project !== null && section !== null) throw badRequest('You may only specify one of project, section');
      if (project !== null) {
        visibleProject(desk, project, caller, 'project');
        return pageReply(request, filtered(inProject(project), query, desk.now()), views.task);
      }
      if (section === null) {
        throw badRequest('Must specify exactly one of project, tag, section, user task list, or assignee + workspace');
      }
      visibleProject(desk, store.section(section).project, caller);
      return pageReply(request, filtered(inSection(desk, section), query, desk.now()), views.task);
    }),

    createRoute(desk, 'GET', '/sections/{section_gid}/tasks', (request, caller) => {
      const section = store.section(request.params['section_gid'] ?? '');
      visibleProject(desk, section.project, caller);
      return pageReply(request, filtered(inSection(desk, section.gid), request.query, desk.now()), views.task);
    }),

    createRoute(desk, 'GET', '/tasks/{task_gid}/subtasks', (request, caller) =>
      pageReply(request, store.subtasksOf(taskAt(request, caller).gid), views.task),
    ),

    createRoute(desk, 'GET', '/tasks/{task_gid}', (request, caller) =>
      recordReply(request, views.task(taskAt(request, caller))),
    ),

    createRoute(desk, 'POST', '/tasks', (request, caller) => {
      const data = dataOf(request);
      for (const project of projectsIn(data)) visibleProject(desk, project, caller, 'projects');
      if (typeof data['parent'] === 'string') visibleTask(desk, data['parent'], caller, 'parent');
      return recordReply(request, views.task(changes.create(data, caller.user)), 201);
    }),

    createRoute(desk, 'PUT', '/tasks/{task_gid}', (request, caller) => {
      const task = taskAt(request, caller);
      changes.update(task, dataOf(request), caller.user);
      return recordReply(request, views.task(task));
    }),

    createRoute(desk, 'DELETE', '/tasks/{task_gid}', (request, caller) => {
      changes.remove(taskAt(request, caller), caller.user);
      return emptyReply;
    }),

    createRoute(desk, 'POST', '/sections/{section_gid}/addTask', (request, caller) => {
      const section = store.section(request.params['section_gid'] ?? '');
      const task = visibleTask(desk, textOf(dataOf(request), 'task'), caller, 'task');
      changes.place(task, section.project, section.gid, caller.user);
      return emptyReply;
    }),

    createRoute(desk, 'POST', '/tasks/{task_gid}/addProject', (request, caller) => {
      const data = dataOf(request);
      const project = visibleProject(desk, textOf(data, 'project'), caller, 'project');
      const section = typeof data['section'] === 'string' ? data['section'] : null;
      changes.place(taskAt(request, caller), project.gid, section, caller.user);
      return emptyReply;
    }),

    createRoute(desk, 'POST', '/tasks/{task_gid}/removeProject', (request, caller) => {
      changes.takeOut(taskAt(request, caller), textOf(dataOf(request), 'project'), caller.user);
      return emptyReply;
    }),

    createRoute(desk, 'POST', '/tasks/{task_gid}/setParent', (request, caller) => {
      const task = taskAt(request, caller);
      const data = dataOf(request);
      if (!('parent' in data)) throw badRequest('parent: Missing input');
      const parent = data['parent'] === null ? null : visibleTask(desk, textOf(data, 'parent'), caller, 'parent').gid;
      changes.setParent(task, parent, caller.user);
      return recordReply(request, views.task(task));
    }),

    createRoute(desk, 'POST', '/tasks/{task_gid}/addTag', (request, caller) => {
      changes.addTag(taskAt(request, caller), textOf(dataOf(request), 'tag'), caller.user);
      return emptyReply;
    }),

    createRoute(desk, 'POST', '/tasks/{task_gid}/removeTag', (request, caller) => {
      changes.removeTag(taskAt(request, caller), textOf(dataOf(request), 'tag'), caller.user);
      return emptyReply;
    }),
  ];
}

function inSection({ store }: Desk, section: string): readonly Task[] {
  return [...store.tasks.values()].filter(({ memberships }) => memberships.some((one) => one.section === section));
}

function filtered(tasks: readonly Task[], query: URLSearchParams, now: number): readonly Task[] {
  const modified = timeOf(query, 'modified_since', now);
  const completed = timeOf(query, 'completed_since', now);
  return tasks.filter(
    ({ modifiedAt, completedAt }) =>
      (modified === null || modifiedAt >= modified) &&
      (completed === null || completedAt === null || completedAt >= completed),
  );
}

function timeOf(query: URLSearchParams, name: string, now: number): number | null {
  const value = query.get(name);
  if (value === null) return null;
  if (value === 'now' && name === 'completed_since') return now;
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw badRequest(`${name}: Not a valid datetime: ${value}`);
  return time;
}

function projectsIn(data: Readonly<Record<string, unknown>>): readonly string[] {
  const memberships = (data['memberships'] ?? []) as readonly { readonly project?: string }[];
  const projects = (data['projects'] ?? []) as readonly string[];
  return [...projects, ...memberships.flatMap(({ project }) => project ?? [])];
}
