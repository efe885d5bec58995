import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createArchiveFolder } from '../../src-main/hosts/node/archive/archive-folder.ts';
import { at, sampleConflict, sampleHistory, sampleRun, sampleTask } from '../contract/store/samples.ts';
import { type CaldavServer, createCaldavServer } from '../fakes/caldav-server.ts';
import {
  conflictJson,
  errorJson,
  matchJson,
  planJson,
  runJson,
  statusJson,
  taskJson,
  undoJson,
  verifyJson,
} from './cli-json.ts';
import { collect, createTestCli, type TestCli } from './cli-run.ts';

const secret = 'canary-Zx81';

let server: CaldavServer;
let cli: TestCli;

beforeEach(async () => {
  server = await createCaldavServer({ users: { sync: secret }, collections: ['a', 'b'] });
  cli = await createTestCli();
});
afterEach(async () => {
  await server.close();
  await cli.close();
});

function todo(uid: string, title: string): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    'BEGIN:VTODO',
    `UID:${uid}`,
    'DTSTAMP:20260301T090000Z',
  ];
  return [...lines, `SUMMARY:${title}`, 'END:VTODO', 'END:VCALENDAR', ''].join('\r\n');
}

async function addConnection(name: string, url = server.url): Promise<void> {
  const args = [
    'connections',
    'add',
    'caldav',
    '--name',
    name,
    '--url',
    url,
    '--username',
    'sync',
    '--secret-env',
    'PW',
  ];
  expect(await cli.run(args, { PW: secret })).toMatchObject({ code: 0, stderr: '' });
}

async function addProfile(name: string, places: Readonly<Record<string, string>>, more = ''): Promise<void> {
  const endpoints = Object.entries(places).map(
    ([connection, container]) => `  - { connection: ${connection}, container: ${container} }`,
  );
  const file = await cli.profile([`name: ${name}`, more, 'endpoints:', ...endpoints].join('\n'));
  expect(await cli.run(['profiles', 'add', '--file', file])).toMatchObject({ code: 0, stderr: '' });
}

/** Two lists of the server kept in step. */
async function twoLists(): Promise<void> {
  await addConnection('left');
  await addConnection('right');
  await addProfile('Both', { left: '/sync/a/', right: '/sync/b/' });
}

const titles = (name: string): string[] =>
  [...server.collection(name).objects.values()].map(({ text }) => /^SUMMARY:(.*?)\r?$/m.exec(text)?.[1] ?? '').sort();

async function tasks(query: readonly string[] = []): Promise<z.infer<typeof taskJson>[]> {
  return z.array(taskJson).parse((await cli.json(['tasks', 'list', ...query])).value);
}

async function idOf(title: string): Promise<string> {
  return (await tasks()).find((task) => task.title === title)?.id ?? expect.unreachable(`no task ${title}`);
}

