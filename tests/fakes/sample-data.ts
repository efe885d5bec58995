import type { ProfileFile } from '../../src-shared/api/profile-file.ts';
import type {
  ConflictView,
  ConnectionView,
  ConnectorView,
  HistoryView,
  MatchView,
  PlanView,
  ProblemView,
  RunView,
  TaskView,
} from '../../src-shared/api/views.ts';
import type { Container, ContainerSchema } from '../../src-shared/connector/connector.ts';
import { sampleConflicts } from './sample-conflicts.ts';
import { sampleMatches } from './sample-matches.ts';

/** What the sample API holds; made by `sampleData`, changed by its commands. */
export interface SampleData {
  tasks: TaskView[];
  conflicts: ConflictView[];
  matches: MatchView[];
  problems: Map<string, ProblemView>;
  connections: ConnectionView[];
  profiles: ProfileFile[];
  runs: RunView[];
  history: HistoryView[];
}

export interface SampleOptions {
  /** Tasks in the profile "Web team"; "Home" has a tenth of them. */
  readonly tasks: number;
  /** Milliseconds; everything is dated relative to it. */
  readonly now: number;
  /** What waits for a person: conflicts, look-alikes and problems · problems only · nothing. Default `all`. */
  readonly trouble?: 'all' | 'problems' | 'none';
  /** Only titles that every computer has the letters for; for pictures. Default: also such that few have. */
  readonly isPlain?: boolean;
}

const minute = 60_000;
const day = 1440 * minute;

const verbs = ['Fix', 'Write', 'Review', 'Plan', 'Translate', 'Measure', 'Clean up', 'Document', 'Test', 'Ship'];
const things = [
  'login on Safari',
  'the pricing page',
  'dark mode',
  'export to CSV',
  'the release notes',
  'password reset mail',
  'keyboard navigation',
  'the import wizard',
  'search results',
  'billing address form',
];
const odd = [
  'Überprüfung der Rechnungsnummern für das Quartal, einschließlich aller Gutschriften, Stornos und nachträglichen Korrekturen',
  'مراجعة صفحة الدفع',
  '設定画面のレイアウトを直す',
  'Fix 🚀 emoji in titles & <b>markup</b>',
];
/** Parts they play, no names: nobody is meant. */
const people = ['you@example.org', 'design@example.org', 'support@example.org', 'shop@example.org'];
/** In their place, where a picture is to show the program and not the fonts of the computer that took it. */
const plain = ['Renew the certificate', 'Order two laptops', 'Answer the survey', 'Move the old wiki'];
const labels = ['bug', 'design', 'docs', 'customer', 'security', 'later'];

/** mulberry32: the same numbers each time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function sampleData({ tasks: count, now, trouble = 'all', isPlain = false }: SampleOptions): SampleData {
  const random = createRandom(7);
  const rare = isPlain ? plain : odd;
  const iso = (ago: number) => new Date(now - ago).toISOString();
  const tasks = [
    ...Array.from({ length: count }, (_, index) => sampleTask('Web team', index, random, now, rare)),
    ...Array.from({ length: Math.ceil(count / 10) }, (_, index) => sampleTask('Home', index, random, now, rare)),
  ];
  const data: SampleData = {
    tasks,
    conflicts: [],
    matches: [],
    problems: new Map(),
    connections: structuredClone(sampleConnections) as ConnectionView[],
    profiles: structuredClone(sampleProfiles) as ProfileFile[],
    runs: [],
    history: [],
  };
  if (trouble === 'all') {
    data.matches = sampleMatches('Web team');
    data.conflicts = sampleConflicts(data.tasks, iso);
    for (const { task } of data.conflicts) setState(data, task, 'conflict');
  }
  if (trouble !== 'none') addProblems(data, iso);
  addRuns(data, now);
  return data;
}

/** A program that was just installed. */
export function emptyData(): SampleData {
  return {
    tasks: [],
    conflicts: [],
    matches: [],
    problems: new Map(),
    connections: [],
    profiles: [],
    runs: [],
    history: [],
  };
}

