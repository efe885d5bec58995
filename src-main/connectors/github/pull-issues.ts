import type { Narrowing, PullPage, PullRequest, RemoteTask } from '../../../src-shared/connector/connector.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { wholeSeconds } from '../kit/whole-seconds.ts';
import { askedSince, overlapMs, readCursor, writeCursor } from './cursor.ts';
import { typeField } from './custom-fields.ts';
import type { Query } from './github-client.ts';
import { closedStatuses, versionOf } from './github-fields.ts';
import type { Issue, User } from './github-wire.ts';
import type { IssueList, IssueRequests } from './issue-requests.ts';
import { readIssues } from './read-issues.ts';

export interface ShownIssues {
  readonly issues: readonly Issue[];
  /** GitHub's time then. */
  readonly now: number;
  /** They are shown because they changed since then; null: everything is read. */
  readonly since: string | null;
  /** A reading begins with them. */
  readonly isStart: boolean;
}

interface Feed {
  readonly requests: Pick<IssueRequests, 'list' | 'more'>;
  readonly toTasks: (container: string, issues: readonly Issue[]) => Promise<readonly RemoteTask[]>;
  readonly count: (container: string) => Promise<number | null>;
  readonly people: (container: string) => Promise<readonly User[]>;
  /** Told of the issues that a page shows. */
  readonly note: (container: string, shown: ShownIssues) => void;
}

/**
 * What changed since the cursor, in the order of changes. GitHub pages by offset, and an issue that changes while we read moves to
 * the end, so that others would slip through: each page is asked for anew from the time at which the last one ended, and only
 * within a single second by GitHub's own link. Two requests when nothing has changed: the list, which an entity tag makes free of
 * charge, and how many issues there are.
 */
export async function* pullIssues(feed: Feed, request: PullRequest): AsyncGenerator<PullPage> {
  const { requests, toTasks } = feed;
  const { container, cursor, known } = request;
  const position = readCursor(cursor);
  const narrowed = cursor === null ? await narrow(feed, container, request.narrow ?? []) : {};
  const ask = (since: string | null, etag: string | null = null): Promise<IssueList> =>
    requests.list(
      container,
      { sort: 'updated', direction: 'asc', ...narrowed, ...(since === null ? {} : { since: askedSince(since) }) },
      etag,
    );

  let since = position.since;
  let list = await ask(since, position.etag);
  const startedAt = httpDate(list.headers['date']);
  if (list.issues === null) {
    yield { tasks: [], deleted: [], problems: [], cursor, ...(await liveCount(feed, container)) };
    return;
  }
  let newest = 0;
  let isFirst = true;
  /** What was read of the seconds with which the next page begins. */
  let boundary = new Map<string, string>();
  for (;;) {
    const { issues, problems, places } = readIssues(list.issues ?? []);
    const fresh = issues.filter((issue) => !boundary.has(`${issue.number} ${versionOf(issue)}`));
    const last = places.at(-1)?.updatedAt ?? null;
    newest = Math.max(newest, ...places.map(({ updatedAt }) => Date.parse(updatedAt)));
    for (const issue of issues) boundary.set(`${issue.number} ${versionOf(issue)}`, issue.updated_at);
    // The second before is asked for, too: a page may end in it, and asking from there would lead in circles.
    const hasMoved = last !== null && (since === null || last > since);
    if (hasMoved) boundary = new Map([...boundary].filter(([, updatedAt]) => updatedAt >= askedSince(last)));
    const changed = await unknownOf(fresh, known);
    const now = httpDate(list.headers['date']) ?? Number.POSITIVE_INFINITY;
    feed.note(container, { issues: changed, now, since: position.since, isStart: isFirst });
    const tasks = await toTasks(container, changed);
    if (list.next === null) {
      // What was left out on purpose would otherwise be read from the oldest of it on.
      const isPartial = Object.keys(narrowed).length > 0 && startedAt !== null;
      const end = endOf(position.since, isPartial ? startedAt : newest, startedAt ?? Number.POSITIVE_INFINITY);
      // Another change within the second that was just read would leave everything as the tag knows it.
      const isSettled = startedAt !== null && startedAt - newest >= 2_000;
      const etag = isFirst && isSettled && end === position.since ? list.etag : null;
      const next = end === null ? null : writeCursor({ since: end, etag });
      yield { tasks, deleted: [], problems, cursor: next, ...(await liveCount(feed, container)) };
      return;
    }
    if (hasMoved) since = last;
    yield { tasks, deleted: [], problems, cursor: since === null ? null : writeCursor({ since, etag: null }) };
    isFirst = false;
    list = hasMoved ? await ask(since) : await requests.more(list.next);
  }
}

/**
 * From where the next pull reads: some time before the newest change, or right after it once that is long ago. Then the list stays
 * empty, and the question the same, until something changes. A change from the future would hide all later ones, so GitHub's clock
 * is the limit; a place that was reached is not given up.
 */
function endOf(since: string | null, newest: number, startedAt: number): string | null {
  const mark = newest === 0 ? startedAt : Math.min(newest, startedAt);
  if (!Number.isFinite(mark)) return since;
  const isLongAgo = newest !== 0 && startedAt - mark > overlapMs;
  const end = wholeSeconds(isLongAgo ? mark + 1_000 : mark - overlapMs);
  return since !== null && (newest === 0 || since > end) ? since : end;
}

async function liveCount({ count }: Feed, container: string): Promise<{ readonly liveCount?: number }> {
  const counted = await count(container);
  return counted === null ? {} : { liveCount: counted };
}

/** What leaves out nothing that could fit: parameters that mean a little more than was asked for are fine. */
async function narrow({ people }: Feed, container: string, conditions: readonly Narrowing[]): Promise<Query> {
  const query: Record<string, string> = {};
  for (const { field, values } of conditions) {
    const [only = '', ...others] = values;
    if (field === 'status' && values.every((value) => value === 'open')) query['state'] = 'open';
    else if (field === 'status' && values.every((value) => closedStatuses.includes(value))) query['state'] = 'closed';
    // Several labels would mean all of them.
    else if (field === 'labels' && others.length === 0 && !only.includes(',')) query['labels'] = only;
    else if (field === typeField && others.length === 0) query['type'] = only;
    else if (field === 'milestone' && others.length === 0 && /^\d+$/.test(only)) query['milestone'] = only;
    else if (field === 'assignees' && others.length === 0) {
      const login = (await people(container)).find(({ id }) => String(id) === only)?.login;
      if (login !== undefined) query['assignee'] = login;
    }
  }
  return query;
}

async function unknownOf(issues: readonly Issue[], known: PullRequest['known']): Promise<readonly Issue[]> {
  const versions = await known(issues.map(({ number }) => String(number)));
  return issues.filter((issue) => versions.get(String(issue.number)) !== versionOf(issue));
}
