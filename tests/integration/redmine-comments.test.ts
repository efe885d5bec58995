import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redmine } from '../../src-main/connectors/redmine/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createRedmineServer, type RedmineServer } from '../fakes/redmine-server.ts';

/** Two projects of one Redmine in step: the real core and connector over real HTTP. */
describe('notes of two Redmine projects', () => {
  let server: RedmineServer;
  let core: Core;
  let passed = 0;

  beforeEach(async () => {
    const clock = createFakeClock({ auto: true, start: Date.now() });
    server = await createRedmineServer({ now: () => Date.now() + passed, tellsItsTime: true });
    server.store.addProject('mirror');
    const http = createNodeHttp();
    core = createCore({
      store: await openSqliteStore({ file: ':memory:', clock }),
      connectors: [redmine],
      timeZone: 'Europe/Berlin',
      ports: {
        clock,
        ids: randomIds,
        random: systemRandom,
        logger: createRecordingLogger(),
        http,
        secrets: {
          state: async () => 'open',
          unlock: async () => {},
          get: async () => server.key,
          set: async () => {},
          remove: async () => {},
        },
        notifier: { notify: () => {} },
        scripts: quickjsScripts,
      },
    });
    const connection = { name: 'redmine', connector: 'redmine', url: server.url, username: null, secret: server.key };
    await core.api.call('connections.add', { ...connection, options: {} });
    const endpoints = ['tasks', 'mirror'].map((container) => ({ connection: 'redmine', container }));
    await core.api.call('profiles.save', { file: { name: 'Both', endpoints } });
    await core.api.call('tasks.add', { profile: 'Both', edit: { title: 'Plan' } });
    await sync();
  });
  afterEach(async () => {
    await core.stop();
    await server.close();
  });

  const sync = async () => {
    passed += 10_000;
    const run = await core.api.call('runs.start', { profile: 'Both' });
    expect(run).toMatchObject({ state: 'done', pending: 0 });
  };
  const issueIn = (project: number): number =>
    [...server.store.issues.values()].find((issue) => issue.project === project)?.id ?? 0;
  const note = (issue: number, notes: string, isPrivate = false): void => {
    const id = server.store.nextId();
    const at = Date.now() + passed;
    server.store.journals.set(id, { id, issue, user: 5, notes, isPrivate, created: at });
    const stored = server.store.issues.get(issue);
    if (stored) stored.updated = at;
  };
  const notesIn = (project: number): readonly string[] =>
    [...server.store.journals.values()]
      .filter(({ issue }) => issue === issueIn(project))
      .map(({ notes }) => notes.replace(/\s*<!-- ts1:[a-z0-9]{26} -->$/, '').replace(/\r\n/g, '\n'));

  it('go over with their author and without private ones, exactly once (S16)', async () => {
    note(issueIn(1), 'I have *seen* it.');
    note(issueIn(1), 'Not for the customer.', true);
    for (let run = 0; run < 3; run++) await sync();
    expect(notesIn(2)).toEqual(['Ben Weak wrote (Redmine):\n\nI have *seen* it.']);
    expect(notesIn(1)).toEqual(['I have *seen* it.', 'Not for the customer.']);
    const { tasks } = await core.api.call('tasks.list', {});
    expect(tasks[0]?.comments.map(({ author, text, isInternal }) => [author, text, isInternal])).toEqual([
      ['Ben Weak', 'I have **seen** it.', false],
      ['Ben Weak', 'Not for the customer.', true],
    ]);
  });

  it('cost no request when nothing changed', async () => {
    await sync();
    await sync();
    const before = server.requests.length;
    await sync();
    expect(server.requests.length - before).toBeLessThanOrEqual(4);
  });
});
