import type { JiraIssue } from '../model.ts';
import type { JiraStore } from '../store.ts';
import { JqlError } from './parse.ts';

export interface Asking {
  readonly store: JiraStore;
  readonly now: number;
  /** Values that do not exist make the query fail; else they match nothing. */
  readonly isStrict: boolean;
}

/** What a field's values are, and which texts mean one of them. */
export interface FieldRule {
  values(issue: JiraIssue, asking: Asking): readonly string[];
  /** What a text of a query means; null: there is no such value. Default: itself. */
  resolve?(text: string, asking: Asking): readonly string[] | null;
  readonly kind?: 'text' | 'time' | 'key';
}

const byIdOrName = (
  all: (asking: Asking) => readonly { readonly id: string; readonly name: string }[],
): NonNullable<FieldRule['resolve']> => {
  return (text, asking) => {
    const items = all(asking);
    const named = items.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
    const found = named.length > 0 ? named : items.filter(({ id }) => id === text);
    return found.length === 0 ? null : found.map(({ id }) => id);
  };
};

const listIn = (issue: JiraIssue, field: string): readonly string[] => {
  const value = issue.fields[field];
  return Array.isArray(value) ? value.map(String) : value === null || value === undefined ? [] : [String(value)];
};

const person: Pick<FieldRule, 'resolve'> = {
  resolve: (text, { store: { site } }) => {
    const found = site.users.filter(({ id, email }) => id === text || email === text);
    return found.length === 0 ? null : found.map(({ id }) => id);
  },
};

const time = (read: (issue: JiraIssue) => number | null): FieldRule => ({
  kind: 'time',
  values: (issue) => {
    const at = read(issue);
    return at === null ? [] : [String(at)];
  },
});

const words = (...fields: readonly string[]): FieldRule => ({
  kind: 'text',
  values: (issue) => fields.map((field) => plainText(issue.fields[field])),
});

const ofProjects = (asking: Asking, list: 'versions' | 'components') =>
  [...asking.store.projects.values()].flatMap((project) => project[list]);

const rules: Readonly<Record<string, FieldRule>> = {
  project: {
    values: ({ project }) => [project],
    resolve: (text, { store }) => {
      const found = store.project(text) ?? [...store.projects.values()].find(({ name }) => name === text);
      return found?.permissions.browse ? [found.id] : null;
    },
  },
  issuekey: {
    kind: 'key',
    values: ({ id }) => [id],
    resolve: (text, { store }) => {
      const issue = store.issue(text);
      return issue === undefined || issue.level === 'hidden' ? null : [issue.id];
    },
  },
  status: { values: ({ status }) => [status], resolve: byIdOrName(({ store }) => store.site.statuses) },
  statuscategory: {
    values: ({ status }, { store }) => [store.site.statuses.find(({ id }) => id === status)?.category ?? ''],
    resolve: (text) => {
      const found =
        { 'to do': 'new', 'in progress': 'indeterminate', done: 'done' }[text.toLowerCase()] ?? text.toLowerCase();
      return ['new', 'indeterminate', 'done'].includes(found) ? [found] : null;
    },
  },
  issuetype: { values: ({ type }) => [type], resolve: byIdOrName(({ store }) => store.site.types) },
  priority: {
    values: (issue) => listIn(issue, 'priority'),
    resolve: byIdOrName(({ store }) => store.site.priorities),
  },
  resolution: {
    values: (issue) => listIn(issue, 'resolution'),
    resolve: (text, asking) =>
      /^unresolved$/i.test(text) ? [] : byIdOrName(({ store }) => store.site.resolutions)(text, asking),
  },
  assignee: { values: (issue) => listIn(issue, 'assignee'), ...person },
  reporter: { values: ({ creator }) => [creator], ...person },
  creator: { values: ({ creator }) => [creator], ...person },
  labels: { values: (issue) => listIn(issue, 'labels') },
  fixversion: {
    values: (issue) => listIn(issue, 'fixVersions'),
    resolve: byIdOrName((asking) => ofProjects(asking, 'versions')),
  },
  component: {
    values: (issue) => listIn(issue, 'components'),
    resolve: byIdOrName((asking) => ofProjects(asking, 'components')),
  },
  parent: {
    values: (issue) => listIn(issue, 'parent'),
    resolve: (text, { store }) => {
      const issue = store.issue(text);
      return issue === undefined ? null : [issue.id];
    },
  },
  level: { values: ({ level }) => (level === null ? [] : [level]) },
  created: time(({ created }) => created),
  updated: time(({ updated }) => updated),
  due: time(({ fields }) => (typeof fields['duedate'] === 'string' ? Date.parse(fields['duedate']) : null)),
  summary: words('summary'),
  description: words('description'),
  text: words('summary', 'description'),
};

const aliases: Readonly<Record<string, string>> = {
  key: 'issuekey',
  id: 'issuekey',
  issue: 'issuekey',
  type: 'issuetype',
  duedate: 'due',
  createddate: 'created',
  updateddate: 'updated',
};

export function ruleOf(field: string): FieldRule {
  const name = field.toLowerCase();
  const rule = rules[aliases[name] ?? name];
  if (rule !== undefined) return rule;
  throw new JqlError(`Field '${field}' does not exist or you do not have permission to view it.`);
}

/** The words of a text, or of a document in Atlassian's format. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plainText).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { text, content } = value as { readonly text?: unknown; readonly content?: unknown };
  return `${plainText(text)} ${plainText(content)}`;
}
