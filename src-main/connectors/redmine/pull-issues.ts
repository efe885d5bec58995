import type { Narrowing, PullPage, PullRequest, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { wholeSeconds } from '../kit/whole-seconds.ts';
import type { Position } from './cursor.ts';
import { readCursor, withOverlap, writeCursor } from './cursor.ts';
import { readIssues } from './read-issues.ts';
import type { IssuePage, IssueQuery, RedmineClient } from './redmine-client.ts';
import { pageSize } from './redmine-client.ts';
import { versionOf } from './redmine-fields.ts';
import type { Issue } from './redmine-wire.ts';

/** The issues of one project, without those of its subprojects. */
export function issuesOf(container: string): IssueQuery {
  return { project_id: container, subproject_id: '!*' };
}

interface Feed {
  readonly client: RedmineClient;
  readonly toTasks: (container: string, issues: readonly Issue[]) => Promise<readonly RemoteTask[]>;
}

/**
 * What changed since the cursor, in the order of ids; see `Position` for why nothing is missed. Two requests when nothing
 * has changed: how many issues there are and which is the newest, and what falls into the overlap.
 */
export async function* pullIssues({ client, toTasks }: Feed, request: PullRequest): AsyncGenerator<PullPage> {
  const { container, cursor, known } = request;
  const { since, under } = readCursor(cursor);
  const newest = await client.issues({ ...issuesOf(container), sort: 'updated_on:desc', limit: 1 });
  const mark = under === null ? markOf(newest) : under.mark;
  const query: IssueQuery = {
    ...issuesOf(container),
    ...(since === null ? {} : { updated_on: `>=${withOverlap(since)}` }),
    ...(cursor === null ? narrowed(request.narrow ?? []) : {}),
  };
  let total: number | undefined;
  for (let after = under?.after ?? 0; ; ) {
    const page = await readPage(client, query, after);
    total ??= page.total;
    after = page.ids.at(-1) ?? after;
    const next: Position = page.isLast ? { since: mark ?? since, under: null } : { since, under: { mark, after } };
    yield {
      tasks: await toTasks(container, await unknownOf(page.issues, known)),
      deleted: [],
      problems: page.problems,
      cursor: writeCursor(next),
      total,
      ...(page.isLast ? { liveCount: newest.total } : {}),
    };
    if (page.isLast) return;
  }
}

/** Parameters of the issue list that mean "one of these" exactly; by field. */
const parameters: Readonly<Record<string, string>> = {
  status: 'status_id',
  priority: 'priority_id',
  assignees: 'assigned_to_id',
  milestone: 'fixed_version_id',
  'x.tracker': 'tracker_id',
};

function narrowed(conditions: readonly Narrowing[]): IssueQuery {
  const known = conditions.flatMap(({ field, values }) => {
    const parameter = parameters[field];
    // Redmine reads everything but ids as another kind of question.
    return parameter !== undefined && values.every((value) => /^\d+$/.test(value))
      ? [[parameter, values.join('|')]]
      : [];
  });
  return Object.fromEntries(known);
}

/** A change from the future would hide all later ones, so the server's clock is the limit, where it tells it. */
function markOf({ issues, headers }: IssuePage): string | null {
  const [newest] = readIssues(issues).issues;
  if (newest === undefined) return null;
  const time = Date.parse(newest.updated_on);
  return wholeSeconds(Math.min(time, httpDate(headers['date']) ?? time));
}

/** One page in the order of ids, from the one after the given on. Ids never move, so neither do pages. */
export async function readPage(client: RedmineClient, query: IssueQuery, after: number) {
  const page = await client.issues({
    ...query,
    sort: 'id',
    limit: pageSize,
    ...(after === 0 ? {} : { issue_id: `>=${after + 1}` }),
  });
  const read = readIssues(page.issues);
  const isLast = page.total <= page.issues.length;
  const goesOn = read.ids.every((id, index) => id > (read.ids[index - 1] ?? after));
  if (goesOn && (isLast || read.ids.length > 0)) return { ...read, total: page.total, isLast };
  throw new TaskSyncError(
    'invalid-response',
    'Redmine did not list its issues in the order that was asked for. Nothing was taken from it, because some could be missing. Task Sync is made for Redmine 5 and later.',
    { facts: { after, total: page.total } },
  );
}

async function unknownOf(issues: readonly Issue[], known: PullRequest['known']): Promise<readonly Issue[]> {
  const versions: ReadonlyMap<RemoteId, string | null> = await known(issues.map(({ id }) => String(id)));
  return issues.filter((issue) => versions.get(String(issue.id)) !== versionOf(issue));
}
