import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../src-main/core/core.ts';
import { openCore } from '../../src-main/hosts/node/open-core.ts';
import type { ApiEvent } from '../../src-shared/api/contract.ts';
import { type CaldavServer, createCaldavServer } from '../fakes/caldav-server.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { connectSocket, openSocket, type SocketClient, sayHello, tokenOf } from '../unit/hosts/web/socket-client.ts';
import { startTestHost, type TestHost } from '../unit/hosts/web/start-host.ts';
import { collect, createTestCli } from './cli-run.ts';

const secret = 'canary-Zx81';

describe('the whole program behind a WebSocket', () => {
  let folder: string;
  let server: CaldavServer;
  let core: Core;
  let host: TestHost;
  let page: SocketClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'task-sync-web-core-'));
    await writeFile(join(folder, 'key'), randomBytes(32));
    server = await createCaldavServer({ users: { sync: secret }, collections: ['a', 'b'] });
    const env = { TASKSYNC_KEY_FILE: join(folder, 'key') };
    core = await openCore({ dataDir: join(folder, 'data'), logger: createRecordingLogger(), env });
    host = await startTestHost(core.api);
    page = await connectSocket(host.port, tokenOf(host.link()));
  });
  afterEach(async () => {
    await page.close();
    await host.close();
    await core.stop();
    await server.close();
    await rm(folder, { recursive: true });
  });

  it('sets a profile up, syncs, and tells every page about it without ever showing the secret', async () => {
    const heard: ApiEvent[] = [];
    const other = await connectSocket(host.port, page.session);
    other.subscribe((event) => heard.push(event));
    const finished = new Promise<void>((done) => {
      other.subscribe((event) => {
        if (event.kind === 'run-finished') done();
      });
    });
    const answers: unknown[] = [];
    const call = async (name: string, input: unknown): Promise<unknown> => {
      const answer = await page.call(name, input).catch((error: unknown) => error);
      answers.push(answer instanceof Error ? { ...answer, message: answer.message } : answer);
      return answer;
    };
    const connection = { connector: 'caldav', url: server.url, username: 'sync', secret, options: {} };
    await call('connections.add', { ...connection, name: 'left' });
    await call('connections.add', { ...connection, name: 'left' });
    await call('connections.test', { name: 'left' });
    const endpoints = [{ connection: 'left', container: '/sync/a/' }];
    await call('profiles.save', { file: { name: 'A', endpoints } });
    await call('tasks.add', { profile: 'A', edit: { title: 'Buy milk' } });
    expect(await call('runs.start', { profile: 'A' })).toMatchObject({ state: 'done', endpoints: [{ created: 1 }] });
    await finished;
    expect(heard.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['changed', 'run-progress', 'run-finished']));
    expect(await call('tasks.list', {})).toMatchObject({ total: 1, tasks: [{ title: 'Buy milk', state: 'in-sync' }] });
    expect(JSON.stringify([answers, heard])).not.toContain(secret);
    await other.close();
  });

  it('refuses wrong inputs with a sentence and leaves everything as it was', async () => {
    for (const [name, input] of [
      ['tasks.add', { profile: 'Nobody', edit: { title: 'x' } }],
      ['tasks.add', { profile: 'Nobody', edit: { title: 'x', admin: true } }],
      ['profiles.save', { file: { name: 'A', endpoints: [], polices: [] } }],
      ['runs.start', { profile: 7 }],
      ['no.such', {}],
    ] as const) {
      await expect(page.call(name, input)).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect(await page.call('profiles.list', {})).toEqual([]);
  });

  it('lets a reloaded page in again with its session, but not with its first token', async () => {
    const token = tokenOf(host.link());
    const first = await connectSocket(host.port, token);
    await first.close();
    const again = await connectSocket(host.port, first.session);
    expect(await again.call('status.get', {})).toMatchObject({ writable: true });
    await again.close();
    expect(await sayHello(openSocket(host.port), token)).toEqual({ closed: 4401 });
  });
});

const isBuilt = existsSync(resolve(import.meta.dirname, '../../out/renderer/index.html'));

describe.skipIf(!isBuilt)('tasksync serve', () => {
  it('prints an address that works once, serves the built page, and ends cleanly', async () => {
    const cli = await createTestCli();
    const child = cli.start(['serve', '--json']);
    const output = collect(child);
    await expect.poll(() => output().stdout, { timeout: 15_000 }).toContain('\n');
    const { url, port } = JSON.parse(output().stdout) as { url: string; port: number };
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).toContain('<title>Task Sync</title>');
    for (const [, path] of html.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)) {
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(200);
    }
    const page = await connectSocket(port, tokenOf(url));
    expect(await page.call('status.get', {})).toMatchObject({ writable: true });
    await page.close();

    expect(await cli.run(['serve', '--port', String(port)])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('taken by another program'),
    });
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output().stdout.trim().split('\n')).toHaveLength(1);
    await cli.close();
  });

  it('lets no other device in without a certificate: nothing is opened', async () => {
    const cli = await createTestCli();
    for (const [options, sentence] of [
      [['--listen', '0.0.0.0'], 'over TLS only'],
      [['--listen', '0.0.0.0', '--tls-cert', 'nothing.pem', '--tls-key', 'nothing.key'], 'cannot be read'],
      [['--listen', 'studio'], 'an IP address'],
      [['--tls-cert', 'a.pem'], '--listen'],
    ] as const) {
      const { code, stdout, stderr } = await cli.run(['serve', ...options]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(sentence);
      expect(stderr).toContain('Nothing was opened.');
    }
    expect(await cli.run(['devices', 'list', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    expect(await cli.run(['devices', 'end', 'phone'])).toMatchObject({ code: 2 });
    await cli.close();
  });
});
