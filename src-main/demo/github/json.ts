import type {
  GithubStore,
  StoredComment,
  StoredIssue,
  StoredLabel,
  StoredMilestone,
  StoredRepository,
} from './store.ts';
import { childrenOf, commentsOf, fullName } from './store.ts';

type Json = Readonly<Record<string, unknown>>;

/** GitHub tells whole seconds. */
export function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export function nodeId(kind: string, id: number): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}

export function userJson(store: GithubStore, origin: string, login: string): Json {
  const user = store.users.get(login);
  if (user === undefined) throw new Error(`there is no user ${login}`);
  const url = `${origin}/users/${login}`;
  return {
    ...{ login, id: user.id, node_id: nodeId('U', user.id), avatar_url: `${origin}/avatars/${user.id}` },
    ...{ gravatar_id: '', url, html_url: `${origin}/${login}`, followers_url: `${url}/followers` },
    ...{ following_url: `${url}/following{/other_user}`, gists_url: `${url}/gists{/gist_id}` },
    ...{ starred_url: `${url}/starred{/owner}{/repo}`, subscriptions_url: `${url}/subscriptions` },
    ...{ organizations_url: `${url}/orgs`, repos_url: `${url}/repos`, events_url: `${url}/events{/privacy}` },
    ...{ received_events_url: `${url}/received_events`, type: user.type, user_view_type: 'public', site_admin: false },
  };
}

/** The account that is signed in, as it sees itself. */
export function accountJson(store: GithubStore, origin: string, login: string): Json {
  const user = store.users.get(login);
  const none = { company: null, blog: '', location: null, email: null, hireable: null, bio: null };
  return {
    ...userJson(store, origin, login),
    ...{
      user_view_type: 'private',
      name: user?.name ?? null,
      twitter_username: null,
      notification_email: null,
      ...none,
    },
    ...{ public_repos: 2, public_gists: 0, followers: 0, following: 0, private_gists: 0, total_private_repos: 1 },
    ...{ owned_private_repos: 1, disk_usage: 1, collaborators: 0, two_factor_authentication: true },
    ...{ created_at: time(0), updated_at: time(0) },
  };
}

export function labelJson(origin: string, repository: StoredRepository, label: StoredLabel): Json {
  const url = `${origin}/repos/${fullName(repository)}/labels/${encodeURIComponent(label.name)}`;
  const { id, name, color, description } = label;
  return { id, node_id: nodeId('LA', id), url, name, color, default: false, description };
}

export function milestoneJson(
  store: GithubStore,
  origin: string,
  repository: StoredRepository,
  milestone: StoredMilestone,
): Json {
  const { id, number, title, state, createdAt } = milestone;
  const own = [...store.issues.values()].filter(
    (issue) => issue.repository === repository.id && issue.milestone === number,
  );
  const url = `${origin}/repos/${fullName(repository)}/milestones/${number}`;
  return {
    ...{ url, html_url: `${origin}/${fullName(repository)}/milestone/${number}`, labels_url: `${url}/labels` },
    ...{ id, node_id: nodeId('MI', id), number, title, description: null, state },
    creator: userJson(store, origin, repository.owner.login),
    open_issues: own.filter((issue) => issue.state === 'open').length,
    closed_issues: own.filter((issue) => issue.state === 'closed').length,
    ...{ created_at: time(createdAt), updated_at: time(createdAt), due_on: null },
    closed_at: state === 'closed' ? time(createdAt) : null,
  };
}

export function commentJson(
  store: GithubStore,
  origin: string,
  repository: StoredRepository,
  comment: StoredComment,
): Json {
  const issue = store.issues.get(comment.issue);
  const name = fullName(repository);
  const { id, body, author, createdAt, updatedAt } = comment;
  return {
    ...{ id, node_id: nodeId('IC', id), url: `${origin}/repos/${name}/issues/comments/${id}` },
    html_url: `${origin}/${name}/issues/${issue?.number}#issuecomment-${id}`,
    issue_url: `${origin}/repos/${name}/issues/${issue?.number}`,
    user: userJson(store, origin, author),
    ...{ created_at: time(createdAt), updated_at: time(updatedAt), author_association: 'MEMBER', body },
    performed_via_github_app: null,
  };
}

