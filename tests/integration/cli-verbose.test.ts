import { afterEach, beforeEach, expect, it } from 'vitest';
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
