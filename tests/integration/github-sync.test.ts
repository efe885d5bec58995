import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { github } from '../../src-main/connectors/github/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { GithubService } from '../../src-main/demo/github/github-service.ts';
import { startGithubService } from '../../src-main/demo/github/github-service.ts';
import {
  addComment,
  addIssue,
  deleteIssue,
  fullName,
  type StoredIssue,
  type StoredRepository,
  transferIssue,
} from '../../src-main/demo/github/store.ts';
import { createServiceClock } from '../../src-main/demo/kit/service-clock.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

/** Two repositories in step: the real core and connector over real HTTP. */
describe('two repositories in step', () => {
  let service: GithubService;
  let core: Core;
  let clock: FakeClock;
  let requests = 0;

  beforeEach(async () => {
    clock = createFakeClock({ auto: true });
    service = await startGithubService({ limits: true, clock: createServiceClock(() => clock.now()) });
    service.onExchange(() => {
      requests++;
    });
    core = createCore({
      store: await openSqliteStore({ file: ':memory:', clock }),
      connectors: [github],
      timeZone: 'Europe/Berlin',
      ports: {
        ...{ clock, ids: randomIds, random: systemRandom, logger: createRecordingLogger(), http: createNodeHttp() },
        secrets: {
          state: async () => 'open',
          unlock: async () => {},
          get: async () => service.token,
          set: async () => {},
          remove: async () => {},
        },
        notifier: { notify: () => {} },
        scripts: quickjsScripts,
      },
    });
    const connection = { name: 'gh', connector: 'github', url: service.origin, username: null, secret: service.token };
    await core.api.call('connections.add', { ...connection, options: {} });
    const endpoints = [service.repository, service.otherRepository].map((one) => ({
      ...{ connection: 'gh', container: fullName(one) },
    }));
    await core.api.call('profiles.save', { file: { name: 'Both', endpoints } });
  });
  afterEach(async () => {
    await core.stop();
    await service.close();
  });

  const sync = async () => {
    await clock.sleep(400_000);
    requests = 0;
    const run = await core.api.call('runs.start', { profile: 'Both' });
    return { ...run, requests };
  };
  const issuesIn = ({ id }: StoredRepository): readonly StoredIssue[] =>
    [...service.store.issues.values()].filter(({ repository }) => repository === id);
  const twinOf = ({ title }: StoredIssue): StoredIssue => {
    const [twin, ...more] = issuesIn(service.otherRepository).filter((one) => one.title === title);
    if (twin === undefined || more.length > 0) throw new Error(`${title} is there ${more.length} times`);
    return twin;
  };
  const add = (title: string, more: Partial<StoredIssue> = {}): StoredIssue =>
    addIssue(service.store, service.repository, { author: 'tester', title, ...more });
  const touch = (issue: StoredIssue, changes: Partial<StoredIssue>): void => {
    Object.assign(issue, changes, { updatedAt: clock.now() });
  };

  it('carries new issues, edits, states and comments across, once, and then is quiet', async () => {
    const parent = add('Plan', { body: 'Ask @designer', type: 'Feature' });
    const issue = add('Build', { parent: parent.id, assignees: ['web-developer'], milestone: 1 });
    addComment(service.store, issue, 'tester', 'Looks good, @designer');
    expect((await sync()).state).toBe('done');
    await sync();
    const [planned, built] = [twinOf(parent), twinOf(issue)];
    expect(planned.body).toMatch(/^Ask @\u200bdesigner/);
    expect(built).toMatchObject({ parent: planned.id, assignees: ['web-developer'] });
    const copied = [...service.store.comments.values()].filter((comment) => comment.issue === built.id);
    expect(copied).toHaveLength(1);
    expect(copied[0]?.body).toContain('Looks good, @\u200bdesigner');

    touch(built, { title: 'Build it', state: 'closed', reason: 'completed' });
    await sync();
    await sync();
    expect(issue).toMatchObject({ title: 'Build it', state: 'closed', reason: 'completed' });

    await sync();
    const before = JSON.stringify([...service.store.issues.values()]);
    expect((await sync()).requests).toBeLessThanOrEqual(4);
    expect(JSON.stringify([...service.store.issues.values()])).toBe(before);
    expect(issuesIn(service.otherRepository)).toHaveLength(2);
  });

  it('closes the twin of an issue that was deleted, and leaves that of a moved one alone', async () => {
    const [gone, moved, kept] = [add('Gone'), add('Moved'), add('Kept')];
    await sync();
    const third = {
      ...service.otherRepository,
      id: 1_000_003,
      name: 'third',
      labels: [],
      milestones: [],
      lastNumber: 0,
    };
    service.store.repositories.set(third.id, third);
    const twins = [twinOf(gone), twinOf(moved), twinOf(kept)];
    deleteIssue(service.store, gone);
    transferIssue(service.store, moved, third);
    await sync();
    await sync();
    expect(twins.map(({ state }) => state)).toEqual(['closed', 'open', 'open']);
  });

  it('makes no second issue when the answer to the first was lost', async () => {
    service.faults.add({
      ...{ fault: { kind: 'drop', when: 'after' }, times: 1 },
      when: ({ method, path }) => method === 'POST' && path.endsWith('/issues'),
    });
    add('Once');
    await sync();
    await sync();
    expect(issuesIn(service.otherRepository)).toHaveLength(1);
  });
});