function sampleTask(
  profile: string,
  index: number,
  random: () => number,
  now: number,
  rare: readonly string[],
): TaskView {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const isHome = profile === 'Home';
  const updated = now - Math.floor(random() * 40 * day);
  const status = pick(['todo', 'todo', 'todo', 'doing', 'doing', 'done', 'cancelled']);
  const dueIn = Math.floor(random() * 40) - 12;
  const due = new Date(now + dueIn * day).toISOString();
  const title = index % 17 === 5 ? pick(rare) : `${pick(verbs)} ${pick(things)}`;
  const places = isHome ? ['Nextcloud'] : ['Redmine', 'Team calendar'];
  return {
    id: `${isHome ? 'h' : 'w'}${String(index).padStart(6, '0')}`,
    profile,
    title: index < 50 ? title : `${title} (${index})`,
    body:
      random() < 0.4
        ? `Steps:\n\n1. Open the page\n2. Press **Save**\n\nExpected: it is saved. Seen: nothing happens.`
        : '',
    status,
    priority: pick([null, null, 'low', 'medium', 'medium', 'high', 'urgent']),
    assignees: random() < 0.7 ? [pick(people)] : [],
    labels: labels.filter(() => random() < 0.25),
    start: null,
    due: random() < 0.6 ? (random() < 0.8 ? due.slice(0, 10) : `${due.slice(0, 13)}:30:00`) : null,
    milestone: random() < 0.1 ? '2.0' : null,
    parent: null,
    estimate: random() < 0.2 ? 30 * Math.ceil(random() * 8) : null,
    progress: status === 'doing' && random() < 0.5 ? Math.floor(random() * 10) * 10 : null,
    custom: index % 9 === 0 ? { 'Story points': 5, Sprint: 'March 2' } : {},
    comments:
      index % 7 === 0
        ? [
            {
              id: `k${index}`,
              author: 'design@example.org',
              at: new Date(updated).toISOString(),
              text: 'Seen on two machines, both with an old cache.',
              place: places[0] ?? null,
              isEdited: false,
              isInternal: false,
            },
          ]
        : [],
    links: places.map((endpoint, place) => ({
      endpoint,
      connector: place === 0 && !isHome ? 'redmine' : 'caldav',
      remoteId: place === 0 && !isHome ? String(4000 + index) : `task-${index}.ics`,
      url: place === 0 && !isHome ? `https://redmine.example.org/issues/${4000 + index}` : null,
      state: 'in-sync',
      seenAt: new Date(now - 6 * minute).toISOString(),
    })),
    state: 'in-sync',
    createdAt: new Date(updated - 10 * day).toISOString(),
    updatedAt: new Date(updated).toISOString(),
    deletedAt: null,
  };
}

function addProblems(data: SampleData, iso: (ago: number) => string): void {
  const web = data.tasks.filter(({ profile }) => profile === 'Web team');
  const messages = [
    [
      'rejected',
      'due',
      'Redmine did not accept the due date because it lies before the start date. The rest was saved. Change one of the two dates.',
    ],
    [
      'unmapped-value',
      'status',
      'Redmine has no status that stands for “cancelled”. The rest was saved. Add a translation to the profile.',
    ],
  ] as const;
  for (const [index, [code, field, message]] of messages.entries()) {
    const task = web[10 + index];
    if (!task) continue;
    data.problems.set(task.id, {
      task: task.id,
      title: task.title,
      endpoint: 'Redmine',
      field,
      code,
      message,
      since: iso(55 * minute),
      retryAt: code === 'rejected' ? null : iso(-9 * minute),
    });
    setState(data, task.id, 'problem');
  }
  for (const task of web.slice(14, 17)) setState(data, task.id, 'waiting');
}

export function setState(data: SampleData, id: string, state: TaskView['state']): void {
  data.tasks = data.tasks.map((task) =>
    task.id === id ? { ...task, state, links: task.links.map((link) => ({ ...link, state })) } : task,
  );
}

