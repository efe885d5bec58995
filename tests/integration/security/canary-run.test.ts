import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { demoServiceNames } from '../../../src-main/demo/demo-service.ts';
import type { Fault, Faults } from '../../../src-main/demo/kit/faults.ts';
import { startDemoService } from '../../../src-main/demo/start-demo-service.ts';
import { createCaldavServer } from '../../fakes/caldav-server.ts';
import { type Canary, findSecrets, formsOf, type Place } from '../../fakes/find-secrets.ts';
import { createRedmineServer } from '../../fakes/redmine-server.ts';
import { connectSocket, type SocketClient, tokenOf } from '../../unit/hosts/web/socket-client.ts';
import { collect, createTestCli, type TestCli } from '../cli-run.ts';

/** A service with an account whose secret must be nowhere. */
interface Account {
  readonly name: string;
  readonly url: string;
  readonly username: string | null;
  readonly secret: string;
  readonly options: Readonly<Record<string, string>>;
  readonly container: string;
  readonly faults: Faults;
  close(): Promise<void>;
}

const passphrase = 'canary passphrase: Qw42 staple';
const refusedSecret = 'canary-refused-Rt77/+ü';

let cli: TestCli;
let accounts: readonly Account[];

beforeEach(async () => {
  cli = await createTestCli();
  accounts = [...(await Promise.all(demoServiceNames.map(demoAccount))), await calendar(), await tracker()];
});
afterEach(async () => {
  await Promise.all(accounts.map((account) => account.close()));
  await cli.close();
});

async function demoAccount(name: (typeof demoServiceNames)[number]): Promise<Account> {
  const service = await startDemoService(name, { isSeeded: name === 'jira', latencyMs: 0 });
  const { url, username, secret, options, container, server, close } = service;
  return { name, url, username, secret, options, container, faults: server.faults, close };
}

async function calendar(): Promise<Account> {
  const secret = 'canary-dav-Zx81/ü+&=%"';
  const { url, username, faults, close } = await createCaldavServer({ users: { sync: secret } });
  return { name: 'caldav', url, username, secret, options: {}, container: '/sync/tasks/', faults, close };
}

async function tracker(): Promise<Account> {
  const { url, key, faults, close } = await createRedmineServer();
  return { name: 'redmine', url, username: null, secret: key, options: {}, container: '1', faults, close };
}

/** What a careless service, or something in between, may say: everything that it was sent. */
function echoes({ username, secret, options }: Account): readonly Fault[] {
  const basic = Buffer.from(`${username ?? secret}:${secret}`).toString('base64');
  const words = `${secret} Basic ${basic} ${encodeURIComponent(secret)} ${JSON.stringify(options)}`;
  const body = JSON.stringify({ message: words, errorMessages: [words], errors: [words], error: words });
  const headers = { 'content-type': 'application/json', 'x-request': Buffer.from(words).toString('base64') };
  return [
    { kind: 'status', status: 401, headers, body },
    { kind: 'status', status: 403, headers, body },
    {
      kind: 'status',
      status: 302,
      headers: { ...headers, location: `http://127.0.0.1:9/?${encodeURIComponent(words)}` },
      body,
    },
    { kind: 'status', status: 400, headers, body },
    { kind: 'body', body: words },
  ];
}

/** A browser that notes with what it was started. */
async function noteTaker(): Promise<string> {
  const folder = join(cli.scratch, 'bin');
  await mkdir(folder);
  const program = join(folder, 'xdg-open');
  await writeFile(program, `#!/bin/sh\n{ echo "$@"; env; } > '${cli.scratch}/browser-$$'\n`);
  await chmod(program, 0o755);
  return folder;
}

async function filesBelow(folder: string): Promise<readonly Place[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(files.map(async (file) => ({ name: relative(folder, file), bytes: await readFile(file) })));
}

