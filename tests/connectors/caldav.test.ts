import { describe } from 'vitest';
import { caldav } from '../../src-main/connectors/caldav/index.ts';
import type { ConnectorPlace } from '../contract/connector-contract.ts';
import { describeConnector } from '../contract/connector-contract.ts';
import type { CaldavServerOptions } from '../fakes/caldav-server.ts';
import { createCaldavServer } from '../fakes/caldav-server.ts';
import { startServer, whyNoServer } from '../servers/real-server.ts';

/** What is true of any server: a task that is done is at 100 percent, and people have addresses. */
const tasks = {
  sample: { title: 'Water the plants', body: 'All of them.' },
  values: { assignees: [['ana@example.org'], ['ana@example.org', 'ben@example.org'], ['ben@example.org']] },
  required: ['status'],
  sideEffects: { status: ['progress'] },
  manyRecords: 250,
} as const;

async function startFake(options: CaldavServerOptions): Promise<ConnectorPlace> {
  const server = await createCaldavServer({ users: { sync: 'a-word-that-occurs-nowhere-else' }, ...options });
  const collection = server.collection();
  return {
    ...tasks,
    url: server.url,
    username: server.username,
    secret: server.password,
    container: collection.path.split('/').map(encodeURIComponent).join('/'),
    edit: async (id, title) => {
      const name = id.slice(id.lastIndexOf('/') + 1);
      const text = collection.objects.get(name)?.text ?? '';
      collection.put(name, text.replace(/^SUMMARY:.*$/m, `SUMMARY:${title}`));
    },
    stop: server.close,
  };
}

describeConnector('caldav, a server with sync-collection', { descriptor: caldav, start: () => startFake({}) });

describeConnector('caldav, a server with entity tags only', {
  descriptor: caldav,
  start: () =>
    startFake({ collections: ['Größe & co'], syncCollection: false, namesComponents: false, etagOnPut: false }),
});

async function startRadicale(): Promise<ConnectorPlace> {
  const { base, collection, user, password, stop } = await startServer('radicale');
  const authorization = `Basic ${btoa(`${user}:${password}`)}`;
  return {
    ...tasks,
    url: base,
    username: user,
    secret: password,
    container: new URL(collection ?? base).pathname,
    manyRecords: 120,
    edit: async (id, title) => {
      const url = new URL(id, base);
      const text = await (await fetch(url, { headers: { authorization } })).text();
      const body = text.replace(/^SUMMARY:.*$/m, `SUMMARY:${title}`);
      await fetch(url, { method: 'PUT', headers: { authorization, 'content-type': 'text/calendar' }, body });
    },
    stop,
  };
}

const reason = whyNoServer('radicale');
describe.skipIf(reason)(`a real server${reason === null ? '' : ` (${reason})`}`, () => {
  describeConnector('caldav, Radicale', { descriptor: caldav, start: startRadicale });
});
