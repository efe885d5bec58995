import { afterEach, expect, it } from 'vitest';
import { cutsAt, historySinceKey, readRetention } from '../../../src-main/core/store/compact.ts';
import { compactNow } from '../../fakes/compact-now.ts';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

const dayMs = 24 * 3_600_000;
const pass = (days: number): void => world.clock.set(world.clock.now() + days * dayMs);
const now = (): string => new Date(world.clock.now()).toISOString();
const entries = async (title: string): Promise<number> =>
  (await world.store.history.list({ task: (await world.task(title)).id })).length;

it('keeps what undo within 90 days needs and everything of an open conflict, and lets the rest go (L9)', async () => {
  world = await createWorld();
  const [a, b] = [world.service('A'), world.service('B')];
  for (const title of ['Old', 'Fought', 'Young']) a.add({ title, priority: 'p3' });
  await world.sync();
  pass(1);
  const early = now();
  a.edit(world.record('A', 'Fought').id, { priority: 'p1' });
  b.edit(world.record('B', 'Fought').id, { priority: 'p2' });
  expect(await world.sync()).toMatchObject({ conflicts: 1 });
  pass(60);
  a.edit(world.record('A', 'Young').id, { priority: 'p1' });
  const { run } = await world.sync();
  expect(await Promise.all(['Old', 'Fought', 'Young'].map(entries))).toEqual([2, 3, 4]);
  pass(40);
  await world.sync();
  expect(await Promise.all(['Old', 'Fought', 'Young'].map(entries))).toEqual([0, 3, 2]);

  const { id } = await world.task('Young');
  expect(await world.call('tasks.at', { task: id, at: early })).toMatchObject({ state: 'unknown' });
  expect(await world.call('tasks.at', { task: id, at: now() })).toMatchObject({ fields: { priority: 'urgent' } });
  await world.call('runs.undo', { run });
  await world.sync();
  for (const side of ['A', 'B']) expect(world.record(side, 'Young').fields['priority']).toBe('p3');
});

it('does not grow with the years (L9)', async () => {
  world = await createWorld();
  const record = world.service('A').add({ title: 'Daily' });
  const counts: { history: number; runs: number }[] = [];
  for (let day = 0; day < 400; day++) {
    world.service('A').edit(record.id, { priority: day % 2 === 0 ? 'p1' : 'p2' });
    await world.sync();
    pass(1);
    await world.sync();
    if (day % 100 === 99) {
      const runs = (await world.store.runs.list({})).length;
      counts.push({ history: await entries('Daily'), runs });
    }
  }
  const [, second, , last] = counts;
  expect(last).toEqual(second);
  expect(last?.history).toBeLessThan(200);
  expect(last?.runs).toBeLessThan(130);
  // The profile still knows its last runs after a long silence.
  for (let silence = 0; silence < 5; silence++) {
    pass(100);
    await world.sync();
  }
  expect((await world.call('runs.list', { profile: 'Work' })).length).toBe(14);
}, 60_000);

it('keeps a deleted task whole for its days in the bin, and restores it wherever it is gone', async () => {
  world = await createWorld({ profile: { deletions: 'propagate' } });
  world.service('A').add({ title: 'One', body: 'All of it', labels: ['x'], due: { kind: 'date', date: '2026-04-01' } });
  world.service('A').add({ title: 'Two' });
  await world.sync();
  for (const title of ['One', 'Two']) await world.call('tasks.delete', { task: (await world.task(title)).id });
  await world.sync();
  expect([...world.service('A').all(), ...world.service('B').all()]).toEqual([]);
  pass(29);
  await world.sync();
  const [one] = await world.tasks({ deleted: true });
  expect(one).toMatchObject({ title: 'One', body: 'All of it', labels: ['x'], due: '2026-04-01' });
  await world.call('tasks.restore', { task: one?.id ?? '' });
  await world.sync();
  for (const side of ['A', 'B']) {
    expect(world.record(side, 'One').fields).toMatchObject({
      body: 'All of it',
      labels: ['x'],
      due: { date: '2026-04-01' },
    });
  }
  pass(2);
  await world.sync();
  expect(await world.tasks({ deleted: true })).toEqual([]);
  expect((await world.tasks()).map((task) => task.title)).toEqual(['One']);
  expect(await world.call('profiles.verify', { profile: 'Work' })).toMatchObject({ state: 'equal', links: 2 });
});

it('keeps it longer where that is the setting, and as long as something of it has to be sent', async () => {
  world = await createWorld({ profile: { deletions: 'propagate' } });
  expect(await world.call('settings.show', {})).toMatchObject({ binDays: 30 });
  await world.call('settings.change', { binDays: 60 });
  world.service('A').add({ title: 'One' });
  await world.sync();
  await world.call('tasks.delete', { task: (await world.task('One')).id });
  world.service('B').fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
  await world.sync();
  pass(45);
  await world.sync();
  expect(await world.tasks({ deleted: true })).toHaveLength(1);
  pass(20);
  await world.sync();
  expect(await world.tasks({ deleted: true })).toHaveLength(1);
  world.service('B').heal();
  await world.sync();
  pass(1);
  await world.sync();
  expect(await world.tasks({ deleted: true })).toEqual([]);
  expect(world.service('B').all()).toEqual([]);
});

it('leaves closed records alone when their task has left the bin, and never makes two tasks of them', async () => {
  world = await createWorld();
  world.service('A').add({ title: 'One' });
  await world.sync();
  await world.call('tasks.delete', { task: (await world.task('One')).id });
  await world.sync();
  pass(31);
  await world.sync();
  expect([await world.tasks(), await world.tasks({ deleted: true })]).toEqual([[], []]);
  for (const side of ['A', 'B']) world.service(side).forgetCursors();
  world.service('A').edit(world.record('A', 'One').id, { body: 'Edited long after' });
  await world.sync();
  expect(await world.tasks()).toEqual([]);
  expect(await world.call('profiles.verify', { profile: 'Work' })).toMatchObject({ state: 'equal', links: 0 });
});

it('keeps history and bin when the clock is set a year ahead, and when it is set right again (S27)', async () => {
  world = await createWorld();
  world.service('A').add({ title: 'One', priority: 'p1' });
  await world.sync();
  await world.call('tasks.delete', { task: (await world.task('One')).id });
  await world.sync();
  for (const days of [365, 0, -365, 366]) {
    pass(days);
    await world.sync();
    expect(await world.tasks({ deleted: true })).toHaveLength(1);
  }
});

it('what a shorter time let go of is not said to be whole again by a longer one', async () => {
  world = await createWorld();
  world.service('A').add({ title: 'Old' });
  await world.sync();
  const until = new Date(world.clock.now() + 70 * dayMs).toISOString();
  await world.store.settings.set(historySinceKey, until);
  await compactNow(world.store, cutsAt(world.clock.now() + 99 * dayMs, await readRetention(world.store)));
  expect(await entries('Old')).toBe(0);
  expect(await world.store.settings.get(historySinceKey)).toBe(until);
});
