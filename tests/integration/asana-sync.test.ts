import { afterEach, describe, expect, it } from 'vitest';
import { asana } from '../../src-main/connectors/asana/index.ts';
import type { Core } from '../../src-main/core/core.ts';
import { createCore } from '../../src-main/core/create-core.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import {
  type AsanaService,
  type AsanaServiceOptions,
  startAsanaService,
} from '../../src-main/demo/asana/start-asana-service.ts';
import { createNodeHttp, type NodeHttp } from '../../src-main/hosts/node/node-http.ts';
import { quickjsScripts } from '../../src-main/hosts/node/quickjs-scripts.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { systemClock } from '../../src-main/hosts/node/system-clock.ts';
import { systemRandom } from '../../src-main/hosts/node/system-random.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';

let service: AsanaService;
let core: Core;
let http: NodeHttp;
const asked: string[] = [];

async function open(
  options: AsanaServiceOptions,
  endpoints: (service: AsanaService) => readonly string[],
  clock: Clock = systemClock,
) {
  service = await startAsanaService(options);
  service.onExchange(({ method, path }) => asked.push(`${method} ${path}`));
  http = createNodeHttp();
  core = createCore({
    store: await openSqliteStore({ file: ':memory:', clock }),
    connectors: [asana],
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
        get: async () => service.token,
        set: async () => {},
        remove: async () => {},
      },
      notifier: { notify: () => {} },
      scripts: quickjsScripts,
    },
  });
  const connection = { name: 'asana', connector: 'asana', url: service.url, username: null, secret: service.token };
  await core.api.call('connections.add', { ...connection, options: {} });
  const file = {
    name: 'Board',
    endpoints: endpoints(service).map((container) => ({ connection: 'asana', container })),
  };
  await core.api.call('profiles.save', { file });
}

afterEach(async () => {
  await core.stop();
  http.close();
  await service.close();
});

async function sync() {
  asked.splice(0);
  const run = await core.api.call('runs.start', { profile: 'Board' });
  expect(run.problems).toEqual([]);
  expect(run).toMatchObject({ state: 'done', pending: 0 });
  return run;
}

const inProject = (project: string) =>
  [...service.store.tasks.values()].filter(({ memberships }) => memberships.some((one) => one.project === project));
const named = (project: string, name: string) => inProject(project).find((task) => task.name === name);

describe('two Asana projects in step', () => {
  const both = ({ places }: AsanaService) => [places.project, places.otherProject];

  it('the board goes over with its subtasks, tags, dates, comments and text, once', async () => {
    await open({ seed: true }, both);
    await sync();
    await sync();
    const { project, otherProject } = service.places;
    expect(inProject(otherProject)).toHaveLength(41);
    const copy = named(otherProject, 'The export breaks off after 10,000 rows');
    const original = named(project, 'The export breaks off after 10,000 rows');
    expect(copy).toMatchObject({ dueOn: original?.dueOn, assignee: original?.assignee });
    expect(copy?.tags.toSorted()).toEqual(original?.tags.toSorted());
    expect(service.store.storiesOf(copy?.gid ?? '').filter(({ subtype }) => subtype === 'comment_added')).toHaveLength(
      2,
    );
    const child = named(otherProject, 'Messages below the fields');
    expect(child?.parent).toBe(named(otherProject, 'Rewrite the sign-up form')?.gid);
    expect(inProject(otherProject).filter(({ completedAt }) => completedAt !== null)).toHaveLength(6);
  });

  it('edits, moves, comments and deletions go both ways, and then nothing is left to do', async () => {
    await open({ seed: true }, both);
    await sync();
    const { project, otherProject, users, sections } = service.places;
    const { changes, store } = service;
    const copy = named(otherProject, 'Search as you type');
    if (copy === undefined) throw new Error('the copy is not there');
    changes.update(copy, { name: 'Search while typing', due_at: '2026-12-24T12:00:00.000Z' }, users.tester);
    const moved = named(project, 'Renew the certificate of the staging server');
    if (moved) changes.update(moved, { completed: true }, users.admin);
    const doomed = named(project, 'Offer a dark theme');
    if (doomed) changes.remove(doomed, users.admin);
    store.tell(copy, 'comment_added', '<body>From <strong>there</strong></body>', users.tester);
    await sync();
    await sync();
    const original = named(project, 'Search while typing');
    expect(original?.dueAt).toBe(Date.UTC(2026, 11, 24, 12));
    expect(original?.memberships).toEqual([{ project, section: sections.doing }]);
    const [comment] = store.storiesOf(original?.gid ?? '').filter(({ html }) => html.includes('there'));
    expect(comment?.html).toContain('Tester wrote');
    expect(named(otherProject, 'Renew the certificate of the staging server')?.completedAt).not.toBeNull();
    expect(named(otherProject, 'Offer a dark theme')?.completedAt).not.toBeNull();
    service.clock.advance(10 * 60_000);
    await sync();
    await sync();
    expect(asked.filter((one) => !one.startsWith('GET'))).toEqual([]);
    expect(asked.length).toBeLessThanOrEqual(4);
  });
});

