import { nextRuns } from '../../src-main/core/scheduler/next-run.ts';
import type {
  Api,
  ApiArguments,
  ApiEvent,
  ApiInput,
  ApiName,
  ApiOutput,
  SavedView,
  TaskEdit,
} from '../../src-shared/api/contract.ts';
import type { ProfileFile } from '../../src-shared/api/profile-file.ts';
import { validateInput } from '../../src-shared/api/validate.ts';
import type {
  ConflictView,
  ConnectionTest,
  DemoView,
  EndpointView,
  HistoryView,
  MatchView,
  PauseView,
  ProfileView,
  RunView,
  StatusView,
  SyncState,
  TaskView,
  TestStep,
  UndoView,
  VerificationView,
} from '../../src-shared/api/views.ts';
import { parseWhen } from '../../src-shared/domain/field.ts';
import type { Progress } from '../../src-shared/domain/run.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';
import { leavesOf, searchStates } from '../../src-shared/filter/filter.ts';
import { type FilterSubject, matchFilter } from '../../src-shared/filter/match-filter.ts';
import { parseFilter } from '../../src-shared/filter/parse-filter.ts';
import type { SecretsState } from '../../src-shared/ports/ports.ts';
import { createSampleArchive } from './sample-archive.ts';
import { createSampleBackups } from './sample-backups.ts';
import { sampleRefused, sampleSurroundings } from './sample-conflicts.ts';
import {
  emptyData,
  type SampleData,
  type SampleOptions,
  sampleConnectors,
  sampleContainers,
  sampleData,
  samplePlan,
  sampleSchema,
  setState,
} from './sample-data.ts';
import { sampleExport, sampleImport } from './sample-exchange.ts';
import { sampleInspector } from './sample-inspector.ts';
import { changeSample, compareGroups, countGroups, countValues, groupOf, selectionOf } from './sample-many.ts';
import { createSampleNotices, createSampleSettings } from './sample-settings.ts';
import { sampleStats } from './sample-stats.ts';
import { sampleTrial } from './sample-trial.ts';
import { createSampleUpdates } from './sample-updates.ts';

export interface SampleApiOptions {
  /** 0: a program that was just installed. */
  readonly tasks: number;
  readonly now?: number;
  /** How long one step of a run takes; a run has 40. Default 50 ms. */
  readonly stepMs?: number;
  /** Default `keychain`. */
  readonly secrets?: SecretsState;
  readonly trouble?: SampleOptions['trouble'];
  readonly isPlain?: boolean;
}

type Handlers = {
  readonly [Name in ApiName]: (input: ApiArguments<Name>) => ApiOutput<Name> | Promise<ApiOutput<Name>>;
};

