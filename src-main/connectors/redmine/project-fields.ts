import type { RedmineClient } from './redmine-client.ts';
import type { CustomField, Named, ProjectDetails } from './redmine-wire.ts';
import { customNamesSchema } from './redmine-wire.ts';

export interface ProjectFields {
  readonly fields: readonly Named[];
  /** With their formats; empty where this account may not see them. */
  readonly known: readonly CustomField[];
}

/**
 * The custom fields of a project's issues. A project names those that were given to it alone, not those for all projects:
 * these an administrator finds in the list of all, anybody else only at an issue.
 */
export async function readProjectFields(client: RedmineClient, project: ProjectDetails): Promise<ProjectFields> {
  const own = project.issue_custom_fields ?? [];
  const known = (await client.customFields())?.filter((field) => field.customized_type === 'issue');
  const others = known ?? (await namesAtAnIssue(client, project));
  const ids = new Set(own.map(({ id }) => id));
  return { fields: [...own, ...others.filter(({ id }) => !ids.has(id))], known: known ?? [] };
}

async function namesAtAnIssue(client: RedmineClient, { identifier }: ProjectDetails): Promise<readonly Named[]> {
  const { issues } = await client.issues({ project_id: identifier, limit: 1, sort: 'updated_on:desc' });
  return customNamesSchema.safeParse(issues[0]).data?.custom_fields ?? [];
}
