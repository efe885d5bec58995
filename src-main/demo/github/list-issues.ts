import { Refusal } from '../kit/routes.ts';
import type { Visit } from './access.ts';
import { failure, invalid } from './access.ts';
import type { StoredComment, StoredIssue } from './store.ts';
import { commentsOf } from './store.ts';

/** Issues and pull requests, as `GET /repos/{owner}/{repo}/issues` filters and sorts them: open ones unless asked otherwise. */
export function listIssues(
  { store, repository, request: { query } }: Visit,
  sinceExcludes: boolean,
): Sorted<StoredIssue> {
  if (!repository.hasIssues) throw new Refusal(failure(410, 'Issues are disabled for this repo'));
  const state = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(state)) throw invalid('Issue', 'state', 'invalid');
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean).map(lower);
  const [milestone, assignee, creator, type] = ['milestone', 'assignee', 'creator', 'type'].map((key) =>
    query.get(key),
  );
  const fits = (issue: StoredIssue): boolean =>
    issue.repository === repository.id &&
    (state === 'all' || issue.state === state) &&
    labels.every((label) => issue.labels.map(lower).includes(label)) &&
    (!milestone || isOne(milestone, issue.milestone === null ? [] : [String(issue.milestone)])) &&
    (!assignee || isOne(assignee, issue.assignees)) &&
    (!type || isOne(type, issue.type === null ? [] : [issue.type])) &&
    (!creator || lower(issue.author) === lower(creator)) &&
    isSince(query, issue.updatedAt, sinceExcludes);
  const by = sortKey<StoredIssue>(query.get('sort') ?? 'created', (issue) => commentsOf(store, issue).length);
  const direction = query.get('direction') ?? 'desc';
  const all = [...store.issues.values()].filter(fits).sort(inOrder(direction, by));
  return { all, by, sign: direction === 'asc' ? 1 : -1 };
}

/** A list with what it is sorted by, upwards (1) or downwards (-1). */
export interface Sorted<T> {
  readonly all: readonly T[];
  readonly by: (one: T) => number;
  readonly sign: 1 | -1;
}

export function listComments(
  { store, repository, request: { query } }: Visit,
  issue: StoredIssue | null,
): readonly StoredComment[] {
  const all = [...store.comments.values()].filter((comment) =>
    issue === null ? store.issues.get(comment.issue)?.repository === repository.id : comment.issue === issue.id,
  );
  const found = all.filter(({ updatedAt }) => isSince(query, updatedAt, false));
  // The comments of one issue come by number, whatever was asked for.
  if (issue !== null) return found.sort((a, b) => a.id - b.id);
  const by = sortKey<StoredComment>(query.get('sort') ?? 'created', () => 0);
  return found.sort(inOrder(query.get('direction') ?? 'asc', by));
}

interface Timed {
  readonly id: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

function sortKey<T extends Timed>(sort: string, comments: (one: T) => number): (one: T) => number {
  if (sort === 'updated') return ({ updatedAt }) => seconds(updatedAt);
  return sort === 'comments' ? comments : ({ createdAt }) => seconds(createdAt);
}

function inOrder<T extends Timed>(direction: string, by: (one: T) => number): (a: T, b: T) => number {
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => sign * (by(a) - by(b) || a.id - b.id);
}

/** From the second that was given on, or after it. */
function isSince(query: URLSearchParams, updatedAt: number, excludes: boolean): boolean {
  const since = query.get('since');
  return since === null || seconds(updatedAt) >= seconds(Date.parse(since)) + (excludes ? 1 : 0);
}

function isOne(wanted: string, values: readonly string[]): boolean {
  if (wanted === '*') return values.length > 0;
  return wanted === 'none' ? values.length === 0 : values.map(lower).includes(lower(wanted));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}

function lower(text: string): string {
  return text.toLowerCase();
}
