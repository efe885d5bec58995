import type { ApiEvent, ApiInput, ApiName } from '../../src-shared/api/contract.ts';
import type {
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
import type { SampleWorld } from '../fakes/sample-world.ts';

/** Where the states of the screens come from. Each world is the sample, told differently. */

const tasks = 50;
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** The state of every profile, and of the whole. */
function profilesIn(
  state: SyncState,
  why: Partial<StateWhy>,
  rest: Partial<Pick<ProfileView, 'pending' | 'progress' | 'problems' | 'conflicts'>> = {},
): NonNullable<SampleWorld['answers']> {
  const calm = { conflicts: 0, matches: 0, problems: 0, ...rest };
  const of = <Profile extends Pick<ProfileView, 'name'> & { readonly why?: StateWhy }>(profile: Profile): Profile => ({
    ...profile,
    ...calm,
    state,
    why: { ...nothingKnown, ...profile.why, place: profile.name === 'Home' ? 'Nextcloud' : 'Redmine', ...why },
  });
  return {
    'profiles.list': (profiles) => profiles.map(of),
    'status.get': (status): StatusView => ({ ...status, state, profiles: status.profiles.map(of) }),
  };
}

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
  'bug',
  'The data on this device cannot be read, because its file is damaged. Nothing was changed. Start Task Sync again; it then puts the newest whole copy back.',
);
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

const changedRun = (change: (run: RunView) => Partial<RunView>): NonNullable<SampleWorld['answers']> => ({
  'runs.show': ({ run, history }) => ({ run: { ...run, ...change(run) }, history }),
});

/** What the lists are made of; the frame around them has its answers already. */
const lists: readonly ApiName[] = [
  ...(['tasks.list', 'tasks.groups', 'tasks.show', 'profiles.get', 'plans.preview', 'runs.list', 'runs.show'] as const),
  ...(['conflicts.list', 'connections.list', 'stats.show', 'places.read', 'settings.show', 'data.show'] as const),
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

export const worlds = {
  sample: { tasks },
  empty: { tasks: 0, answers: { 'demo.state': (demo) => ({ ...demo, isOffered: true }) } },
  loading: { tasks, never: lists, events: { 'plans.preview': () => [previewBegins] } },
  'loading-profiles': { tasks, never: ['profiles.list'] },
  'loading-containers': { tasks, never: ['connections.containers', 'places.read'] },
  /** The lists are here, a test has begun and goes on. */
  testing: { tasks, never: ['connections.test'], events: { 'connections.test': testGoesOn } },
  offline: {
    tasks,
    fails: { 'places.read': notReached('Redmine') },
    answers: {
      ...profilesIn('offline', { code: 'unavailable' }, { pending: 5 }),
      'plans.preview': failedAt({
        ...{ endpoint: 'Redmine', code: 'unavailable', retryAt: null },
        message: 'redmine.example.org cannot be reached from here.',
      }),
    },
  },
  error: {
    tasks,
    fails: {
      'tasks.list': damaged,
      'stats.show': damaged,
      'data.show': damaged,
      'connections.containers': new TaskSyncError('forbidden', 'Redmine does not let this account see its projects.'),
    },
    answers: {
      ...profilesIn('needs-you', { code: 'auth-expired' }),
      'plans.preview': failedAt(
        {
          ...{ endpoint: 'Redmine', code: 'auth-expired', retryAt: null },
          message: 'Redmine does not accept the API key any more. Sign in again.',
        },
        false,
      ),
      ...changedRun((run) => ({
        state: 'failed',
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
      })),
    },
  },
  partial: {
    tasks,
    answers: {
      ...profilesIn('problem', {}, { problems: 3, pending: 2 }),
      'plans.preview': failedAt({
        ...{ endpoint: 'Team calendar', code: 'invalid-response', retryAt: null },
        message: 'dav.example.org answered with a page instead of tasks.',
      }),
    },
  },
  /** Services that asked to wait. */
  limited: {
    tasks,
    fails: { 'places.read': asksToWait() },
    answers: {
      ...profilesIn('offline', { code: 'rate-limited', goesOnAt: inMinutes(6) }, { pending: 3 }),
      'plans.preview': failedAt({
        ...{ endpoint: 'Redmine', code: 'rate-limited', retryAt: inMinutes(6) },
        message: 'Redmine asked to wait.',
      }),
      'tasks.outlook': (outlook) => ({ ...outlook, waits: [{ endpoint: 'Redmine', until: inMinutes(6) }] }),
      'connections.list': (connections) =>
        connections.map((connection) =>
          connection.name === 'Redmine'
            ? { ...connection, budget: { limit: 1000, remaining: 12, resetsAt: inMinutes(24) } }
            : connection,
        ),
      ...changedRun(() => ({ state: 'done', phases, durationMs: 369_600 })),
    },
  },
  /** A run writes. */
  running: { tasks, answers: profilesIn('syncing', {}, { progress: step('write') }) },
  'running-limited': {
    tasks,
    answers: profilesIn('syncing', {}, { progress: step('write', { waitingUntil: inMinutes(6) }) }),
  },
  /** Nothing to do: everything is the same everywhere. */
  same: {
    tasks,
    answers: {
      ...profilesIn('in-sync', {}, { pending: 0 }),
      'plans.preview': (plan) => ({ ...plan, ...noRows, equal: 418 }),
      'conflicts.list': () => [],
      'conflicts.refused': () => [],
      'matches.list': () => [],
    },
  },
} as const satisfies Record<string, SampleWorld>;

export type WorldName = keyof typeof worlds;
