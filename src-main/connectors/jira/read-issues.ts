import type { PullProblem } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { inParallel } from '../kit/in-parallel.ts';
import type { JiraClient } from './jira-client.ts';
import type { Issue } from './jira-wire.ts';
import { issueIdSchema, issueSchema } from './jira-wire.ts';

export interface ReadIssues {
  readonly issues: readonly Issue[];
  readonly problems: readonly PullProblem[];
}

/** One issue that we cannot read does not stand in the way of the others; one without an id cannot even be named. */
export function parseIssues(given: readonly unknown[]): ReadIssues {
  const issues: Issue[] = [];
  const problems: PullProblem[] = [];
  for (const one of given) {
    const { id, key } = idOf(one);
    const parsed = issueSchema.safeParse(one);
    if (parsed.success) issues.push(parsed.data);
    else problems.push({ id, code: 'invalid-response', message: unreadable(key ?? id) });
  }
  return { issues, problems };
}

export function idOf(given: unknown): { readonly id: RemoteId; readonly key?: string | undefined } {
  const parsed = issueIdSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new TaskSyncError(
    'invalid-response',
    'Jira sent an issue that Task Sync does not understand. Nothing was taken from it. Check that the address leads to Jira.',
    { applied: 'unknown' },
  );
}

function unreadable(name: string): string {
  return `Jira shows issue ${name} in a way that Task Sync does not understand. It was left alone; the others went on.`;
}

/** What a search is asked to show in its present state, at most (`reconcileIssues`). */
export const mostFresh = 50;
const few = 3;
const atOnce = 8;

/**
 * The present state of issues, by id; those that are not in the answer are proven by a 404 each. Several at a time come through
 * one search, in which Cloud looks past its own lag and Data Center has none on one node.
 *
 * @param oneByOne reads each by itself, for certainty where there are several nodes
 */
export async function readByIds(
  client: JiraClient,
  ids: readonly RemoteId[],
  fields: readonly string[],
  properties: readonly string[] = [],
  { oneByOne = false } = {},
): Promise<ReadonlyMap<RemoteId, unknown>> {
  const wanted = [...new Set(ids)].filter((id) => /^\d{1,18}$/.test(id));
  const found = new Map<RemoteId, unknown>();
  const isSearched = wanted.length > few && !oneByOne;
  const chunks = isSearched ? chunksOf(wanted, mostFresh) : [];
  const answers = await inParallel(chunks, 4, (some) => searchByIds(client, some, fields, properties));
  for (const issue of answers.flat()) found.set(idOf(issue).id, issue);
  const others = wanted.filter((id) => !found.has(id));
  const read = await inParallel(others, atOnce, (id) => client.issue(id, fields, properties));
  for (const [index, issue] of read.entries()) if (issue !== null) found.set(others[index] ?? '', issue);
  return found;
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

async function searchByIds(
  client: JiraClient,
  fresh: readonly RemoteId[],
  fields: readonly string[],
  properties: readonly string[],
): Promise<readonly unknown[]> {
  const issues: unknown[] = [];
  try {
    for (let at: string | null = null; ; ) {
      const jql = `id in (${fresh.join(', ')}) ORDER BY key ASC`;
      const page = await client.search({ jql, fields, properties, maxResults: mostFresh, fresh, at });
      issues.push(...page.issues);
      at = page.next;
      if (at === null) return issues;
    }
  } catch (error) {
    // One that is gone makes Cloud refuse the question: they are read one by one.
    if (error instanceof TaskSyncError && error.code === 'rejected') return [];
    throw error;
  }
}