describe('undo, time, the bin and verify from the command line', () => {
  const run = async (): Promise<z.infer<typeof runJson>> => runJson.parse((await cli.json(['sync', 'Both'])).value);

  it('shows what undoing would do, does it, and takes it back', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await twoLists();
    await run();
    server.collection('a').put('1.ics', todo('1', 'Buy bread'));
    const second = await run();
    const { value } = await cli.json(['runs', 'undo', second.run, '--plan']);
    expect(undoJson.parse(value)).toMatchObject({ undo: null, skipped: [], actions: { length: 3 } });
    expect((await cli.run(['runs', 'undo', second.run, '--plan'])).stdout).toContain('Nothing has been changed');
    expect(await tasks()).toMatchObject([{ title: 'Buy bread' }]);

    const id = await idOf('Buy bread');
    const done = undoJson.parse((await cli.json(['runs', 'undo', second.run, '--task', id, '--field', 'title'])).value);
    expect(await tasks()).toMatchObject([{ title: 'Buy milk' }]);
    await run();
    expect([titles('a'), titles('b')]).toEqual([['Buy milk'], ['Buy milk']]);
    expect(await cli.run(['runs', 'undo', second.run])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Nothing is left to undo'),
    });
    expect(await cli.run(['runs', 'undo', done.undo ?? ''])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('tasksync sync Both'),
    });
    await run();
    expect(titles('b')).toEqual(['Buy bread']);
  });

  it('lists what was changed since and ends with 1', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await twoLists();
    await run();
    server.collection('a').put('1.ics', todo('1', 'Buy bread'));
    const second = await run();
    await cli.run(['tasks', 'edit', await idOf('Buy bread'), 'title=Buy cake']);
    const { code, stdout } = await cli.run(['runs', 'undo', second.run]);
    expect(code).toBe(1);
    expect(stdout).toContain('Left alone:\n- "Buy cake" title: It was changed since');
  });

  it('undoes what was changed since where a task is named with --also, and no other', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    server.collection('a').put('2.ics', todo('2', 'Write'));
    await twoLists();
    await run();
    server.collection('a').put('1.ics', todo('1', 'Buy bread'));
    server.collection('a').put('2.ics', todo('2', 'Write home'));
    const second = await run();
    const [cake, home] = [await idOf('Buy bread'), await idOf('Write home')];
    await cli.run(['tasks', 'edit', cake, 'title=Buy cake']);
    await cli.run(['tasks', 'edit', home, 'title=Write away']);
    const undo = ['runs', 'undo', second.run];
    expect((await cli.run([...undo, '--plan'])).stdout).toContain(`--also ${cake.slice(0, 8)}`);
    const refused = await cli.run([...undo, '--also', 'nothing']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Nothing was changed') });
    expect(await cli.run([...undo, '--also', cake.slice(0, -1), '--plan'])).toMatchObject({ code: 1 });
    expect(await idOf('Buy cake')).toBe(cake);
    expect(await cli.run([...undo, '--also', cake.slice(0, -1)])).toMatchObject({ code: 1 });
    expect([await idOf('Buy milk'), await idOf('Write away')]).toEqual([cake, home]);
  });

  it('verifies: proven when all is equal, 1 and the cause when not, and the status says so', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await twoLists();
    await run();
    const { code, value } = await cli.json(['verify', 'Both']);
    expect(code).toBe(0);
    expect(verifyJson.parse(value)).toMatchObject({ profile: 'Both', state: 'equal', links: 2, equal: 2 });
    expect((await cli.run(['status'])).stdout).toMatch(/Both: 2 of 2 links equal, proven \d\d:\d\d/);
    server.collection('b').put('new.ics', todo('9', 'Stranger'));
    const different = await cli.run(['verify', 'Both']);
    expect(different.code).toBe(1);
    expect(different.stdout).toContain('1 difference: 1 unknown-there');
    expect(different.stdout).toContain('right "Stranger" right has a record that no sync has seen yet');
    expect(await cli.run(['verify', 'Nothing'])).toMatchObject({ code: 2 });
  });

  it('shows the bin, a task as it was, and how long the bin keeps', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await twoLists();
    await run();
    const id = await idOf('Buy milk');
    const then = new Date().toISOString();
    await cli.run(['tasks', 'edit', id, 'title=Buy bread']);
    expect((await cli.json(['tasks', 'show', id, '--at', then])).value).toMatchObject({
      state: 'here',
      fields: { title: 'Buy milk' },
    });
    expect((await cli.run(['tasks', 'show', id, '--at', '2020-01-01T00:00:00Z'])).stdout).toContain('not here yet');
    expect(await cli.run(['tasks', 'show', id, '--at', 'yesterday'])).toMatchObject({ code: 2 });
    await cli.run(['tasks', 'delete', id]);
    expect(await tasks()).toEqual([]);
    expect(await tasks(['is:deleted'])).toMatchObject([{ title: 'Buy bread' }]);
    expect(await cli.run(['tasks', 'restore', id])).toMatchObject({ code: 0 });
    expect(await cli.run(['tasks', 'retry', id])).toMatchObject({ code: 0 });
    expect(await cli.run(['settings', 'show'])).toMatchObject({
      stdout: expect.stringContaining('A deleted task stays in the bin for 30 days.\n'),
    });
    expect((await cli.json(['settings', 'change', '--bin-days', '60'])).value).toMatchObject({ binDays: 60 });
    const kept = await cli.run(['settings', 'change', '--history-days', 'ever']);
    expect(kept.stdout).toContain('History and runs are kept for ever, then in the archive.\n');
    expect((await cli.json(['settings', 'change', '--hold-seconds', '0'])).value).toMatchObject({ holdSeconds: 0 });
    expect(await cli.run(['settings', 'change', '--bin-days', 'many'])).toMatchObject({ code: 2 });
  });
});

