import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import type { Store } from '../../../src-main/core/store/store.ts';
import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type World } from '../../fakes/world.ts';

/** Whoever counts open conflicts waits here, once, after he has his number. */
let afterCounting: (() => Promise<void>) | null;
let world: World;
let heard: ApiEvent[];

beforeEach(async () => {
  afterCounting = null;
  const clock = createFakeClock({ auto: true });
  world = await createWorld({ clock, store: pausing(await openSqliteStore({ file: ':memory:', clock })) });
  world.service('A').add({ title: 'Fix login' });
  await world.sync();
  heard = [];
  world.core.api.subscribe((event) => heard.push(event));
});
afterEach(() => world.close());

function pausing(store: Store): Store {
  const open: Store['conflicts']['open'] = async (profile) => {
    const found = await store.conflicts.open(profile);
    const wait = afterCounting;
    afterCounting = null;
    await wait?.();
    return found;
  };
  const conflicts = new Proxy(store.conflicts, {
    get: (target, name: keyof Store['conflicts']) => (name === 'open' ? open : target[name].bind(target)),
  });
  return new Proxy(store, {
    get(target, name: keyof Store) {
      if (name === 'conflicts') return conflicts;
      const value = target[name];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Both sides name the task anew, so that the next run finds a conflict. */
function disagree(): void {
  for (const [name, title] of [
    ['A', 'Fix the login'],
    ['B', 'Repair login'],
  ] as const) {
    const record = world.record(name, 'Fix login');
    world.service(name).edit(record.id, { title });
  }
}

describe('“in sync” is said only if it is true', () => {
  it('not of what was counted before a run that ended meanwhile', async () => {
    expect(await state()).toBe('in-sync');
    disagree();
    afterCounting = async () => void (await world.sync());
    expect(await state()).toBe('syncing');
    expect(await state()).toBe('conflict');
  });

  it('not while a run is under way that nobody asked about', async () => {
    const run = world.sync();
    expect(await state()).toBe('syncing');
    await run;
    expect(heard.find(({ kind }) => kind === 'status')).toMatchObject({ status: { state: 'syncing' } });
  });

  it('not after a run of only some changes', async () => {
    world.service('A').add({ title: 'Dark mode' });
    world.service('A').add({ title: 'Light mode' });
    const { hash, tasks } = await world.call('plans.preview', { profile: 'Work' });
    const [first] = tasks;
    await world.sync({ accepted: { plan: hash, only: first ? [first.task] : [] } });
    expect((await world.call('status.get', {})).profiles).toMatchObject([
      { state: 'waiting', why: { left: 1 }, sentence: 'The last run left 1 task for later' },
    ]);
    await world.sync();
    expect(await state()).toBe('in-sync');
  });
});

describe('everybody is told', () => {
  it('what a run left to do before hearing that it is over', async () => {
    disagree();
    await world.sync();
    const end = heard.findIndex(({ kind }) => kind === 'run-finished');
    expect(heard.slice(0, end).findLast(({ kind }) => kind === 'status')).toMatchObject({
      status: { state: 'conflict', profiles: [{ conflicts: 1 }] },
    });
  });

  it('of an edit that waits, without asking', async () => {
    const task = await world.task('Fix login');
    await world.call('tasks.edit', { task: task.id, edit: { title: 'Fix the login' } });
    await expect
      .poll(() => heard.findLast(({ kind }) => kind === 'status'))
      .toMatchObject({ status: { state: 'waiting', profiles: [{ pending: 1 }] } });
  });
});

async function state(): Promise<string | undefined> {
  return (await world.call('profiles.list', {}))[0]?.state;
}
