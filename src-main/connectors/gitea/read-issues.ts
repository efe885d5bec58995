import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Issue } from './gitea-wire.ts';
import { issueNumberSchema, issueSchema } from './gitea-wire.ts';

export interface ReadIssues {
  readonly issues: readonly Issue[];
  readonly problems: readonly PullProblem[];
}

/** One issue that we cannot read does not stand in the way of the others; one without a number cannot even be named. */
export function readIssues(given: readonly unknown[]): ReadIssues {
  const issues: Issue[] = [];
  const problems: PullProblem[] = [];
  for (const one of given) {
    const parsed = issueSchema.safeParse(one);
    if (parsed.success) issues.push(parsed.data);
    else problems.push({ id: numberOf(one), code: 'invalid-response', message: unreadable(numberOf(one)) });
  }
  return { issues, problems };
}

/** @throws `invalid-response` when it is not an issue; a write that it answers may have been carried out. */
export function readIssue(given: unknown): Issue {
  const parsed = issueSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw notUnderstood();
}

function numberOf(issue: unknown): string {
  const parsed = issueNumberSchema.safeParse(issue);
  if (parsed.success) return String(parsed.data.number);
  throw notUnderstood();
}

function unreadable(id: string): string {
  return `Gitea shows issue #${id} in a way that Task Sync does not understand. It was left alone; the others went on.`;
}

function notUnderstood(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Gitea sent an issue that Task Sync does not understand. Nothing was taken from it. Check which version of Gitea or Forgejo this is.',
    { applied: 'unknown' },
  );
}
