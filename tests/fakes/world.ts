import { createMemoryConnector } from '../../src-main/connectors/memory/index.ts';
import {
  createMemoryService,
  type MemoryOptions,
  type MemoryService,
} from '../../src-main/connectors/memory/memory-service.ts';
import type { ArchivePlace } from '../../src-main/core/archive/archive.ts';
import type { BackupPlace } from '../../src-main/core/backup/backup-place.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { Store } from '../../src-main/core/store/store.ts';
import type { ApiCall, ApiInput } from '../../src-shared/api/contract.ts';
import type { ProfileFile } from '../../src-shared/api/profile-file.ts';
import type { RunView, TaskView } from '../../src-shared/api/views.ts';
import type { RemoteTask } from '../../src-shared/connector/connector.ts';
import type { DesktopPort } from '../../src-shared/ports/ports.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { offlinePorts } from './offline-ports.ts';
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts';

export type ServiceOptions = Omit<MemoryOptions, 'clock' | 'name'>;

export interface WorldOptions {
  /** By name; each is a service, a connection of the same name and an endpoint of the profile. */
  readonly services?: Readonly<Record<string, ServiceOptions>>;
  readonly profile?: Partial<Omit<ProfileFile, 'name' | 'endpoints'>>;
  readonly endpoints?: Readonly<Record<string, Partial<NonNullable<ProfileFile['endpoints']>[number]>>>;
  /** The database; default in memory. */
  readonly file?: string;
  /** Services that outlive a program that crashed. */
  readonly reuse?: Readonly<Record<string, MemoryService>>;
  readonly clock?: FakeClock;
  /** A store that outlives it too, possibly one that breaks at a chosen moment. */
  readonly store?: Store;
  /** Where backups are kept; default: there are none. */
  readonly backups?: BackupPlace;
  /** Default: the host is no desktop. */
  readonly desktop?: DesktopPort;
  /** Where what is old goes; default: nowhere. */
  readonly archive?: ArchivePlace;
  /** First letters of ids, so that two installations never make the same. */
  readonly idPrefix?: string;
}

/** The whole real core with its real store around simulated services: what tests of the engine play in. */
export interface World {
  readonly core: Core;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly logger: RecordingLogger;
  readonly call: ApiCall;
  service(name: string): MemoryService;
  sync(more?: Partial<ApiInput<'runs.start'>>): Promise<RunView>;
  tasks(query?: ApiInput<'tasks.list'>): Promise<readonly TaskView[]>;
  /** The only task with the title. */
  task(title: string): Promise<TaskView>;
  /** The only record with the title at the service. */
  record(service: string, title: string): RemoteTask;
  close(): Promise<void>;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { services: wanted = { A: {}, B: {} }, clock = createFakeClock({ auto: true }), idPrefix = 'id' } = options;
  const services = new Map(
    Object.entries(wanted).map(([name, service]) => [
      name,
      options.reuse?.[name] ?? createMemoryService({ ...service, name, clock }),
    ]),
  );
  const store = options.store ?? (await openSqliteStore({ file: options.file ?? ':memory:', clock }));
  const logger = createRecordingLogger();
  let lastId = 0;
  const core = createCore({
    store,
    connectors: [...services.values()].map(createMemoryConnector),
    timeZone: 'Europe/Berlin',
    ...(options.backups ? { backups: options.backups } : {}),
    ...(options.archive ? { archive: options.archive } : {}),
    ports: {
      clock,
      logger,
      ids: { next: () => `${idPrefix}${String(++lastId).padStart(8, '0')}` },
      ...offlinePorts,
      ...(options.desktop ? { desktop: options.desktop } : {}),
    },
  });
  const { call } = core.api;
  if ((await store.profiles.list()).length === 0) {
    for (const [name, service] of services) {
      await call('connections.add', {
        name,
        connector: service.name,
        url: service.url,
        username: null,
        secret: null,
        options: {},
      });
    }
    await call('profiles.save', {
      file: {
        ...options.profile,
        name: 'Work',
        endpoints: [...services.keys()].map((name) => ({
          connection: name,
          container: 'inbox',
          ...options.endpoints?.[name],
        })),
      },
    });
  }
  const service = (name: string): MemoryService => {
    const found = services.get(name);
    if (!found) throw new Error(`there is no service ${name}`);
    return found;
  };
  const tasks = async (query: ApiInput<'tasks.list'> = {}): Promise<readonly TaskView[]> =>
    (await call('tasks.list', { sort: 'title', descending: false, limit: 1000, ...query })).tasks;
  return {
    core,
    store,
    clock,
    logger,
    call,
    service,
    sync: (more = {}) => call('runs.start', { profile: 'Work', ...more }),
    tasks,
    task: async (title) =>
      only(
        (await tasks()).filter((task) => task.title === title),
        title,
      ),
    record: (name, title) =>
      only(
        service(name)
          .all()
          .filter((record) => record.fields['title'] === title),
        title,
      ),
    close: () => core.stop(),
  };
}

function only<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first === undefined || found.length !== 1) throw new Error(`${found.length} of “${what}” instead of one`);
  return first;
}
