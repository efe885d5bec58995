import type { ApiEvent, ApiInput, ApiName } from '../../src-shared/api/contract.ts';
import type {
  ConnectionView,
  PlanView,
  ProfileView,
  RunView,
  StateWhy,
  StatusView,
  SyncState,
  TestStep,
  TestStepId,
} from '../../src-shared/api/views.ts';
import type { Progress } from '../../src-shared/domain/run.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { sampleTestOf } from '../fakes/sample-api.ts';
import { createSampleBackups } from '../fakes/sample-backups.ts';
import { longImport } from '../fakes/sample-exchange.ts';
import type { SampleWorld } from '../fakes/sample-world.ts';

/** Where the states of the screens come from. Each world is the sample, told differently. */

const tasks = 50;
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** The state of the profile “Web team”, and so of the whole: the other one is in sync. */
function webTeamIs(
  state: SyncState,
  why: Partial<StateWhy> = {},
  progress: Progress | null = null,
): NonNullable<SampleWorld['answers']> {
  const of = <Profile extends Pick<ProfileView, 'name'> & { readonly why?: StateWhy }>(profile: Profile): Profile =>
    profile.name === 'Web team'
      ? { ...profile, state, progress, why: { ...nothingKnown, ...profile.why, place: 'Redmine', ...why } }
      : profile;
  return {
    'profiles.list': (profiles) => profiles.map(of),
    'status.get': (status): StatusView => ({ ...status, state, profiles: status.profiles.map(of) }),
  };
}

/** What the card of Redmine says. */
const redmineIs = (change: Partial<ConnectionView>): NonNullable<SampleWorld['answers']> => ({
  'connections.list': (connections) =>
    connections.map((connection) => (connection.name === 'Redmine' ? { ...connection, ...change } : connection)),
});

const nothingKnown: StateWhy = {
  ...{ places: [], place: null, code: null, brake: null, goesOnAt: null, lastRun: null, left: 0, isRestored: false },
};

function step(phase: Progress['phase'], rest: Partial<Progress> = {}): Progress {
  return {
    ...{ run: 'r999', profile: 'Web team', phase, endpoint: 'Redmine', done: 120, total: 400, waitingUntil: null },
    ...rest,
  };
}

const notReached = (place: string) =>
  new TaskSyncError('unavailable', `${place} cannot be reached. Nothing was changed. It is tried again by itself.`);
const damaged = new TaskSyncError(
  'invalid-input',
  'Task Sync cannot read its data: the file is damaged. It was left as it is, and nothing at your services was changed. Restore a backup: “tasksync backup list” shows what there is.',
  { facts: { cause: 'damaged' } },
);
const sampleDamage = {
  ...createSampleBackups(Date.now(), () => undefined)['backups.list'](),
  file: '/home/you/.local/share/task-sync/task-sync.db',
  folder: '/home/you/.local/share/task-sync/backups',
};
const noFile = new TaskSyncError('invalid-input', 'This file is no JSON that can be read. Nothing was imported.', {
  facts: { about: 'file' },
});
const gone = new TaskSyncError('not-found', 'This conflict is no longer here.');
const asksToWait = () =>
  new TaskSyncError('rate-limited', 'Redmine asked to wait for 6 minutes. Your answers are kept.', {
    retryAfterMs: 360_000,
  });

function failedAt(failure: PlanView['failures'][number], keepsRows = true) {
  return (plan: PlanView): PlanView => ({ ...plan, ...(keepsRows ? {} : noRows), failures: [failure] });
}

const noRows = {
  ...{ actions: [], tasks: [], conflicts: [], matches: [], refusals: [], brakes: [], requestsEstimated: 0 },
} as const;

const phases: NonNullable<RunView['phases']> = [
  { phase: 'read', ms: 2400, waitedMs: 0 },
  { phase: 'compare', ms: 300, waitedMs: 0 },
  { phase: 'write', ms: 366_000, waitedMs: 360_000 },
  { phase: 'check', ms: 900, waitedMs: 0 },
];

const inSixMinutes = inMinutes(6);

/** The last run of “Web team” could not sign in. */
const runFailed: NonNullable<SampleWorld['answers']> = {
  'runs.list': (runs) => runs.filter(({ run }) => run !== 'r900'),
  'runs.show': ({ run }) => ({
    run: {
      ...run,
      state: 'failed',
      conflicts: 0,
      tasks: { created: 0, updated: 0, deleted: 0 },
      endpoints: run.endpoints.map((at) => ({ ...at, created: 0, updated: 0, closed: 0, observed: 0, requests: 1 })),
      problems: [
        {
          ...{
            task: null,
            title: null,
            endpoint: 'Redmine',
            field: null,
            code: 'auth-expired',
            facts: { status: 401 },
          },
          message: 'Redmine does not accept the API key any more. Nothing was written. Sign in again.',
          since: run.startedAt,
          retryAt: null,
        },
      ],
    },
    history: [],
  }),
};

/** What the lists are made of; the frame around them has its answers already. */
const lists: readonly ApiName[] = [
  ...(['tasks.list', 'tasks.groups', 'tasks.show', 'profiles.get', 'plans.preview', 'runs.list', 'runs.show'] as const),
  ...(['conflicts.list', 'connections.list', 'stats.show', 'places.read', 'settings.show', 'data.show'] as const),
  'data.planImport',
];

const previewBegins: ApiEvent = { kind: 'preview-progress', progress: step('read'), profileName: 'Web team' };

