import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import type { Applied } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Issue } from './github-wire.ts';
import { issueNameSchema, issueSchema } from './github-wire.ts';

export interface ReadIssues {
  readonly issues: readonly Issue[];
  readonly problems: readonly PullProblem[];
  /** Of all that were given, pull requests included, in the order they came. */
  readonly places: readonly { readonly number: number; readonly updatedAt: string }[];
}

/**
 * Pull requests are in the lists of issues too, and are none of ours. One issue that we cannot read does not stand in the way of
 * the others; one without a number cannot even be named.
 */
export function readIssues(given: readonly unknown[]): ReadIssues {
  const issues: Issue[] = [];
  const problems: PullProblem[] = [];
  const places: { number: number; updatedAt: string }[] = [];
  for (const one of given) {
    const named = issueNameSchema.safeParse(one).data;
    if (named === undefined) throw notUnderstood();
    const { number, updated_at: updatedAt } = named;
    places.push({ number, updatedAt });
    if (named.pull_request !== undefined) continue;
    const parsed = issueSchema.safeParse(one);
    if (parsed.success) issues.push(parsed.data);
    else problems.push({ id: String(number), code: 'invalid-response', message: unreadable(number) });
  }
  return { issues, problems, places };
}

/** @throws `invalid-response` when it is not an issue; a write that it answers may have been carried out. */
export function readIssue(given: unknown): Issue {
  const parsed = issueSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw notUnderstood('unknown');
}

function unreadable(number: number): string {
  return `GitHub shows issue #${number} in a way that Task Sync does not understand. It was left alone; the others went on.`;
}

function notUnderstood(applied: Applied = 'no'): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'GitHub sent an issue that Task Sync does not understand. Nothing was taken from it. Check that the address leads to the API of GitHub.',
    { applied },
  );
}
