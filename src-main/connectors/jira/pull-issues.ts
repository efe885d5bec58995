import type { Narrowing, PullPage, PullRequest, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import type { Position } from './cursor.ts';
import { changedSince, readCursor, writeCursor } from './cursor.ts';
import type { JiraClient, SearchPage, SearchQuery } from './jira-client.ts';
import { versionOf } from './jira-fields.ts';
import { parseTime } from './jira-time.ts';
import type { Issue } from './jira-wire.ts';
import { projectSchema, stubSchema } from './jira-wire.ts';
import { clauseOf, isJql, quote } from './jql.ts';
import { createNewestIssues } from './newest-issues.ts';
import type { ReadIssues } from './read-issues.ts';
import { idOf, parseIssues, readByIds } from './read-issues.ts';

export interface Feed {
  readonly client: JiraClient;
  /** Names of the fields and properties of whole issues. */
  readonly shape: (
    container: string,
  ) => Promise<{ readonly fields: readonly string[]; readonly properties: readonly string[] }>;
  readonly toTasks: (container: string, issues: readonly Issue[]) => Promise<readonly RemoteTask[]>;
  /** Ids of what we wrote last. */
  readonly fresh: () => readonly RemoteId[];
}

/** Whole issues come in pages of this size at most, ids alone in larger ones. */
const wholePage = 100;
const stubPage = 1_000;
export const idPage = 5_000;

/**
 * What changed since the cursor; see `Position` for why nothing is missed. The first time whole issues are read; later only when they
 * changed, and then those that we do not hold yet. Two requests when nothing has changed: that, and how many issues there are.
 */
export async function* pullIssues(feed: Feed, request: PullRequest): AsyncGenerator<PullPage> {
  const { client } = feed;
  const { container, cursor, known } = request;
  const { since, under } = readCursor(cursor);
  const narrow = cursor === null ? narrowed(request.narrow ?? []) : [];
  const clauses = [clauseOf(container), ...(since === null ? narrow : [changedSince(since)])];
  const shape = since === null ? await feed.shape(container) : { fields: ['updated'], properties: [] };
  const query: SearchQuery = {
    jql: `${clauses.join(' AND ')} ORDER BY key ASC`,
    ...shape,
    maxResults: since === null ? wholePage : stubPage,
    fresh: feed.fresh(),
  };
  let start = under?.start ?? null;
  let seen = 0;
  const ids = new Set<RemoteId>();
  for (let at = under?.at ?? null; ; ) {
    const page = await readPage(client, container, query, at);
    start ??= startOf(page);
    seen += page.issues.length;
    for (const issue of page.issues) ids.add(idOf(issue).id);
    const { issues, problems } = parseIssues(await wholeIssues(feed, container, page, since === null, known));
    const isLast = page.next === null;
    const next: Position =
      page.next === null ? { since: start, under: null } : { since, under: { start, at: page.next } };
    const isAll = since === null && under === null && narrow.length === 0;
    const newer = isLast && isAll ? parseIssues(await newerThan(feed, container, ids)) : nothing;
    seen += newer.issues.length + newer.problems.length;
    const liveCount = isLast ? (isAll ? seen : await countIfSmall(feed, container)) : undefined;
    yield {
      tasks: await feed.toTasks(container, await unknownOf([...issues, ...newer.issues], known)),
      deleted: [],
      problems: [...problems, ...newer.problems],
      cursor: writeCursor(next),
      ...(liveCount !== undefined && { liveCount }),
    };
    if (page.next === null) return;
    at = page.next;
  }
}

const nothing: ReadIssues = { issues: [], problems: [] };

/** Issues so new that the search does not show them: whoever sets up a profile has often just made some. */
async function newerThan(feed: Feed, container: string, seen: ReadonlySet<RemoteId>): Promise<readonly unknown[]> {
  if (isJql(container)) return [];
  const newest = createNewestIssues(feed.client, await feed.shape(container), 20);
  return (await newest.unseen(container)).filter((issue) => !seen.has(idOf(issue).id));
}

/** By the server's clock (S11); where it does not tell it, the newest change that we see is the limit. */
function startOf({ headers, issues }: SearchPage): number {
  const date = httpDate(headers['date']);
  if (date !== null) return date;
  const times = issues.flatMap((one) => {
    const { data } = stubSchema.safeParse(one);
    return data === undefined ? [] : [parseTime(data.fields.updated)];
  });
  return times.reduce((a, b) => Math.max(a, b), 0);
}

/** The first page may be refused because the place that it should go on from has run out (after 7 days in Cloud). */
async function readPage(
  client: JiraClient,
  container: string,
  query: SearchQuery,
  at: string | null,
): Promise<SearchPage> {
  try {
    return await client.search({ ...query, at });
  } catch (error) {
    if (!(error instanceof TaskSyncError) || error.code !== 'rejected') throw error;
    if (!isJql(container)) await requireProject(client, container);
    if (at === null) throw error;
    return readPage(client, container, query, null);
  }
}

/** Jira refuses a query that names a project which is not there. @throws `not-found` then */
export async function requireProject(client: JiraClient, key: string): Promise<void> {
  await client.get(projectSchema, `project/${encodeURIComponent(key)}`);
}

async function wholeIssues(
  feed: Feed,
  container: string,
  { issues }: SearchPage,
  isWhole: boolean,
  known: PullRequest['known'],
): Promise<readonly unknown[]> {
  if (isWhole) return issues;
  const stubs = issues.map((one) => ({ id: idOf(one).id, stub: stubSchema.safeParse(one).data }));
  const versions = await known(stubs.map(({ id }) => id));
  const changed = stubs.filter(({ id, stub }) => !stub || versions.get(id) !== versionOf(stub.fields.updated));
  if (changed.length === 0) return [];
  const { fields, properties } = await feed.shape(container);
  const ids = changed.map(({ id }) => id);
  return [...(await readByIds(feed.client, ids, fields, properties)).values()];
}

/** What the search showed may be older than what we hold: asked again with what was really read. */
async function unknownOf(issues: readonly Issue[], known: PullRequest['known']): Promise<readonly Issue[]> {
  const versions = await known(issues.map(({ id }) => id));
  return issues.filter((issue) => versions.get(issue.id) !== versionOf(issue.fields.updated));
}

/** How many issues there are, if one page of ids can tell. Cloud has no other exact count; its estimate is no proof of anything. */
async function countIfSmall({ client, fresh }: Feed, container: string): Promise<number | undefined> {
  const page = await client.search({
    ...{ jql: `${clauseOf(container)} ORDER BY key ASC`, fields: ['id'], maxResults: idPage, fresh: fresh() },
  });
  return page.next === null ? page.issues.length : undefined;
}

/** Clauses that mean "one of these" exactly; by field. */
const clauses: Readonly<Record<string, string>> = {
  status: 'status',
  priority: 'priority',
  assignees: 'assignee',
  labels: 'labels',
  milestone: 'fixVersion',
  'x.type': 'issuetype',
  'x.components': 'component',
};

function narrowed(conditions: readonly Narrowing[]): readonly string[] {
  return conditions.flatMap(({ field, values }) => {
    const clause = clauses[field];
    return clause === undefined || values.length === 0 ? [] : [`${clause} in (${values.map(asValue).join(', ')})`];
  });
}

/** Ids without quotes: in quotes, Jira would look for something of that name first. */
function asValue(value: string): string {
  return /^\d{1,18}$/.test(value) ? value : quote(value);
}