/** Two lines of a connection's test have passed, the third goes on. */
function testGoesOn({ attempt = '' }: ApiInput<'connections.test'>): readonly ApiEvent[] {
  const passed = (id: TestStepId, detail: string, facts: TestStep['facts']): TestStep => ({
    ...{ id, label: id, state: 'ok', detail, facts },
  });
  return [
    passed('reach', 'redmine.example.org, 84 ms', { host: 'redmine.example.org', ms: 84 }),
    passed('secure', 'encrypted', { is: 'encrypted' }),
    { id: 'sign-in', state: 'running' } as const,
  ].map((step) => ({ kind: 'connection-test', attempt, step }));
}

const unreachable = {
  fails: { 'places.read': notReached('Redmine') },
  answers: {
    ...webTeamIs('offline', { code: 'unavailable' }),
    ...redmineIs({
      state: 'failing',
      trouble: {
        code: 'unavailable',
        message: 'redmine.example.org cannot be reached from here.',
        since: inMinutes(-20),
      },
    }),
    'plans.preview': failedAt({
      ...{ endpoint: 'Redmine', code: 'unavailable', retryAt: null },
      message: 'redmine.example.org cannot be reached from here.',
    }),
  },
} as const satisfies Omit<SampleWorld, 'tasks'>;

const patient = {
  fails: { 'places.read': asksToWait() },
  answers: {
    ...webTeamIs('offline', { code: 'rate-limited', goesOnAt: inSixMinutes }),
    ...redmineIs({ budget: { limit: 1000, remaining: 12, resetsAt: inSixMinutes } }),
    'plans.preview': failedAt({
      ...{ endpoint: 'Redmine', code: 'rate-limited', retryAt: inSixMinutes },
      message: 'Redmine asked to wait.',
    }),
    'tasks.outlook': (outlook) => ({ ...outlook, waits: [{ endpoint: 'Redmine', until: inSixMinutes }] }),
    'runs.show': ({ run, history }) => ({
      run: { ...run, state: 'done', phases, durationMs: 369_600 },
      history,
    }),
  },
} as const satisfies Omit<SampleWorld, 'tasks'>;

export const worlds = {
  sample: { tasks },
  /** For README and docs. */
  pictures: { tasks, isPlain: true },
  empty: { tasks: 0, answers: { 'demo.state': (demo) => ({ ...demo, isOffered: true }) } },
  loading: { tasks, never: lists, events: { 'plans.preview': () => [previewBegins] } },
  'loading-profiles': { tasks, never: ['profiles.list'] },
  'loading-containers': { tasks, never: ['connections.containers', 'places.read'] },
  /** The lists are here, a test has begun and goes on. */
  testing: { tasks, never: ['connections.test'], events: { 'connections.test': testGoesOn } },
  offline: { tasks, trouble: 'problems', ...unreachable },
  /** Some of it was changed on both sides before. */
  'offline-conflicts': { tasks, ...unreachable },
  damaged: {
    tasks,
    fails: { 'status.get': damaged, 'tasks.list': damaged },
    answers: { 'damage.show': () => ({ damage: sampleDamage }) },
  },
  error: {
    tasks,
    trouble: 'problems',
    fails: {
      'tasks.list': damaged,
      'stats.show': damaged,
      'data.show': damaged,
      'data.planImport': noFile,
      'connections.containers': new TaskSyncError('forbidden', 'Redmine does not let this account see its projects.'),
    },
    answers: {
      ...webTeamIs('needs-you', { code: 'auth-expired' }),
      ...redmineIs({
        state: 'needs-sign-in',
        needsSignIn: true,
        trouble: {
          code: 'auth-expired',
          message: 'Redmine does not accept the API key any more. Sign in again.',
          since: inMinutes(-20),
        },
      }),
      'plans.preview': failedAt(
        {
          ...{ endpoint: 'Redmine', code: 'auth-expired', retryAt: null },
          message: 'Redmine does not accept the API key any more. Sign in again.',
        },
        false,
      ),
      ...runFailed,
    },
  },
  partial: {
    tasks,
    trouble: 'problems',
    answers: {
      'plans.preview': failedAt({
        ...{ endpoint: 'Team calendar', code: 'invalid-response', retryAt: null },
        message: 'dav.example.org answered with a page instead of tasks.',
      }),
      'data.planImport': longImport,
    },
  },
  /** The list is here, and the file of it is not. */
  'no-export': { tasks, never: ['data.export'] },
  'error-export': { tasks, fails: { 'data.export': damaged } },
  /** A service that asked to wait. */
  limited: { tasks, trouble: 'problems', ...patient },
  'limited-conflicts': { tasks, ...patient },
  /** Conflicts that somebody else has ended meanwhile. */
  overtaken: { tasks, fails: { 'conflicts.resolve': gone } },
  /** A connection whose key is not known any more, or may only read. */
  refused: { tasks, answers: { 'connections.test': () => sampleTestOf('sign-in') } },
  'may-only-read': { tasks, answers: { 'connections.test': () => sampleTestOf('write') } },
  /** A run writes. */
  running: { tasks, trouble: 'none', answers: webTeamIs('syncing', {}, step('write')) },
  'running-limited': {
    tasks,
    trouble: 'none',
    answers: webTeamIs('syncing', {}, step('write', { waitingUntil: inSixMinutes })),
  },
  /** Nothing to do: everything is the same everywhere. */
  same: { tasks, trouble: 'none', answers: { 'plans.preview': (plan) => ({ ...plan, ...noRows, equal: 418 }) } },
} as const satisfies Record<string, SampleWorld>;

export type WorldName = keyof typeof worlds;
