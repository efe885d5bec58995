import type {
  Api,
  ApiArguments,
  ApiCall,
  ApiEvent,
  ApiInput,
  ApiName,
  ApiOutput,
} from '../../src-shared/api/contract.ts';
import { validateInput } from '../../src-shared/api/validate.ts';
import type { ConnectionView, RunView } from '../../src-shared/api/views.ts';
import { TaskSyncError } from '../../src-shared/errors.ts';

type Handlers = { readonly [Name in ApiName]?: (input: ApiArguments<Name>) => Promise<ApiOutput<Name>> };

export interface SmallApi extends Api {
  announce(event: ApiEvent): void;
  /** Secrets that were given to it; what a transport must never carry back. */
  readonly secrets: readonly string[];
  /** Listeners that are subscribed now. */
  readonly listeners: number;
}

/**
 * A real, small API to put behind a transport: connections that are kept in memory, a run that lasts until it is stopped,
 * one call that fails in a known way, and one that has a bug.
 */
export function createSmallApi(): SmallApi {
  const connections: ConnectionView[] = [];
  const secrets: string[] = [];
  const listeners = new Set<(event: ApiEvent) => void>();
  const running = new Map<string, (run: RunView) => void>();

  const handlers: Handlers = {
    'connections.add': async ({ name, connector, url, username, secret, options }) => {
      const hasSecret = secret !== null;
      if (secret !== null) secrets.push(secret);
      const connection = {
        id: `c${connections.length}`,
        name,
        connector,
        url,
        username,
        options,
        hasSecret,
        profiles: [],
        state: 'untested' as const,
      };
      connections.push(connection);
      return connection;
    },
    'connections.list': async () => connections,
    'connections.test': async () => {
      throw new TaskSyncError('rate-limited', 'The service asks us to wait.', {
        retryAfterMs: 1500,
        facts: { host: 'example.org', status: 429, again: null },
      });
    },
    'runs.start': ({ profile }) => new Promise((resolve) => running.set(profile, resolve)),
    'runs.stop': async ({ profile }) => {
      running.get(profile)?.(stoppedRun(profile));
      return null;
    },
    'status.get': async () => {
      throw new TypeError(`a bug that knows ${secrets.join()}`);
    },
  };

  const answer = async <Name extends ApiName>(name: Name, given: ApiInput<Name>): Promise<ApiOutput<Name>> => {
    const input = validateInput(name, given);
    const handler = handlers[name];
    if (!handler) throw new TaskSyncError('unsupported', `${name} is not part of this test.`);
    return handler(input);
  };

  return {
    call: answer satisfies ApiCall,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    announce: (event) => {
      for (const listener of listeners) listener(event);
    },
    secrets,
    get listeners() {
      return listeners.size;
    },
  };
}

export function stoppedRun(profile: string): RunView {
  return {
    run: 'r1',
    profile,
    trigger: 'you',
    state: 'stopped',
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
  };
}
