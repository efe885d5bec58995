import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redmine } from '../../src-main/connectors/redmine/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import type { ApiEvent } from '../../src-shared/api/contract.ts';
import { offlinePorts } from '../fakes/offline-ports.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createRedmineServer, type RedmineServer } from '../fakes/redmine-server.ts';

describe('connections: tried, saved, renamed, and only read', () => {
  let server: RedmineServer;
  let core: Core;
  let http: ReturnType<typeof createNodeHttp>;
  const stored = new Map<string, string>();
  const events: ApiEvent[] = [];

  beforeEach(async () => {
    stored.clear();
    events.length = 0;
    server = await createRedmineServer();
    http = createNodeHttp();
    core = createCore({
      store: await openSqliteStore({ file: ':memory:', clock: systemClock }),
      connectors: [redmine],
      timeZone: 'UTC',
      ports: {
        ...offlinePorts,
        ...{ clock: systemClock, ids: randomIds, http, logger: createRecordingLogger() },
        secrets: {
          state: async () => 'open',
          unlock: async () => {},
          get: async (key) => stored.get(key) ?? null,
          set: async (key, value) => void stored.set(key, value),
          remove: async (key) => void stored.delete(key),
        },
      },
    });
    core.api.subscribe((event) => events.push(event));
  });
  afterEach(async () => {
    await core.stop();
    http.close();
    await server.close();
  });

  const values = (secret = server.key) => ({
    ...{ name: 'Tracker', connector: 'redmine', url: server.url, username: null, secret, options: {} },
  });
  const list = () => core.api.call('connections.list', {});
  const writes = () => server.requests.filter(({ method }) => method !== 'GET');

  it('tries without saving anything, line by line', async () => {
    const test = await core.api.call('connections.try', { ...values(), attempt: 'a' });
    expect(test.ok).toBe(true);
    expect(test.steps.map(({ id, state }) => [id, state])).toEqual([
      ['reach', 'ok'],
      ['secure', 'ok'],
      ['sign-in', 'ok'],
      ['lists', 'ok'],
      ['read', 'ok'],
      ['write', 'ok'],
    ]);
    expect(await list()).toEqual([]);
    expect(stored.size).toBe(0);
    const lines = events.flatMap((event) => (event.kind === 'connection-test' ? [event] : []));
    expect(lines.every(({ attempt }) => attempt === 'a')).toBe(true);
    expect(lines.map(({ step }) => `${step.id} ${step.state}`)).toEqual([
      'reach running',
      'sign-in running',
      'reach ok',
      'secure ok',
      'sign-in ok',
      ...['lists', 'read', 'write'].flatMap((id) => [`${id} running`, `${id} ok`]),
    ]);
    expect(JSON.stringify(events)).not.toContain(server.key);
    expect(writes()).toEqual([]);
  });

  it('saves as tested only what was tested', async () => {
    await core.api.call('connections.try', { ...values(), attempt: 'a' });
    const other = core.api.call('connections.add', { ...values('another key'), tested: 'a' });
    await expect(other).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await list()).toEqual([]);
    await core.api.call('connections.add', { ...values(), tested: 'a' });
    expect(await list()).toMatchObject([{ name: 'Tracker', state: 'works' }]);
  });

  it('says what a wrong key comes to, and marks what was saved untested', async () => {
    const test = await core.api.call('connections.try', { ...values('wrong'), attempt: 'a' });
    expect(test.ok).toBe(false);
    expect(test.steps.map(({ id, state }) => [id, state]).slice(0, 4)).toEqual([
      ['reach', 'ok'],
      ['secure', 'ok'],
      ['sign-in', 'failed'],
      ['lists', 'skipped'],
    ]);
    await core.api.call('connections.add', values('wrong'));
    expect(await list()).toMatchObject([{ state: 'untested' }]);
    await core.api.call('connections.test', { name: 'Tracker' });
    expect(await list()).toMatchObject([{ state: 'needs-sign-in', trouble: { message: expect.any(String) } }]);
    await core.api.call('connections.signIn', { name: 'Tracker', secret: server.key });
    expect(await list()).toMatchObject([{ state: 'works' }]);
  });

  it('says that the server is not there', async () => {
    await server.close();
    const test = await core.api.call('connections.try', { ...values(), attempt: 'a' });
    expect(test.steps[0]).toMatchObject({ id: 'reach', state: 'failed', code: 'unavailable' });
    expect(test.steps.slice(1).every(({ state }) => state === 'skipped')).toBe(true);
  }, 20_000);

  it('ends a test that the person gives up', async () => {
    server.faults.add({ fault: { kind: 'delay', ms: 5_000 } });
    const test = core.api.call('connections.try', { ...values(), attempt: 'a' });
    await core.api.call('connections.cancelTest', { attempt: 'a' });
    expect((await test).ok).toBe(false);
    expect(await list()).toEqual([]);
  });

  it('renames it everywhere, and goes on with the same links', async () => {
    await core.api.call('connections.add', values());
    server.store.addProject('mirror');
    const endpoints = ['tasks', 'mirror'].map((container) => ({ connection: 'Tracker', container }));
    const rules = [{ at: ['Tracker:tasks'], when: 'title:x', set: { priority: 'high' } }];
    const conflicts = { policy: 'priority' as const, priority: ['Tracker:tasks', 'here'] };
    await core.api.call('profiles.save', { file: { name: 'Both', endpoints, rules, conflicts } });
    await core.api.call('tasks.add', { profile: 'Both', edit: { title: 'Plan' } });
    await core.api.call('runs.start', { profile: 'Both' });
    await core.api.call('connections.change', { name: 'Tracker', rename: 'Redmine at work' });
    const file = await core.api.call('profiles.get', { profile: 'Both' });
    expect(file).toMatchObject({
      endpoints: [{ connection: 'Redmine at work' }, { connection: 'Redmine at work' }],
      rules: [{ at: ['Redmine at work:tasks'] }],
      conflicts: { priority: ['Redmine at work:tasks', 'here'] },
    });
    // What was renamed can be saved again as it is.
    await core.api.call('profiles.save', { file, replaces: 'Both' });
    const before = server.store.issues.size;
    expect(await core.api.call('runs.start', { profile: 'Both' })).toMatchObject({ state: 'done' });
    expect(server.store.issues.size).toBe(before);
  });

  it('sends no writing request over a connection that only reads, whatever asks for one', async () => {
    await core.api.call('connections.add', { ...values(), readOnly: true });
    const profile = (direction: 'both' | 'pull') =>
      core.api.call('profiles.save', {
        file: { name: 'P', endpoints: [{ connection: 'Tracker', container: 'tasks', direction }] },
      });
    await expect(profile('both')).rejects.toMatchObject({ message: expect.stringContaining('only reads') });
    await profile('pull');
    await core.api.call('tasks.add', { profile: 'P', edit: { title: 'Stays here' } });
    await core.api.call('runs.start', { profile: 'P' });
    expect(server.requests.length).toBeGreaterThan(0);
    expect(writes()).toEqual([]);
  });

  it('stops a write at the door even where a profile that writes became one that must not', async () => {
    await core.api.call('connections.add', values());
    const file = { name: 'P', endpoints: [{ connection: 'Tracker', container: 'tasks' }] };
    await core.api.call('profiles.save', { file });
    const change = () => core.api.call('connections.change', { name: 'Tracker', readOnly: true });
    await expect(change()).rejects.toMatchObject({ message: expect.stringContaining('also write') });
    await core.api.call('profiles.save', {
      file: { ...file, endpoints: [{ connection: 'Tracker', container: 'tasks', direction: 'pull' }] },
      replaces: 'P',
    });
    expect(await change()).toMatchObject({ readOnly: true });
    await core.api.call('tasks.add', { profile: 'P', edit: { title: 'Stays here' } });
    await core.api.call('runs.start', { profile: 'P' });
    expect(writes()).toEqual([]);
  });
});