/** The whole API over a few lists in memory: for looking at the screens, and for trying them out without a service. */
export function createSampleApi(options: SampleApiOptions): Api {
  const now = () => options.now ?? Date.now();
  const data =
    options.tasks === 0
      ? emptyData()
      : sampleData({
          tasks: options.tasks,
          trouble: options.trouble ?? 'all',
          isPlain: options.isPlain ?? false,
          now: now(),
        });
  const listeners = new Set<(event: ApiEvent) => void>();
  const progress = new Map<string, Progress>();
  const stopping = new Set<string>();
  const saved = new Map<string, readonly string[]>();
  let secrets = options.secrets ?? 'keychain';
  let nextId = 10_000;
  const settings = createSampleSettings();
  const notices = createSampleNotices(data, now());
  let views: readonly SavedView[] = [];
  /** Tasks as they were before each change of many. */
  const steps = new Map<number, ReadonlyMap<string, TaskView>>();
  const listTasks = createTaskLister();

  const emit = (event: ApiEvent) => {
    for (const listener of listeners) listener(event);
    if (event.kind === 'changed' && event.what.includes('status')) emit({ kind: 'status', status: readStatus() });
  };
  const changed = (...what: Extract<ApiEvent, { kind: 'changed' }>['what']) => emit({ kind: 'changed', what });
  const at = () => new Date(now()).toISOString();
  const profileOf = (name: string) =>
    data.profiles.find((profile) => profile.name === name) ?? notThere('profile', name);
  const taskOf = (id: string) => data.tasks.find((task) => task.id.startsWith(id)) ?? notThere('task', id);
  const decided = new Map<string, ConflictView>();
  /** By profile; under the empty name that of all. */
  const pauses = new Map<string, PauseView>();
  const view = (file: ProfileFile): ProfileView => {
    const shown = viewProfile(data, file, progress.get(file.name) ?? null, now());
    const pause = pauses.get('') ?? pauses.get(file.name);
    return pause
      ? { ...shown, pause, ...(shown.state === 'in-sync' ? { state: 'paused', sentence: 'Paused' } : {}) }
      : shown;
  };
  const readStatus = (): StatusView => {
    const pause = pauses.get('');
    return { ...viewStatus(data.profiles.map(view)), ...(pause ? { pause } : {}) };
  };
  const setPause = (name: string, until: string | null): null => {
    pauses.set(name, { until, of: name === '' ? 'all' : 'profile' });
    changed('profiles', 'status');
    return null;
  };
  const connectorOf = (name: string) =>
    (data.connections.find((connection) => connection.name === name) ?? notThere('connection', name)).connector;

  const put = (task: TaskView): TaskView => {
    data.tasks = data.tasks.map((other) => (other.id === task.id ? task : other));
    changed('tasks', 'status', 'profiles');
    return task;
  };
  const record = (task: TaskView, entry: Pick<HistoryView, 'kind' | 'field' | 'before' | 'after'>) => {
    data.history.unshift({
      id: nextId++,
      run: null,
      at: at(),
      task: task.id,
      title: task.title,
      place: 'here',
      actor: 'here',
      by: null,
      ...entry,
    });
  };

  async function run({ profile: name, acceptBrakes, trigger }: ApiArguments<'runs.start'>): Promise<RunView> {
    const file = profileOf(name);
    const id = `r${nextId++}`;
    const startedAt = now();
    const plan = samplePlan(data, name, 40);
    const isHeld = plan.brakes.length > 0 && !acceptBrakes;
    let isBegun = false;
    const phases = isHeld ? (['read', 'compare'] as const) : (['read', 'compare', 'write', 'check'] as const);
    for (const phase of phases) {
      for (let done = 0; done < 10 && !stopping.has(name); done += 1) {
        const total = phase === 'read' && done < 5 ? null : 400;
        const step: Progress = {
          run: id,
          profile: name,
          phase,
          endpoint: endpointsOf(data, file)[0]?.name ?? null,
          done: done * 40,
          total,
          waitingUntil: null,
        };
        progress.set(name, step);
        emit({ kind: 'run-progress', progress: step, profileName: name });
        if (!isBegun) emit({ kind: 'status', status: readStatus() });
        isBegun = true;
        await new Promise((resolve) => setTimeout(resolve, options.stepMs ?? 50));
      }
    }
    const wasStopped = stopping.delete(name);
    progress.delete(name);
    if (!wasStopped && !isHeld)
      for (const task of data.tasks)
        if (task.profile === name && task.state === 'waiting') setState(data, task.id, 'in-sync');
    const ended: RunView = {
      run: id,
      profile: name,
      trigger,
      state: wasStopped ? 'stopped' : isHeld ? 'held' : 'done',
      startedAt: new Date(startedAt).toISOString(),
      finishedAt: at(),
      endpoints: endpointsOf(data, file).map(({ name: endpoint, connector }) => ({
        endpoint,
        connector,
        observed: 418,
        created: isHeld ? 0 : 3,
        updated: isHeld ? 0 : 5,
        closed: 0,
        deleted: 0,
        requests: 12,
      })),
      tasks: { created: 0, updated: isHeld ? 0 : 4, deleted: 0 },
      conflicts: data.conflicts.filter((conflict) => conflict.profile === name).length,
      matches: data.matches.filter((match) => match.profile === name).length,
      problems: [],
      brakes: isHeld ? plan.brakes : [],
      pending: 0,
      durationMs: now() - startedAt,
    };
    data.runs.unshift(ended);
    emit({ kind: 'status', status: readStatus() });
    emit({ kind: 'run-finished', run: ended });
    return ended;
  }

  const selected = (of: ApiArguments<'tasks.editMany'>['of']): readonly TaskView[] => {
    if ('tasks' in of) return data.tasks.filter(({ id }) => of.tasks.includes(id));
    const { except, ...query } = of;
    return findTasks(data.tasks, { ...anyOrder, ...query, group: null }).filter(({ id }) => !except.includes(id));
  };
  async function sampleTest(name: string, attempt?: string): Promise<ConnectionTest> {
    const test = sampleTestOf(name.includes('wrong') ? 'sign-in' : null);
    for (const step of test.steps) {
      if (attempt !== undefined) emit({ kind: 'connection-test', attempt, step: { id: step.id, state: 'running' } });
      await new Promise((resolve) => setTimeout(resolve, 4 * (options.stepMs ?? 50)));
      if (attempt !== undefined) emit({ kind: 'connection-test', attempt, step });
    }
    return test;
  }

  const answerMatch = (id: string): MatchView => {
    const match = data.matches.find((one) => one.id === id) ?? notThere('match', id);
    data.matches = data.matches.filter((one) => one !== match);
    changed('matches', 'tasks', 'status', 'profiles');
    return match;
  };

  const handlers: Handlers = {
    'connectors.list': () => sampleConnectors,
    'connections.list': () =>
      data.connections.map((connection) => ({
        ...connection,
        profiles: data.profiles
          .filter((profile) => profile.endpoints?.some((endpoint) => endpoint.connection === connection.name))
          .map(({ name }) => name),
      })),
    'connections.add': ({ name, connector, url, username, secret, options: own }) => {
      if (data.connections.some((other) => other.name === name))
        throw new TaskSyncError('invalid-input', `There is already a connection “${name}”. Choose another name.`);
      const connection = {
        id: `k${nextId++}`,
        name,
        connector,
        url,
        username,
        options: own,
        hasSecret: secret !== null,
        profiles: [],
        state: 'works' as const,
      };
      data.connections.push(connection);
      changed('connections');
      return connection;
    },
    'connections.signIn': ({ name }) => handlers['connections.test']({ name }),
    'connections.beginSignIn': ({ name, kind = 'code' }) => ({
      ...{ attempt: name, kind, address: 'https://example.org/sign-in', code: kind === 'device' ? 'ABCD-1234' : null },
      ...{ expiresAt: new Date(Date.now() + 300_000).toISOString(), isOpened: false },
    }),
    'connections.finishSignIn': ({ attempt }) => handlers['connections.test']({ name: attempt }),
    'connections.cancelSignIn': () => null,
    'requests.list': () => [],
    'logs.show': () => ({ kept: null, lines: [] }),
    'logs.showFolder': () => null,
    'metrics.show': () => ({ isOn: false, since: null }),
    'metrics.turnOn': () => ({ isOn: true, since: '2026-03-01T09:00:00.000Z', token: 'sample-token' }),
    'metrics.turnOff': () => ({ isOn: false, since: null }),
    'metrics.read': () => ({ state: 'off' }),
    'connections.test': async ({ name, attempt }) => {
      connectorOf(name);
      return await sampleTest(name, attempt);
    },
    'connections.try': ({ name, attempt }) => sampleTest(name, attempt),
    'connections.cancelTest': () => null,
    'connections.change': ({ name, rename = name, readOnly }) => {
      connectorOf(name);
      data.connections = data.connections.map((one) =>
        one.name === name ? { ...one, name: rename, ...(readOnly ? { readOnly } : {}) } : one,
      );
      changed('connections');
      return data.connections.find((one) => one.name === rename) ?? notThere('connection', rename);
    },
    'clocks.show': () => [],
    'diagnostics.describe': () => ({
      ...{ settings: {}, data: {}, connections: [], profiles: [], standing: [], runs: [], metrics: '' },
    }),
    'diagnostics.make': () => ({ name: 'task-sync-diagnostics.zip', zip: '', files: [] }),
    'damage.show': () => ({ damage: null }),
    'damage.restore': () => ({ kept: '/home/you/.local/share/task-sync/damaged/2026-03-01' }),
    'damage.startEmpty': () => ({ kept: '/home/you/.local/share/task-sync/damaged/2026-03-01' }),
    ...createSampleArchive(Date.now(), data.runs[0], () => changed('archive')),
    ...createSampleBackups(Date.now(), () => changed('backups')),
    'devices.show': () => ({ isOpen: false, addresses: [], devices: [], self: null, canRemember: false }),
    'devices.code': () => notThere('host', 'other devices'),
    'devices.remember': () => notThere('host', 'other devices'),
    'devices.end': ({ device }) => notThere('device', device),
    ...createSampleUpdates(),
    'demo.state': () => noDemo,
    'demo.enter': () => noDemo,
    'demo.reset': () => noDemo,
    'demo.leave': () => noDemo,
    'demo.tasks': () => [],
    'demo.edit': ({ service }) => notThere('service', service),
    'connections.containers': ({ name }) => sampleContainers(connectorOf(name)),
    'connections.schema': ({ name }) => sampleSchema(connectorOf(name)),
    'connections.remove': ({ name }) => {
      connectorOf(name);
      data.connections = data.connections.filter((connection) => connection.name !== name);
      changed('connections');
      return null;
    },
    'profiles.list': () => data.profiles.map(view),
    'profiles.get': ({ profile }) => profileOf(profile),
    'profiles.save': ({ file, replaces }) => {
      data.profiles = [...data.profiles.filter(({ name }) => name !== (replaces ?? file.name)), file];
      changed('profiles', 'status', 'connections');
      return view(file);
    },
    'profiles.import': () => {
      throw new TaskSyncError('invalid-input', 'The profile’s endpoints.0.connection is missing. Nothing was saved.');
    },
    'profiles.export': ({ profile }) => ({ yaml: `${JSON.stringify(profileOf(profile), null, 2)}\n` }),
    'profiles.enable': ({ profile, enabled }) => {
      const file = { ...profileOf(profile), enabled };
      if (enabled) pauses.delete(profile);
      data.profiles = data.profiles.map((other) => (other.name === profile ? file : other));
      changed('profiles', 'status');
      return view(file);
    },
    'profiles.pause': ({ profile, until }) => setPause(profileOf(profile).name, until),
    'sync.pause': ({ until }) => setPause('', until),
    'sync.resume': () => {
      pauses.delete('');
      changed('profiles', 'status');
      return null;
    },
    'places.read': ({ connection, container }) => {
      const records = data.tasks.length;
      return { connection, container, records, total: records, isComplete: true, at: at() };
    },
    'profiles.coverage': ({ profile }) => {
      const matched = data.tasks.filter((task) => task.profile === profile).length;
      const only = endpointsOf(data, profileOf(profile)).map(({ name: endpoint }) => ({ endpoint, count: 0 }));
      return { matched, only, excluded: 0 };
    },
    'profiles.try': ({ file }) => sampleTrial(endpointsOf(data, file), data.tasks.length, at()),
    'rules.write': ({ rule }) => ({ text: JSON.stringify(rule, null, 2) }),
    'rules.read': ({ text }) => ({ rule: JSON.parse(text) }),
    'rules.try': () => ({ title: null, input: {}, effects: [], output: {} }),
    'schedule.next': ({ schedule, count }) => {
      const timeZone = 'Europe/Berlin';
      const times = schedule === 'manual' ? [] : nextRuns(schedule, now(), timeZone, count);
      return { times: times.map((time) => new Date(time).toISOString()), timeZone };
    },
    'profiles.remove': ({ profile }) => {
      data.profiles = data.profiles.filter(({ name }) => name !== profile);
      data.tasks = data.tasks.filter((task) => task.profile !== profile);
      changed('profiles', 'tasks', 'status');
      return null;
    },
    'tasks.retry': ({ task }) => {
      const found = data.tasks.find(({ id }) => id === task);
      if (!found) throw new TaskSyncError('not-found', 'This task is no longer here.');
      return found;
    },
    'tasks.at': ({ task, at }) => ({ task, at, state: 'here', fields: {}, comments: [] }),
    'settings.show': settings.show,
    'settings.change': (change) => {
      const settled = settings.change(change);
      changed('settings');
      return settled;
    },
    'data.show': () => ({
      ...{ file: '~/.local/share/task-sync/task-sync.db', bytes: 4_300_000, tasks: data.tasks.length, inBin: 0 },
      historySince: null,
    }),
    'history.check': () => ({ seal: `2-${'0'.repeat(64)}`, entries: 2, removed: 0, faults: [], noted: null }),
    'data.export': () => sampleExport,
    'data.planImport': ({ profile, columns }) => sampleImport(profile, columns),
    'data.import': ({ profile, columns }) => ({ ...sampleImport(profile, columns), entries: [[1, 2]] }),
    'notices.list': notices.list,
    'notices.read': () => {
      const list = notices.read();
      changed('notices');
      return list;
    },
    'notices.snooze': (input) => {
      const list = notices.snooze(input);
      changed('notices');
      return list;
    },
    'notices.mute': (input) => {
      const list = notices.mute(input);
      changed('notices');
      return list;
    },
    'tasks.groups': ({ group, ...of }) =>
      countGroups(findTasks(data.tasks, { ...anyOrder, ...of, group }), group, today),
    'tasks.values': ({ field, text, limit }) => countValues(data.tasks, field, text).slice(0, limit),
    'tasks.selection': ({ of }) => selectionOf(selected(of)),
    'tasks.editMany': ({ of, change }) => {
      const before = new Map(selected(of).map((task) => [task.id, task]));
      data.tasks = data.tasks.map((task) => (before.has(task.id) ? changeSample(task, change, at()) : task));
      const id = nextId++;
      steps.set(id, before);
      changed('tasks', 'status', 'profiles');
      return { changed: before.size, skipped: 0, entries: [[id, id]] };
    },
    'tasks.revert': ({ entries }) => {
      const before = new Map(entries.flatMap(([id]) => [...(steps.get(id) ?? [])]));
      const id = nextId++;
      steps.set(id, new Map(data.tasks.filter((task) => before.has(task.id)).map((task) => [task.id, task])));
      data.tasks = data.tasks.map((task) => before.get(task.id) ?? task);
      changed('tasks', 'status', 'profiles');
      return { changed: before.size, skipped: 0, entries: [[id, id]] };
    },
    'views.list': () => views,
    'views.save': ({ view, replaces = view.name }) => {
      const isKnown = views.some(({ name }) => name === replaces);
      views = isKnown ? views.map((one) => (one.name === replaces ? view : one)) : [...views, view];
      changed('views');
      return views;
    },
    'views.remove': ({ name }) => {
      views = views.filter((view) => view.name !== name);
      changed('views');
      return views;
    },
    'stats.show': (query) => sampleStats(data, query, now()),
    'runs.undoPreview': ({ run }) => sampleUndo(data, run, null),
    'runs.undo': ({ run }) => sampleUndo(data, run, 'undo-1'),
    'profiles.verify': ({ profile }) => sampleVerification(view(profileOf(profile)), now()),
    'profiles.verified': () => null,
    'plans.preview': async ({ profile }) => {
      profileOf(profile);
      await new Promise((resolve) => setTimeout(resolve, 6 * (options.stepMs ?? 50)));
      const plan = samplePlan(data, profile, options.tasks > 1000 ? 5000 : 20);
      const left = saved.get(profile);
      if (!left) return plan;
      const [first, second] = plan.tasks;
      const of = (task: typeof first) => (task ? [{ task: task.task, title: task.title }] : []);
      const out = [...left, ...of(first).map(({ task }) => task)];
      const kept = {
        savedAt: new Date(now()).toISOString(),
        left: out,
        changed: of(first),
        fresh: [],
        gone: of(second),
      };
      return { ...plan, kept };
    },
    'plans.save': ({ profile, except = [] }) => {
      saved.set(profile, except);
      changed('profiles');
      return null;
    },
    'plans.saved': () =>
      [...saved].map(([profile, left]) => ({
        ...{ profile, savedAt: new Date(now()).toISOString(), chosen: 20 - left.length, left: left.length },
      })),
    'plans.forget': ({ profile }) => {
      saved.delete(profile);
      changed('profiles');
      return null;
    },
    'plans.pair': () => null,
    'runs.start': run,
    'runs.stop': ({ profile }) => {
      if (progress.has(profile)) stopping.add(profile);
      return null;
    },
    'runs.hours': ({ from }) =>
      [...Map.groupBy(data.runs, ({ startedAt }) => `${startedAt.slice(0, 13)}:00:00.000Z`)]
        .filter(([hour]) => hour >= from)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([hour, own]) => ({
          from: hour,
          runs: own.length,
          changed: own.filter(changedSomething).length,
          troubled: own.filter(({ state }) => state !== 'done').length,
        })),
    'runs.list': ({ profile, changedOnly, unchangedOnly, state, trigger, from, to, offset, limit }) =>
      data.runs
        .filter((one) => profile === undefined || one.profile === profile)
        .filter((one) => !changedOnly || changedSomething(one))
        .filter((one) => !unchangedOnly || !changedSomething(one))
        .filter(
          (one) => (state === undefined || one.state === state) && (trigger === undefined || one.trigger === trigger),
        )
        .filter(({ startedAt }) => (from === undefined || startedAt >= from) && (to === undefined || startedAt < to))
        .slice(offset, offset + limit),
    'runs.show': ({ run: id }) => ({
      run: data.runs.find((one) => one.run.startsWith(id)) ?? notThere('run', id),
      history: data.history.filter((entry) => entry.run === id),
    }),
    'tasks.list': (query) => listTasks(data.tasks, query),
    'tasks.show': ({ task: id }) => {
      const task = taskOf(id);
      const problem = data.problems.get(task.id);
      return {
        task,
        copies: task.links.map(({ endpoint, connector }) => ({
          endpoint,
          fields:
            connector === 'redmine'
              ? {
                  title: task.title,
                  body: task.body,
                  status: task.status === 'doing' ? 'In Progress' : 'New',
                  priority: 'Normal',
                  assignees: [...task.assignees],
                  due: task.due,
                }
              : {
                  title: task.title,
                  body: task.body,
                  status: task.status === 'doing' ? 'IN-PROCESS' : 'NEEDS-ACTION',
                  due: task.due,
                  labels: [...task.labels],
                },
        })),
        history: data.history.filter((entry) => entry.task === task.id),
        problems: problem
          ? [{ ...problem, profile: task.profile, endpointName: problem.endpoint, remoteId: null }]
          : [],
        conflicts: data.conflicts.filter((conflict) => conflict.task === task.id),
      };
    },
    'tasks.add': ({ profile, edit }) => {
      profileOf(profile);
      const task = applyEdit(blankTask(`n${nextId++}`, profile, at()), edit);
      data.tasks.unshift(task);
      record(task, { kind: 'create', field: null, before: null, after: null });
      return put(task);
    },
    'tasks.edit': ({ task: id, edit }) => {
      const before = taskOf(id);
      if (edit.due === '1900-01-01')
        throw new TaskSyncError('rejected', 'The year 1900 is not a due date. Nothing was changed.');
      const after: TaskView = {
        ...applyEdit(before, edit),
        updatedAt: at(),
        state: before.state === 'in-sync' ? 'waiting' : before.state,
      };
      for (const field of ['title', 'status', 'priority', 'due', 'labels', 'assignees', 'body'] as const) {
        if (edit[field] !== undefined)
          record(after, { kind: 'update', field, before: before[field], after: after[field] });
      }
      const step = nextId++;
      steps.set(step, new Map([[id, before]]));
      return { ...put(after), entries: [[step, step]] };
    },
    'tasks.delete': ({ task: id }) => put({ ...taskOf(id), deletedAt: at() }),
    'tasks.restore': ({ task: id }) => put({ ...taskOf(id), deletedAt: null }),
    ...sampleInspector({ data, taskOf, put, record, at }),
    'profiles.people': () => [],
    'tasks.comment': ({ task: id, text }) => {
      const before = taskOf(id);
      const comment = {
        id: `k${nextId++}`,
        author: 'You',
        at: at(),
        text,
        place: 'here',
        isEdited: false,
        isInternal: false,
      };
      return put({ ...before, comments: [...before.comments, comment], state: 'waiting' });
    },
    'matches.list': ({ profile }) => data.matches.filter((match) => profile === undefined || match.profile === profile),
    'matches.find': ({ profile }) => data.matches.filter((match) => match.profile === profile),
    'matches.accept': ({ match }) => answerMatch(match),
    'matches.reject': ({ match }) => answerMatch(match),
    'tasks.pair': ({ task }) => data.tasks.find((one) => one.id === task) ?? notThere('task', task),
    'tasks.unpair': ({ task }) => data.tasks.find((one) => one.id === task) ?? notThere('task', task),
    'conflicts.list': ({ profile }) =>
      data.conflicts.filter((conflict) => profile === undefined || conflict.profile === profile),
    'conflicts.show': ({ conflict: id }) =>
      data.conflicts.find((conflict) => conflict.id === id) ?? notThere('conflict', id),
    'conflicts.resolve': ({ conflict: id, use, value }) => {
      const conflict = data.conflicts.find((one) => one.id === id) ?? notThere('conflict', id);
      if (use === undefined && value === undefined)
        throw new TaskSyncError('invalid-input', 'Say which side counts, or give a value. Nothing was changed.');
      data.conflicts = data.conflicts.filter((one) => one !== conflict);
      decided.set(id, conflict);
      setState(data, conflict.task, 'waiting');
      changed('conflicts', 'tasks', 'status', 'profiles');
      return taskOf(conflict.task);
    },
    'conflicts.reopen': ({ conflict: id }) => {
      const conflict = decided.get(id) ?? notThere('decision', id);
      decided.delete(id);
      data.conflicts = [...data.conflicts, conflict];
      setState(data, conflict.task, 'conflict');
      changed('conflicts', 'tasks', 'status', 'profiles');
      return conflict;
    },
    'conflicts.surroundings': ({ task }) => sampleSurroundings(taskOf(task)),
    'conflicts.refused': () => sampleRefused([...data.problems.values()]),
    'status.get': () => readStatus(),
    'notices.dismiss': () => null,
    'secrets.state': () => ({ state: secrets }),
    'secrets.keepForNow': () => {
      secrets = 'for-now';
      return null;
    },
    'secrets.unlock': () => {
      secrets = 'open';
      changed('connections');
      return null;
    },
  };

  const call = async <Name extends ApiName>(name: Name, input: ApiInput<Name>): Promise<ApiOutput<Name>> => {
    const handle: (input: ApiArguments<Name>) => ApiOutput<Name> | Promise<ApiOutput<Name>> = handlers[name];
    return await handle(validateInput(name, input));
  };
  return {
    call,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const noDemo: DemoView = { isOffered: false, isOpen: false, profile: null, services: [] };

/** A test that fails at the step, or at none. */
export function sampleTestOf(failing: 'sign-in' | 'write' | null): ConnectionTest {
  const rest = failing === 'sign-in' ? 'skipped' : 'ok';
  const steps: readonly TestStep[] = [
    {
      ...{ id: 'reach', label: 'Server reached', state: 'ok', detail: 'redmine.example.org, 84 ms' },
      facts: { host: 'redmine.example.org', ms: 84 },
    },
    { id: 'secure', label: 'Secure connection', state: 'ok', detail: 'encrypted', facts: { is: 'encrypted' } },
    failing === 'sign-in'
      ? {
          ...{ id: 'sign-in', label: 'Signed in', state: 'failed', code: 'auth-expired', facts: {} },
          detail: 'The service does not know this key. Copy it again from My account.',
        }
      : {
          ...{ id: 'sign-in', label: 'Signed in', state: 'ok', detail: 'as you@example.org, Redmine 5.1' },
          facts: { account: 'you@example.org', server: 'Redmine 5.1' },
        },
    {
      ...{ id: 'lists', label: 'Can see task lists', state: rest, detail: 'Web, Backend, Marketing and 1 more' },
      facts: { names: 'Web, Backend, Marketing', count: 4, more: 1 },
    },
    {
      ...{ id: 'read', label: 'Can read tasks', state: rest, detail: '11 fields, a task was read in Web' },
      facts: { fields: 11, tasks: 1, list: 'Web' },
    },
    failing === 'write'
      ? {
          ...{ id: 'write', label: 'Can change tasks', state: 'failed', code: 'forbidden', facts: {} },
          detail: 'This account may not change issues in Web.',
        }
      : { id: 'write', label: 'Can change tasks', state: rest, detail: '', facts: {} },
  ];
  return { ok: failing === null, steps, ...(failing === 'write' ? { readOnlyHelps: true } : {}) };
}

function notThere(what: string, name: string): never {
  throw new TaskSyncError('not-found', `There is no ${what} “${name}”. Nothing was done.`);
}

function changedSomething(run: RunView): boolean {
  const here = run.tasks.created + run.tasks.updated + run.tasks.deleted;
  return (
    here +
      run.endpoints.reduce(
        (sum, { created, updated, closed, deleted }) => sum + created + updated + closed + deleted,
        0,
      ) >
    0
  );
}

/** The sample's day. */
const today = '2026-03-10';
const anyOrder = { sort: 'updated', descending: true } as const;

const statusOrder = ['doing', 'todo', 'done', 'cancelled'];
const priorityOrder = ['urgent', 'high', 'medium', 'low'];

/** Sorts once a list and not once a page, so that a long list shows how quick the page is, not how slow the sample. */
function createTaskLister(): (all: readonly TaskView[], query: ApiArguments<'tasks.list'>) => ApiOutput<'tasks.list'> {
  let last: { readonly all: readonly TaskView[]; readonly key: string; readonly sorted: readonly TaskView[] } | null =
    null;
  return (all, { offset, limit, ...query }) => {
    const key = JSON.stringify(query);
    if (last?.all !== all || last.key !== key) last = { all, key, sorted: findTasks(all, query) };
    return { tasks: last.sorted.slice(offset, offset + limit), total: last.sorted.length };
  };
}

function findTasks(
  all: readonly TaskView[],
  query: Omit<ApiArguments<'tasks.list'>, 'offset' | 'limit'>,
): readonly TaskView[] {
  const { profile, query: text, deleted, sort, descending, group } = query;
  const filter = parseFilter(text);
  const asked = deleted || leavesOf(filter).some((leaf) => leaf.kind === 'state' && leaf.state === 'deleted');
  const found = all.filter(
    (task) =>
      (task.deletedAt !== null) === asked &&
      (profile === undefined || task.profile === profile) &&
      matchFilter(filter, subjectOf(task), { today, timeZone: 'Europe/Berlin', me: [] }),
  );
  const rank = (values: readonly string[], value: string | null) =>
    value === null || !values.includes(value) ? 9 : values.indexOf(value);
  const compare = (a: TaskView, b: TaskView): number => {
    if (sort === 'status') return rank(statusOrder, a.status) - rank(statusOrder, b.status);
    if (sort === 'priority') return rank(priorityOrder, a.priority) - rank(priorityOrder, b.priority);
    const [x, y] =
      sort === 'title'
        ? [a.title, b.title]
        : sort === 'due'
          ? [a.due ?? '9', b.due ?? '9']
          : [a.updatedAt, b.updatedAt];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  return found.toSorted((a, b) => {
    const groups = group === null ? 0 : compareGroups(group, groupOf(a, group, today), groupOf(b, group, today));
    return groups || (descending ? compare(b, a) : compare(a, b));
  });
}

function subjectOf(task: TaskView): FilterSubject {
  const { title, body, status, priority, assignees, labels, milestone, estimate, progress } = task;
  const states = task.deletedAt === null ? [] : ['deleted' as const];
  return {
    fields: {
      ...{ title, body, status, priority, assignees, labels, milestone, estimate, progress },
      start: parseWhen(task.start ?? ''),
      due: parseWhen(task.due ?? ''),
    },
    profile: task.profile,
    places: task.links.map((link) => link.endpoint),
    states: new Set([...states, ...searchStates.filter((state) => state === task.state)]),
    createdAt: task.createdAt,
    updatedAt: task.updatedAt,
  };
}

function applyEdit(task: TaskView, { custom, ...edit }: TaskEdit): TaskView {
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined));
  return { ...task, ...given, custom: { ...task.custom, ...custom } };
}

