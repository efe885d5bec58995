import type { StatusView } from '../../../src-shared/api/views.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import type { RequestEntry } from '../../../src-shared/ports/ports.ts';
import { version } from '../../../src-shared/version.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import { createCounter, createHistogram } from './counters.ts';
import type { Metric } from './metric.ts';

/** What a core counts while it runs, for other programs to read. After a restart it begins at nothing, as Prometheus expects. */
export interface Metrics {
  run(run: Run): void;
  request(connector: string, entry: RequestEntry): void;
  /** With what is open now. */
  read(now: StatusView): readonly Metric[];
}

const runBounds = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800];
const requestBounds = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(startedAt: number): Metrics {
  const runs = createCounter();
  const runSeconds = createHistogram(runBounds);
  const changes = createCounter();
  const writes = createCounter();
  const requests = createCounter();
  const requestSeconds = createHistogram(requestBounds);
  const lastEnd = new Map<string, number>();
  return {
    run: ({ state, trigger, durationMs, tasks, endpoints, finishedAt }) => {
      runs.add({ state, trigger });
      runSeconds.observe({}, durationMs / 1000);
      for (const kind of ['created', 'updated', 'deleted'] as const) changes.add({ kind }, tasks[kind]);
      for (const { connector, ...counts } of endpoints) {
        for (const kind of ['created', 'updated', 'closed', 'deleted'] as const) {
          writes.add({ connector, kind }, counts[kind]);
        }
      }
      if (finishedAt !== null) lastEnd.set(state, Date.parse(finishedAt) / 1000);
    },
    request: (connector, { status, ms, isCached }) => {
      requests.add({ connector, status: statusClass(status), cached: String(isCached) });
      if (status !== null) requestSeconds.observe({ connector }, ms / 1000);
    },
    read: ({ profiles }) => {
      const sum = (pick: (profile: StatusView['profiles'][number]) => number): number =>
        profiles.reduce((total, profile) => total + pick(profile), 0);
      return [
        gauge('tasksync_info', 'The version that runs.', [{ labels: { version }, value: 1 }]),
        gauge('tasksync_start_time_seconds', 'When the program began.', [{ labels: {}, value: startedAt / 1000 }]),
        { kind: 'counter', name: 'tasksync_runs_total', help: 'Runs by how they ended.', samples: runs.samples() },
        {
          ...{ kind: 'histogram', name: 'tasksync_run_duration_seconds', help: 'How long runs took.' },
          ...{ bounds: runBounds, distributions: runSeconds.distributions() },
        },
        gauge(
          'tasksync_last_run_end_time_seconds',
          'When the last run with that end ended.',
          [...lastEnd].map(([state, value]) => ({ labels: { state }, value })),
        ),
        {
          ...{ kind: 'counter', name: 'tasksync_task_changes_total', help: 'Tasks that runs changed here.' },
          samples: changes.samples(),
        },
        {
          ...{ kind: 'counter', name: 'tasksync_service_writes_total', help: 'Tasks that runs wrote at services.' },
          samples: writes.samples(),
        },
        {
          ...{ kind: 'counter', name: 'tasksync_requests_total', help: 'Requests by the first digit of the answer.' },
          samples: requests.samples(),
        },
        {
          ...{ kind: 'histogram', name: 'tasksync_request_duration_seconds', help: 'How long answers took.' },
          ...{ bounds: requestBounds, distributions: requestSeconds.distributions() },
        },
        one('tasksync_profiles', 'Profiles.', profiles.length),
        one(
          'tasksync_tasks',
          'Tasks of all profiles, without the bin.',
          sum(({ tasks }) => tasks),
        ),
        one(
          'tasksync_conflicts_open',
          'Conflicts that wait for a person.',
          sum(({ conflicts }) => conflicts),
        ),
        one(
          'tasksync_problems_open',
          'What could not be done and is not yet.',
          sum(({ problems }) => problems),
        ),
        one(
          'tasksync_writes_waiting',
          'Changes that a service has not accepted yet.',
          sum(({ pending }) => pending),
        ),
      ];
    },
  };
}

function one(name: string, help: string, value: number): Metric {
  return gauge(name, help, [{ labels: {}, value }]);
}

function gauge(name: string, help: string, samples: Extract<Metric, { kind: 'gauge' | 'counter' }>['samples']): Metric {
  return { kind: 'gauge', name, help, samples };
}

function statusClass(status: number | null): string {
  return status === null ? 'none' : `${Math.floor(status / 100)}xx`;
}

const byStore = new WeakMap<Store, Metrics>();

/** The same for everything that is counted in a core, which is known by its store. */
export function metricsOf({ store, ports }: Pick<CoreOptions, 'store' | 'ports'>): Metrics {
  const metrics = byStore.get(store) ?? createMetrics(ports.clock.now());
  byStore.set(store, metrics);
  return metrics;
}