describe('a connection that breaks', () => {
  it('behind creates, comments and files leaves each of them once', async () => {
    const clock = createFakeClock({ auto: true, start: Date.now() });
    await open({ seed: true }, ({ places }) => [places.project, places.otherProject], clock);
    const paths = [/\/tasks$/, /\/stories$/];
    for (const path of paths) {
      const when = (request: { readonly method: string; readonly path: string }) =>
        request.method === 'POST' && path.test(request.path);
      service.faults.add({ fault: { kind: 'drop', when: 'after' }, when, times: 3 });
      service.faults.add({ fault: { kind: 'drop', when: 'before' }, when, times: 2 });
    }
    for (let run = 0; run < 6; run++) {
      await core.api.call('runs.start', { profile: 'Board' });
      await clock.advance(120_000);
    }
    await sync();
    const { project, otherProject } = service.places;
    const titles = (of: string) =>
      inProject(of)
        .map(({ name }) => name)
        .sort();
    expect(titles(otherProject)).toEqual(everythingIn(project));
    const comments = (of: string) =>
      inProject(of).flatMap(({ gid }) =>
        service.store.storiesOf(gid).filter(({ subtype }) => subtype === 'comment_added'),
      );
    expect(comments(otherProject)).toHaveLength(comments(project).length);
  });
});

/** With the subtasks, which are in no project. */
function everythingIn(project: string): readonly string[] {
  return [...service.store.tasks.values()]
    .filter((task) => service.store.streamsOf(task).has(project))
    .map(({ name }) => name)
    .sort();
}

describe('a thousand tasks of Asana', () => {
  const fill = (): void => {
    for (let task = 0; task < 1_000; task++) {
      service.changes.create({ name: `Task ${task}`, projects: [service.places.project] }, service.places.users.admin);
    }
    service.latencyMs = 20;
  };
  const timed = async (what: string): Promise<void> => {
    const started = performance.now();
    await sync();
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    console.info(`asana: 1,000 tasks ${what} in ${seconds} s with ${asked.length} requests at 20 ms each`);
  };

  // One list of comments for each task is most of it: Asana has none of several tasks. Time is told, not checked: others run, too.
  it('are read for the first time, with their comments, by one request each and some', {
    timeout: 60_000,
  }, async () => {
    await open({}, ({ places }) => [places.project]);
    fill();
    await timed('read');
    expect(asked.length).toBeLessThan(1_030);
  });

  it('are made in another project by one request each and some', { timeout: 60_000 }, async () => {
    await open({}, ({ places }) => [places.project, places.otherProject]);
    fill();
    await timed('read and made');
    expect(asked.filter((one) => one.startsWith('POST')).length).toBe(1_000);
    expect(inProject(service.places.otherProject)).toHaveLength(1_000);
  });
});
