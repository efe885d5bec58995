import type { Named, RedmineStore, StoredIssue } from './store.ts';

/** An issue as the API shows it. */
export function issueJson(store: RedmineStore, issue: StoredIssue): Record<string, unknown> {
  const status = store.statuses.find(({ id }) => id === issue.status);
  const project = store.projects.get(issue.project);
  const optional = {
    assigned_to: issue.assignee === null ? undefined : { id: issue.assignee, name: userName(store, issue.assignee) },
    category: reference(project?.categories, issue.category),
    fixed_version: reference(project?.versions, issue.version),
    parent: issue.parent === null ? undefined : { id: issue.parent },
  };
  return {
    id: issue.id,
    project: { id: issue.project, name: project?.name },
    tracker: reference(store.trackers, issue.tracker),
    status: { id: issue.status, name: status?.name, is_closed: status?.closed },
    priority: reference(store.priorities, issue.priority),
    author: { id: issue.author, name: userName(store, issue.author) },
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
    subject: issue.subject,
    description: issue.description,
    start_date: issue.start,
    due_date: issue.due,
    done_ratio: issue.done,
    is_private: false,
    estimated_hours: issue.hours,
    total_estimated_hours: issue.hours,
    ...(store.customFields.length === 0 ? {} : { custom_fields: customJson(store, issue) }),
    created_on: seconds(issue.created),
    updated_on: seconds(issue.updated),
    closed_on: null,
  };
}

function customJson(store: RedmineStore, issue: StoredIssue): readonly unknown[] {
  return store.customFields.map(({ id, name, multiple }) =>
    multiple
      ? { id, name, multiple, value: issue.custom.get(id) ?? [] }
      : { id, name, value: issue.custom.get(id) ?? '' },
  );
}

export function userName(store: RedmineStore, id: number): string {
  const user = store.users.get(id);
  return `${user?.firstname} ${user?.lastname}`;
}

/** Times are kept exactly and shown in whole seconds. */
function seconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function reference(all: readonly Named[] | undefined, id: number | null): Named | undefined {
  const found = all?.find((one) => one.id === id);
  return found && { id: found.id, name: found.name };
}
