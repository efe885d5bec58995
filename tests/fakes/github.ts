import { github } from '../../src-main/connectors/github/index.ts';
import type { GithubService, GithubServiceOptions } from '../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import { findIssue, fullName, type StoredIssue } from '../../src-main/demo/github/store.ts';
import type { Exchange } from '../../src-main/demo/kit/simulated-service.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { Connector, Narrowing, PullPage, RemoteTask } from '../../src-shared/connector/connector.ts';
import type { ConnectContext } from '../../src-shared/connector/descriptor.ts';
import type { Fields } from '../../src-shared/domain/field.ts';
import { createRecordingLogger } from './recording-logger.ts';

/** The real connector on a simulated GitHub, over real HTTP. */
export interface GithubDesk {
  readonly service: GithubService;
  readonly container: string;
  readonly connector: Connector;
  /** Everything that was answered, oldest first. */
  readonly exchanges: Exchange[];
  connect(changes?: Partial<ConnectContext>): Promise<Connector>;
  pull(cursor: string | null, more?: PullOptions): Promise<Pulled>;
  make(fields?: Fields): Promise<string>;
  read(id: string): Promise<RemoteTask>;
  /** As the service keeps it. */
  stored(id: string): StoredIssue;
  close(): Promise<void>;
}

export interface PullOptions {
  readonly known?: readonly RemoteTask[];
  readonly narrow?: readonly Narrowing[];
  readonly connector?: Connector;
}

export interface Pulled {
  readonly pages: readonly PullPage[];
  readonly tasks: readonly RemoteTask[];
  readonly cursor: string | null;
  readonly liveCount: number | undefined;
}

export async function createGithubDesk(options: GithubServiceOptions = {}): Promise<GithubDesk> {
  const service = await startGithubService(options);
  const container = fullName(service.repository);
  const http = createNodeHttp();
  const exchanges: Exchange[] = [];
  service.onExchange((exchange) => exchanges.push(exchange));
  const connect = async (changes: Partial<ConnectContext> = {}): Promise<Connector> =>
    github.connect({
      ...{ http, url: service.origin, username: null, secret: async () => service.token, options: {} },
      ...{ signal: new AbortController().signal, clock: systemClock, logger: createRecordingLogger() },
      ...changes,
    });
  const connector = await connect();
  return {
    ...{ service, container, connector, exchanges, connect },
    pull: async (cursor, { known = [], narrow = [], connector: from = connector } = {}) => {
      const versions = new Map(known.map(({ id, version }) => [id, version]));
      const pages: PullPage[] = [];
      const request = { container, cursor, narrow, known: async () => versions };
      for await (const page of from.pull(request)) pages.push(page);
      const last = pages.at(-1);
      return {
        ...{ pages, tasks: pages.flatMap(({ tasks }) => tasks) },
        ...{ cursor: last?.cursor ?? null, liveCount: last?.liveCount },
      };
    },
    make: async (fields = {}) => {
      const request = { container, identity: randomIds.next(), fields: { title: 'New', ...fields } };
      return (await connector.create(request)).id;
    },
    read: async (id) => {
      const [task] = (await connector.get(container, [id])).tasks;
      if (task === undefined) throw new Error(`issue ${id} cannot be read`);
      return task;
    },
    stored: (id) => {
      const issue = findIssue(service.store, service.repository, Number(id));
      if (issue === undefined) throw new Error(`there is no issue ${id}`);
      return issue;
    },
    close: async () => {
      http.close();
      await service.close();
    },
  };
}
