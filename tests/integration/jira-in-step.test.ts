import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jira } from '../../src-main/connectors/jira/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import type { SimulatedJira } from '../../src-main/demo/jira/jira-service.ts';
import { startJiraService } from '../../src-main/demo/jira/jira-service.ts';
import type { JiraIssue } from '../../src-main/demo/jira/model.ts';
import { createServiceClock, type ServiceClock } from '../../src-main/demo/kit/service-clock.ts';
import { createNodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

/** A Cloud whose search lags and a Data Center in one profile: the real core and connector over real HTTP. */
describe('Jira Cloud and Jira Data Center in step', () => {
  let clock: ServiceClock;
  let cloud: SimulatedJira;
  let own: SimulatedJira;
  let core: Core;

  beforeEach(async () => {
    const ours = createFakeClock({ auto: true, start: Date.now() });
    clock = createServiceClock();
    cloud = await startJiraService({ seed: true, clock, searchLagMs: 30_000 });
    own = await startJiraService({ deployment: 'datacenter', clock });
    own.store.addProject('MIRROR', 'Mirror');
    const secrets = new Map([
      ['cloud', cloud.token],
      ['own', own.token],
    ]);
    core = createCore({
      store: await openSqliteStore({ file: ':memory:', clock: ours }),
      connectors: [jira],
      timeZone: 'Europe/Berlin',
      ports: {
        ...{
          clock: ours,
          ids: randomIds,
          random: systemRandom,
          logger: createRecordingLogger(),
          http: createNodeHttp(),
        },
        secrets: {
          ...{ state: async () => 'open' as const, unlock: async () => {}, remove: async () => {} },
          get: async (key) => secrets.get(key) ?? null,
          set: async (key, value) => void secrets.set(key, value),
        },
        ...{ notifier: { notify: () => {} }, scripts: quickjsScripts },
      },
    });
    for (const [name, service] of [['cloud', cloud] as const, ['own', own] as const]) {
      const { deployment } = service.store.site;
      await core.api.call('connections.add', {
        ...{ name, connector: 'jira', url: service.origin, username: service.username, secret: service.token },
        options: { deployment },
      });
    }
    const endpoints = [
      { connection: 'cloud', container: 'WEB' },
      { connection: 'own', container: 'MIRROR' },
    ];
    await core.api.call('profiles.save', { file: { name: 'Both', attachments: 'copy', endpoints } });
  });
  afterEach(async () => {
    await core.stop();
    await cloud.close();
    await own.close();
  });

  const sync = async () => {
    clock.advance(60_000);
    return await core.api.call('runs.start', { profile: 'Both' });
  };
  const titled = ({ store }: SimulatedJira, title: string): JiraIssue => {
    const found = [...store.issues.values()].filter(({ fields }) => fields['summary'] === title);
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of “${title}”`);
    return found[0];
  };
  const edit = ({ store }: SimulatedJira, issue: JiraIssue, fields: Readonly<Record<string, unknown>>): void => {
    issue.fields = { ...issue.fields, ...fields };
    store.touch(issue);
  };

  test('a board goes over once, with statuses, comments and files, and then all is quiet', async () => {
    const first = await sync();
    expect(first.problems).toEqual([]);
    for (let run = 0; run < 3; run++) await sync();
    expect(own.store.issues.size).toBe(cloud.store.issues.size);
    const payments = titled(own, 'Two payments when the button is pressed twice');
    expect(payments).toMatchObject({ status: '10001', fields: { priority: '1', labels: ['api', 'checkout'] } });
    expect(payments.comments).toHaveLength(1);
    expect(payments.attachments.map(({ filename }) => filename)).toEqual(['server.log']);
    expect(titled(own, 'Alarm when orders stop').status).toBe('10003');
    expect(titled(own, 'Coupons').status).toBe('10004');

    const writes: string[] = [];
    let requests = 0;
    for (const service of [cloud, own]) {
      service.onExchange(({ method, path }) => {
        requests++;
        if (method !== 'GET') writes.push(`${method} ${path}`);
      });
    }
    clock.advance(3_600_000);
    const last = await sync();
    expect(last).toMatchObject({ state: 'done', pending: 0, conflicts: 0, problems: [] });
    expect(writes).toEqual([]);
    expect(requests).toBeLessThanOrEqual(4);
  });

  test('edits, closing, new issues and deletions go both ways', async () => {
    await sync();
    await sync();
    edit(cloud, titled(cloud, 'Dark mode'), { summary: 'A dark mode', labels: ['ux', 'night'] });
    edit(own, titled(own, 'Basket jumps while it loads'), { priority: '2', duedate: '2026-12-24' });
    const done = titled(own, 'Search forgets umlauts');
    done.status = '10003';
    edit(own, done, { resolution: '10000' });
    const project = own.store.project('MIRROR')?.id ?? '';
    const fields = { summary: 'Born elsewhere', description: 'h2. Why\n\nBecause *so*.', priority: '3' };
    own.store.add({ project, type: '10103', creator: own.store.site.me.id, fields });
    await sync();
    await sync();
    expect(titled(own, 'A dark mode').fields['labels']).toEqual(expect.arrayContaining(['ux', 'night']));
    expect(titled(cloud, 'Basket jumps while it loads').fields).toMatchObject({ priority: '2', duedate: '2026-12-24' });
    expect(titled(cloud, 'Search forgets umlauts').status).toBe('10003');
    expect(titled(cloud, 'Born elsewhere').properties['task-sync']).toMatchObject({ identity: expect.any(String) });

    cloud.store.remove(titled(cloud, 'Born elsewhere').id);
    await sync();
    const run = await sync();
    expect(run.problems).toEqual([]);
    expect(['10003', '10004']).toContain(titled(own, 'Born elsewhere').status);
  });
});