export function issueJson(store: GithubStore, origin: string, issue: StoredIssue): Json {
  const repository = store.repositories.get(issue.repository);
  if (repository === undefined) throw new Error(`issue ${issue.id} is in no repository`);
  const name = fullName(repository);
  const url = `${origin}/repos/${name}/issues/${issue.number}`;
  const kind = issue.isPullRequest ? 'pull' : 'issues';
  const parent = issue.parent === null ? undefined : store.issues.get(issue.parent);
  const home = parent && store.repositories.get(parent.repository);
  const children = childrenOf(store, issue);
  const completed = children.filter(({ state }) => state === 'closed').length;
  const milestone = repository.milestones.find(({ number }) => number === issue.milestone);
  const assignees = issue.assignees.map((login) => userJson(store, origin, login));
  return {
    ...{ id: issue.id, node_id: nodeId('I', issue.id), url, repository_url: `${origin}/repos/${name}` },
    ...{ labels_url: `${url}/labels{/name}`, comments_url: `${url}/comments`, events_url: `${url}/events` },
    ...{ html_url: `${origin}/${name}/${kind}/${issue.number}`, timeline_url: `${url}/timeline` },
    ...{ number: issue.number, title: issue.title, body: issue.body, user: userJson(store, origin, issue.author) },
    ...{ state: issue.state, state_reason: issue.reason, locked: issue.isLocked, active_lock_reason: null },
    labels: issue.labels.flatMap((label) =>
      repository.labels.filter((one) => one.name === label).map((one) => labelJson(origin, repository, one)),
    ),
    ...{ assignee: assignees[0] ?? null, assignees },
    milestone: milestone === undefined ? null : milestoneJson(store, origin, repository, milestone),
    comments: commentsOf(store, issue).length,
    ...{ created_at: time(issue.createdAt), updated_at: time(issue.updatedAt) },
    closed_at: issue.closedAt === null ? null : time(issue.closedAt),
    closed_by: issue.closedBy === null ? null : userJson(store, origin, issue.closedBy),
    ...{ author_association: 'MEMBER', performed_via_github_app: null },
    sub_issues_summary: {
      ...{ total: children.length, completed },
      percent_completed: children.length === 0 ? 0 : Math.round((completed * 100) / children.length),
    },
    issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0, blocking: 0, total_blocking: 0 },
    ...(parent && home ? { parent_issue_url: `${origin}/repos/${fullName(home)}/issues/${parent.number}` } : {}),
    ...ofOrganisation(store, repository, issue),
    ...(issue.isPullRequest ? { draft: false, pull_request: pullJson(origin, name, issue.number) } : {}),
  };
}

function pullJson(origin: string, name: string, number: number): Json {
  const page = `${origin}/${name}/pull/${number}`;
  const url = `${origin}/repos/${name}/pulls/${number}`;
  return { url, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: null };
}

/** Types and fields are there where the organisation has some. */
function ofOrganisation(store: GithubStore, { owner }: StoredRepository, issue: StoredIssue): Json {
  const types = store.types.get(owner.login);
  const fields = store.fields.get(owner.login);
  const type = types?.indexOf(issue.type ?? '') ?? -1;
  return {
    ...(types === undefined ? {} : { type: type < 0 ? null : typeJson(issue.type ?? '', type) }),
    ...(fields === undefined ? {} : { issue_field_values: fieldValuesJson(store, owner.login, issue) }),
  };
}

export function typeJson(name: string, index: number): Json {
  const id = 100 + index;
  return { id, node_id: nodeId('IT', id), name, description: null, color: 'blue', is_enabled: true };
}

export function fieldValuesJson(store: GithubStore, owner: string, issue: StoredIssue): readonly Json[] {
  return (store.fields.get(owner) ?? []).flatMap((field) => {
    const value = issue.fields.get(field.id);
    if (value === undefined) return [];
    const option = (name: string): Json => ({ id: 1 + (field.options ?? []).indexOf(name), name, color: 'gray' });
    return [
      {
        ...{ issue_field_id: field.id, issue_field_name: field.name, node_id: nodeId('IFV', field.id) },
        ...{ data_type: field.type, value: typeof value === 'object' ? null : value },
        ...(field.type === 'single_select' ? { single_select_option: option(String(value)) } : {}),
        ...(typeof value === 'object' ? { multi_select_options: value.map(option) } : {}),
      },
    ];
  });
}
