/** What a Redmine 5.0 with its default data keeps; times are milliseconds. */
export interface StoredIssue {
  readonly id: number;
  project: number;
  tracker: number;
  status: number;
  priority: number;
  author: number;
  assignee: number | null;
  category: number | null;
  version: number | null;
  parent: number | null;
  subject: string;
  description: string | null;
  start: string | null;
  due: string | null;
  done: number;
  hours: number | null;
  spent: number;
  /** By id of the field. */
  readonly custom: Map<number, string | readonly string[]>;
  readonly created: number;
  updated: number;
}

export interface StoredCustomField {
  readonly id: number;
  readonly name: string;
  readonly format: 'string' | 'text' | 'int' | 'float' | 'bool' | 'date' | 'list' | 'enumeration' | 'user' | 'version';
  readonly multiple?: boolean;
  /** Then its project does not name it. */
  readonly isForAll?: boolean;
  readonly values?: readonly { readonly value: string; readonly label: string }[];
}

export interface StoredJournal {
  readonly id: number;
  readonly issue: number;
  readonly user: number;
  notes: string;
  isPrivate: boolean;
  readonly created: number;
}

export interface StoredFile {
  readonly id: number;
  /** Null: uploaded, and belongs to nothing. */
  issue: number | null;
  readonly user: number;
  name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly token: string;
  readonly created: number;
}

export interface Named {
  readonly id: number;
  name: string;
}

export interface StoredProject extends Named {
  readonly identifier: string;
  readonly parent: number | null;
  /** 1 active, 5 closed, 9 archived */
  status: number;
  readonly categories: Named[];
  readonly versions: (Named & { status: 'open' | 'locked' | 'closed' })[];
  readonly members: number[];
}

export interface StoredUser {
  readonly id: number;
  readonly login: string;
  readonly firstname: string;
  readonly lastname: string;
  readonly mail: string;
  readonly key: string;
  /** Administrators may everything; others may neither close issues nor delete them, nor make subtasks, nor see e-mail. */
  readonly admin: boolean;
}

export interface RedmineStore {
  readonly issues: Map<number, StoredIssue>;
  /** Only entries with a note. */
  readonly journals: Map<number, StoredJournal>;
  readonly files: Map<number, StoredFile>;
  /** Bytes; a setting of the administrator. */
  largestFile: number;
  readonly projects: Map<number, StoredProject>;
  readonly users: Map<number, StoredUser>;
  readonly trackers: readonly Named[];
  readonly statuses: (Named & { readonly closed: boolean })[];
  readonly priorities: (Named & { readonly isDefault: boolean })[];
  /** Of all projects and trackers. */
  readonly customFields: StoredCustomField[];
  /** A new project without issues. */
  addProject(identifier: string, values?: Partial<StoredProject>): StoredProject;
  nextId(): number;
}

export function createStore(users: readonly StoredUser[]): RedmineStore {
  let last = 0;
  const projects = new Map<number, StoredProject>();
  return {
    issues: new Map(),
    journals: new Map(),
    files: new Map(),
    largestFile: 5_242_880,
    customFields: [],
    projects,
    users: new Map(users.map((user) => [user.id, user])),
    trackers: list('Bug', 'Feature', 'Support'),
    statuses: list('New', 'In Progress', 'Resolved', 'Feedback', 'Closed', 'Rejected').map((status) => ({
      ...status,
      closed: status.id >= 5,
    })),
    priorities: list('Low', 'Normal', 'High', 'Urgent', 'Immediate').map((priority) => ({
      ...priority,
      isDefault: priority.id === 2,
    })),
    addProject: (identifier, values = {}) => {
      const project: StoredProject = {
        id: projects.size + 1,
        name: identifier,
        identifier,
        parent: null,
        status: 1,
        categories: [],
        versions: [],
        members: users.map(({ id }) => id),
        ...values,
      };
      projects.set(project.id, project);
      return project;
    },
    nextId: () => {
      last += 1;
      return last;
    },
  };
}

function list(...names: readonly string[]): readonly Named[] {
  return names.map((name, index) => ({ id: index + 1, name }));
}