describe('the archive on the command line', () => {
  it('is listed, shown, searched by task, and a file of it removed', async () => {
    expect((await cli.run(['archive', 'list'])).stdout).toContain('Nothing is archived yet');
    const archive = createArchiveFolder(join(cli.folder, 'archive'));
    const name = await archive.newName(Date.UTC(2026, 0, 1));
    const head = { at: at(0), from: at(1), to: at(2), lines: 3, profiles: [{ id: 'p', name: 'Work', endpoints: [] }] };
    const counts = { changes: 1, runs: 1, conflicts: 1, tasks: 1 };
    await archive.write(name, { format: 'task-sync history archive', version: 1, ...head, counts }, [
      { kind: 'change', profile: 'p', entry: { ...sampleHistory({ title: 'Pay the rent', task: 'paid' }), id: 1 } },
      { kind: 'run', run: sampleRun('r1', { profile: 'p' }) },
      {
        ...{ kind: 'task', task: sampleTask('gone', { title: 'Old badges' }, { profile: 'p', deletedAt: at(2) }) },
        ...{ changes: [], comments: [], attachments: [] },
        conflicts: [sampleConflict('c1', { profile: 'p', task: 'gone', state: 'resolved', resolution: 'person' })],
      },
    ]);
    const listed = await cli.run(['archive', 'list']);
    expect(listed.stdout).toMatch(/1 change, 1 run, 1 conflict and 1 deleted task +1 kB/);
    expect(listed.stdout).toContain(join(cli.folder, 'archive'));
    expect((await cli.json(['archive', 'list'])).value).toEqual([
      { name, at: at(0), from: at(1), to: at(2), size: expect.any(Number), ...counts },
    ]);
    const all = await cli.run(['archive', 'show']);
    expect(all.stdout).toContain('Pay the rent: ');
    expect(all.stdout).toMatch(
      /Work run r1: done.*\n.*conflict about title, decided by person\n.*Work “Old badges” left the bin/,
    );
    const rent = await cli.run(['archive', 'show', name, '--task', 'rent pay']);
    expect(rent.stdout.trimEnd().split('\n')).toHaveLength(1);
    const first = await cli.run(['archive', 'show', '--limit', '1', '--offset', '1']);
    expect(first.stdout).toContain('There is more: --offset 2');
    expect((await cli.run(['archive', 'show', '--task', 'nobody'])).stdout).toContain('holds nothing of that');
    expect(await cli.run(['archive', 'show', '2020-01-01T00-00-00Z.jsonl.gz'])).toMatchObject({ code: 2 });
    expect((await cli.run(['runs', 'undo', 'r1'])).stderr).toContain('of the archive by now');
    expect(await cli.run(['archive', 'remove', name])).toMatchObject({ code: 0 });
    expect(await archive.list()).toEqual([]);
  });
});

