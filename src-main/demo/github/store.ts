import type { ServiceClock } from '../kit/service-clock.ts';

/** What a small GitHub keeps; times are milliseconds. Edits on it are edits behind the client's back. */
export interface StoredUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly type: 'User' | 'Organization';
}

export type Role = 'read' | 'triage' | 'write' | 'admin';

export interface StoredRepository {
  readonly id: number;
  readonly owner: StoredUser;
  name: string;
  isPrivate: boolean;
  hasIssues: boolean;
  isArchived: boolean;
  /** By login. Others may read it, unless it is private. */
  readonly roles: Map<string, Role>;
  readonly labels: StoredLabel[];
  readonly milestones: StoredMilestone[];
  /** Of issues and pull requests together. */
  lastNumber: number;
}

export interface StoredLabel {
  readonly id: number;
  name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface StoredMilestone {
  readonly id: number;
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  readonly createdAt: number;
}

export interface StoredIssue {
  readonly id: number;
  readonly number: number;
  readonly repository: number;
  readonly author: string;
  readonly isPullRequest: boolean;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  reason: string | null;
  /** Names. */
  labels: readonly string[];
  /** Logins. */
  assignees: readonly string[];
  milestone: number | null;
  type: string | null;
  /** Id of the issue. */
  parent: number | null;
  readonly fields: Map<number, string | number | readonly string[]>;
  isLocked: boolean;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  closedBy: string | null;
}

export interface StoredComment {
  readonly id: number;
  /** Id of the issue. */
  readonly issue: number;
  readonly author: string;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface StoredField {
  readonly id: number;
  readonly name: string;
  readonly type: 'text' | 'number' | 'date' | 'single_select' | 'multi_select';
  readonly options?: readonly string[];
}

/** What became of an issue that is not at its place any more. */
export interface Left {
  /** Transferred to; null: deleted. */
  readonly to: StoredIssue | null;
  readonly at: number;
  readonly wasPullRequest: boolean;
}

export interface GithubStore {
  readonly clock: ServiceClock;
  readonly users: Map<string, StoredUser>;
  /** Token → login. */
  readonly tokens: Map<string, string>;
  readonly repositories: Map<number, StoredRepository>;
  /** Names that repositories had before, in lower case. */
  readonly oldNames: Map<string, number>;
  readonly issues: Map<number, StoredIssue>;
  readonly comments: Map<number, StoredComment>;
  /** By repository and number: `1000001#12`. */
  readonly left: Map<string, Left>;
  /** Of the organisations, by login. */
  readonly types: Map<string, readonly string[]>;
  readonly fields: Map<string, readonly StoredField[]>;
  nextId(): number;
}

export function createStore(clock: ServiceClock): GithubStore {
  // Ids of real issues do not fit into 31 bits any more.
  let last = 3_000_000_000;
  return {
    ...{ clock, users: new Map(), tokens: new Map(), repositories: new Map(), oldNames: new Map() },
    ...{ issues: new Map(), comments: new Map(), left: new Map(), types: new Map(), fields: new Map() },
    nextId: () => ++last,
  };
}

export function fullName({ owner, name }: StoredRepository): string {
  return `${owner.login}/${name}`;
}

export function findIssue(store: GithubStore, repository: StoredRepository, number: number): StoredIssue | undefined {
  for (const issue of store.issues.values()) {
    if (issue.repository === repository.id && issue.number === number) return issue;
  }
  return undefined;
}

export function commentsOf(store: GithubStore, issue: StoredIssue): readonly StoredComment[] {
  return [...store.comments.values()].filter((comment) => comment.issue === issue.id);
}

export function childrenOf(store: GithubStore, issue: StoredIssue): readonly StoredIssue[] {
  return [...store.issues.values()].filter(({ parent }) => parent === issue.id);
}

export interface NewIssue extends Partial<Omit<StoredIssue, 'id' | 'number' | 'repository' | 'fields'>> {
  readonly author: string;
  readonly title: string;
}

export function addIssue(store: GithubStore, repository: StoredRepository, values: NewIssue): StoredIssue {
  const now = store.clock.now();
  const issue: StoredIssue = {
    ...{ isPullRequest: false, body: null, state: 'open', reason: null, labels: [], assignees: [], milestone: null },
    ...{ type: null, parent: null, isLocked: false, createdAt: now, updatedAt: now, closedAt: null, closedBy: null },
    ...values,
    ...{ id: store.nextId(), number: ++repository.lastNumber, repository: repository.id, fields: new Map() },
  };
  store.issues.set(issue.id, issue);
  return issue;
}

export function addComment(store: GithubStore, issue: StoredIssue, author: string, body: string): StoredComment {
  const now = store.clock.now();
  const comment = { id: store.nextId(), issue: issue.id, author, body, createdAt: now, updatedAt: now };
  store.comments.set(comment.id, comment);
  issue.updatedAt = now;
  return comment;
}

/** As an administrator does in the browser. Its sub-issues stay, without a parent. */
export function deleteIssue(store: GithubStore, issue: StoredIssue): void {
  leave(store, issue, null);
}

/** As somebody with write access to both does in the browser: another number, another id; the comments go along. */
export function transferIssue(store: GithubStore, issue: StoredIssue, to: StoredRepository): StoredIssue {
  const { author, title, body, state, reason, createdAt } = issue;
  const moved = addIssue(store, to, { author, title, body, state, reason, createdAt });
  for (const { author: by, body: text } of commentsOf(store, issue)) addComment(store, moved, by, text);
  leave(store, issue, moved);
  return moved;
}

function leave(store: GithubStore, issue: StoredIssue, to: StoredIssue | null): void {
  const left: Left = { to, at: store.clock.now(), wasPullRequest: issue.isPullRequest };
  store.left.set(`${issue.repository}#${issue.number}`, left);
  for (const comment of commentsOf(store, issue)) store.comments.delete(comment.id);
  for (const child of childrenOf(store, issue)) child.parent = null;
  store.issues.delete(issue.id);
}

export function renameRepository(store: GithubStore, repository: StoredRepository, name: string): void {
  store.oldNames.set(fullName(repository).toLowerCase(), repository.id);
  repository.name = name;
}
