import type { ZodType } from 'zod';
import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

export interface IssueShape<Issue> {
  /** As people call the service. */
  readonly service: string;
  readonly schema: ZodType<Issue>;
  /** Its number, whatever the rest of it looks like; undefined: it has none. */
  readonly numberOf: (issue: unknown) => number | undefined;
  /** What a person can do when nothing of it is understood. */
  readonly advice: string;
}

export interface ReadIssues<Issue> {
  readonly issues: readonly Issue[];
  readonly problems: readonly PullProblem[];
  /** Of all of them, in the order they came. */
  readonly ids: readonly number[];
}

export interface IssueReader<Issue> {
  /** One issue that we cannot read does not stand in the way of the others; one without a number cannot even be named. */
  readonly readIssues: (given: readonly unknown[]) => ReadIssues<Issue>;
  /** @throws `invalid-response` when it is not an issue; a write that it answers may have been carried out. */
  readonly readIssue: (given: unknown) => Issue;
}

export function createIssueReader<Issue>({ service, schema, numberOf, advice }: IssueShape<Issue>): IssueReader<Issue> {
  const notUnderstood = (): TaskSyncError =>
    new TaskSyncError(
      'invalid-response',
      `${service} sent an issue that Task Sync does not understand. Nothing was taken from it. ${advice}`,
      { applied: 'unknown' },
    );
  return {
    readIssues(given) {
      const issues: Issue[] = [];
      const problems: PullProblem[] = [];
      const ids: number[] = [];
      for (const one of given) {
        const id = numberOf(one);
        if (id === undefined) throw notUnderstood();
        ids.push(id);
        const parsed = schema.safeParse(one);
        if (parsed.success) issues.push(parsed.data);
        else {
          const message = `${service} shows issue #${id} in a way that Task Sync does not understand. It was left alone; the others went on.`;
          problems.push({ id: String(id), code: 'invalid-response', message });
        }
      }
      return { issues, problems, ids };
    },
    readIssue(given) {
      const parsed = schema.safeParse(given);
      if (parsed.success) return parsed.data;
      throw notUnderstood();
    },
  };
}