describe('a first sync from the command line', () => {
  it('goes from nothing to two lists in step, and shows before it writes', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    server.collection('b').put('2.ics', todo('2', 'Fix login'));
    await twoLists();
    const plan = planJson.parse((await cli.json(['plan', 'Both'])).value);
    expect(plan.actions.map(({ kind, endpoint }) => `${kind} ${endpoint}`).sort()).toEqual([
      'create here',
      'create here',
      'create left',
      'create right',
    ]);
    expect(server.requests.filter(({ method }) => ['PUT', 'DELETE'].includes(method))).toEqual([]);

    const { code, value } = await cli.json(['sync', 'Both']);
    expect(code).toBe(0);
    expect(runJson.parse(value)).toMatchObject({ profile: 'Both', state: 'done', tasks: { created: 2 }, pending: 0 });
    expect(titles('a')).toEqual(['Buy milk', 'Fix login']);
    expect(titles('b')).toEqual(['Buy milk', 'Fix login']);

    expect((await tasks()).map(({ title }) => title)).toEqual(['Buy milk', 'Fix login']);
    const status = statusJson.parse((await cli.json(['status'])).value);
    expect(status).toMatchObject({ state: 'in-sync', profiles: [{ name: 'Both', pending: 0, conflicts: 0 }] });
  });

  it('does nothing the second time, with one request for each endpoint', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await twoLists();
    await cli.run(['sync', 'Both']);
    const run = runJson.parse((await cli.json(['sync', 'Both'])).value);
    expect(run.endpoints.map(({ requests }) => requests)).toEqual([1, 1]);
    expect(await cli.run(['sync', 'Both'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('nothing had changed'),
      stderr: '',
    });
    expect(await cli.run(['sync', 'Both', '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('runs all enabled profiles without a name, one array of them, and stops at a wrong name before any', async () => {
    await addConnection('left');
    await addProfile('A', { left: '/sync/a/' });
    await addProfile('B', { left: '/sync/b/' });
    for (const args of [['sync'], ['sync', '--all'], ['sync', 'A', 'B']]) {
      const { code, value } = await cli.json(args);
      expect(code).toBe(0);
      expect(
        z
          .array(runJson)
          .parse(value)
          .map(({ profile }) => profile),
      ).toEqual(['A', 'B']);
    }
    await cli.run(['profiles', 'disable', 'B']);
    expect(runJson.parse((await cli.json(['sync'])).value).profile).toBe('A');
    const before = server.requests.length;
    expect((await cli.json(['sync', 'A', 'Nobody'])).code).toBe(2);
    expect(server.requests).toHaveLength(before);
  });
});

describe('tasks from the command line', () => {
  it('are added, edited, deleted and restored, and reach the other side', async () => {
    await twoLists();
    const added = taskJson.parse(
      (await cli.json(['tasks', 'add', 'Both', '--title', 'Call Ana', '--due', '2026-05-01', '--labels', 'phone,b']))
        .value,
    );
    expect(added).toMatchObject({ due: '2026-05-01', labels: ['phone', 'b'], status: 'todo' });
    await cli.run(['sync']);
    expect(titles('a')).toEqual(['Call Ana']);
    expect(titles('b')).toEqual(['Call Ana']);

    const short = added.id.slice(0, 10);
    expect(await cli.run(['tasks', 'edit', short, 'title=Call Ana Lind', 'labels=', 'status=doing'])).toMatchObject({
      code: 0,
    });
    await cli.run(['sync']);
    expect(titles('b')).toEqual(['Call Ana Lind']);
    expect(await tasks(['status:doing', 'lind'])).toMatchObject([{ title: 'Call Ana Lind', labels: [] }]);
    expect(await tasks(['status:todo'])).toEqual([]);

    expect((await cli.run(['tasks', 'delete', short])).code).toBe(0);
    expect(await tasks()).toEqual([]);
    expect(await tasks(['is:deleted'])).toHaveLength(1);
    expect((await cli.run(['tasks', 'restore', short])).code).toBe(0);
    expect(await tasks()).toHaveLength(1);
    const shown = await cli.run(['tasks', 'show', short]);
    expect(shown.stdout).toContain('Call Ana Lind');
    expect(shown.stdout).toContain('Both');
  });

  it('say clearly what was wrong, and change nothing', async () => {
    await twoLists();
    await cli.run(['tasks', 'add', 'Both', '--title', 'Call Ana']);
    const id = await idOf('Call Ana');
    for (const args of [
      ['tasks', 'edit', id, 'due=tomorrow'],
      ['tasks', 'edit', id, 'nothing=1'],
      ['tasks', 'edit', id],
      ['tasks', 'edit', 'zzzz', 'title=x'],
      ['tasks', 'add', 'Nobody', '--title', 'x'],
      ['tasks', 'add', 'Both'],
      ['tasks', 'list', 'lable:x'],
      ['tasks', 'fly'],
    ]) {
      const { code, value } = await cli.json(args);
      expect([args, code]).toEqual([args, 2]);
      expect(errorJson.parse(value).error.message).not.toContain('    at ');
    }
    expect(await tasks()).toHaveLength(1);
  });
});

describe('conflicts from the command line', () => {
  it('wait for a decision, are shown with both sides, and are decided by side or by value', async () => {
    server.collection('a').put('1.ics', todo('1', 'Pricing page'));
    server.collection('a').put('2.ics', todo('2', 'Login page'));
    await twoLists();
    await cli.run(['sync']);
    const edit = (name: string, from: string, to: string): void => {
      const list = server.collection(name);
      for (const [key, { text }] of list.objects) if (text.includes(from)) list.put(key, text.replace(from, to));
    };
    edit('a', 'Pricing page', 'Pricing from a');
    edit('b', 'Pricing page', 'Pricing from b');
    edit('a', 'Login page', 'Login from a');
    edit('b', 'Login page', 'Login from b');

    const { code, value } = await cli.json(['sync']);
    expect(code).toBe(3);
    expect(runJson.parse(value).conflicts).toBe(2);
    const conflicts = z.array(conflictJson).parse((await cli.json(['conflicts', 'list'])).value);
    const pricing = conflicts.find(({ before }) => before === 'Pricing page');
    const login = conflicts.find(({ before }) => before === 'Login page');
    expect(pricing?.sides.map(({ side, value: said }) => [side, said]).sort()).toEqual([
      ['left', 'Pricing from a'],
      ['right', 'Pricing from b'],
    ]);
    const shown = await cli.run(['conflicts', 'show', pricing?.id ?? '']);
    expect(shown.stdout).toContain('Pricing from b');

    expect((await cli.run(['conflicts', 'resolve', pricing?.id ?? ''])).code).toBe(2);
    expect((await cli.run(['conflicts', 'resolve', pricing?.id ?? '', '--use', 'nobody'])).code).toBe(2);
    expect((await cli.run(['conflicts', 'resolve', pricing?.id ?? '', '--use', 'right'])).code).toBe(0);
    expect((await cli.run(['conflicts', 'resolve', login?.id ?? '', '--value', 'Login for both'])).code).toBe(0);
    expect((await cli.run(['sync'])).code).toBe(0);
    expect(titles('a')).toEqual(['Login for both', 'Pricing from b']);
    expect(titles('b')).toEqual(['Login for both', 'Pricing from b']);
  });
});

describe('what goes wrong', () => {
  it('has its own exit code: sign-in, away, a missing list, a brake', async () => {
    await addConnection('left');
    await addConnection('away', 'http://127.0.0.1:9/');
    await cli.run(
      [
        'connections',
        'add',
        'caldav',
        '--name',
        'wrong',
        '--url',
        server.url,
        '--username',
        'sync',
        '--secret-env',
        'PW',
      ],
      { PW: 'not the password' },
    );
    await addProfile('Signed out', { wrong: '/sync/a/' });
    await addProfile('Away', { away: '/sync/a/' });
    await addProfile('Lost', { left: '/sync/nothing/' });
    const runs: unknown[] = [];
    for (const name of ['Signed out', 'Away', 'Lost']) {
      const { code, value } = await cli.json(['sync', name]);
      runs.push([code, runJson.parse(value).state]);
    }
    expect(runs).toEqual([
      [4, 'failed'],
      [5, 'offline'],
      [2, 'failed'],
    ]);
    expect((await cli.json(['sync', '--all'])).code).toBe(5);
    expect((await cli.json(['plan', 'Away'])).code).toBe(5);
    expect((await cli.json(['connections', 'test', 'wrong'])).code).toBe(4);
    expect((await cli.json(['connections', 'test', 'away'])).code).toBe(5);
    expect((await cli.json(['connections', 'test', 'left'])).code).toBe(0);
  });

  it('is held by a brake until somebody says go', async () => {
    for (let index = 0; index < 20; index++)
      server.collection('a').put(`${index}.ics`, todo(`${index}`, `Task ${index}`));
    await twoLists();
    await cli.run(['sync']);
    for (const key of [...server.collection('a').objects.keys()]) server.collection('a').delete(key);
    const held = await cli.run(['sync']);
    expect(held).toMatchObject({ code: 3, stdout: expect.stringContaining('--accept-brakes') });
    expect(titles('b')).toHaveLength(20);
    expect((await cli.run(['sync', 'Both', '--accept-brakes'])).code).toBe(0);
  });

  it('is said without a stack, in JSON on standard output too', async () => {
    for (const args of [
      ['nonsense'],
      ['sync', 'nobody'],
      ['serve', '--port', 'x'],
      ['connections', 'add'],
      ['profiles', 'add', '--file', 'nothing.yaml'],
      [],
    ]) {
      const { code, stdout, stderr } = await cli.run([...args, '--json']);
      expect([args, code]).toEqual([args, 2]);
      expect(errorJson.parse(JSON.parse(stdout)).error.code).toBe('invalid-input');
      expect(stderr).not.toMatch(/\n\s+at /);
      const plain = await cli.run(args);
      expect(plain).toMatchObject({ code: 2, stdout: '' });
      expect(plain.stderr.trim()).not.toBe('');
    }
  });

  it('refuses a secret on the command line and repeats it nowhere', async () => {
    const base = ['connections', 'add', 'caldav', '--name', 'x', '--url', server.url, '--username', 'sync'];
    for (const args of [
      [...base, '--secret', secret],
      [...base, `--password=${secret}`],
      [...base, '--token', secret],
      [...base, '--option', `secret=${secret}`],
      [...base.with(6, server.url.replace('//', `//sync:${secret}@`))],
    ]) {
      const { code, stdout, stderr } = await cli.run(args);
      expect(code).toBe(2);
      expect(stdout + stderr).not.toContain(secret);
    }
    expect((await cli.json(['connections', 'list'])).value).toEqual([]);
  });
});

describe('what is left on the disk and in the output', () => {
  it('holds no secret', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await twoLists();
    const outputs = [
      await cli.spawn(['sync', 'Both', '--json'], { env: { TASKSYNC_DEBUG: '1' } }),
      await cli.run(['connections', 'list', '--json']),
      await cli.run(['connections', 'test', 'left', '--json']),
      await cli.run(['profiles', 'export', 'Both']),
    ];
    const said = outputs.map(({ stdout, stderr }) => stdout + stderr).join();
    const all = await readdir(cli.folder, { recursive: true, withFileTypes: true });
    const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files).toContain(join(cli.folder, 'secrets.json'));
    const forms = [
      secret,
      ...(['base64', 'hex'] as const).map((form) => Buffer.from(secret).toString(form)),
      Buffer.from(`sync:${secret}`).toString('base64'),
    ];
    for (const form of forms) expect(said).not.toContain(form);
    for (const file of files) {
      const bytes = (await readFile(file)).toString('latin1');
      for (const form of forms) expect([file, bytes.includes(form)]).toEqual([file, false]);
    }
    expect((await readdir(cli.scratch)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('needs the key to be read, and keeps everything without it', async () => {
    await twoLists();
    const vault = join(cli.folder, 'secrets.json');
    const before = await readFile(vault, 'utf8');
    const { code, value } = await cli.json(['sync', 'Both'], { TASKSYNC_KEY_FILE: '' });
    expect(code).toBe(4);
    expect(runJson.parse(value).problems.map((problem) => problem.code)).toEqual(['no-keychain', 'no-keychain']);
    expect(await readFile(vault, 'utf8')).toBe(before);
    expect((await cli.json(['sync', 'Both'])).code).toBe(0);
  });
});

describe('the process', () => {
  it('takes a secret from standard input, and ends with the exit code', async () => {
    const add = [
      'connections',
      'add',
      'caldav',
      '--name',
      'left',
      '--url',
      server.url,
      '--username',
      'sync',
      '--secret-stdin',
    ];
    expect(await cli.spawn(add)).toMatchObject({ code: 2, stdout: '' });
    expect(await cli.spawn(add, { input: `${secret}\n` })).toMatchObject({ code: 0, stderr: '' });
    expect((await cli.json(['connections', 'test', 'left'])).code).toBe(0);
    expect(await cli.spawn(['sync', 'nobody'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('makes its data folder for its owner only', async () => {
    await cli.spawn(['status']);
    for (const file of await readdir(cli.folder)) {
      if (process.platform !== 'win32')
        expect([file, (await stat(join(cli.folder, file))).mode & 0o077]).toEqual([file, 0]);
    }
    if (process.platform !== 'win32') expect((await stat(cli.folder)).mode & 0o777).toBe(0o700);
  });
});

describe('programs that stay', () => {
  it('bot runs what is due, tells what changed, lets nobody else write, and ends cleanly', async () => {
    server.collection('a').put('1.ics', todo('1', 'Buy milk'));
    await addConnection('left');
    await addProfile('Every minute', { left: '/sync/a/' }, 'schedule: "* * * * *"');
    const bot = cli.start(['bot']);
    const output = collect(bot);
    await expect.poll(() => output().stderr, { timeout: 10_000 }).toContain('1 profile on schedule');
    expect((await cli.json(['sync', 'Every minute'])).code).toBe(5);
    expect(await cli.run(['tasks', 'list'])).toMatchObject({ code: 0 });
    expect((await cli.run(['bot'])).code).toBe(5);
    expect(await cli.run(['status'])).toMatchObject({ stdout: expect.stringContaining('only look') });
    bot.kill('SIGTERM');
    expect(await once(bot, 'close')).toEqual([0, null]);
    expect((await cli.json(['sync', 'Every minute'])).code).toBe(0);
  });

  it('sync stops after the writes in flight when it is asked to, and goes on the next time', async () => {
    await server.close();
    server = await createCaldavServer({ users: { sync: secret }, collections: ['a', 'b'], perWriteMs: 20 });
    for (let index = 0; index < 100; index++)
      server.collection('a').put(`${index}.ics`, todo(`${index}`, `Task ${index}`));
    await twoLists();
    const child = cli.start(['sync', 'Both', '--json']);
    const output = collect(child);
    await expect.poll(() => titles('b').length, { timeout: 10_000 }).toBeGreaterThan(5);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([130, null]);
    expect(runJson.parse(JSON.parse(output().stdout)).state).toBe('stopped');
    expect(titles('b').length).toBeLessThan(100);
    expect((await cli.json(['sync', 'Both'])).code).toBe(0);
    expect(new Set(titles('b')).size).toBe(100);
    expect(titles('b')).toHaveLength(100);
  });
});

describe('pairs that may be the same task, from the command line', () => {
  it('are listed with their reasons, answered, made and parted by hand', async () => {
    server.collection('a').put('1.ics', todo('1', 'Prepare the summer party'));
    server.collection('a').put('2.ics', todo('2', 'Water the plants'));
    server.collection('b').put('3.ics', todo('3', 'Prepare summer party'));
    server.collection('b').put('4.ics', todo('4', 'Water plants'));
    await addConnection('left');
    await addConnection('right');
    const more = 'match: { mode: match-then-create, by: [title, likeness] }';
    await addProfile('Both', { left: '/sync/a/', right: '/sync/b/' }, more);

    expect(planJson.parse((await cli.json(['plan', 'Both'])).value).matches).toHaveLength(2);
    const { code, value } = await cli.json(['sync', 'Both']);
    expect([code, runJson.parse(value).matches]).toEqual([3, 2]);
    expect((await cli.run(['sync', 'Both'])).stdout).toContain('2 pairs that may be the same task');
    expect((await cli.run(['status'])).stdout).toContain('tasksync matches list');

    const matches = z.array(matchJson).parse((await cli.json(['matches', 'list', 'Both'])).value);
    const idOfPair = (title: string): string =>
      matches.find(({ sides }) => sides.some((side) => side.title === title))?.id ?? expect.unreachable(title);
    const listed = await cli.run(['matches', 'list']);
    expect(listed.stdout).toContain('"Prepare the summer party" · left');
    expect((await cli.run(['matches', 'accept', 'unknown'])).code).toBe(2);
    expect((await cli.run(['matches', 'accept', idOfPair('Water plants')])).stdout).toContain('One task now');
    expect((await cli.run(['matches', 'reject', idOfPair('Prepare summer party')])).code).toBe(0);
    await cli.run(['sync', 'Both']);
    expect(titles('a')).toEqual(['Prepare summer party', 'Prepare the summer party', 'Water the plants']);
    expect(titles('b')).toEqual(['Prepare summer party', 'Prepare the summer party', 'Water plants']);
    expect((await cli.json(['matches', 'find', 'Both'])).value).toEqual([]);

    const water = await idOf('Water the plants');
    expect((await cli.run(['tasks', 'pair', water, await idOf('Prepare summer party')])).code).toBe(2);
    expect((await cli.run(['tasks', 'unpair', water, '--at', 'right'])).code).toBe(0);
    await cli.run(['sync', 'Both']);
    const parted = await tasks();
    expect(parted).toHaveLength(4);
    expect((await cli.run(['tasks', 'pair', water, await idOf('Water plants')])).stdout).toContain('One task now');
    expect(await tasks()).toHaveLength(3);
  });
});
