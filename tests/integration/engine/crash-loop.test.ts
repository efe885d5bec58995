import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { dbName, readFiles, writeFiles } from '../../disk/power-loss.ts';
import { createCrashingStore } from '../../fakes/crashing-store.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type World } from '../../fakes/world.ts';

/** Three starts in a row that die at the same step of a run: sync stays off until a person says so (L8). */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'task-sync-loop-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function computer() {
  const clock = createFakeClock({ auto: true });
  // One service: two are read side by side, and what one of them got done moves the place where the next life dies.
  const reuse = { A: createMemoryService({ name: 'A', clock }) };
  for (const title of ['One', 'Two']) reuse.A.add({ title });
  let folder = mkdtempSync(join(root, 'data-'));
  const lives: World[] = [];
  const start = async (dieAt?: number): Promise<World> => {
    const store = await openSqliteStore({ file: join(folder, dbName), clock });
    const mortal = dieAt === undefined ? store : createCrashingStore(store, dieAt, 'before').store;
    const world = await createWorld({
      services: { A: {} },
      reuse,
      clock,
      store: mortal,
      idPrefix: `life${lives.length}-`,
    });
    lives.push(world);
    return world;
  };
  return {
    reuse,
    start,
    /** The program is gone at once; what it left on the disk is found by the next one. */
    die: async (world: World): Promise<void> => {
      const files = readFiles(folder);
      folder = mkdtempSync(join(root, 'data-'));
      writeFiles(folder, files);
      await world.close().catch(() => {});
    },
  };
}

type Computer = ReturnType<typeof computer>;

/** A run that dies at its nth transaction, as a program of its own. */
async function runAndDie({ start, die }: Computer, at: number): Promise<void> {
  const world = await start(at);
  await world.sync().catch(() => {});
  await die(world);
}

async function setUp(one: Computer): Promise<void> {
  await (await one.start()).close();
}

describe('a program that dies', () => {
  it('three times in a row at the same step no longer syncs, says so, and can be looked at (L8)', async () => {
    const here = computer();
    await setUp(here);
    for (let times = 0; times < 3; times++) await runAndDie(here, 1);
    const world = await here.start();
    const requests = { ...here.reuse.A.requests };
    await expect(world.sync()).rejects.toMatchObject({
      code: 'held',
      message: expect.stringMatching(/^Sync is off.*several times in a row.*Turn it on again with/),
    });
    await expect(world.call('plans.preview', { profile: 'Work' })).rejects.toMatchObject({ code: 'held' });
    expect(here.reuse.A.requests).toEqual(requests);
    expect(await world.call('status.get', {})).toMatchObject({
      state: 'paused',
      notices: [{ kind: 'safe-mode', text: expect.stringMatching(/Turn sync on again/) }],
    });
    await world.call('tasks.add', { profile: 'Work', edit: { title: 'Still works' } });
    expect(await world.tasks()).toHaveLength(1);

    await world.call('notices.dismiss', { kind: 'safe-mode' });
    expect(await world.sync()).toMatchObject({ state: 'done' });
    expect(here.reuse.A.all()).toHaveLength(3);
    expect(await world.call('status.get', {})).toMatchObject({ state: 'in-sync', notices: [] });
    await world.close();
  });

  it('twice, or at other places, or with a run that went well in between, goes on', async () => {
    const here = computer();
    await setUp(here);
    for (const at of [1, 1, 4, 1, 1]) await runAndDie(here, at);
    const between = await here.start();
    expect(await between.sync()).toMatchObject({ state: 'done' });
    await between.close();
    here.reuse.A.add({ title: 'More' });
    await runAndDie(here, 1);
    const world = await here.start();
    expect(await world.sync()).toMatchObject({ state: 'done' });
    await world.close();
  });

  it('is not forgotten by somebody who only looks in between', async () => {
    const here = computer();
    await setUp(here);
    for (let times = 0; times < 3; times++) {
      await runAndDie(here, 1);
      const looking = await here.start();
      await looking.tasks();
      await looking.close();
    }
    const world = await here.start();
    await expect(world.sync()).rejects.toMatchObject({ code: 'held' });
    await world.close();
  });
});
