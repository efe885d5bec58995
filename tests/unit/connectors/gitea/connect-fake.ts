import { onTestFinished } from 'vitest';
import { gitea } from '../../../../src-main/connectors/gitea/index.ts';
import { createNodeHttp } from '../../../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../../../src-main/hosts/node/random-ids.ts';
import type { Connector, PullPage, RemoteTask } from '../../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../../src-shared/domain/field.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import type { GiteaServer } from '../../../fakes/gitea-server.ts';
import { createGiteaServer } from '../../../fakes/gitea-server.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';

export interface Fake {
  readonly server: GiteaServer;
  readonly connector: Connector;
  readonly container: string;
  make(fields?: Fields): Promise<RemoteTask>;
  pages(cursor?: string | null): AsyncIterable<PullPage>;
}

/** A server and a connector to it, until the test is over. */
export async function connectFake(now?: () => number): Promise<Fake> {
  const server = await createGiteaServer(now);
  const http = createNodeHttp();
  onTestFinished(async () => {
    http.close();
    await server.close();
  });
  const connector = await gitea.connect({
    http,
    url: server.url,
    username: null,
    secret: async () => server.token,
    options: {},
    signal: new AbortController().signal,
    clock: createFakeClock({ auto: true }),
    logger: createRecordingLogger(),
  });
  const container = server.repository;
  return {
    server,
    connector,
    container,
    make: async (fields = {}) => {
      const identity = randomIds.next();
      const { task } = await connector.create({ container, identity, fields: { title: 'A task', ...fields } });
      if (task === null) throw new Error('Gitea answers with the issue');
      return task;
    },
    pages: (cursor = null) => connector.pull({ container, cursor, known: async () => new Map() }),
  };
}
