import type {
  Deployment,
  JiraField,
  JiraOption,
  JiraProject,
  JiraStatus,
  JiraTransition,
  JiraType,
  JiraUser,
} from './model.ts';

/** What all projects of the simulated site share: a usual set-up of Jira Software. */
export interface Site {
  readonly deployment: Deployment;
  readonly users: readonly JiraUser[];
  /** Who is signed in. */
  readonly me: JiraUser;
  readonly statuses: readonly JiraStatus[];
  readonly types: readonly JiraType[];
  /** Highest first. */
  readonly priorities: readonly { readonly id: string; readonly name: string }[];
  readonly defaultPriority: string;
  readonly resolutions: readonly { readonly id: string; readonly name: string }[];
  readonly fields: readonly JiraField[];
}

export const statuses: readonly JiraStatus[] = [
  { id: '10000', name: 'To Do', category: 'new' },
  { id: '10001', name: 'In Progress', category: 'indeterminate' },
  { id: '10002', name: 'In Review', category: 'indeterminate' },
  { id: '10003', name: 'Done', category: 'done' },
  { id: '10004', name: "Won't Do", category: 'done' },
];
export const firstStatus = '10000';

/** Reviews cannot be skipped, and whoever finishes an issue has to say how. */
export function reviewedWorkflow(): JiraTransition[] {
  const resolution = [{ id: 'resolution', required: true }];
  return [
    { id: '11', name: 'Start', from: ['10000'], to: '10001' },
    { id: '21', name: 'Ask for review', from: ['10001'], to: '10002' },
    { id: '31', name: 'Stop', from: ['10001'], to: '10000' },
    { id: '41', name: 'Approve', from: ['10002'], to: '10003', screen: resolution },
    { id: '51', name: 'Send back', from: ['10002'], to: '10001' },
    { id: '61', name: 'Reject', from: 'any', to: '10004', screen: resolution },
    { id: '71', name: 'Reopen', from: ['10003'], to: '10001' },
    { id: '81', name: 'Reconsider', from: ['10004'], to: '10000' },
  ];
}

const named = (first: number, ...values: readonly string[]): readonly JiraOption[] =>
  values.map((value, index) => ({ id: String(first + index), value }));

const systemFields: readonly JiraField[] = [
  { id: 'summary', name: 'Summary', type: 'string' },
  { id: 'issuetype', name: 'Issue Type', type: 'issuetype' },
  { id: 'project', name: 'Project', type: 'project' },
  { id: 'reporter', name: 'Reporter', type: 'user' },
  { id: 'description', name: 'Description', type: 'string' },
  { id: 'priority', name: 'Priority', type: 'priority' },
  { id: 'assignee', name: 'Assignee', type: 'user' },
  { id: 'labels', name: 'Labels', type: 'array', items: 'string' },
  { id: 'duedate', name: 'Due date', type: 'date' },
  { id: 'fixVersions', name: 'Fix versions', type: 'array', items: 'version' },
  { id: 'components', name: 'Components', type: 'array', items: 'component' },
  { id: 'parent', name: 'Parent', type: 'issuelink' },
  { id: 'timetracking', name: 'Time tracking', type: 'timetracking' },
  { id: 'resolution', name: 'Resolution', type: 'resolution' },
];

