export interface StoredUser {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
}

export interface StoredIssue {
  readonly number: number;
  readonly author: number;
  title: string;
  body: string;
  closed: boolean;
  labels: readonly number[];
  assignees: readonly string[];
  /** 0: none. */
  milestone: number;
  /** The day that its due date ends, in the server's zone. */
  due: string | null;
  isPull: boolean;
  readonly created: number;
  updated: number;
}

export interface StoredComment {
  readonly id: number;
  readonly issue: number;
  readonly user: number;
  body: string;
  readonly created: number;
}

export interface NewIssue {
  readonly title: string;
  readonly body?: string;
  readonly author?: number;
  readonly isPull?: boolean;
}

/** One repository, with everything in it. Edits on it are edits behind the client's back. */
export function createStore(now: () => number) {
  let last = 0;
  const issues = new Map<number, StoredIssue>();
  const comments = new Map<number, StoredComment>();
  const users: readonly StoredUser[] = [
    { id: 1, login: 'ana', name: 'Ana Lima', email: 'ana@example.org' },
    { id: 2, login: 'ben', name: '', email: 'ben@noreply.git.example.org' },
  ];
  const labels = [{ id: 1, name: 'bug' }];
  return {
    /** The first one is who is signed in. */
    users,
    labels,
    /** They belong to the organisation that owns the repository. */
    sharedLabels: [{ id: 101, name: 'everywhere' }],
    milestones: [
      { id: 11, title: '1.0', state: 'closed' },
      { id: 12, title: '2.0', state: 'open' },
    ],
    issues,
    comments,
    repository: { full_name: 'garden/tasks', archived: false, has_issues: true, permissions: { push: true } },
    nextId: () => ++last + 1_000,

    addIssue({ title, body = '', author = 1, isPull = false }: NewIssue): StoredIssue {
      const number = Math.max(0, ...issues.keys(), last) + 1;
      last = number;
      const empty = { closed: false, labels: [], assignees: [], milestone: 0, due: null };
      const issue = { number, author, title, body, ...empty, isPull, created: now(), updated: now() };
      issues.set(number, issue);
      return issue;
    },

    addComment(issue: StoredIssue, user: number, body: string): StoredComment {
      const comment = { id: ++last + 1_000, issue: issue.number, user, body, created: now() };
      comments.set(comment.id, comment);
      issue.updated = now();
      return comment;
    },

    commentsOf: (issue: number) => [...comments.values()].filter((comment) => comment.issue === issue),
  };
}

export type GiteaStore = ReturnType<typeof createStore>;