/** What in the folder others could read: everything is for its owner only (SEC-24). */
async function open(folder: string): Promise<readonly string[]> {
  if (process.platform === 'win32') return [];
  const names = ['.', ...(await readdir(folder, { recursive: true }))];
  const modes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mode & 0o077));
  return names.filter((_, index) => modes[index] !== 0);
}

/** Arguments and environment of a process, where the system tells them. */
async function process_(pid: number): Promise<{ readonly args: Buffer; readonly env: Buffer } | null> {
  if (!existsSync(`/proc/${pid}/environ`)) return null;
  return { args: await readFile(`/proc/${pid}/cmdline`), env: await readFile(`/proc/${pid}/environ`) };
}

const isBuilt = existsSync(resolve(import.meta.dirname, '../../../out/renderer/index.html'));

it.skipIf(!isBuilt)(
  'after a life with every service, secrets are in no file, output, socket, argument or child, and nobody else was asked anything (SEC-12, SEC-21, SEC-23, SEC-24, SEC-35, SEC-56)',
  async () => {
    // As on most computers: what is for its owner only is so because we say it.
    const umask = process.umask(0o022);
    onTestFinished(() => void process.umask(umask));
    const places: Place[] = [];
    const say = (name: string, text: unknown): void => {
      places.push({ name, bytes: Buffer.from(typeof text === 'string' ? text : JSON.stringify(text)) });
    };
    const temporary = join(cli.scratch, 'tmp');
    await mkdir(temporary);
    const path = `${await noteTaker()}:${process.env['PATH'] ?? ''}`;
    const routes = join(cli.scratch, 'routes');
    const recorder = pathToFileURL(join(import.meta.dirname, '../../fakes/record-routes.mjs')).href;
    const recording = { NODE_OPTIONS: `--import ${recorder}`, RECORD_ROUTES: routes };
    const env = {
      ...{ ...recording, TASKSYNC_LOG_LEVEL: 'debug' },
      TASKSYNC_KEY_FILE: '',
      TASKSYNC_PASSPHRASE: passphrase,
      TMPDIR: temporary,
      PATH: path,
    };
    const host = cli.start(['serve', '--json', '--verbose', '--open'], env);
    const output = collect(host);
    await expect.poll(() => output().stdout, { timeout: 30_000 }).toContain('\n');
    const { url, port } = JSON.parse(output().stdout) as { url: string; port: number };
    const page = await connectSocket(port, tokenOf(url));
    page.socket.on('message', (data) => say('the socket', String(data)));
    const tell = async (name: string, input: unknown): Promise<unknown> =>
      await page.call(name, input).catch((error: unknown) => error);

    await live(page, tell);
    const { zip } = (await page.call('diagnostics.make', {})) as { readonly zip: string };
    for (const [name, bytes] of Object.entries(unzipSync(Buffer.from(zip, 'base64')))) {
      places.push({ name: `diagnostics/${name}`, bytes: Buffer.from(bytes) });
    }
    const running = await process_(host.pid ?? 0);
    if (running !== null) places.push({ name: 'the arguments of the host', bytes: running.args });
    await page.close();
    host.kill('SIGTERM');
    await once(host, 'close');
    say('what the host said', `${output().stdout}${output().stderr}`);

    // The command line on the same data, in all detail; and a secret where it must not be, which is not repeated.
    for (const args of [
      ['sync', 'All'],
      ['connections', 'list', '--json'],
      ['profiles', 'export', 'All'],
    ]) {
      const { stdout, stderr } = await cli.spawn(['--verbose', ...args], { env });
      say(args.join(' '), `${stdout}${stderr}`);
    }
    const careless = await cli.run(['connections', 'add', 'caldav', '--name', 'x', '--secret', refusedSecret], env);
    say('a secret on the command line', `${careless.stdout}${careless.stderr}`);
    places.push(...(await filesBelow(cli.scratch)));
    expect(await open(cli.folder)).toEqual([]);
    expect(await readdir(temporary)).toEqual([]);

    const canaries: readonly Canary[] = [
      ...accounts.map(({ name, secret }) => ({ name, secret })),
      ...accounts.flatMap(({ name, options }) =>
        options['key'] ? [{ name: `${name} key`, secret: options['key'] }] : [],
      ),
      { name: 'the passphrase', secret: passphrase },
      { name: 'a refused secret', secret: refusedSecret },
    ].filter(({ name }) => name !== 'trello key');
    expect(findSecrets(canaries, places)).toEqual([]);
    // Nobody was asked but the services, whatever they said (SEC-35, SEC-56).
    const asked = new Set((await readFile(routes, 'utf8')).trim().split('\n'));
    expect([...asked].sort()).toEqual(accounts.map(({ url }) => new URL(url).host).sort());
    // It looked where something could have been.
    const names = places.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'diagnostics/log.jsonl',
        'data/secrets.json',
        'data/task-sync.db',
        'data/logs/task-sync.log',
      ]),
    );
    expect(names.some((name) => name.startsWith('browser-'))).toBe(true);
    expect(output().stderr).toContain('http.request');
    expect(places.find(({ name }) => name === 'data/logs/task-sync.log')?.bytes.includes('http.request')).toBe(true);
    expect(places.some(({ bytes }) => bytes.includes('Renamed in the canary run'))).toBe(true);
    if (running !== null) expect(formsOf(passphrase).some(({ bytes }) => running.env.includes(bytes))).toBe(true);
  },
  180_000,
);

