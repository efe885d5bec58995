import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareDav, bareDav, taskName, taskText } from '../servers/bare-dav.ts';
import { type RealServer, startServer, whyNoServer } from '../servers/real-server.ts';
import { createWorkspace, type DavList, setUpPair, type Workspace } from '../servers/workspace.ts';

/** From the command line, on real servers: an older copy of the database is put back (S23), and two programs meet (S22). */
const reason = whyNoServer('radicale');

interface Side {
  readonly server: RealServer;
  readonly list: DavList;
  readonly dav: BareDav;
}

describe.skipIf(reason)(`two real Radicales and one data folder${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let sides: readonly [Side, Side];
  let workspace: Workspace;
  const data = (name: string): string => join(workspace.folder, 'data', name);
  const json = async <T>(...args: readonly string[]): Promise<T> =>
    JSON.parse((await workspace.run(...args, '--json')).stdout) as T;
  const texts = async ({ dav }: Side): Promise<ReadonlyMap<string, string>> => dav.multiget(await dav.list());
  const titles = async (side: Side): Promise<readonly string[]> =>
    [...(await texts(side)).values()].map((text) => /^SUMMARY:(.*?)\r?$/m.exec(text)?.[1] ?? '').sort();

  beforeAll(async () => {
    const open = async (): Promise<Side> => {
      const server = await startServer('radicale');
      const list = { collection: server.collection ?? '', user: server.user, password: server.password };
      return { server, list, dav: bareDav(list, 4) };
    };
    sides = await Promise.all([open(), open()]);
    workspace = createWorkspace();
    for (let number = 1; number <= 20; number++) await sides[0].dav.put(taskName(number), taskText(number));
    await setUpPair(workspace, sides[0].list, sides[1].list);
    await workspace.succeed('sync', 'both');
  }, 120_000);
  afterAll(async () => {
    workspace?.remove();
    for (const { dav, server } of sides ?? []) {
      dav.close();
      await server.stop();
    }
  });

  it('refuses to sync beside a bot, says why, and writes nothing (S22)', async () => {
    const { process: bot, ended } = workspace.start('bot');
    await new Promise<void>((resolve) => bot.stderr?.on('data', () => resolve()));
    await sides[0].dav.put(taskName(21), taskText(21));
    const { code, stdout, stderr } = await workspace.run('sync', 'both', '--json');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'locked' } });
    expect(stderr).toMatch(/^Another Task Sync is working on this data\. .*use the other one/);
    expect(await titles(sides[1])).toHaveLength(20);
    expect((await workspace.run('tasks', 'edit', 'x', 'title=y')).code).not.toBe(0);
    // Looking is allowed.
    const status = await workspace.succeed('status');
    expect(status.stdout).toContain('Another Task Sync is at work on this data; this one can only look.');
    expect(await json<readonly unknown[]>('tasks', 'list')).toHaveLength(20);
    bot.kill('SIGINT');
    expect((await ended).code).toBe(0);
    await workspace.succeed('sync', 'both');
    expect(await titles(sides[1])).toHaveLength(21);
  }, 60_000);

  it('asks about what differs after an older copy was put back; overwrites, deletes and doubles nothing (S23)', async () => {
    const [left, right] = sides;
    copyFileSync(data('task-sync.db'), data('copy'));
    // Work goes on: an edit at a service, one here, one new task on each side, one deleted.
    await left.dav.put(taskName(1), taskText(1, 'Edited since'));
    await left.dav.put(taskName(30), taskText(30, 'New at left'));
    await workspace.succeed('tasks', 'add', 'both', '--title', 'New here');
    const all = await json<readonly { id: string; title: string }[]>('tasks', 'list');
    const second = all.find(({ title }) => title === 'Task 2');
    await workspace.succeed('tasks', 'edit', second?.id ?? '', 'title=Edited here since');
    await workspace.succeed('sync', 'both');
    const before = [await texts(left), await texts(right)];
    expect(await titles(right)).toEqual(expect.arrayContaining(['Edited since', 'New at left', 'New here']));

    copyFileSync(data('copy'), data('task-sync.db'));
    const told = await workspace.succeed('status');
    expect(told.stdout).toMatch(/An older copy of the data was put back\..*Nothing is overwritten or deleted there\./);
    expect(told.stdout).toContain('tasksync notices dismiss restored');
    const { code, stdout } = await workspace.run('sync', 'both', '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ problems: [], pending: 0 });
    expect([await texts(left), await texts(right)]).toEqual(before);

    await workspace.succeed('notices', 'dismiss', 'restored');
    expect((await workspace.succeed('status')).stdout).not.toContain('notices dismiss');
    const conflicts = (): Promise<readonly { id: string; field: string; sides: readonly { side: string }[] }[]> =>
      json('conflicts', 'list');
    expect(new Set((await conflicts()).map(({ field }) => field))).toEqual(new Set(['title']));
    for (const { id, sides: said } of await conflicts()) {
      await workspace.run('conflicts', 'resolve', id, '--use', said[1]?.side ?? '');
    }
    await workspace.succeed('sync', 'both');
    expect([await texts(left), await texts(right)]).toEqual(before);
    expect((await json<{ state: string }>('status')).state).toBe('in-sync');
  }, 60_000);
});
