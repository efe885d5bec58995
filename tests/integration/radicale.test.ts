import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareDav, bareDav } from '../servers/bare-dav.ts';
import { type RealServer, startServer, whyNoServer } from '../servers/real-server.ts';
import { putWholeList, sendDav } from '../servers/whole-list.ts';
import { createWorkspace, type DavList, setUpPair, type Workspace } from '../servers/workspace.ts';

/**
 * The main job on real servers, from the command line: a full list reaches an empty one, edits flow both ways, a conflict is
 * one field, deletions follow their policy, an emptied side stops everything.
 */
const reason = whyNoServer('radicale');
const count = 1_000;

interface Side {
  readonly server: RealServer;
  readonly list: DavList;
  readonly dav: BareDav;
}

interface SyncResult {
  readonly state: string;
  readonly conflicts: number;
  readonly pending: number;
  readonly endpoints: readonly {
    readonly endpoint: string;
    readonly requests: number;
    readonly created: number;
    readonly updated: number;
  }[];
}

describe.skipIf(reason)(`two real Radicales${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let left: Side;
  let right: Side;
  let workspace: Workspace;

  const open = async (): Promise<Side> => {
    const server = await startServer('radicale');
    const list = { collection: server.collection ?? '', user: server.user, password: server.password };
    return { server, list, dav: bareDav(list, 4) };
  };
  const sync = async (...more: readonly string[]): Promise<{ code: number | null; run: SyncResult }> => {
    const { code, stdout } = await workspace.run('sync', 'both', '--json', ...more);
    return { code, run: JSON.parse(stdout) as SyncResult };
  };
  const json = async <T>(...args: readonly string[]): Promise<T> =>
    JSON.parse((await workspace.run(...args, '--json')).stdout) as T;
  /** Texts by title. */
  const texts = async ({ dav }: Side): Promise<ReadonlyMap<string, { path: string; text: string }>> => {
    const all = await dav.multiget(await dav.list());
    return new Map([...all].map(([path, text]) => [/^SUMMARY:(.*?)\r?$/m.exec(text)?.[1] ?? '', { path, text }]));
  };
  const edit = async (side: Side, title: string, change: (text: string) => string): Promise<void> => {
    const found = (await texts(side)).get(title);
    if (!found) throw new Error(`“${title}” is not there`);
    await side.dav.put(new URL(found.path, side.list.collection).pathname.split('/').at(-1) ?? '', change(found.text));
  };

  beforeAll(async () => {
    [left, right] = await Promise.all([open(), open()]);
    workspace = createWorkspace();
    await putWholeList(left.list, count);
    await setUpPair(workspace, left.list, right.list);
  }, 240_000);
  afterAll(async () => {
    workspace?.remove();
    for (const side of [left, right]) side?.dav.close();
    await Promise.all([left?.server.stop(), right?.server.stop()]);
  });

  it('copies 1,000 tasks in one sync; a second one writes nothing and makes at most two requests to each', async () => {
    expect(await sync()).toMatchObject({ code: 0, run: { state: 'done', pending: 0, conflicts: 0 } });
    expect((await right.dav.list()).length).toBe(count);
    const { code, run } = await sync();
    expect(code).toBe(0);
    for (const endpoint of run.endpoints) {
      expect(endpoint).toMatchObject({ created: 0, updated: 0 });
      expect(endpoint.requests).toBeLessThanOrEqual(2);
    }
  }, 300_000);

  it('carries ten edits of each side to the other', async () => {
    for (let number = 0; number < 10; number++) {
      await edit(left, `Task ${number}`, (text) => text.replace(`SUMMARY:Task ${number}`, `SUMMARY:Left ${number}`));
      await edit(right, `Task ${100 + number}`, (text) =>
        text.replace(/PRIORITY:\d\r?\n|(?=END:VTODO)/, 'PRIORITY:1\r\n'),
      );
    }
    expect((await sync()).run).toMatchObject({ state: 'done', conflicts: 0 });
    const [atLeft, atRight] = [await texts(left), await texts(right)];
    for (let number = 0; number < 10; number++) {
      expect(atRight.has(`Left ${number}`)).toBe(true);
      expect(atLeft.get(`Task ${100 + number}`)?.text).toContain('PRIORITY:1');
    }
  }, 120_000);

  it('makes one conflict of one field changed on both sides, lets the others flow, and resolves it', async () => {
    const due = (day: string) => (text: string) => text.replace(/DUE;VALUE=DATE:\d+/, `DUE;VALUE=DATE:${day}`);
    await edit(left, 'Task 200', due('20260701'));
    await edit(right, 'Task 200', (text) => due('20260801')(text).replace('SUMMARY:Task 200', 'SUMMARY:Renamed 200'));
    const { code, run } = await sync();
    expect({ code, conflicts: run.conflicts }).toEqual({ code: 3, conflicts: 1 });
    expect((await texts(left)).get('Renamed 200')?.text).toContain('DUE;VALUE=DATE:20260701');
    const [conflict] = await json<
      readonly { id: string; field: string; before: string; sides: readonly { side: string; value: string }[] }[]
    >('conflicts', 'list');
    expect(conflict).toMatchObject({
      field: 'due',
      sides: [
        { side: 'left', value: '2026-07-01' },
        { side: 'right', value: '2026-08-01' },
      ],
    });
    await workspace.succeed('conflicts', 'resolve', conflict?.id ?? '', '--use', 'right');
    expect(await sync()).toMatchObject({ code: 0, run: { conflicts: 0 } });
    for (const side of [left, right])
      expect((await texts(side)).get('Renamed 200')?.text).toContain('DUE;VALUE=DATE:20260801');
  }, 120_000);

  it('keeps properties that it does not know, byte for byte as the server had them', async () => {
    const strange = /^X-STRANGE.*(?:\r?\n[ \t].*)*/m;
    await edit(left, 'Task 300', (text) =>
      text.replace('END:VTODO', `X-STRANGE;X-P="a;b":Ünï ${'long '.repeat(30)}\r\nEND:VTODO`),
    );
    const before = strange.exec((await texts(left)).get('Task 300')?.text ?? '')?.[0];
    expect(before).toContain('X-P="a;b"');
    await sync();
    await edit(right, 'Task 300', (text) => text.replace('SUMMARY:Task 300', 'SUMMARY:Changed 300'));
    await sync();
    expect(strange.exec((await texts(left)).get('Changed 300')?.text ?? '')?.[0]).toBe(before);
  }, 120_000);

  it('follows the deletion policy', async () => {
    const found = (await texts(left)).get('Task 400');
    await remove(left.list, found?.path ?? '');
    expect((await sync()).run.state).toBe('done');
    expect((await texts(right)).has('Task 400')).toBe(false);
  }, 120_000);

  it('keeps edits while a server is down: exit code 5, waiting, and sent when it is back', async () => {
    const [task] = await json<readonly { id: string }[]>('tasks', 'list', 'Task 500');
    await right.server.pause();
    await workspace.succeed('tasks', 'edit', task?.id ?? '', 'title=Edited offline');
    const { code, stdout } = await workspace.run('sync', 'both', '--json');
    expect(code).toBe(5);
    const run = JSON.parse(stdout) as SyncResult & { problems: readonly { message: string }[] };
    expect(run).toMatchObject({ state: 'offline', pending: 1 });
    expect(run.problems[0]?.message).toMatch(/^Cannot reach/);
    expect(await json('tasks', 'list', 'is:waiting')).toMatchObject([{ title: 'Edited offline', state: 'waiting' }]);
    await right.server.restart();
    expect(await sync()).toMatchObject({ code: 0, run: { state: 'done', pending: 0 } });
    expect((await texts(right)).has('Edited offline')).toBe(true);
  }, 120_000);

  it('stops with exit code 3 when a side is suddenly empty, and touches nothing', async () => {
    const fresh = createWorkspace();
    const [a, b] = [await open(), await open()];
    try {
      await putWholeList(a.list, 20);
      await setUpPair(fresh, a.list, b.list);
      await fresh.succeed('sync', 'both');
      await putWholeList(a.list, 0);
      for (let run = 0; run < 2; run++) {
        const { code, stdout } = await fresh.run('sync', 'both', '--json');
        expect(code).toBe(3);
        expect(JSON.parse(stdout)).toMatchObject({ state: 'held', tasks: { deleted: 0 } });
        expect(await b.dav.list()).toHaveLength(20);
      }
      expect(JSON.parse((await fresh.run('tasks', 'list', '--json')).stdout)).toHaveLength(20);
    } finally {
      fresh.remove();
      a.dav.close();
      b.dav.close();
      await Promise.all([a.server.stop(), b.server.stop()]);
    }
  }, 300_000);
});

async function remove(list: DavList, path: string): Promise<void> {
  await sendDav(list, 'DELETE', new URL(path, list.collection).href);
}
