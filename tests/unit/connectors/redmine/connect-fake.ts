import { onTestFinished } from 'vitest';
import { redmine } from '../../../../src-main/connectors/redmine/index.ts';
import { createNodeHttp } from '../../../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../../../src-main/hosts/node/random-ids.ts';
import type { Connector, PullPage, RemoteTask } from '../../../../src-shared/connector/connector.ts';
import type { Fields } from '../../../../src-shared/domain/field.ts';
import type { RemoteId } from '../../../../src-shared/domain/ids.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import type { StoredIssue } from '../../../fakes/redmine-server/store.ts';
import type { RedmineServer, RedmineServerOptions } from '../../../fakes/redmine-server.ts';
import { createRedmineServer } from '../../../fakes/redmine-server.ts';

export interface Fake {
  readonly server: RedmineServer;
  readonly connector: Connector;
  connect(changes?: { readonly key?: string; readonly options?: Readonly<Record<string, string>> }): Promise<Connector>;
  make(fields?: Fields, connector?: Connector): Promise<RemoteTask>;
  read(id: RemoteId): Promise<RemoteTask>;
  stored(id: RemoteId): StoredIssue;
  pages(cursor?: string | null, known?: readonly RemoteTask[]): AsyncIterable<PullPage>;
  /** Ids that were pulled, and where the pull ended. */
  pull(
    cursor?: string | null,
    known?: readonly RemoteTask[],
  ): Promise<{ ids: readonly RemoteId[]; cursor: string | null }>;
}

export const container = 'tasks';

/** A server and a connector to it, until the test is over. */
export async function connectFake(options: RedmineServerOptions = {}): Promise<Fake> {
  const server = await createRedmineServer(options);
  const http = createNodeHttp();
  onTestFinished(async () => {
    http.close();
    await server.close();
  });
  const connect: Fake['connect'] = async ({ key = server.key, options: given = {} } = {}) =>
    redmine.connect({
      http,
      url: server.url,
      username: null,
      secret: async () => key,
      options: given,
      signal: new AbortController().signal,
      clock: createFakeClock({ auto: true }),
      logger: createRecordingLogger(),
    });
  const connector = await connect();
  const pages: Fake['pages'] = (cursor = null, known = []) => {
    const versions = new Map(known.map(({ id, version }) => [id, version]));
    return connector.pull({ container, cursor, known: async () => versions });
  };
  return {
    server,
    connector,
    connect,
    make: async (fields = {}, by = connector) => {
      const { id } = await by.create({ container, identity: randomIds.next(), fields: { title: 'A task', ...fields } });
      return read(connector, id);
    },
    read: (id) => read(connector, id),
    stored: (id) => {
      const issue = server.store.issues.get(Number(id));
      if (issue === undefined) throw new Error(`there is no issue ${id}`);
      return issue;
    },
    pages,
    pull: async (cursor, known) => {
      const ids: RemoteId[] = [];
      let end: string | null = null;
      for await (const page of pages(cursor, known)) {
        ids.push(...page.tasks.map(({ id }) => id));
        end = page.cursor;
      }
      return { ids, cursor: end };
    },
  };
}

async function read(connector: Connector, id: RemoteId): Promise<RemoteTask> {
  const [task] = (await connector.get(container, [id])).tasks;
  if (task === undefined) throw new Error(`issue ${id} cannot be read`);
  return task;
}
