import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { version } from '../../src-shared/version.ts';
import { type CaldavServer, createCaldavServer } from '../fakes/caldav-server.ts';
import { createTestCli, type TestCli } from './cli-run.ts';

let cli: TestCli;
beforeEach(async () => {
  cli = await createTestCli();
});
afterEach(() => cli.close());

const addProfile = async () => cli.run(['profiles', 'add', '--file', await cli.profile('name: Work\nendpoints: []\n')]);

it('finds a new installation and one in use well, and says what it looked at', async () => {
  expect((await cli.run(['doctor'])).code).toBe(0);
  await addProfile();
  const { code, stdout } = await cli.run(['doctor']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/ok {2}folder .*for you only[\s\S]*ok {2}space [\s\S]*ok {2}database .*sound; schema \d+/);
  expect(stdout).toContain('All is well.');
  expect((await cli.json(['doctor'])).value).toMatchObject({ ok: true });
});

it('says which version it is, and opens nothing for it', async () => {
  expect(await cli.run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  await expect(readdir(cli.folder)).rejects.toThrow('ENOENT');
});

it('finds a damaged database and leaves it as it is', async () => {
  await addProfile();
  for (const file of await readdir(cli.folder)) {
    if (file.startsWith('task-sync.db')) await writeFile(join(cli.folder, file), 'no database '.repeat(1000));
  }
  const { code, stdout } = await cli.run(['doctor']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/!! {2}database {4}\S/);
});

it.skipIf(process.platform === 'win32')('finds a folder that others can look into', async () => {
  await addProfile();
  await chmod(cli.folder, 0o755);
  expect(await cli.run(['doctor'])).toMatchObject({ code: 1, stdout: expect.stringContaining('!!  folder') });
});

it('says whether the history is as it was written, and whether a noted seal still holds (SEC-54)', async () => {
  await addProfile();
  for (const title of ['Bread', 'Milk']) await cli.run(['tasks', 'add', 'Work', '--title', title]);
  const { stdout } = await cli.run(['doctor']);
  const seal = /ok {2}history {5}2 entries as written; seal (2-[0-9a-f]{64})/.exec(stdout)?.[1] ?? '';
  await cli.run(['tasks', 'add', 'Work', '--title', 'Salt']);
  expect((await cli.run(['doctor', '--seal', seal])).stdout).toContain('Everything up to the seal that you gave is as');
  expect(await cli.run(['doctor', '--seal', 'none'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/no seal/),
  });

  const db = new Database(join(cli.folder, 'task-sync.db'));
  db.exec(`update history set content = replace(content, 'Bread', 'Cake') where id = 1`);
  db.close();
  const found = await cli.run(['doctor', '--seal', seal]);
  expect(found.code).toBe(1);
  expect(found.stdout).toMatch(/!! {2}history {5}Entry 1 of \S+ about “Bread” does not say any more what it said/);
});

describe('the clock', () => {
  const minutes = 10;
  const addService = async (): Promise<CaldavServer> => {
    const server = await createCaldavServer();
    onTestFinished(() => server.close());
    const account = ['--url', server.url, '--username', server.username, '--secret-env', 'PW'];
    const added = await cli.run(['connections', 'add', 'caldav', '--name', 'Home', ...account], {
      PW: server.password,
    });
    expect(added.code).toBe(0);
    return server;
  };
  const answerLater = (server: CaldavServer): void => {
    const date = new Date(Date.now() + minutes * 60_000).toUTCString();
    server.faults.add({ fault: { kind: 'status', status: 403, headers: { date } } });
  };

  it('is compared with the time that a service tells when it is asked', async () => {
    const server = await addService();
    expect((await cli.run(['doctor'])).stdout).toContain('ok  clock       It agrees with the service.');
    answerLater(server);
    expect(await cli.run(['doctor'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('!!  clock       This computer is 10 minutes behind the clock of Home (caldav).'),
    });
    const { value } = await cli.json(['doctor']);
    expect(value).toMatchObject({ findings: expect.arrayContaining([expect.objectContaining({ check: 'clock' })]) });
  });

  it('is known from the last run, and nobody is asked then', async () => {
    const server = await addService();
    const yaml = `name: Work\nendpoints:\n  - { connection: Home, container: ${new URL(server.collectionUrl).pathname} }\n`;
    await cli.run(['profiles', 'add', '--file', await cli.profile(yaml)]);
    expect((await cli.run(['sync', 'Work'])).code).toBe(0);
    answerLater(server);
    const before = server.requests.length;
    expect((await cli.run(['doctor'])).stdout).toContain('It agrees with the service.');
    expect(server.requests.length).toBe(before);
  });
});