function addRuns(data: SampleData, now: number): void {
  const states: readonly RunView['state'][] = [
    'problems',
    'done',
    'done',
    'done',
    'offline',
    'done',
    'done',
    'done',
    'stopped',
    'done',
  ];
  for (let index = 0; index < 60; index += 1) {
    const profile = index % 3 === 2 ? 'Home' : 'Web team';
    const startedAt = now - (6 + index * 47) * minute;
    const state = states[index % states.length] ?? 'done';
    const isQuiet = index % 4 === 1;
    data.runs.push(
      sampleRun({
        id: `r${String(900 - index)}`,
        profile,
        startedAt,
        state,
        isQuiet,
        problems: [...data.problems.values()],
      }),
    );
  }
  const [last] = data.runs;
  if (last) data.history.push(...sampleHistory(data, last));
  const home = data.runs.find((run) => run.profile === 'Home');
  if (home) data.history.push(...homeHistory(data, home));
}

interface RunSketch {
  readonly id: string;
  readonly profile: string;
  readonly startedAt: number;
  readonly state: RunView['state'];
  readonly isQuiet: boolean;
  readonly problems: readonly ProblemView[];
}

function sampleRun({ id, profile, startedAt, state, isQuiet, problems }: RunSketch): RunView {
  const isOff = state === 'offline' || isQuiet;
  const counts = (connector: string, endpoint: string, created: number, updated: number) => ({
    endpoint,
    connector,
    observed: isOff ? 0 : 418,
    created: isOff ? 0 : created,
    updated: isOff ? 0 : updated,
    closed: isOff ? 0 : 1,
    deleted: 0,
    requests: 31,
  });
  const places =
    profile === 'Home'
      ? [counts('caldav', 'Nextcloud', 1, 3)]
      : [counts('redmine', 'Redmine', 2, 7), counts('caldav', 'Team calendar', 4, 3)];
  return {
    run: id,
    profile,
    trigger: isQuiet ? 'schedule' : Number(id.slice(1)) % 5 === 0 ? 'you' : 'schedule',
    state: isQuiet ? 'done' : state,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(startedAt + 8400).toISOString(),
    endpoints: places,
    tasks: { created: isOff ? 0 : 2, updated: isOff ? 0 : 9, deleted: 0 },
    conflicts: state === 'problems' ? 4 : 0,
    matches: 0,
    problems: state === 'problems' && !isQuiet ? problems : [],
    brakes: [],
    pending: 0,
    durationMs: 8400,
  };
}

function sampleHistory(data: SampleData, run: RunView): readonly HistoryView[] {
  const [a, b, c] = data.tasks;
  if (!a || !b || !c) return [];
  const base = { run: run.run, at: run.startedAt, by: null };
  return [
    {
      ...base,
      id: 6,
      task: a.id,
      title: a.title,
      place: 'Team calendar',
      kind: 'update',
      field: 'status',
      before: 'todo',
      after: 'doing',
      actor: 'Redmine',
      by: 'A colleague',
    },
    {
      ...base,
      id: 5,
      task: a.id,
      title: a.title,
      place: 'here',
      kind: 'update',
      field: 'status',
      before: 'todo',
      after: 'doing',
      actor: 'Redmine',
      by: 'A colleague',
    },
    {
      ...base,
      id: 4,
      task: b.id,
      title: b.title,
      place: 'Redmine',
      kind: 'create',
      field: null,
      before: null,
      after: null,
      actor: 'Team calendar',
    },
    {
      ...base,
      id: 3,
      task: c.id,
      title: c.title,
      place: 'Redmine',
      kind: 'update',
      field: 'body',
      before: 'Call the shop and ask for the price.',
      after: 'Call the shop on Tuesday and ask for the final price.',
      actor: 'here',
    },
    {
      ...base,
      id: 2,
      task: c.id,
      title: c.title,
      place: 'Redmine',
      kind: 'close',
      field: 'status',
      before: 'doing',
      after: 'done',
      actor: 'here',
    },
  ];
}

function homeHistory(data: SampleData, { run, startedAt: at }: RunView): readonly HistoryView[] {
  const [a, b] = data.tasks.filter(({ profile }) => profile === 'Home');
  if (!a || !b) return [];
  const base = { run, at, by: null, place: 'here', actor: 'Nextcloud' } as const;
  return [
    { ...base, id: 8, task: a.id, title: a.title, kind: 'update', field: 'status', before: 'todo', after: 'doing' },
    { ...base, id: 7, task: b.id, title: b.title, kind: 'create', field: null, before: null, after: null },
  ];
}

