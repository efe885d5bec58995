import type { GiteaStore, StoredComment, StoredIssue } from './store.ts';

/** Times are whole seconds, in the server's own zone. */
export function timeJson(time: number): string {
  return `${new Date(time + 7_200_000).toISOString().slice(0, 19)}+02:00`;
}

export function userJson(store: GiteaStore, id: number) {
  const user = store.users.find((one) => one.id === id);
  return user === undefined ? null : { id, login: user.login, full_name: user.name, email: user.email };
}

export function issueJson(store: GiteaStore, issue: StoredIssue, origin: string) {
  const everyLabel = [...store.labels, ...store.sharedLabels];
  return {
    id: issue.number + 50_000,
    number: issue.number,
    html_url: `${origin}/${store.repository.full_name}/issues/${issue.number}`,
    user: userJson(store, issue.author),
    title: issue.title,
    body: issue.body,
    labels: everyLabel.filter(({ id }) => issue.labels.includes(id)).map((label) => ({ ...label, color: '8c959f' })),
    milestone: store.milestones.find(({ id }) => id === issue.milestone) ?? null,
    assignees:
      issue.assignees.length === 0
        ? null
        : store.users.filter(({ login }) => issue.assignees.includes(login)).map(({ id }) => userJson(store, id)),
    state: issue.closed ? 'closed' : 'open',
    comments: store.commentsOf(issue.number).length,
    created_at: timeJson(issue.created),
    updated_at: timeJson(issue.updated),
    due_date: issue.due === null ? null : `${issue.due}T23:59:59+02:00`,
    pull_request: issue.isPull ? { merged: false } : null,
  };
}

export function commentJson(store: GiteaStore, { id, user, body, created }: StoredComment) {
  return { id, body, user: userJson(store, user), created_at: timeJson(created), updated_at: timeJson(created) };
}
