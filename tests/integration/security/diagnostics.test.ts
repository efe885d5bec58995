import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDemoService } from '../../../src-main/demo/start-demo-service.ts';
import { openCore } from '../../../src-main/hosts/node/open-core.ts';
import { openLog } from '../../../src-main/hosts/node/open-log.ts';
import type { ApiName } from '../../../src-shared/api/contract.ts';
import { version } from '../../../src-shared/version.ts';
import { type CaldavServer, createCaldavServer } from '../../fakes/caldav-server.ts';
import { findSecrets } from '../../fakes/find-secrets.ts';
import { createTestCli, type TestCli } from '../cli-run.ts';

/** The file for somebody who helps, after a life in which everything had a word that must not be in it (SEC-23). */
const secret = 'canary-secret-Zx81/ü+&=%"';
const words = {
  account: 'canary-account-anna',
  list: 'canary-list-household',
  connection: 'Canary connection of Anna',
  profile: 'Canary profile of Anna',
  title: 'Canary title buy a ring',
  text: 'Canary text she does not know',
  comment: 'Canary comment on the ring',
  label: 'canary-label-surprise',
  person: 'anna.canary@canary.example.org',
  name: 'Anna Canaryson',
  status: 'Canary status wrapped',
  filter: 'canaryfilterword',
  script: 'canaryscriptword',
  setting: 'canary-option-value',
} as const;

let cli: TestCli;
let server: CaldavServer;
let closeJira: () => Promise<void>;
let canaries: Readonly<Record<string, string>>;

/** Once for both: it takes some seconds, and more on a busy machine. */
beforeAll(async () => {
  cli = await createTestCli();
  server = await createCaldavServer({ users: { [words.account]: secret }, collections: [words.list] });
  const jira = await startDemoService('jira', { isSeeded: false, latencyMs: 0 });
  closeJira = jira.close;
  canaries = {
    ...words,
    host: new URL(server.url).host,
    'host of Jira': new URL(jira.url).host,
    'folder of the data': cli.folder,
    'name at Jira': 'Team Lead',
    'account at Jira': jira.username ?? 'none at all',
  };
  server.collection(words.list).put('1.ics', todo());
  await live(jira);
}, 60_000);
afterAll(async () => {
  await server.close();
  await closeJira();
  await cli.close();
});

function todo(): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', 'BEGIN:VTODO', 'UID:canary-uid-of-a-ring'];
  const own = [`SUMMARY:${words.title}`, `DESCRIPTION:${words.text}`, `CATEGORIES:${words.label}`];
  const people = [`ORGANIZER;CN=${words.name}:mailto:${words.person}`, `COMMENT:${words.comment}`];
  return [...lines, 'DTSTAMP:20260301T090000Z', ...own, ...people, 'END:VTODO', 'END:VCALENDAR', ''].join('\r\n');
}

/** Signing in, building a profile with everything in it, syncing, and what goes wrong. */
async function live(jira: Awaited<ReturnType<typeof startDemoService>>): Promise<void> {
  const { logger, file: logFile } = openLog({
    ...{ dataDir: cli.folder, env: { TASKSYNC_LOG_LEVEL: 'debug' }, console: { level: 'silent' } },
  });
  const env = { TASKSYNC_KEY_FILE: join(cli.scratch, 'key') };
  const core = await openCore({ dataDir: cli.folder, logger, logFile, env });
  const call = async (name: ApiName, input: unknown): Promise<unknown> => await core.api.call(name, input as never);
  try {
    const own = { name: words.connection, connector: 'caldav', url: server.url, username: words.account, secret };
    await call('connections.add', { ...own, options: {} });
    const { connector, url, username, options } = jira;
    await call('connections.add', { name: 'Tracker', connector, url, username, secret: jira.secret, options });
    await call('profiles.save', {
      file: {
        name: words.profile,
        people: { [words.person]: { Tracker: words.name } },
        conflicts: { policy: 'priority', fields: { [`x.${words.setting}`]: 'manual' }, priority: ['here', 'Tracker'] },
        endpoints: [
          {
            ...{ connection: words.connection, container: `/${words.account}/${words.list}/` },
            mapping: { status: { [words.status]: 'done' } },
          },
          { connection: 'Tracker', container: jira.container, filter: `-label:${words.filter}` },
        ],
        rules: [
          { when: `label:${words.filter}`, set: { milestone: words.setting } },
          { script: `(task) => (task.title === '${words.script}' ? { title: '' } : {})` },
        ],
      },
    });
    await call('runs.start', { profile: words.profile, acceptBrakes: true });
    const { tasks } = (await call('tasks.list', { words: [], limit: 100 })) as {
      tasks: { id: string; title: string }[];
    };
    const task = tasks.find(({ title }) => title === words.title)?.id;
    await call('tasks.edit', { task, edit: { body: `${words.text}, still`, assignees: [words.person] } });
    await call('tasks.comment', { task, text: words.comment });
    const stop = server.faults.add({ fault: { kind: 'status', status: 403, body: `${words.title} ${secret}` } });
    await call('runs.start', { profile: words.profile, acceptBrakes: true });
    stop();
    const stopAgain = server.faults.add({ fault: { kind: 'body', body: `${words.text} ${secret}` } });
    await call('runs.start', { profile: words.profile, acceptBrakes: true });
    stopAgain();
    expect(task).toBeDefined();
  } finally {
    await core.stop();
  }
}

