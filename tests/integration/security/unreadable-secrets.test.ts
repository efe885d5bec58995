import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CaldavServer, createCaldavServer } from '../../fakes/caldav-server.ts';
import { createTestCli, type TestCli } from '../cli-run.ts';

let cli: TestCli;
let server: CaldavServer;
beforeEach(async () => {
  cli = await createTestCli();
  server = await createCaldavServer();
  for (const name of ['one', 'two']) {
    const signIn = ['--url', server.url, '--username', 'sync', '--secret-env', 'DAV_PASSWORD'];
    await cli.run(['connections', 'add', 'caldav', '--name', name, ...signIn], { DAV_PASSWORD: 'sync-secret' });
  }
  const endpoint = '{ connection: one, container: /sync/tasks/ }';
  await cli.run(['profiles', 'add', '--file', await cli.profile(`name: All\nendpoints: [${endpoint}]\n`)]);
  await cli.run(['sync', 'All']);
  await cli.run(['tasks', 'add', 'All', '--title', 'Waits to be sent']);
});
afterEach(async () => {
  await server.close();
  await cli.close();
});

const vault = () => join(cli.folder, 'secrets.json');

const ways: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  'another key': async () => {
    const key = join(cli.scratch, 'another-key');
    await writeFile(key, randomBytes(32));
    return { TASKSYNC_KEY_FILE: key };
  },
  'a key file that is gone': async () => ({ TASKSYNC_KEY_FILE: join(cli.scratch, 'gone') }),
  'another backend': async () => ({ TASKSYNC_KEY_FILE: '', TASKSYNC_PASSPHRASE: 'correct horse battery' }),
  'nobody to ask': async () => ({ TASKSYNC_KEY_FILE: '' }),
  'a file that is damaged': async () => {
    await writeFile(vault(), '{"version":1,');
    return {};
  },
  'one entry that is damaged': async () => {
    const connections = (await cli.json(['connections', 'list'])).value as readonly { name: string; id: string }[];
    const id = connections.find(({ name }) => name === 'one')?.id ?? '';
    const { entries, ...rest } = JSON.parse(await readFile(vault(), 'utf8'));
    const damaged = { ...entries, [id]: { ...entries[id], tag: randomBytes(16).toString('base64') } };
    await writeFile(vault(), JSON.stringify({ ...rest, entries: damaged }));
    return {};
  },
};

it.each(Object.entries(ways))(
  '%s: it needs a person, and nothing is lost or written (SEC-22, SEC-61)',
  async (_, way) => {
    const env = await way();
    const before = await readFile(vault());
    const writes = server.requests.filter(({ method }) => method === 'PUT').length;

    const run = await cli.run(['sync', 'All'], env);
    const listed = await cli.json(['connections', 'list'], env);
    expect(listed.code).toBe(0);
    const connections = listed.value as readonly {
      readonly name: string;
      readonly state: string;
      readonly hasSecret: boolean;
    }[];
    expect(connections.map((one) => one.name)).toEqual(['one', 'two']);
    expect(connections[0]).toMatchObject({ state: 'needs-sign-in', hasSecret: true });
    expect(run.code).not.toBe(0);
    const words = `${run.stdout}${run.stderr}`;
    expect(words).toMatch(/secret|passphrase|key file/);
    expect(words).not.toMatch(/sync-secret|Error:|\bat \S+\.ts/);
    expect(server.requests.filter(({ method }) => method === 'PUT')).toHaveLength(writes);
    // Nothing was replaced, and nothing weaker took its place.
    expect(await readFile(vault())).toEqual(before);
    const tasks = (await cli.json(['tasks', 'list'], env)).value;
    expect(JSON.stringify(tasks)).toContain('Waits to be sent');
  },
  60_000,
);