function blankTask(id: string, profile: string, at: string): TaskView {
  return {
    id,
    profile,
    title: '',
    body: '',
    status: 'todo',
    priority: null,
    assignees: [],
    labels: [],
    start: null,
    due: null,
    milestone: null,
    parent: null,
    estimate: null,
    progress: null,
    custom: {},
    comments: [],
    links: [],
    state: 'waiting',
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
}

function endpointsOf(data: SampleData, file: ProfileFile): readonly EndpointView[] {
  return (file.endpoints ?? []).map(({ connection, container, direction }, index) => ({
    id: `${file.name}-${index}`,
    name: connection,
    connection,
    connector: data.connections.find(({ name }) => name === connection)?.connector ?? 'caldav',
    container: String(container),
    direction: direction ?? 'both',
    linked: data.tasks.filter((task) => task.links.some((link) => link.endpoint === connection)).length,
  }));
}

function viewProfile(data: SampleData, file: ProfileFile, progress: Progress | null, now: number): ProfileView {
  const runs = data.runs.filter((run) => run.profile === file.name);
  const of = (state: SyncState) =>
    data.tasks.filter((task) => task.profile === file.name && task.state === state).length;
  const [conflicts, problems, pending] = [
    data.conflicts.filter((conflict) => conflict.profile === file.name).length,
    of('problem'),
    of('waiting'),
  ];
  const enabled = file.enabled ?? true;
  const state = profileState({
    enabled,
    isRunning: progress !== null,
    lastRun: runs[0] ?? null,
    problems,
    conflicts,
    pending,
  });
  return {
    id: file.name,
    name: file.name,
    enabled,
    schedule: file.schedule ?? 'manual',
    endpoints: endpointsOf(data, file),
    state,
    sentence: sentences(state, {
      problems,
      conflicts,
      pending,
      brakes: runs[0]?.brakes ?? [],
      names: endpointsOf(data, file).map(({ name }) => name),
    }),
    why: {
      places: endpointsOf(data, file).map(({ name }) => name),
      ...{ place: null, code: null, brake: null, goesOnAt: null, left: 0, isRestored: false },
      lastRun: runs[0]?.state ?? null,
    },
    tasks: data.tasks.filter((task) => task.profile === file.name && task.deletedAt === null).length,
    lastRun: runs[0] ?? null,
    recent: runs.slice(0, 14).map((run) => run.state),
    nextRun: enabled && file.schedule !== 'manual' ? new Date(now + 9 * 60_000).toISOString() : null,
    pending,
    conflicts,
    matches: data.matches.filter((match) => match.profile === file.name).length,
    problems,
    progress,
    verify: null,
    verified: null,
  };
}

function sampleUndo(data: SampleData, run: string, undo: string | null): UndoView {
  const [first, second] = data.tasks;
  const of = { task: first?.id ?? '', title: first?.title ?? '' };
  const fields = [{ field: 'status', before: 'done', after: 'doing' }];
  return {
    run,
    profile: first?.profile ?? '',
    undo,
    actions: [
      { ...of, kind: 'update', endpoint: 'here', fields },
      { ...of, kind: 'update', endpoint: first?.links[0]?.endpoint ?? '', fields },
    ],
    skipped: [
      {
        task: second?.id ?? '',
        title: second?.title ?? '',
        endpoint: null,
        field: 'title',
        reason: 'changed',
        message: 'It was changed since, so it stays as it is.',
      },
    ],
    isArchived: false,
  };
}

function sampleVerification({ name, endpoints }: ProfileView, now: number): VerificationView {
  const links = endpoints.reduce((sum, endpoint) => sum + endpoint.linked, 0);
  return {
    profile: name,
    state: 'equal',
    at: new Date(now).toISOString(),
    links,
    equal: links,
    endpoints: endpoints.map(({ name: endpoint, connector, linked }) => ({
      endpoint,
      connector,
      links: linked,
      equal: linked,
      equalComments: 0,
      equalAttachments: 0,
      requests: 2,
      failure: null,
    })),
    causes: [],
    differences: [],
  };
}

interface StateFacts {
  readonly enabled: boolean;
  readonly isRunning: boolean;
  readonly lastRun: RunView | null;
  readonly problems: number;
  readonly conflicts: number;
  readonly pending: number;
}

function profileState({ enabled, isRunning, lastRun, problems, conflicts, pending }: StateFacts): SyncState {
  if (isRunning) return 'syncing';
  if (lastRun?.state === 'held') return 'held';
  if (problems > 0) return 'problem';
  if (conflicts > 0) return 'conflict';
  if (!enabled) return 'paused';
  return pending > 0 ? 'waiting' : 'in-sync';
}

interface SentenceFacts {
  readonly problems: number;
  readonly conflicts: number;
  readonly pending: number;
  readonly brakes: readonly string[];
  readonly names: readonly string[];
}

function sentences(state: SyncState, { problems, conflicts, pending, brakes, names }: SentenceFacts): string {
  const known: Partial<Record<SyncState, string>> = {
    held: `Held: ${brakes.join(' ')}`,
    problem: `${problems} tasks could not be sent. See why`,
    conflict: `${conflicts} conflicts need a decision`,
    paused: 'Paused',
    syncing: 'Syncing',
    waiting: `${pending} tasks waiting to be sent`,
  };
  return known[state] ?? `In sync with ${names.join(' and ')}`;
}

const rank: readonly SyncState[] = [
  'held',
  'needs-you',
  'problem',
  'conflict',
  'offline',
  'paused',
  'syncing',
  'waiting',
  'in-sync',
];

function viewStatus(profiles: readonly ProfileView[]): StatusView {
  const state = rank.find((one) => profiles.some((profile) => profile.state === one)) ?? 'local';
  const worst = profiles.find((profile) => profile.state === state);
  return {
    state,
    sentence: !worst
      ? 'Nothing is set up yet'
      : state === 'in-sync'
        ? 'All in sync'
        : `${worst.name}: ${worst.sentence}`,
    profiles: profiles.map(
      ({
        name,
        enabled,
        tasks,
        state: own,
        sentence,
        why,
        lastRun,
        nextRun,
        pending,
        conflicts,
        matches,
        problems,
        verified,
      }) => ({
        name,
        enabled,
        tasks,
        state: own,
        sentence,
        ...(why ? { why } : {}),
        lastRun: lastRun?.finishedAt ?? null,
        nextRun,
        pending,
        conflicts,
        matches,
        problems,
        verified,
      }),
    ),
    writable: true,
    notices: [],
  };
}