const customFields: readonly JiraField[] = [
  { id: 'customfield_10015', name: 'Start date', type: 'date', custom: 'datepicker' },
  { id: 'customfield_10016', name: 'Story Points', type: 'number', custom: 'float' },
  { id: 'customfield_10020', name: 'Sprint', type: 'array', items: 'json', custom: 'gh-sprint' },
  { id: 'customfield_10101', name: 'Customer', type: 'string', custom: 'textfield' },
  { id: 'customfield_10102', name: 'How to test', type: 'string', custom: 'textarea' },
  { id: 'customfield_10103', name: 'Review', type: 'date', custom: 'datepicker' },
  { id: 'customfield_10104', name: 'Release at', type: 'datetime', custom: 'datetime' },
  ...[
    { id: 'customfield_10105', name: 'Severity', type: 'option', custom: 'select', first: 501 },
    { id: 'customfield_10106', name: 'Channel', type: 'option', custom: 'radiobuttons', first: 511 },
  ].map(({ first, ...field }) => ({ ...field, options: named(first, 'Minor', 'Major', 'Critical') })),
  ...[
    { id: 'customfield_10107', name: 'Platforms', custom: 'multicheckboxes', first: 521 },
    { id: 'customfield_10108', name: 'Areas', custom: 'multiselect', first: 531 },
  ].map(({ first, ...field }) => ({
    ...field,
    ...{ type: 'array', items: 'option', options: named(first, 'Web', 'Desktop', 'Phone') },
  })),
  {
    ...{ id: 'customfield_10109', name: 'Region', type: 'option-with-child', custom: 'cascadingselect' },
    options: [
      { id: '541', value: 'Europe', children: named(542, 'North', 'South') },
      { id: '545', value: 'Asia' },
    ],
  },
  { id: 'customfield_10110', name: 'Tester', type: 'user', custom: 'userpicker' },
  { id: 'customfield_10111', name: 'Reviewers', type: 'array', items: 'user', custom: 'multiuserpicker' },
  { id: 'customfield_10112', name: 'Documentation', type: 'string', custom: 'url' },
  { id: 'customfield_10113', name: 'Found in', type: 'version', custom: 'version' },
  { id: 'customfield_10114', name: 'Affected releases', type: 'array', items: 'version', custom: 'multiversion' },
  { id: 'customfield_10115', name: 'Topics', type: 'array', items: 'string', custom: 'labels' },
];

const epicLink: JiraField = { id: 'customfield_10014', name: 'Epic Link', type: 'any', custom: 'gh-epic-link' };

const people: readonly { readonly login: string; readonly displayName: string; readonly hasEmail: boolean }[] = [
  { login: 'sync', displayName: 'Task Sync', hasEmail: true },
  { login: 'lead', displayName: 'Team Lead', hasEmail: true },
  { login: 'backend', displayName: 'Backend Developer', hasEmail: true },
  { login: 'frontend', displayName: 'Frontend Developer', hasEmail: true },
  { login: 'tester', displayName: 'Tester', hasEmail: false },
  { login: 'writer', displayName: 'Technical Writer', hasEmail: false },
];

export function createSite(deployment: Deployment, timeZone: string): Site {
  const users = people.map(
    ({ login, displayName, hasEmail }, index): JiraUser => ({
      id: deployment === 'cloud' ? `712020:0000000${index}-4a5e-4c1b-8f6d-00000000000${index}` : login,
      displayName,
      email: hasEmail ? `${login}@example.org` : null,
      timeZone,
    }),
  );
  const [me] = users;
  if (me === undefined) throw new Error('A site has people.');
  return {
    ...{ deployment, users, me, statuses },
    types: [
      { id: '10100', name: 'Epic', level: 1 },
      { id: '10101', name: 'Story', level: 0 },
      { id: '10102', name: 'Task', level: 0 },
      { id: '10103', name: 'Bug', level: 0 },
      { id: '10104', name: deployment === 'cloud' ? 'Subtask' : 'Sub-task', level: -1 },
    ],
    priorities: ['Highest', 'High', 'Medium', 'Low', 'Lowest'].map((name, index) => ({ id: String(index + 1), name })),
    defaultPriority: '3',
    resolutions: ['Done', "Won't Do", 'Duplicate', 'Cannot Reproduce'].map((name, index) => ({
      ...{ id: String(10_000 + index), name },
    })),
    fields: [...systemFields, ...customFields, ...(deployment === 'datacenter' ? [epicLink] : [])],
  };
}

export function createProject(id: string, key: string, name: string): JiraProject {
  const base = Number(id) * 10;
  return {
    ...{ id, key, name, lastNumber: 0, required: new Set<string>(), editOnly: new Set<string>() },
    versions: [
      { id: String(base + 1), name: '1.0', released: true, archived: false },
      { id: String(base + 2), name: '1.1', released: false, archived: false },
      { id: String(base + 3), name: '2.0', released: false, archived: false },
    ],
    components: ['App', 'Server', 'Documentation'].map((component, index) => ({
      ...{ id: String(base + 5 + index), name: component },
    })),
    sprints: [
      { id: Number(id) + 1, name: 'Sprint 1', state: 'closed' },
      { id: Number(id) + 2, name: 'Sprint 2', state: 'active' },
      { id: Number(id) + 3, name: 'Sprint 3', state: 'future' },
    ],
    transitions: reviewedWorkflow(),
    permissions: { browse: true, create: true, edit: true, delete: true, administer: true },
  };
}
