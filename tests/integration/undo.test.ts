import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BareDav, bareDav, inParallel } from '../servers/bare-dav.ts';
import { type RealServer, startServer, whyNoServer } from '../servers/real-server.ts';
import { putWholeList } from '../servers/whole-list.ts';
import { createWorkspace, type DavList, setUpPair, type Workspace } from '../servers/workspace.ts';

/**
 * A run that changed 200 tasks on two real servers is undone: both sides get back what they had, except for the tasks that
 * somebody edited since, which are listed.
 */
const reason = whyNoServer('radicale');
const total = 240;
const changed = 200;

interface Side {
  readonly server: RealServer;
  readonly list: DavList;
  readonly dav: BareDav;
}

interface Undo {
  readonly undo: string | null;
  readonly actions: readonly { readonly kind: string; readonly endpoint: string }[];
  readonly skipped: readonly { readonly title: string; readonly field: string; readonly reason: string }[];
}

describe.skipIf(reason)(`undo on two real Radicales${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let left: Side;
  let right: Side;
  let workspace: Workspace;

  const open = async (): Promise<Side> => {
    const server = await startServer('radicale');
    const list = { collection: server.collection ?? '', user: server.user, password: server.password };
    return { server, list, dav: bareDav(list, 4) };
  };
  const sync = async (): Promise<{ readonly run: string; readonly state: string; readonly pending: number }> => {
    const { stdout } = await workspace.run('sync', 'both', '--json', '--accept-brakes');
    return JSON.parse(stdout);
  };
  /** By the number in their title, with the names they are stored under. */
  const texts = async ({ dav }: Side): Promise<ReadonlyMap<number, { name: string; text: string }>> => {
    const all = await dav.multiget(await dav.list());
    return new Map(
      [...all].map(([path, text]) => [
        numberOf(property(text, 'SUMMARY')),
        { name: path.split('/').at(-1) ?? '', text },
      ]),
    );
  };
  const edit = async (side: Side, numbers: readonly number[], change: (text: string) => string): Promise<void> => {
    const found = await texts(side);
    await inParallel(numbers, 4, async (number) => {
      const at = found.get(number);
      if (!at) throw new Error(`task ${number} is not there`);
      await side.dav.put(at.name, change(at.text));
    });
  };

  beforeAll(async () => {
    [left, right] = await Promise.all([open(), open()]);
    workspace = createWorkspace();
    await putWholeList(left.list, total);
    await setUpPair(workspace, left.list, right.list);
    await sync();
  }, 240_000);
  afterAll(async () => {
    workspace?.remove();
    for (const side of [left, right]) side?.dav.close();
    await Promise.all([left?.server.stop(), right?.server.stop()]);
  });

  it('restores both sides of a run that changed 200 tasks, and lists the five edited since (SEC-55)', async () => {
    const before = fieldsOf(await texts(left));
    expect(fieldsOf(await texts(right))).toEqual(before);
    const numbers = Array.from({ length: changed }, (_, number) => number);
    const rename = (text: string): string =>
      text.replace(/SUMMARY:Task/, 'SUMMARY:Renamed').replace(/CATEGORIES:.*/, 'CATEGORIES:other');
    await edit(left, numbers.slice(0, 100), rename);
    await edit(right, numbers.slice(100), rename);
    const { run } = await sync();
    const after = fieldsOf(await texts(left));
    expect(fieldsOf(await texts(right))).toEqual(after);
    expect([...after.values()].filter((fields) => fields.title.startsWith('Renamed'))).toHaveLength(changed);

    await edit(right, [0, 1, 150], (text) => text.replace('SUMMARY:Renamed', 'SUMMARY:Later'));
    for (const number of [2, 160]) {
      const found: readonly { readonly id: string; readonly title: string }[] = JSON.parse(
        (await workspace.succeed('tasks', 'list', `Renamed ${number}`, '--json')).stdout,
      );
      const task = found.find(({ title }) => title === `Renamed ${number}`);
      await workspace.succeed('tasks', 'edit', task?.id ?? '', `title=Mine ${number}`);
    }
    await sync();

    const plan: Undo = JSON.parse((await workspace.run('runs', 'undo', run, '--plan', '--json')).stdout);
    const { code, stdout } = await workspace.run('runs', 'undo', run, '--json');
    const done: Undo = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(plan.undo).toBeNull();
    expect({ ...done, undo: null }).toEqual(plan);
    expect(done.skipped.map(({ title, field, reason }) => `${title} ${field} ${reason}`).sort()).toEqual(
      ['Later 0', 'Later 1', 'Later 150', 'Mine 160', 'Mine 2'].map((title) => `${title} title changed`),
    );
    expect(Map.groupBy(done.actions, ({ endpoint }) => endpoint).get('left')).toHaveLength(changed);

    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    const since = new Map(
      ['Later 0', 'Later 1', 'Later 150', 'Mine 2', 'Mine 160'].map((title) => [numberOf(title), title]),
    );
    const expected = new Map(
      [...before].map(([id, fields]) => [id, { ...fields, title: since.get(numberOf(fields.title)) ?? fields.title }]),
    );
    for (const side of [left, right]) expect(fieldsOf(await texts(side))).toEqual(expected);
    const verified = JSON.parse((await workspace.succeed('verify', 'both', '--json')).stdout);
    expect(verified).toMatchObject({ state: 'equal', links: 2 * total, equal: 2 * total });
  }, 300_000);
});

function numberOf(title: string): number {
  return Number(/\d+$/.exec(title)?.[0]);
}

/** What a person sees of each task. */
function fieldsOf(texts: ReadonlyMap<number, { readonly text: string }>) {
  return new Map(
    [...texts].map(([id, { text }]) => [
      id,
      {
        title: property(text, 'SUMMARY'),
        labels: property(text, 'CATEGORIES').split(',').sort().join(','),
        priority: property(text, 'PRIORITY') || '0',
        due: property(text, 'DUE;VALUE=DATE'),
        status: property(text, 'STATUS'),
      },
    ]),
  );
}

function property(text: string, name: string): string {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1] ?? '';
}
