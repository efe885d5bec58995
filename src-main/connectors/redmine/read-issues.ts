import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Issue } from './redmine-wire.ts';
import { issueIdSchema, issueSchema } from './redmine-wire.ts';

export interface ReadIssues {
  readonly issues: readonly Issue[];
  readonly problems: readonly PullProblem[];
  /** Of all of them, in the order they came. */
  readonly ids: readonly number[];
}

/** One issue that we cannot read does not stand in the way of the others; one without an id cannot even be named. */
export function readIssues(given: readonly unknown[]): ReadIssues {
  const issues: Issue[] = [];
  const problems: PullProblem[] = [];
  const ids: number[] = [];
  for (const one of given) {
    const id = issueIdSchema.safeParse(one).data?.id;
    if (id === undefined) throw notUnderstood();
    ids.push(id);
    const parsed = issueSchema.safeParse(one);
    if (parsed.success) issues.push(parsed.data);
    else problems.push({ id: String(id), code: 'invalid-response', message: unreadable(id) });
  }
  return { issues, problems, ids };
}

/** @throws `invalid-response` when it is not an issue; a write that it answers may have been carried out. */
export function readIssue(given: unknown): Issue {
  const parsed = issueSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw notUnderstood();
}

function unreadable(id: number): string {
  return `Redmine shows issue #${id} in a way that Task Sync does not understand. It was left alone; the others went on.`;
}

function notUnderstood(): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'Redmine sent an issue that Task Sync does not understand. Nothing was taken from it. Check which version of Redmine this is.',
    { applied: 'unknown' },
  );
}
