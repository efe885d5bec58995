import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { redmine } from '../../src-main/connectors/redmine/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { offlinePorts } from '../fakes/offline-ports.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createRedmineServer, type RedmineServer } from '../fakes/redmine-server.ts';

/** Two projects of one Redmine in step: the real core and connector over real HTTP. */
describe('files of two Redmine projects', () => {
  let server: RedmineServer;
  let core: Core;
  let clock: FakeClock;
  const now = (): number => clock.now();

  beforeEach(async () => {
    clock = createFakeClock({ auto: true, start: Date.now() });
    server = await createRedmineServer({ now, tellsItsTime: true });
    server.store.addProject('mirror');
    core = createCore({
      store: await openSqliteStore({ file: ':memory:', clock }),
      connectors: [redmine],
      timeZone: 'Europe/Berlin',
      ports: {
        ...offlinePorts,
        ...{ clock, ids: randomIds, logger: createRecordingLogger(), http: createNodeHttp() },
        secrets: { ...offlinePorts.secrets, get: async () => server.key },
      },
    });
    const connection = { name: 'redmine', connector: 'redmine', url: server.url, username: null, secret: server.key };
    await core.api.call('connections.add', { ...connection, options: {} });
    const endpoints = ['tasks', 'mirror'].map((container) => ({ connection: 'redmine', container }));
    await core.api.call('profiles.save', { file: { name: 'Both', attachments: 'copy', endpoints } });
    await core.api.call('tasks.add', { profile: 'Both', edit: { title: 'Plan' } });
    await sync();
  });
  afterEach(async () => {
    await core.stop();
    await server.close();
  });

  const sync = async () => {
    clock.set(clock.now() + 120_000);
    return await core.api.call('runs.start', { profile: 'Both' });
  };
  const issueIn = (project: number) => [...server.store.issues.values()].find((issue) => issue.project === project);
  /** As a person would in the browser. */
  const attach = (project: number, name: string, bytes: Buffer): void => {
    const issue = issueIn(project);
    const id = server.store.nextId();
    const file = { id, issue: issue?.id ?? 0, user: 5, name, mediaType: 'text/plain', bytes };
    server.store.files.set(id, { ...file, token: `${id}.used`, created: now() });
    if (issue) issue.updated = now();
  };
  const filesIn = (project: number): readonly string[] =>
    [...server.store.files.values()]
      .filter((file) => file.issue === issueIn(project)?.id)
      .map(({ name, bytes }) => `${name}: ${bytes.length > 20 ? bytes.length : bytes.toString()}`);

  it('are copied once, with name and content', async () => {
    attach(1, 'plan.txt', Buffer.from('Water first'));
    attach(2, 'Größe.txt', Buffer.from('large'));
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect([filesIn(1), filesIn(2)].map((files) => files.toSorted())).toEqual([
      ['Größe.txt: large', 'plan.txt: Water first'],
      ['Größe.txt: large', 'plan.txt: Water first'],
    ]);
    const uploads = server.requests.filter(({ path }) => path.endsWith('uploads.json')).length;
    await sync();
    await sync();
    expect(server.requests.filter(({ path }) => path.endsWith('uploads.json'))).toHaveLength(uploads);
  });

  it.each([
    ['of the upload', 'POST', 'uploads.json'],
    ['of the issue that takes it', 'PUT', 'issues/'],
  ])('whose answer is lost, %s, are not doubled (S4)', async (_, method, path) => {
    attach(1, 'plan.txt', Buffer.from('Water first'));
    server.faults.add({
      fault: { kind: 'drop', when: 'after' },
      when: (request) => request.method === method && request.path.includes(path),
      times: 1,
    });
    await sync();
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect([filesIn(1), filesIn(2)]).toEqual([['plan.txt: Water first'], ['plan.txt: Water first']]);
  });

  it('cut off on the way here leave nothing there, and are copied later', async () => {
    attach(1, 'large.bin', Buffer.alloc(3_000_000, 1));
    server.faults.add({
      fault: { kind: 'truncate' },
      when: ({ path }) => path.includes('attachments/download'),
      times: 1,
    });
    expect(await sync()).toMatchObject({ pending: 1 });
    expect(filesIn(2)).toEqual([]);
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesIn(2)).toEqual(['large.bin: 3000000']);
  });

  it('behind a sign-in page are not taken for what the page says', async () => {
    attach(1, 'plan.txt', Buffer.from('Water first'));
    server.faults.add({
      fault: { kind: 'html' },
      when: ({ path }) => path.includes('attachments/download'),
      times: 1,
    });
    await sync();
    expect(filesIn(2)).toEqual([]);
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesIn(2)).toEqual(['plan.txt: Water first']);
  });

  it('that lead to another host are not fetched, and no key goes there (SEC-28)', async () => {
    const visitors: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      visitors.push(request.headers);
      response.end('Water first');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void elsewhere.close());
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/file`;
    server.faults.add({
      fault: { kind: 'status', status: 302, headers: { location } },
      when: ({ path }) => path.includes('attachments/download'),
    });
    attach(1, 'plan.txt', Buffer.from('Water first'));
    await sync();
    expect([visitors, filesIn(2)]).toEqual([[], []]);
  });

  it('that Redmine finds too large are a problem of that task, in its own words', async () => {
    attach(1, 'large.bin', Buffer.alloc(6_000_000, 1));
    const { state, problems } = await sync();
    expect(state).toBe('problems');
    expect(problems).toMatchObject([{ title: 'Plan', field: 'attachments', code: 'rejected' }]);
    expect(problems[0]?.message).toContain('maximum allowed file size');
  });

  it('that were deleted are deleted with their task’s next change, where deletions are carried on', async () => {
    attach(1, 'plan.txt', Buffer.from('Water first'));
    await sync();
    const file = await core.api.call('profiles.get', { profile: 'Both' });
    await core.api.call('profiles.save', { file: { ...file, deletions: 'propagate' }, replaces: 'Both' });
    await core.api.call('runs.start', { profile: 'Both', acceptBrakes: true });
    const original = [...server.store.files.values()].find(({ issue }) => issue === issueIn(1)?.id);
    server.store.files.delete(original?.id ?? 0);
    const issue = issueIn(1);
    clock.set(clock.now() + 120_000);
    if (issue) Object.assign(issue, { subject: 'Another plan', updated: now() });
    await sync();
    expect(filesIn(2)).toEqual([]);
  });
});
