import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type World } from '../../fakes/world.ts';

/** The wall clock that vitest moves: node-schedule's timers and ours see the same time. */
const wallClock: FakeClock = {
  now: () => Date.now(),
  sleep: async () => {},
  advance: async () => {},
  set: () => {},
  sleeps: [],
  sleeping: 0,
};

let world: World;
async function pass(seconds: number): Promise<void> {
  for (let step = 0; step < seconds; step++) {
    await vi.advanceTimersByTimeAsync(1_000);
    for (let index = 0; index < 20; index++) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The next run of the schedule begins within 20 seconds after 9:10, and nobody edits before it has done so. */
async function untilScheduledRun(): Promise<void> {
  const before = (await world.call('runs.list', {})).length;
  for (let step = 0; step < 700; step++) {
    await pass(1);
    if ((await world.call('runs.list', {})).length > before) return;
  }
  throw new Error('the schedule did not run');
}

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 1, 9, 1), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  world = await createWorld({ clock: wallClock, profile: { schedule: '*/10 * * * *' } });
  world.service('A').add({ title: 'Fix login' });
  await world.sync();
});
afterEach(async () => {
  await world.close();
  vi.useRealTimers();
});

const titleAtA = () => world.service('A').all()[0]?.fields['title'];

async function edit(title: string): Promise<void> {
  const [task] = await world.tasks();
  await world.call('tasks.edit', { task: task?.id ?? '', edit: { title } });
}

/** Edits as often as the hold lasts, so that the scheduled run finds a fresh edit. */
async function runIntoHold(): Promise<void> {
  await world.call('settings.change', { holdSeconds: 60 });
  await world.core.startScheduler();
  await pass(530);
  await edit('Fix the login');
  await untilScheduledRun();
}

it('a run that starts by itself leaves a fresh edit to one at the end of the hold', async () => {
  await runIntoHold();
  expect(titleAtA()).toBe('Fix login');
  expect((await world.call('runs.list', { limit: 1 }))[0]).toMatchObject({ state: 'done', pending: 1 });
  await pass(70);
  expect(titleAtA()).toBe('Fix the login');
  expect((await world.tasks())[0]?.state).toBe('in-sync');
});

it('a run that a person asks for sends everything, as the preview says', async () => {
  await runIntoHold();
  const plan = await world.call('plans.preview', { profile: 'Work' });
  expect(plan.actions.map(({ kind, endpoint }) => [kind, endpoint])).toContainEqual(['update', 'A']);
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(titleAtA()).toBe('Fix the login');
});

it('what is taken back within the hold was never seen by a service', async () => {
  await runIntoHold();
  const writes = () => world.service('A').all()[0]?.version;
  const before = writes();
  await edit('Fix login');
  await pass(130);
  expect(titleAtA()).toBe('Fix login');
  expect(writes()).toBe(before);
});

it('someone who never stops editing holds nothing back for longer than a minute', async () => {
  await world.call('settings.change', { holdSeconds: 30 });
  await world.core.startScheduler();
  await pass(500);
  let seen: unknown = 'Fix login';
  for (let step = 0; step < 20 && seen === 'Fix login'; step++) {
    await edit(`Fix the login ${step}`);
    await pass(10);
    seen = titleAtA();
  }
  expect(seen).not.toBe('Fix login');
});

it('without a hold everything leaves at once', async () => {
  await world.call('settings.change', { holdSeconds: 0 });
  await world.core.startScheduler();
  await pass(535);
  await edit('Fix the login');
  await untilScheduledRun();
  expect(titleAtA()).toBe('Fix the login');
});
