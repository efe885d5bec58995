import type { RedmineStore, StoredIssue, StoredProject } from './store.ts';

/** The issues that fit the parameters of `GET /issues.json`, sorted; filters that Redmine does not know change nothing. */
export function listIssues(
  store: RedmineStore,
  query: URLSearchParams,
  project: StoredProject | null,
): readonly StoredIssue[] {
  const fits = [
    inProject(store, project, query.get('subproject_id')),
    withStatus(store, query.get('status_id')),
    oneOf(query.get('priority_id'), ({ priority }) => priority),
    oneOf(query.get('assigned_to_id'), ({ assignee }) => assignee),
    oneOf(query.get('fixed_version_id'), ({ version }) => version),
    oneOf(query.get('tracker_id'), ({ tracker }) => tracker),
    withId(query.get('issue_id')),
    updatedSince(query.get('updated_on')),
    describedBy(query.get('description')),
    withNotes(store, query.get('notes')),
    (issue: StoredIssue) => query.get('parent_id') === null || issue.parent === Number(query.get('parent_id')),
  ];
  const issues = [...store.issues.values()].filter((issue) => fits.every((isFit) => isFit(issue)));
  return issues.sort(order(query.get('sort')));
}

type Fit = (issue: StoredIssue) => boolean;

function inProject(store: RedmineStore, project: StoredProject | null, subprojects: string | null): Fit {
  if (project === null) return () => true;
  const below = [...store.projects.values()].filter(({ parent }) => parent === project.id).map(({ id }) => id);
  const ids = subprojects === '!*' ? [project.id] : [project.id, ...below];
  return (issue) => ids.includes(issue.project);
}

/** Open ones only, unless asked otherwise. */
function withStatus(store: RedmineStore, status: string | null): Fit {
  if (status === '*') return () => true;
  if (status !== null) return oneOf(status, (issue) => issue.status);
  const closed = new Set(store.statuses.filter((one) => one.closed).map(({ id }) => id));
  return (issue) => !closed.has(issue.status);
}

/** Ids with bars between them. */
function oneOf(filter: string | null, of: (issue: StoredIssue) => number | null): Fit {
  if (filter === null) return () => true;
  const ids = new Set(filter.split('|').map(Number));
  return (issue) => ids.has(of(issue) ?? 0);
}

function withId(filter: string | null): Fit {
  if (filter === null) return () => true;
  if (filter.startsWith('>=')) return (issue) => issue.id >= Number(filter.slice(2));
  const ids = new Set(filter.split(',').map(Number));
  return (issue) => ids.has(issue.id);
}

/** Redmine asks the database for later than one second before, so that the second itself is in. */
function updatedSince(filter: string | null): Fit {
  if (!filter?.startsWith('>=')) return () => true;
  const time = Date.parse(filter.slice(2)) - 1000;
  return (issue) => issue.updated > time;
}

function describedBy(filter: string | null): Fit {
  if (!filter?.startsWith('~')) return () => true;
  const words = filter.slice(1).toLowerCase().split(/\s+/);
  return (issue) => words.every((word) => (issue.description ?? '').toLowerCase().includes(word));
}

function withNotes(store: RedmineStore, filter: string | null): Fit {
  if (filter !== '*') return () => true;
  const noted = new Set([...store.journals.values()].map(({ issue }) => issue));
  return (issue) => noted.has(issue.id);
}

function order(sort: string | null): (a: StoredIssue, b: StoredIssue) => number {
  switch (sort) {
    case 'id':
      return (a, b) => a.id - b.id;
    case 'updated_on:desc':
      return (a, b) => b.updated - a.updated || b.id - a.id;
    default:
      return (a, b) => b.id - a.id;
  }
}
