import { onTestFinished } from 'vitest';
import { caldav } from '../../../../src-main/connectors/caldav/index.ts';
import { createNodeHttp } from '../../../../src-main/hosts/node/node-http.ts';
import type { Connector, PullPage, RemoteTask } from '../../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../../src-shared/domain/ids.ts';
import type { CaldavServer, CaldavServerOptions } from '../../../fakes/caldav-server.ts';
import { createCaldavServer } from '../../../fakes/caldav-server.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

export interface Fake {
  readonly server: CaldavServer;
  readonly connector: Connector;
  readonly container: string;
  /** Another connector, as the next run has it. */
  connect(url?: string): Promise<Connector>;
  pull(cursor?: string | null, known?: readonly RemoteTask[], connector?: Connector): Promise<Pulled>;
  read(id: RemoteId): Promise<RemoteTask>;
  /** Requests since the last call, as `REPORT 207`. */
  sent(): readonly string[];
}

export interface Pulled {
  readonly pages: readonly PullPage[];
  readonly tasks: readonly RemoteTask[];
  readonly deleted: readonly RemoteId[];
  readonly problems: readonly RemoteId[];
  readonly cursor: string | null;
}

/** A server and a connector to it, until the test is over. */
export async function connectFake(options: CaldavServerOptions = {}): Promise<Fake> {
  const server = await createCaldavServer(options);
  const http = createNodeHttp();
  onTestFinished(async () => {
    http.close();
    await server.close();
  });
  const container = encodeURI(server.collection().path);
  const connect = async (url: string = server.url): Promise<Connector> =>
    caldav.connect({
      http,
      url,
      username: server.username,
      secret: async () => server.password,
      options: {},
      signal: new AbortController().signal,
      clock: createFakeClock({ auto: true }),
      logger: createRecordingLogger(),
    });
  const connector = await connect();
  return {
    server,
    connector,
    container,
    connect,
    pull: async (cursor = null, known = [], from = connector) => {
      const versions = new Map(known.map(({ id, version }) => [id, version]));
      const pages: PullPage[] = [];
      for await (const page of from.pull({ container, cursor, known: async () => versions })) pages.push(page);
      return {
        pages,
        tasks: pages.flatMap(({ tasks }) => tasks),
        deleted: pages.flatMap(({ deleted }) => deleted),
        problems: pages.flatMap(({ problems }) => problems.map(({ id }) => id)),
        cursor: pages.at(-1)?.cursor ?? null,
      };
    },
    read: async (id) => {
      const { tasks } = await connector.get(container, [id]);
      const [found] = tasks;
      if (found === undefined) throw new Error('there is no such task');
      return found;
    },
    sent: () => server.requests.splice(0).map(({ method, status }) => `${method} ${status}`),
  };
}