/** What a run of the profile would do now: enough of each kind to look at. */
export function samplePlan(data: SampleData, profile: string, count: number): PlanView {
  const tasks = data.tasks.filter((task) => task.profile === profile && task.deletedAt === null);
  const kinds = ['create', 'update', 'update', 'update', 'close', 'link'] as const;
  const at = (index: number) =>
    (profile === 'Home' ? (['Nextcloud', 'here'] as const) : (['Redmine', 'Team calendar', 'here'] as const))[
      index % (profile === 'Home' ? 2 : 3)
    ] ?? 'here';
  const actions = tasks.slice(20, 20 + count).map((task, index): PlanView['actions'][number] => {
    const kind = kinds[index % kinds.length] ?? 'update';
    const change = { field: 'status', before: 'todo', after: kind === 'close' ? 'done' : 'doing' };
    const all = [
      { field: 'title', before: null, after: task.title },
      { field: 'status', before: null, after: task.status },
      { field: 'due', before: null, after: task.due },
    ];
    const body = {
      field: 'body',
      before: 'Call the shop and ask for the price.',
      after: 'Call the shop on Tuesday and ask for the final price.',
    };
    const fields = kind === 'create' ? all : kind === 'link' ? [] : index % 5 === 0 ? [change, body] : [change];
    return { kind, task: task.id, title: task.title, endpoint: at(index), fields };
  });
  const isHeld = profile === 'Home';
  const deletions = isHeld
    ? tasks.slice(0, 4).map((task): PlanView['actions'][number] => ({
        kind: 'delete',
        task: task.id,
        title: task.title,
        endpoint: 'Nextcloud',
        fields: [],
      }))
    : [];
  const all = [...actions, ...deletions];
  return {
    profile,
    hash: `plan-${profile}-${all.length}`,
    at: new Date().toISOString(),
    tasks: [...new Map(all.map((action) => [action.task, action])).values()].map(({ task, title, kind }) => ({
      task,
      title,
      isNew: kind === 'create',
      records: (data.tasks.find(({ id }) => id === task)?.links ?? []).map(({ endpoint, remoteId, url }) => ({
        endpoint,
        remoteId: remoteId ?? '',
        url,
      })),
      needs: [],
    })),
    equal: data.tasks.filter((task) => task.profile === profile).length - all.length,
    failures: [],
    actions: all,
    conflicts: data.conflicts.filter((conflict) => conflict.profile === profile),
    matches: data.matches.filter((match) => match.profile === profile),
    refusals: [...data.problems.values()]
      .filter(() => profile === 'Web team')
      .map(({ task, title, endpoint, field, code, message }) => ({
        task,
        title,
        endpoint,
        field,
        reason: code,
        message,
      })),
    brakes: isHeld ? ['It would delete 4 of 5 tasks in Nextcloud.'] : [],
    requestsEstimated: actions.length + deletions.length,
  };
}

export const sampleConnectors: readonly ConnectorView[] = [
  {
    id: 'caldav',
    name: 'CalDAV',
    limits: ['no-comments', 'links-only'],
    summary:
      'Task lists of Nextcloud, Radicale, Fastmail and others. Two-way; comments and attachments stay where they are.',
    config: [
      { key: 'url', label: 'Address', kind: 'url', required: true, help: 'Of the server, or of the calendar home.' },
      { key: 'username', label: 'User name', kind: 'text', required: true },
      {
        key: 'secret',
        label: 'Password',
        kind: 'secret',
        required: true,
        help: 'An app password, where the service offers them.',
      },
    ],
  },
  {
    id: 'redmine',
    name: 'Redmine',
    limits: [],
    summary: 'Issues of one project. Two-way; deleting needs the permission for it.',
    config: [
      { key: 'url', label: 'Address', kind: 'url', required: true },
      {
        key: 'secret',
        label: 'API key',
        kind: 'secret',
        required: true,
        help: 'Under My account, API access key, Show.',
      },
      {
        key: 'closedIssues',
        label: 'Closed issues',
        kind: 'choice',
        required: true,
        default: 'recent',
        choices: [
          { value: 'recent', label: 'Those of the last 90 days' },
          { value: 'all', label: 'All' },
        ],
      },
      { key: 'insecure', label: 'Allow http on my own network', kind: 'flag', required: false },
    ],
  },
];

