import { nodeId, time, userJson } from './json.ts';
import type { GithubStore, Role, StoredRepository } from './store.ts';
import { fullName } from './store.ts';

/** A repository has more addresses than anything else; they are made by their names. */
const addresses = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
} as const;

export function repositoryJson(
  store: GithubStore,
  origin: string,
  repository: StoredRepository,
  role: Role,
): Readonly<Record<string, unknown>> {
  const { id, name, owner, isPrivate, hasIssues, isArchived } = repository;
  const url = `${origin}/repos/${fullName(repository)}`;
  const open = [...store.issues.values()].filter((one) => one.repository === id && one.state === 'open').length;
  const isAtLeast = (wanted: Role): boolean => roles.indexOf(role) >= roles.indexOf(wanted);
  return {
    ...{ id, node_id: nodeId('R', id), name, full_name: fullName(repository), private: isPrivate, fork: false },
    ...{ owner: userJson(store, origin, owner.login), html_url: `${origin}/${fullName(repository)}`, url },
    ...Object.fromEntries(Object.entries(addresses).map(([key, path]) => [`${key}_url`, `${url}${path}`])),
    ...{ clone_url: `${origin}/${fullName(repository)}.git`, git_url: `git://127.0.0.1/${fullName(repository)}.git` },
    ...{ ssh_url: `git@127.0.0.1:${fullName(repository)}.git`, svn_url: `${origin}/${fullName(repository)}` },
    ...{ description: null, homepage: null, language: null, license: null, mirror_url: null, default_branch: 'main' },
    ...{ forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 1 },
    ...{ open_issues: open, open_issues_count: open, has_issues: hasIssues, has_projects: true, has_wiki: true },
    ...{ has_pages: false, has_downloads: true, has_discussions: false, archived: isArchived, disabled: false },
    ...{ visibility: isPrivate ? 'private' : 'public', network_count: 0, subscribers_count: 0 },
    ...{ pushed_at: time(0), created_at: time(0), updated_at: time(0) },
    permissions: {
      ...{ admin: isAtLeast('admin'), maintain: isAtLeast('admin'), push: isAtLeast('write') },
      ...{ triage: isAtLeast('triage'), pull: true },
    },
  };
}

export const roles: readonly Role[] = ['read', 'triage', 'write', 'admin'];