/** Signing in, failing to, syncing, and everything that goes wrong at each service. */
async function live(page: SocketClient, tell: (name: string, input: unknown) => Promise<unknown>): Promise<void> {
  for (const { name, url, username, secret, options } of accounts) {
    const values = { name, connector: name, url, username, secret, options };
    await tell('connections.try', { ...values, secret: refusedSecret, attempt: `try-${name}` });
    expect(await tell('connections.add', values)).toMatchObject({ name, hasSecret: true });
    expect(await tell('connections.test', { name })).toMatchObject({ ok: true });
  }
  const endpoints = accounts.map(({ name, container }) => ({ connection: name, container }));
  expect(await tell('profiles.save', { file: { name: 'All', endpoints } })).not.toBeInstanceOf(Error);
  expect(await tell('runs.start', { profile: 'All' })).toMatchObject({ problems: expect.anything() });
  const { tasks } = (await page.call('tasks.list', { profile: 'All' })) as { tasks: readonly { id: string }[] };
  await tell('tasks.edit', { task: tasks[0]?.id, edit: { title: 'Renamed in the canary run' } });

  const whileAllSay = async (said: (account: Account) => Fault | undefined, work: () => Promise<unknown>) => {
    const stops = accounts.flatMap((account) => {
      const fault = said(account);
      return fault ? [account.faults.add({ fault })] : [];
    });
    await work();
    for (const stop of stops) stop();
  };
  const atAll = (name: string, more: object = {}) =>
    Promise.all(accounts.map((account) => tell(name, { name: account.name, ...more })));
  for (const round of [0, 1, 2, 3, 4]) {
    await whileAllSay(
      (account) => echoes(account)[round],
      () => atAll('connections.test'),
    );
  }
  await whileAllSay(
    (account) => echoes({ ...account, secret: refusedSecret })[0],
    async () => {
      await atAll('connections.signIn', { secret: refusedSecret });
      await tell('runs.start', { profile: 'All' });
    },
  );
  await Promise.all(accounts.map(({ name, secret }) => tell('connections.signIn', { name, secret })));
  await tell('runs.start', { profile: 'All' });
  for (const [name, input] of [
    ['plans.preview', { profile: 'All' }],
    ['requests.list', { limit: 1_000 }],
    ['profiles.export', { profile: 'All' }],
    ['connections.list', {}],
    ['status.get', {}],
    ['data.show', {}],
    ['notices.list', {}],
    ['runs.list', { profile: 'All' }],
    ['connections.remove', { name: 'caldav' }],
  ] as const) {
    await tell(name, input);
  }
}