/** By name: all that is in the file. */
async function bundle(): Promise<Readonly<Record<string, string>>> {
  const file = join(cli.scratch, 'bundle.zip');
  await cli.run(['doctor', '--bundle', file]);
  const files = unzipSync(await readFile(file));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

function found(files: Readonly<Record<string, string>>): readonly string[] {
  const places = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  const names = Object.entries(canaries).flatMap(([what, word]) =>
    Object.entries(files).flatMap(([name, text]) => (text.includes(word) ? [`${what} in ${name}`] : [])),
  );
  return [...names, ...findSecrets([{ name: 'the secret', secret }], places)];
}

it('has what helps, and no secret, name, host or word of a task (SEC-23)', async () => {
  const files = await bundle();
  expect(found(files)).toEqual([]);
  expect(found({ probe: words.title })).toEqual(['title in probe']);

  const read = (name: string): unknown => JSON.parse(files[name] ?? '');
  expect(read('about.json')).toMatchObject({ version, node: process.versions.node });
  expect(read('doctor.json')).toContainEqual(expect.objectContaining({ check: 'database', integrity: 'sound' }));
  expect(read('doctor.json')).toContainEqual(expect.objectContaining({ check: 'clock', state: 'fine' }));
  expect(read('connections.json')).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ connector: 'caldav', host: expect.stringMatching(/^host-\d:\d+$/) }),
      expect.objectContaining({ connector: 'jira' }),
    ]),
  );
  expect(read('profiles.json')).toMatchObject([
    {
      people: 1,
      conflicts: { fields: { 'other-1': 'manual' }, priority: 2 },
      endpoints: [{ mapping: { status: { values: 1 } } }, { isFiltered: true }],
      rules: [{ isConditional: true, kinds: ['set'] }, { kinds: ['script'] }],
    },
  ]);
  const runs = read('runs.json') as readonly { state: string; problems: object }[];
  expect(runs).toHaveLength(3);
  expect(JSON.stringify(runs)).toMatch(/forbidden place endpoint=\w+/);
  expect(files['metrics.txt']).toContain('tasksync_info');
  // The same host has the same name wherever it comes up.
  const [{ host = '' } = {}] = (read('connections.json') as readonly { connector: string; host: string }[]).filter(
    ({ connector }) => connector === 'caldav',
  );
  expect(files['log.jsonl']?.split('\n').filter((line) => line.includes(`"host":"${host}"`)).length).toBeGreaterThan(5);
  expect(files['README.txt']).toContain('Not in it');
});

it('is made of data that cannot be opened as well', async () => {
  const file = join(cli.folder, 'task-sync.db');
  await writeFile(file, (await readFile(file)).fill('no database ', 0, 4096));
  const files = await bundle();
  expect(found(files)).toEqual([]);
  expect(JSON.parse(files['doctor.json'] ?? '')).toContainEqual(
    expect.objectContaining({ check: 'database', state: 'trouble', integrity: 'damaged' }),
  );
  expect(files['log.jsonl']).toContain('run.began');
});