const sampleConnections: readonly ConnectionView[] = [
  {
    id: 'k1',
    name: 'Redmine',
    connector: 'redmine',
    url: 'https://redmine.example.org',
    username: null,
    options: {},
    hasSecret: true,
    state: 'works',
    profiles: ['Web team'],
  },
  {
    id: 'k2',
    name: 'Team calendar',
    connector: 'caldav',
    url: 'https://dav.example.org/calendars/team/',
    username: 'you',
    options: {},
    hasSecret: true,
    state: 'works',
    readOnly: true,
    budget: { limit: 5000, remaining: 3400, resetsAt: new Date(Date.now() + 1_500_000).toISOString() },
    profiles: ['Web team'],
  },
  {
    id: 'k3',
    name: 'Nextcloud',
    connector: 'caldav',
    url: 'https://cloud.example.org/remote.php/dav/',
    username: 'you',
    options: {},
    hasSecret: true,
    state: 'needs-sign-in',
    needsSignIn: true,
    trouble: {
      code: 'auth-expired',
      message: 'Nextcloud does not accept the password any more. Sign in again.',
      since: new Date(Date.now() - 7_200_000).toISOString(),
    },
    profiles: ['Home'],
  },
];

const sampleProfiles: readonly ProfileFile[] = [
  {
    name: 'Web team',
    schedule: '*/15 * * * *',
    endpoints: [
      {
        connection: 'Redmine',
        container: 'web',
        mapping: {
          status: { New: 'todo', 'In Progress': 'doing', Review: 'doing', Closed: 'done', Rejected: 'cancelled' },
        },
      },
      { connection: 'Team calendar', container: 'team/tasks' },
    ],
  },
  {
    name: 'Home',
    schedule: '0 * * * *',
    deletions: 'propagate',
    endpoints: [{ connection: 'Nextcloud', container: 'personal' }],
  },
];

export function sampleContainers(connector: string): readonly Container[] {
  const names =
    connector === 'redmine' ? ['web', 'backend', 'marketing', 'archive'] : ['team/tasks', 'personal', 'groceries'];
  return names.map((id) => ({ id, name: id.charAt(0).toUpperCase() + id.slice(1), writable: id !== 'archive' }));
}

export function sampleSchema(connector: string): ContainerSchema {
  const open = { writable: true };
  if (connector !== 'redmine') {
    return {
      fields: {
        title: open,
        body: open,
        status: {
          writable: true,
          options: [
            { value: 'NEEDS-ACTION', label: 'Needs action', means: 'todo' },
            { value: 'IN-PROCESS', label: 'In process', means: 'doing' },
            { value: 'COMPLETED', label: 'Completed', means: 'done' },
            { value: 'CANCELLED', label: 'Cancelled', means: 'cancelled' },
          ],
        },
        priority: open,
        labels: open,
        start: open,
        due: open,
        progress: open,
      },
    };
  }
  return {
    fields: {
      title: open,
      body: open,
      status: {
        writable: true,
        options: [
          { value: '1', label: 'New', means: 'todo' },
          { value: '2', label: 'In Progress', means: 'doing' },
          { value: '7', label: 'Review' },
          { value: '5', label: 'Closed', means: 'done' },
          { value: '6', label: 'Rejected', means: 'cancelled' },
        ],
      },
      priority: {
        writable: true,
        options: [
          { value: '3', label: 'Low', means: 'low' },
          { value: '4', label: 'Normal', means: 'medium' },
          { value: '5', label: 'High', means: 'high' },
          { value: '6', label: 'Urgent', means: 'urgent' },
          { value: '7', label: 'Immediate', means: 'urgent' },
        ],
      },
      assignees: {
        writable: true,
        maxItems: 1,
        options: [
          { value: '11', label: 'You', means: 'you@example.org' },
          { value: '12', label: 'Design', means: 'design@example.org' },
          { value: '13', label: 'Support' },
        ],
      },
      due: open,
      start: open,
      milestone: open,
      estimate: open,
      'x.Story points': { writable: false },
    },
  };
}
