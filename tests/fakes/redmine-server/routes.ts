import { attach, attachmentsJson, download, removeFile, upload } from './attachments.ts';
import { issueJson, userName } from './issue-json.ts';
import { listIssues } from './list-issues.ts';
import type { RedmineStore, StoredCustomField, StoredIssue, StoredProject, StoredUser } from './store.ts';
import type { Attributes } from './write-issue.ts';
import { assign, removeTree } from './write-issue.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly bytes: Buffer;
  readonly user: StoredUser;
}

export interface Reply {
  readonly status: number;
  /** Undefined: no body at all. */
  readonly json?: unknown;
  /** In place of it. */
  readonly file?: Buffer;
}

/** What happens to a request that is signed in. */
export function route(store: RedmineStore, now: () => number, asked: Asked): Reply {
  const { method, path, query, user } = asked;
  const parts = path
    .replace(/\.json$/, '')
    .split('/')
    .filter(Boolean);
  const [what = '', id = '', below = ''] = parts;
  if (what === 'issues') return id === '' ? issueList(store, now, asked) : oneIssue(store, now, asked, id);
  if (what === 'journals' && method === 'PUT') return updateJournal(store, asked, Number(id));
  if (what === 'uploads' && method === 'POST') return upload(store, now(), asked);
  if (what === 'attachments' && method === 'DELETE') return removeFile(store, user, Number(id));
  if (method !== 'GET') return { status: 404 };
  if (what === 'attachments' && id === 'download') return download(store, Number(below));
  switch (`${what}${id === '' ? '' : '/'}${below}`) {
    case 'users/':
      return userReply(store, user, id === 'current' ? user.id : Number(id));
    case 'projects':
      return { status: 200, json: projectList(store, query, user) };
    case 'projects/':
      return inProject(store, user, id, (project) => ({ project: projectJson(store, project) }));
    case 'projects/memberships':
      return inProject(store, user, id, (project) => paged(query, 'memberships', memberships(store, project)));
    case 'projects/versions':
      return inProject(store, user, id, ({ versions }) => ({ versions, total_count: versions.length }));
    case 'custom_fields':
      return user.admin
        ? { status: 200, json: { custom_fields: store.customFields.map(customFieldJson) } }
        : { status: 403 };
    case 'issue_statuses':
      return {
        status: 200,
        json: {
          issue_statuses: store.statuses.map(({ id: status, name, closed }) => ({
            id: status,
            name,
            is_closed: closed,
          })),
        },
      };
    case 'enumerations/':
      return {
        status: 200,
        json: {
          issue_priorities: store.priorities.map(({ id: priority, name, isDefault }) => ({
            id: priority,
            name,
            is_default: isDefault,
            active: true,
          })),
        },
      };
    default:
      return { status: 404 };
  }
}

function issueList(store: RedmineStore, now: () => number, { method, query, body, user }: Asked): Reply {
  if (method === 'POST') return createIssue(store, now(), user, body);
  const name = query.get('project_id');
  const project = name === null ? null : findProject(store, name);
  if (name !== null && project === null) return { status: 404 };
  if (project !== null && !mayRead(project, user)) return { status: 403 };
  if (/^[^\d>]/.test(query.get('issue_id') ?? '')) return { status: 422, json: { errors: ['Issue is invalid'] } };
  const found = listIssues(store, query, project).filter((issue) => maySee(store, issue, user));
  return {
    status: 200,
    json: paged(
      query,
      'issues',
      found.map((issue) => ({
        ...issueJson(store, issue),
        ...((query.get('include') ?? '').includes('attachments') ? attachmentsJson(store, issue.id) : {}),
      })),
    ),
  };
}

function createIssue(store: RedmineStore, now: number, user: StoredUser, body: string): Reply {
  const given = attributes(body);
  const project = findProject(store, String(given['project_id'] ?? ''));
  if (project === null || project.status !== 1) {
    return {
      status: 422,
      json: { errors: ['Project cannot be blank', 'Tracker cannot be blank', 'Status cannot be blank'] },
    };
  }
  const issue: StoredIssue = {
    id: store.nextId(),
    project: project.id,
    tracker: store.trackers[0]?.id ?? 1,
    status: store.statuses[0]?.id ?? 1,
    priority: store.priorities.find(({ isDefault }) => isDefault)?.id ?? 1,
    author: user.id,
    assignee: null,
    category: null,
    version: null,
    parent: null,
    subject: '',
    description: null,
    start: new Date(now).toISOString().slice(0, 10),
    due: null,
    done: 0,
    hours: null,
    spent: 0,
    custom: new Map(),
    created: now,
    updated: now,
  };
  // The workflow of the default data leads a new issue to its first status only.
  const errors = assign({ store, project, user }, issue, { ...given, status_id: issue.status });
  if (errors.length > 0) return { status: 422, json: { errors } };
  store.issues.set(issue.id, issue);
  return { status: 201, json: { issue: issueJson(store, issue) } };
}

