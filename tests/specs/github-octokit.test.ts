import type { RestEndpointMethodTypes } from '@octokit/rest';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { IssueAttributes } from '../../src-main/connectors/github/github-fields.ts';
import type {
  accountSchema,
  commentSchema,
  issueSchema,
  milestonesSchema,
  repositoriesSchema,
  repositorySchema,
  usersSchema,
} from '../../src-main/connectors/github/github-wire.ts';

type Issues = RestEndpointMethodTypes['issues'];
type Repos = RestEndpointMethodTypes['repos'];
type Data<E extends { response: { data: unknown } }> = E['response']['data'];
/** What we may be given, as far as a number or a text can be told from each other at all. */
type Read<S extends z.ZodType> = z.input<S>;

/**
 * Octokit's types say what GitHub answers and takes. This test is what the compiler makes of these lines: our schemas read all of
 * it, and what we send is among what it takes.
 */
const fits = {
  account: (given: Data<RestEndpointMethodTypes['users']['getAuthenticated']>): Read<typeof accountSchema> => given,
  issue: (given: Data<Issues['get']>): Read<typeof issueSchema> => given,
  issues: (given: Data<Issues['listForRepo']>[number]): Read<typeof issueSchema> => given,
  comment: (given: Data<Issues['createComment']>): Read<typeof commentSchema> => given,
  comments: (given: Data<Issues['listCommentsForRepo']>[number]): Read<typeof commentSchema> => given,
  milestones: (given: Data<Issues['listMilestones']>): Read<typeof milestonesSchema> => given,
  people: (given: Data<Issues['listAssignees']>): Read<typeof usersSchema> => given,
  repository: (given: Data<Repos['get']>): Read<typeof repositorySchema> => given,
  repositories: (given: Data<Repos['listForAuthenticatedUser']>): Read<typeof repositoriesSchema> => given,
  change: (sent: IssueAttributes): Pick<Issues['update']['parameters'], 'title' | 'body' | 'state' | 'milestone'> =>
    sent,
};

test("our schemas read what octokit's types describe", () => {
  for (const [what, fit] of Object.entries(fits)) expect(fit, what).toBeTypeOf('function');
});
