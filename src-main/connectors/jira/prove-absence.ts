import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { JiraClient } from './jira-client.ts';
import { permissionsSchema } from './jira-wire.ts';
import { projectOf, quote } from './jql.ts';

/**
 * Jira says 404 of issues that are gone and of those that it does not show us. It is a proof that they are gone (S8) only if this account
 * may browse the project and nothing in the project is kept from some people by a security level; null then.
 */
export async function whyAbsent(client: JiraClient, container: string): Promise<Omit<PullProblem, 'id'> | null> {
  const project = projectOf(container);
  if (project === null) {
    const message =
      'Jira does not show an issue any more. The container’s query may be about several projects, so it cannot be told whether it was deleted. It was left alone on both sides.';
    return { code: 'forbidden', message };
  }
  const query = { projectKey: project, permissions: 'BROWSE_PROJECTS' };
  const answer = await client.getIfAllowed(permissionsSchema, 'mypermissions', query);
  if (answer?.permissions['BROWSE_PROJECTS']?.havePermission !== true) {
    throw new TaskSyncError(
      'forbidden',
      `Jira does not show the project ${project} to this account any more. Nothing was taken for deleted. Ask for the permission to browse it, or sign in as somebody else.`,
      { facts: { project } },
    );
  }
  const jql = `project = ${quote(project)} AND level is not EMPTY ORDER BY key ASC`;
  const { issues } = await client.search({ jql, fields: ['id'], maxResults: 1 }).catch(hasNoLevels);
  if (issues.length === 0) return null;
  const message = `Jira does not show an issue any more. The project ${project} has issues that only some people may see, so it cannot be told whether it was deleted. It was left alone on both sides.`;
  return { code: 'forbidden', message };
}

/** Not every Jira knows security levels at all. */
function hasNoLevels(error: unknown): { readonly issues: readonly unknown[] } {
  if (error instanceof TaskSyncError && error.code === 'rejected') return { issues: [] };
  throw error;
}
