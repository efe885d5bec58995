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
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Moves time on in steps, letting runs that begin on the way end. */
async function pass(minutes: number): Promise<void> {
  for (let step = 0; step < minutes * 2; step++) {
    await vi.advanceTimersByTimeAsync(30_000);
    for (let index = 0; index < 20; index++) await turn();
  }
}
const runs = async (): Promise<number> => (await world.call('runs.list', {})).length;

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 1, 9, 1), toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  world = await createWorld({ clock: wallClock, profile: { schedule: '*/10 * * * *' } });
});
afterEach(async () => {
  await world.close();
  vi.useRealTimers();
});

it('runs by the schedule, and carries what it finds', async () => {
  await world.core.startScheduler();
  world.service('A').add({ title: 'Found by the bot' });
  await pass(8);
  expect(await runs()).toBe(0);
  await pass(3);
  expect(await runs()).toBe(1);
  expect(world.service('B').all()).toHaveLength(1);
  await pass(20);
  expect(await runs()).toBe(3);
});

it('leaves the first run of a profile to a person where the preview comes first', async () => {
  const file = await world.call('profiles.get', { profile: 'Work' });
  await world.call('profiles.save', { file: { ...file, name: 'unseen' }, previewFirst: true });
  await world.call('profiles.enable', { profile: 'Work', enabled: false });
  await world.core.startScheduler();
  await pass(30);
  expect(await runs()).toBe(0);
  await world.call('runs.start', { profile: 'unseen' });
  await pass(20);
  expect(await runs()).toBeGreaterThanOrEqual(2);
});

it('folds everything missed during a sleep into one run', async () => {
  await world.core.startScheduler();
  vi.setSystemTime(Date.UTC(2026, 2, 1, 15, 3));
  world.core.wake();
  for (let index = 0; index < 40; index++) await turn();
  expect(await runs()).toBe(1);
  await pass(9);
  expect(await runs()).toBe(2);
});

it('backs off from a service that is away, a little longer each time, and not from a person', async () => {
  await world.core.startScheduler();
  world.service('B').fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
  await pass(120);
  const tried = await runs();
  expect(tried).toBeLessThan(10);
  expect(tried).toBeGreaterThan(3);
  await world.sync();
  expect(await runs()).toBe(tried + 1);
});

it('verifies by a schedule of its own', async () => {
  await world.call('profiles.save', {
    file: { ...(await world.call('profiles.get', { profile: 'Work' })), schedule: 'manual', verify: '10 9 * * *' },
    replaces: 'Work',
  });
  expect(await world.call('profiles.get', { profile: 'Work' })).toMatchObject({ verify: '10 9 * * *' });
  await world.core.startScheduler();
  await pass(8);
  expect(await world.call('profiles.verified', { profile: 'Work' })).toBeNull();
  // Nine o’clock in UTC is ten in the world’s zone.
  vi.setSystemTime(Date.UTC(2026, 2, 2, 8, 11));
  world.core.wake();
  const verified = () => world.call('profiles.verified', { profile: 'Work' });
  // Reading takes as many turns as it takes; on a busy machine those are more.
  for (let turns = 0; turns < 5_000 && (await verified()) === null; turns++) await turn();
  expect(await verified()).toMatchObject({ state: 'equal', links: 0 });
  expect(await runs()).toBe(0);
});

it('does not run a profile that is paused, nor one without a schedule', async () => {
  await world.call('profiles.enable', { profile: 'Work', enabled: false });
  await world.core.startScheduler();
  await pass(30);
  expect(await runs()).toBe(0);
  await world.call('profiles.enable', { profile: 'Work', enabled: true });
  await pass(11);
  expect(await runs()).toBe(1);
});

it('rests while everything is paused, says until when, and goes on by itself', async () => {
  await world.core.startScheduler();
  let announced = 0;
  world.core.api.subscribe((event) => {
    if (event.kind === 'changed' && event.what.includes('status')) announced += 1;
  });
  const until = new Date(Date.UTC(2026, 2, 1, 9, 31)).toISOString();
  await world.call('sync.pause', { until });
  const said = announced;
  await pass(25);
  expect(await runs()).toBe(0);
  expect(await world.call('status.get', {})).toMatchObject({
    pause: { until, of: 'all' },
    // What was missed is made up for at its end.
    profiles: [{ pause: { until, of: 'all' }, nextRun: until }],
  });
  await pass(7);
  expect(await runs()).toBe(1);
  expect(announced).toBeGreaterThan(said);
  expect((await world.call('status.get', {})).pause).toBeUndefined();
});

it('keeps a pause without an end over a restart, until a person resumes', async () => {
  await world.call('profiles.pause', { profile: 'Work', until: null });
  await world.core.startScheduler();
  await pass(30);
  expect(await runs()).toBe(0);
  expect(await world.call('profiles.list', {})).toMatchObject([
    { pause: { until: null, of: 'profile' }, nextRun: null },
  ]);
  await world.sync();
  expect(await runs()).toBe(1);
  expect(await world.call('profiles.list', {})).toMatchObject([{ state: 'paused', sentence: 'Paused' }]);
  await world.call('profiles.enable', { profile: 'Work', enabled: true });
  // What was missed is made up for at once.
  await pass(2);
  expect(await runs()).toBe(2);
});

it('refuses a pause that is over already', async () => {
  await expect(world.call('sync.pause', { until: '2026-03-01T09:00:00Z' })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});
