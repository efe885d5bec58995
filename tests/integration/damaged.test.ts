import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCore } from '../../src-main/hosts/node/open-core.ts';
import type { ApiEvent } from '../../src-shared/api/contract.ts';
import { createRecordingLogger } from '../fakes/recording-logger.ts';
import { createTestCli, type TestCli } from './cli-run.ts';

/** Data that cannot be read any more: said, kept as it is, replaced by a backup or by nothing. */
let cli: TestCli;
let backup: string;
const file = (): string => join(cli.folder, 'task-sync.db');

beforeEach(async () => {
  cli = await createTestCli();
  await cli.run(['profiles', 'add', '--file', await cli.profile('name: Work\nendpoints: []\n')]);
  for (const title of ['One', 'Two']) await cli.run(['tasks', 'add', 'Work', '--title', title]);
  backup = ((await cli.json(['backup', 'create'])).value as { name: string }).name;
});
afterEach(() => cli.close());

type Damage = (bytes: Buffer) => void;
const header: Damage = (bytes) => void bytes.fill('no database ', 0, 4096);
/** It can be opened, and most of what is in it cannot be read. */
const pages: Damage = (bytes) => void bytes.fill(0xaa, 4096 * 2);

/** @returns the file as it is now */
async function damage(how: Damage): Promise<Buffer> {
  const bytes = await readFile(file());
  how(bytes);
  await writeFile(file(), bytes);
  return bytes;
}

async function titles(): Promise<readonly string[]> {
  const { value } = await cli.json(['tasks', 'list']);
  return (value as readonly { title: string }[]).map(({ title }) => title).sort();
}

async function keptFolder(): Promise<string> {
  const [only, ...others] = await readdir(join(cli.folder, 'damaged'));
  expect(others).toEqual([]);
  return join(cli.folder, 'damaged', only ?? '');
}

describe.each([
  ['whose header was overwritten', header],
  ['whose pages were overwritten', pages],
])('the command line, with a database %s', (_, how) => {
  it('says so, lists the backups, restores one and keeps the damaged file as it was', async () => {
    // The newest state there was: that it is an older copy must not depend on what somebody did since.
    const bytes = await damage(how);
    expect(await cli.run(['doctor'])).toMatchObject({ code: 1, stdout: expect.stringContaining('is damaged') });
    expect((await cli.json(['backup', 'list'])).value).toMatchObject([{ name: backup, tasks: 2 }]);
    const asked = await cli.run(['backup', 'restore', backup]);
    expect(asked).toMatchObject({ code: 3, stdout: expect.stringMatching(/damaged.*[\s\S]*2 tasks[\s\S]*--yes/) });
    expect(await readFile(file())).toEqual(bytes);

    const done = await cli.run(['backup', 'restore', backup, '--yes']);
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('The damaged file is kept in') });
    expect(await titles()).toEqual(['One', 'Two']);
    const kept = await keptFolder();
    expect(await readFile(join(kept, 'task-sync.db'))).toEqual(bytes);
    if (process.platform !== 'win32') expect((await stat(kept)).mode & 0o077).toBe(0);
    expect((await cli.run(['doctor'])).code).toBe(0);
    // What it says of the services counts for nothing until somebody looked (S23).
    const { value } = await cli.json(['status']);
    expect(value).toMatchObject({ notices: expect.arrayContaining([expect.objectContaining({ kind: 'restored' })]) });
  });
});

it('begins with nothing when a person says so, and keeps what was there', async () => {
  expect(await cli.run(['backup', 'start-empty', '--yes'])).toMatchObject({ code: 2 });
  const bytes = await damage(header);
  expect(await cli.run(['tasks', 'list'])).toMatchObject({ code: 2, stderr: expect.stringContaining('backup list') });
  expect(await cli.run(['backup', 'start-empty'])).toMatchObject({ code: 3 });
  expect(await readFile(file())).toEqual(bytes);
  expect((await cli.run(['backup', 'start-empty', '--yes'])).code).toBe(0);
  expect(await titles()).toEqual([]);
  expect(await readFile(join(await keptFolder(), 'task-sync.db'))).toEqual(bytes);
  expect((await cli.json(['backup', 'list'])).value).toMatchObject([{ name: backup }]);
});

it('takes no backup that is damaged too, and none from a log that the damaged file left', async () => {
  const path = join(cli.folder, 'backups', backup);
  const good = await readFile(path);
  await writeFile(path, Buffer.concat([good.subarray(0, good.length - 400), Buffer.alloc(400)]));
  // As a crash leaves it: with changes in its log.
  const other = new Database(file());
  other.exec("update task set title = 'From the log'");
  await cp(`${file()}-wal`, join(cli.scratch, 'log'));
  other.close();
  const bytes = await damage(pages);
  await cp(join(cli.scratch, 'log'), `${file()}-wal`);

  expect(await cli.run(['backup', 'restore', backup, '--yes'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('This backup is damaged'),
  });
  expect(await readFile(file())).toEqual(bytes);
  await writeFile(path, good);
  expect((await cli.run(['backup', 'restore', backup, '--yes'])).code).toBe(0);
  expect(await titles()).toEqual(['One', 'Two']);
  expect((await readdir(await keptFolder())).sort()).toEqual(
    expect.arrayContaining(['task-sync.db', 'task-sync.db-wal']),
  );
});

describe('a program that stays', () => {
  const open = () => openCore({ dataDir: cli.folder, logger: createRecordingLogger(), env: {} });

  it('starts all the same, offers the backups, and goes on with the one that was chosen', async () => {
    await damage(header);
    const core = await open();
    try {
      const events: ApiEvent[] = [];
      core.api.subscribe((event) => events.push(event));
      await core.startScheduler();
      await expect(core.api.call('tasks.list', {})).rejects.toMatchObject({ facts: { cause: 'damaged' } });
      const { damage: found } = await core.api.call('damage.show', {});
      expect(found).toMatchObject({ file: file(), backups: [{ name: backup, isWhole: true }] });
      // Read again by itself, because the disk may have lost more.
      await expect.poll(() => events).toContainEqual({ kind: 'changed', what: ['backups'] });
      await core.api.call('damage.restore', { name: backup });
      expect(events).toContainEqual({ kind: 'workspace', isDemo: false });
      expect((await core.api.call('tasks.list', {})).total).toBe(2);
      expect(await core.api.call('damage.show', {})).toEqual({ damage: null });
      expect(await core.api.call('status.get', {})).toMatchObject({ writable: true });
    } finally {
      await core.stop();
    }
  });

  it('finds out later, says so to its pages, and lets go of the data', async () => {
    const core = await open();
    try {
      const events: ApiEvent[] = [];
      core.api.subscribe((event) => events.push(event));
      await damage(pages);
      await expect(core.api.call('backups.restore', { name: backup })).rejects.toMatchObject({
        facts: { cause: 'damaged' },
      });
      expect(events).toContainEqual({ kind: 'workspace', isDemo: false });
      // Another one may do it, and this one then goes on with that.
      expect((await cli.run(['backup', 'restore', backup, '--yes'])).code).toBe(0);
      await expect(core.api.call('damage.startEmpty', {})).rejects.toMatchObject({ facts: { cause: 'repaired' } });
      expect((await core.api.call('tasks.list', {})).total).toBe(2);
    } finally {
      await core.stop();
    }
  });
});
