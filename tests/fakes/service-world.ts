import { connectors } from '../../src-main/connectors/registry.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { DemoService, DemoServiceName } from '../../src-main/demo/demo-service.ts';
import { createServiceClock, type ServiceClock } from '../../src-main/demo/kit/service-clock.ts';
import { startDemoService } from '../../src-main/demo/start-demo-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { createRequestLog } from '../../src-main/hosts/node/request-log.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import type { ApiCall } from '../../src-shared/api/contract.ts';
import type { ProfileFile } from '../../src-shared/api/profile-file.ts';
import type { RunView } from '../../src-shared/api/views.ts';
import type { Connector, RemoteTask } from '../../src-shared/connector/connector.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';

/** The real core over real HTTP between simulated services, on one clock; waits pass at once. */
export interface ServiceWorld {
  readonly core: Core;
  readonly call: ApiCall;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
  service(name: DemoServiceName): DemoService;
  /** Somebody at work in a service. */
  personAt(name: DemoServiceName): Promise<Connector>;
  /** Everything that the service holds, as a connector reads it. */
  records(name: DemoServiceName): Promise<readonly RemoteTask[]>;
  sync(): Promise<RunView>;
  close(): Promise<void>;
}

export interface ServiceWorldOptions {
  /** By name: the first one has the tasks of a small team, unless `isEmpty`. Or as the test starts them, on the clock of this world. */
  readonly services: readonly DemoServiceName[] | ((clock: ServiceClock) => Promise<readonly DemoService[]>);
  readonly isEmpty?: boolean;
  /** Of the database; default: it is in memory. */
  readonly file?: string;
  readonly profile?: Omit<ProfileFile, 'name' | 'endpoints'>;
}

export async function createServiceWorld({
  services: wanted,
  isEmpty = false,
  file = ':memory:',
  profile = {},
}: ServiceWorldOptions): Promise<ServiceWorld> {
  const clock = createFakeClock({ auto: true, start: Date.now() });
  const http = createNodeHttp();
  const logger = createRecordingLogger();
  const kept = new Map<string, string>();
  const services = await (typeof wanted === 'function'
    ? wanted(createServiceClock(clock.now))
    : startByName(wanted, isEmpty, createServiceClock(clock.now)));
  const core = createCore({
    store: await openSqliteStore({ file, clock }),
    connectors,
    timeZone: 'Europe/Berlin',
    ports: {
      ...{ clock, ids: randomIds, random: systemRandom, logger, http, scripts: quickjsScripts },
      requests: createRequestLog(),
      secrets: {
        state: async () => 'open',
        unlock: async () => {},
        get: async (key) => kept.get(key) ?? null,
        set: async (key, value) => void kept.set(key, value),
        remove: async (key) => void kept.delete(key),
      },
      notifier: { notify: () => {} },
    },
  });
  const { call } = core.api;
  for (const { connector, url, username, secret, options } of services) {
    await call('connections.add', { name: connector, connector, url, username, secret, options });
  }
  const endpoints = services.map(({ connector, container, mapping }) => ({
    connection: connector,
    container,
    mapping,
  }));
  await call('profiles.save', { file: { ...profile, name: 'All', endpoints } });

  const service = (name: DemoServiceName): DemoService => {
    const found = services.find(({ connector }) => connector === name);
    if (found === undefined) throw new Error(`${name} is not in this world`);
    return found;
  };
  const personAt = async (name: DemoServiceName): Promise<Connector> => {
    const { url, username, secret, options } = service(name);
    const descriptor = connectors.find(({ id }) => id === name);
    if (descriptor === undefined) throw new Error(`there is no connector ${name}`);
    const signal = new AbortController().signal;
    return await descriptor.connect({
      http,
      url,
      username,
      options,
      logger,
      clock,
      signal,
      secret: async () => secret,
    });
  };
  return {
    ...{ core, call, clock, logger, service, personAt },
    records: async (name) => {
      const person = await personAt(name);
      const tasks: RemoteTask[] = [];
      const request = { container: service(name).container, cursor: null, known: async () => new Map() };
      for await (const page of person.pull(request)) tasks.push(...page.tasks);
      return tasks;
    },
    sync: () => call('runs.start', { profile: 'All' }),
    async close() {
      await core.stop();
      http.close();
      await Promise.all(services.map((one) => one.close()));
    },
  };
}

async function startByName(
  names: readonly DemoServiceName[],
  isEmpty: boolean,
  clock: ServiceClock,
): Promise<readonly DemoService[]> {
  const services: DemoService[] = [];
  for (const [index, name] of names.entries()) {
    services.push(await startDemoService(name, { isSeeded: index === 0 && !isEmpty, latencyMs: 0, clock }));
  }
  return services;
}
