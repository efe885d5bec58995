import type { PullPage, PullRequest } from '../../../src-shared/connector/connector.ts';
import { httpDate } from '../../../src-shared/http/http-date.ts';
import { wholeSeconds } from '../kit/whole-seconds.ts';
import { readCursor, withOverlap, writeCursor } from './cursor.ts';
import type { GiteaClient, IssuePage, IssueQuery } from './gitea-client.ts';
import { toRemoteTask, versionOf } from './gitea-fields.ts';
import type { Issue } from './gitea-wire.ts';
import { readIssues } from './read-issues.ts';

interface Feed {
  readonly client: GiteaClient;
  /** Told of every issue that is shown. */
  readonly note: (container: string, issues: readonly Issue[]) => void;
}

/**
 * What changed since the cursor. Gitea pages by number only, newest first: while we read, a new issue moves the others to later
 * pages, which repeats some, and a deleted one moves them to earlier pages, which hides one. So a pull of several pages counts
 * only if nothing has happened meanwhile; otherwise the cursor stays, and the next pull reads from the same place.
 *
 * Two requests when nothing has changed: what falls into the overlap, and how many issues there are.
 */
export async function* pullIssues({ client, note }: Feed, request: PullRequest): AsyncGenerator<PullPage> {
  const { container, known } = request;
  const since = readCursor(request.cursor);
  const query: IssueQuery = since === null ? {} : { since: withOverlap(since) };
  let first: IssuePage | undefined;
  for (let number = 1; ; number++) {
    const page = await client.issues(container, { ...query, page: number });
    first ??= page;
    const { issues, problems } = readIssues(page.issues);
    note(container, issues);
    const versions = await known(issues.map((issue) => String(issue.number)));
    const tasks = issues.filter((issue) => versions.get(String(issue.number)) !== versionOf(issue)).map(toRemoteTask);
    const shown = { tasks, deleted: [], problems, total: first.total };
    if (page.hasMore) {
      yield { ...shown, cursor: null };
      continue;
    }
    const startedAt = httpDate(first.headers['date']);
    const counts = number === 1 || (page.total === first.total && (await isQuiet(client, container, startedAt)));
    const until = counts && startedAt !== null ? wholeSeconds(startedAt) : since;
    const liveCount = since === null ? page.total : (await client.issues(container, { limit: 1 })).total;
    yield { ...shown, cursor: writeCursor(until), liveCount };
    return;
  }
}

async function isQuiet(client: GiteaClient, container: string, startedAt: number | null): Promise<boolean> {
  if (startedAt === null) return false;
  return (await client.issues(container, { since: wholeSeconds(startedAt), limit: 1 })).total === 0;
}

/** Every issue, page by page; some may come twice. */
export async function* allIssues(
  client: GiteaClient,
  container: string,
  query: IssueQuery = {},
): AsyncGenerator<IssuePage> {
  for (let number = 1; ; number++) {
    const page = await client.issues(container, { ...query, page: number });
    yield page;
    if (!page.hasMore) return;
  }
}
