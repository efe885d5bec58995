import { setTimeout } from 'node:timers/promises';
import { caldav } from '../../src-main/connectors/caldav/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import type { ApiCall } from '../../src-shared/api/contract.ts';
import type { RunView } from '../../src-shared/api/views.ts';
import type { HttpRequest } from '../../src-shared/ports/ports.ts';
import { type CaldavServer, createCaldavServer } from './caldav-server.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createRecordingLogger } from './recording-logger.ts';

/** The real core over real HTTP between two small CalDAV servers; waits pass at once. */
export interface TwoLists {
  readonly core: Core;
  readonly call: ApiCall;
  readonly left: CaldavServer;
  readonly right: CaldavServer;
  /** Everything that left this computer. */
  readonly sent: readonly HttpRequest[];
  /** How long the program waited, in milliseconds, in the order it did. */
  readonly waits: readonly number[];
  sync(): Promise<RunView>;
  titles(side: 'left' | 'right'): readonly string[];
  close(): Promise<void>;
}

/** How long a line of a connection's test may take. */
const lineMs = 10_000;

export async function createTwoLists(): Promise<TwoLists> {
  const [left, right] = [await createCaldavServer(), await createCaldavServer()];
  const fast = createFakeClock({ auto: true, start: Date.now() });
  const clock: FakeClock = {
    ...fast,
    // A line of a connection's test has ten seconds; the servers here are real, and so is their time.
    sleep: (ms, signal) => (ms === lineMs ? setTimeout(ms, undefined, { signal, ref: false }) : fast.sleep(ms, signal)),
  };
  const http = createNodeHttp();
  const kept = new Map<string, string>();
  const sent: HttpRequest[] = [];
  const core = createCore({
    store: await openSqliteStore({ file: ':memory:', clock }),
    connectors: [caldav],
    timeZone: 'Europe/Berlin',
    ports: {
      clock,
      ids: randomIds,
      random: systemRandom,
      logger: createRecordingLogger(),
      http: {
        send: (request) => {
          sent.push(request);
          return http.send(request);
        },
      },
      secrets: {
        state: async () => 'open',
        unlock: async () => {},
        get: async (key) => kept.get(key) ?? null,
        set: async (key, value) => void kept.set(key, value),
        remove: async (key) => void kept.delete(key),
      },
      notifier: { notify: () => {} },
      scripts: quickjsScripts,
    },
  });
  const { call } = core.api;
  for (const [name, server] of Object.entries({ left, right })) {
    const { collectionUrl: url, username, password: secret } = server;
    await call('connections.add', { name, connector: 'caldav', url, username, secret, options: {} });
  }
  const container = new URL(left.collectionUrl).pathname;
  const endpoints = ['left', 'right'].map((connection) => ({ connection, container }));
  await call('profiles.save', { file: { name: 'Lists', endpoints } });
  return {
    core,
    call,
    left,
    right,
    sent,
    waits: clock.sleeps,
    sync: () => call('runs.start', { profile: 'Lists' }),
    titles: (side) =>
      [...(side === 'left' ? left : right).collection().objects.values()]
        .map((object) => /^SUMMARY:(.*?)\r?$/m.exec(object.text)?.[1] ?? '')
        .sort(),
    async close() {
      await core.stop();
      http.close();
      await Promise.all([left.close(), right.close()]);
    },
  };
}

export function todo(uid: string, title: string, ...lines: readonly string[]): string {
  const body = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//test//EN',
    'BEGIN:VTODO',
    `UID:${uid}`,
    'DTSTAMP:20260301T090000Z',
  ];
  return [...body, `SUMMARY:${title}`, ...lines, 'END:VTODO', 'END:VCALENDAR', ''].join('\r\n');
}
