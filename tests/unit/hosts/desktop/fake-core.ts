import type { Core } from '../../../../src-main/core/core.ts';
import type { Api, ApiEvent, ApiName } from '../../../../src-shared/api/contract.ts';
import type { ProfileView, RunView, StatusView } from '../../../../src-shared/api/views.ts';

export interface FakeCore extends Core {
  readonly calls: { readonly name: ApiName; readonly input: unknown }[];
  /** What a call answers with, or throws, by name; without one it answers null. */
  readonly answers: Map<ApiName, () => unknown>;
  readonly log: string[];
  announce(event: ApiEvent): void;
}

/** A core that does nothing but remember: what the host does with one is what is looked at here. */
export function createFakeCore(): FakeCore {
  const listeners = new Set<(event: ApiEvent) => void>();
  const calls: FakeCore['calls'] = [];
  const log: string[] = [];
  const answers = new Map<ApiName, () => unknown>([
    ['status.get', () => statusView()],
    ['profiles.list', () => []],
    ['runs.list', () => []],
    ['damage.show', () => ({ damage: null })],
  ]);
  const call = async (name: ApiName, input: unknown): Promise<unknown> => {
    calls.push({ name, input });
    return answers.get(name)?.() ?? null;
  };
  return {
    calls,
    answers,
    log,
    api: {
      call: call as Api['call'],
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    announce: (event) => {
      for (const listener of listeners) listener(event);
    },
    startScheduler: async () => void log.push('scheduler started'),
    wake: () => void log.push('woken'),
    lock: async () => void log.push('locked'),
    stop: async () => void log.push('stopped'),
  };
}

export function statusView(changes: Partial<StatusView> = {}): StatusView {
  return { state: 'in-sync', sentence: 'All in sync · 14:32', profiles: [], writable: true, notices: [], ...changes };
}

export function profileView(changes: Partial<ProfileView> = {}): ProfileView {
  return {
    id: 'p1',
    name: 'Work',
    enabled: true,
    schedule: 'manual',
    endpoints: [],
    state: 'in-sync',
    sentence: 'In sync · 14:32',
    tasks: 3,
    lastRun: null,
    recent: [],
    nextRun: null,
    pending: 0,
    conflicts: 0,
    matches: 0,
    problems: 0,
    progress: null,
    verify: null,
    verified: null,
    ...changes,
  };
}

export function runView(changes: Partial<RunView> = {}): RunView {
  return {
    run: 'r1',
    profile: 'Work',
    trigger: 'tray',
    state: 'done',
    startedAt: '2026-03-01T09:00:00.000Z',
    finishedAt: '2026-03-01T09:00:01.000Z',
    endpoints: [],
    tasks: { created: 0, updated: 0, deleted: 0 },
    conflicts: 0,
    matches: 0,
    problems: [],
    brakes: [],
    pending: 0,
    durationMs: 1000,
    ...changes,
  };
}
