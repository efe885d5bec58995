import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApiOutput } from '../../src-shared/api/contract.ts';
import { type CaldavServer, createCaldavServer } from '../fakes/caldav-server.ts';
import { createTestCli, type TestCli } from './cli-run.ts';

const secret = 'canary-Qx77';
let server: CaldavServer;
let cli: TestCli;

beforeEach(async () => {
  server = await createCaldavServer({ users: { sync: secret }, collections: ['private-plans'] });
  cli = await createTestCli();
  const add = ['connections', 'add', 'caldav', '--name', 'left', '--url', server.url, '--username', 'sync'];
  expect(await cli.run([...add, '--secret-env', 'PW'], { PW: secret })).toMatchObject({ code: 0 });
});
afterEach(async () => {
  await server.close();
  await cli.close();
});

it('tells each request on standard error when asked to, without secrets and names', async () => {
  const { code, stdout, stderr } = await cli.run(['--verbose', 'connections', 'containers', 'left']);
  expect(code).toBe(0);
  expect(stdout).toContain('private-plans');
  expect(stderr).toContain('http.request');
  expect(stderr).toContain('PROPFIND');
  expect(stderr).not.toContain(secret);
  expect(stderr).not.toContain('private-plans');
});

it('tells nothing of them otherwise', async () => {
  expect((await cli.run(['connections', 'containers', 'left'])).stderr).toBe('');
});

it('keeps a log from which a run is followed down to each of its requests', async () => {
  const env = { TASKSYNC_LOG_LEVEL: 'debug' };
  const file = join(cli.scratch, 'p.yaml');
  await writeFile(file, 'name: Plans\nendpoints:\n  - connection: left\n    container: /sync/private-plans/\n');
  expect(await cli.run(['profiles', 'add', '--file', file])).toMatchObject({ code: 0 });
  const ran = await cli.run(['sync', 'Plans', '--json'], env);
  const { run } = JSON.parse(ran.stdout);
  const { stdout } = await cli.run(['logs', 'show', '--run', run, '--json']);
  const { kept, lines } = JSON.parse(stdout) as ApiOutput<'logs.show'>;
  expect(kept?.folder).toBe(join(cli.folder, 'logs'));
  expect([lines[0]?.event, lines.at(-1)?.event]).toEqual(['run.began', 'run.ended']);
  const requests = lines.filter(({ event }) => event === 'http.request');
  expect(requests.length).toBe(lines.at(-1)?.facts['requests']);
  expect(new Set(requests.map(({ facts }) => facts['request'])).size).toBe(requests.length);
  for (const { facts } of requests) expect(facts).toMatchObject({ run, status: 207, ms: expect.any(Number) });
  expect(stdout).not.toContain(secret);
  expect(stdout).not.toContain('private-plans');
});
