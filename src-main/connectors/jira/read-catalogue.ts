import type { Container } from '../../../src-shared/connector/connector.ts';
import type { JiraClient } from './jira-client.ts';
import type { Project, Status, User } from './jira-wire.ts';
import { projectPageSchema, projectStatusesSchema, projectsSchema, statusesSchema, usersSchema } from './jira-wire.ts';

export async function readContainers(client: JiraClient): Promise<readonly Container[]> {
  if (client.deployment.kind === 'datacenter') {
    const projects = await client.get(projectsSchema, 'project');
    return projects.map(({ key, name, archived }) => ({ id: key, name, writable: archived !== true }));
  }
  const [all, creatable] = [await searchProjects(client, 'browse'), await searchProjects(client, 'create')];
  const writable = new Set(creatable.map(({ id }) => id));
  return all.map(({ id, key, name }) => ({ id: key, name, writable: writable.has(id) }));
}

async function searchProjects(client: JiraClient, action: string): Promise<readonly Project[]> {
  const found: Project[] = [];
  for (;;) {
    const query = { action, startAt: found.length, maxResults: 100, orderBy: 'key' };
    const { values, isLast } = await client.get(projectPageSchema, 'project/search', query);
    found.push(...values);
    if (values.length === 0 || isLast === true) return found;
  }
}

export async function readStatuses(client: JiraClient, project: string | null): Promise<readonly Status[]> {
  if (project === null) return client.get(statusesSchema, 'status');
  const types = await client.get(projectStatusesSchema, `project/${encodeURIComponent(project)}/statuses`);
  return types.flatMap(({ statuses }) => statuses);
}

/** Pages are filtered after they were cut, so a short one is not the last. Jira looks at the first thousand people. */
export async function readPeople(client: JiraClient, project: string): Promise<readonly User[] | null> {
  const people = new Map<string | null, User>();
  for (let startAt = 0; startAt < 1_000; startAt += 100) {
    const page = await client.getIfAllowed(usersSchema, 'user/assignable/search', {
      project,
      startAt,
      maxResults: 100,
    });
    if (page === null) return null;
    for (const person of page) people.set(client.deployment.userValue(person), person);
    if (page.length === 0) break;
  }
  return [...people.values()];
}