function oneIssue(store: RedmineStore, now: () => number, { method, query, body, user }: Asked, id: string): Reply {
  const issue = store.issues.get(Number(id));
  const project = store.projects.get(issue?.project ?? 0);
  if (issue === undefined || project === undefined) return { status: 404 };
  if (!maySee(store, issue, user)) return { status: 403 };
  switch (method) {
    case 'PUT': {
      const changed = { ...issue, custom: new Map(issue.custom) };
      const errors = assign({ store, project, user }, changed, attributes(body));
      if (errors.length > 0) return { status: 422, json: { errors } };
      if (!attach(store, user, issue.id, attributes(body)['uploads'])) {
        return { status: 422, json: { errors: ['1 file(s) could not be saved.'] } };
      }
      Object.assign(issue, changed, { updated: now() });
      addNote(store, now(), issue.id, user, attributes(body));
      return { status: 204 };
    }
    case 'DELETE':
      if (!user.admin) return { status: 403 };
      removeTree(store, issue.id);
      return { status: 204 };
    default: {
      const below = [...store.issues.values()].filter(({ parent }) => parent === issue.id);
      const children = below.map((child) => ({ id: child.id, subject: child.subject }));
      const includes = (query.get('include') ?? '').includes('children') && children.length > 0;
      const journals = (query.get('include') ?? '').includes('journals')
        ? { journals: journalsJson(store, issue.id, user) }
        : {};
      const shown = {
        ...issueJson(store, issue),
        spent_hours: issue.spent,
        ...(includes ? { children } : {}),
        ...journals,
      };
      return { status: 200, json: { issue: shown } };
    }
  }
}

/** What the role may not do is left out in silence. */
function addNote(store: RedmineStore, now: number, issue: number, user: StoredUser, given: Attributes): void {
  const notes = given['notes'];
  if (typeof notes !== 'string' || notes.trim() === '' || !user.admin) return;
  const id = store.nextId();
  const isPrivate = given['private_notes'] === true;
  store.journals.set(id, {
    id,
    issue,
    user: user.id,
    notes: notes.replace(/\r\n?|\n/g, '\r\n'),
    isPrivate,
    created: now,
  });
}

/** Leaves the issue's time as it was; without a note the entry goes away. */
function updateJournal(store: RedmineStore, { body, user }: Asked, id: number): Reply {
  const journal = store.journals.get(id);
  if (journal === undefined) return { status: 404 };
  if (!user.admin) return { status: 403 };
  const { notes = '' } = (JSON.parse(body) as { journal?: { notes?: string } }).journal ?? {};
  if (notes.trim() === '') store.journals.delete(id);
  else journal.notes = notes.replace(/\r\n?|\n/g, '\r\n');
  return { status: 204 };
}

function journalsJson(store: RedmineStore, issue: number, viewer: StoredUser): readonly unknown[] {
  const seconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
  return [...store.journals.values()]
    .filter((journal) => journal.issue === issue && (!journal.isPrivate || viewer.admin || journal.user === viewer.id))
    .map(({ id, user, notes, isPrivate, created }) => ({
      id,
      user: { id: user, name: userName(store, user) },
      notes,
      created_on: seconds(created),
      private_notes: isPrivate,
      details: [],
    }));
}

function attributes(body: string): Attributes {
  return (JSON.parse(body) as { issue?: Attributes }).issue ?? {};
}

function paged(query: URLSearchParams, name: string, all: readonly unknown[]): Record<string, unknown> {
  const limit = Math.min(100, Number(query.get('limit') ?? 0) || 25);
  const offset = Number(query.get('offset') ?? 0);
  return { [name]: all.slice(offset, offset + limit), total_count: all.length, offset, limit };
}

function findProject(store: RedmineStore, name: string): StoredProject | null {
  return [...store.projects.values()].find(({ id, identifier }) => identifier === name || String(id) === name) ?? null;
}

function mayRead(project: StoredProject, user: StoredUser): boolean {
  return project.status !== 9 && (user.admin || project.members.includes(user.id));
}

function maySee(store: RedmineStore, issue: StoredIssue, user: StoredUser): boolean {
  const project = store.projects.get(issue.project);
  return project !== undefined && mayRead(project, user);
}

function inProject(
  store: RedmineStore,
  user: StoredUser,
  name: string,
  show: (project: StoredProject) => unknown,
): Reply {
  const project = findProject(store, name);
  if (project === null) return { status: 404 };
  return mayRead(project, user) ? { status: 200, json: show(project) } : { status: 403 };
}

/** Active ones, unless the filter asks for closed ones too. */
function projectList(store: RedmineStore, query: URLSearchParams, user: StoredUser): Record<string, unknown> {
  const statuses = (query.get('status') ?? '1').split('|').map(Number);
  const shown = [...store.projects.values()].filter((one) => statuses.includes(one.status) && mayRead(one, user));
  return paged(
    query,
    'projects',
    shown.map(({ id, name, identifier, status }) => ({ id, name, identifier, status })),
  );
}

function projectJson(store: RedmineStore, { id, name, identifier, status, categories }: StoredProject) {
  return {
    id,
    name,
    identifier,
    status,
    trackers: store.trackers,
    issue_categories: categories,
    issue_custom_fields: store.customFields
      .filter(({ isForAll }) => !isForAll)
      .map(({ id: field, name: title }) => ({ id: field, name: title })),
  };
}

function customFieldJson({ id, name, format, multiple = false, values = [] }: StoredCustomField) {
  return { id, name, customized_type: 'issue', field_format: format, multiple, possible_values: values };
}

function memberships(store: RedmineStore, project: StoredProject): readonly unknown[] {
  return project.members.map((id, index) => ({ id: index + 1, user: { id, name: userName(store, id) }, roles: [] }));
}

function userReply(store: RedmineStore, viewer: StoredUser, id: number): Reply {
  const user = store.users.get(id);
  if (user === undefined) return { status: 404 };
  const { login, firstname, lastname, mail, key } = user;
  const own = viewer.id === id ? { api_key: key } : {};
  return { status: 200, json: { user: { id, login, firstname, lastname, ...(viewer.admin ? { mail } : {}), ...own } } };
}
