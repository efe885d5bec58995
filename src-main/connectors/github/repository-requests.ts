import type { z } from 'zod';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { ownerOf, repositoryPath } from './container.ts';
import type { Attributes, GithubClient } from './github-client.ts';
import { check, issuePath } from './github-client.ts';
import type { Account, IssueField, IssueType, Milestone, Repository, User } from './github-wire.ts';
import {
  accountSchema,
  countSchema,
  issueFieldsSchema,
  issueTypesSchema,
  milestonesSchema,
  repositoriesSchema,
  repositorySchema,
  usersSchema,
} from './github-wire.ts';

/** What is asked of a repository besides its issues. */
export interface RepositoryRequests {
  me(): Promise<{ readonly account: Account; readonly server: string }>;
  repositories(): Promise<readonly Repository[]>;
  /** Also by a name that it had before. */
  repository(container: string): Promise<Repository>;
  /** Open and closed ones. */
  milestones(container: string): Promise<readonly Milestone[]>;
  /** Who may be assigned to its issues. */
  assignees(container: string): Promise<readonly User[]>;
  /** Null: the owner is no organisation, or this account may not see them. */
  issueTypes(container: string): Promise<readonly IssueType[] | null>;
  /** Null: as for types. */
  issueFields(container: string): Promise<readonly IssueField[] | null>;
  /** Issues that there are, open and closed, as the search knows: it lags behind by some seconds. Null: it does not say. */
  countIssues(container: string): Promise<number | null>;
  setFieldValues(container: string, issue: string, values: readonly Attributes[]): Promise<void>;
  clearFieldValue(container: string, issue: string, field: number): Promise<void>;
}

export function repositoryRequests({ send, get, all, write }: GithubClient): RepositoryRequests {
  /** What only organisations have; 404 also where the token may not read it. */
  const ofOrganisation = async <S extends z.ZodType>(schema: S, container: string, what: string) => {
    const path = `orgs/${encodeURIComponent(ownerOf(container))}/${what}`;
    const answer = await send({ method: 'GET', path, expect: [403, 404] });
    return answer.status === 200 ? check(schema, answer) : null;
  };

  return {
    me: async () => {
      const answer = await send({ method: 'GET', path: 'user' });
      const version = answer.headers['x-github-enterprise-version'];
      const server = version === undefined ? 'GitHub' : `GitHub Enterprise Server ${version}`;
      return { account: check(accountSchema, answer), server };
    },

    repositories: () => all(repositoriesSchema, 'user/repos', { sort: 'full_name' }),
    repository: (container) => get(repositorySchema, repositoryPath(container)),
    milestones: (container) => all(milestonesSchema, `${repositoryPath(container)}/milestones`, { state: 'all' }),
    assignees: (container) => all(usersSchema, `${repositoryPath(container)}/assignees`),

    issueTypes: (container) => ofOrganisation(issueTypesSchema, container, 'issue-types'),
    issueFields: (container) => ofOrganisation(issueFieldsSchema, container, 'issue-fields'),

    countIssues: async (container) => {
      const query = { q: `repo:${container} is:issue`, per_page: 1 };
      // 422: the search does not see this repository; 403 and 429: searches have a limit of their own.
      const limits = { allowance: 'search', mayWait: false } as const;
      const answer = await send({
        method: 'GET',
        path: 'search/issues',
        query,
        expect: [403, 422, 429],
        ...limits,
      }).catch((error: unknown) => {
        // Its index is another service than the issues: what they say is good without it.
        if (error instanceof TaskSyncError && ['unavailable', 'rate-limited'].includes(error.code)) return null;
        throw error;
      });
      if (answer?.status !== 200) return null;
      const { total_count, incomplete_results } = check(countSchema, answer);
      return incomplete_results ? null : total_count;
    },

    setFieldValues: async (container, issue, values) => {
      const path = `${issuePath(container, issue)}/issue-field-values`;
      await write({ kind: 'write', method: 'POST', path, body: { issue_field_values: values } });
    },

    clearFieldValue: async (container, issue, field) => {
      const path = `${issuePath(container, issue)}/issue-field-values/${field}`;
      await write({ kind: 'write', method: 'DELETE', path, expect: [404] });
    },
  };
}
