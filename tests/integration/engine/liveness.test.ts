import { afterEach, expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

const titlesAt = (name: 'A' | 'B'): readonly unknown[] =>
  world
    .service(name)
    .all()
    .map((record) => record.fields['title'])
    .sort();

it('one task that a service refuses keeps no other waiting, and says why (L4)', async () => {
  world = await createWorld();
  const tooLong = 'x'.repeat(300);
  for (const title of ['One', tooLong, 'Two', 'Three']) {
    await world.call('tasks.add', { profile: 'Work', edit: { title } });
  }
  const run = await world.sync();
  expect(titlesAt('A')).toEqual(['One', 'Three', 'Two']);
  expect(titlesAt('B')).toEqual(['One', 'Three', 'Two']);
  expect(run).toMatchObject({ state: 'problems' });
  expect(run.problems.map(({ title, endpoint }) => [title, endpoint])).toEqual([
    [tooLong, 'A'],
    [tooLong, 'B'],
  ]);
});

it('an expired sign-in costs nothing but time: what waits is sent afterwards, once (L7, S4)', async () => {
  world = await createWorld();
  for (const title of ['One', 'Two', 'Three']) world.service('A').add({ title });
  world.service('B').fail({ kind: 'unauthorized', on: 'create', after: 1, times: Number.POSITIVE_INFINITY });
  for (let run = 0; run < 2; run++) {
    expect(await world.sync()).toMatchObject({ state: 'failed', problems: [{ code: 'auth-expired', endpoint: 'B' }] });
  }
  expect((await world.call('profiles.list', {}))[0]).toMatchObject({ state: 'needs-you', pending: 2 });
  world.service('B').heal();
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  expect(titlesAt('B')).toEqual(['One', 'Three', 'Two']);
});

it('an edit whose sign-in had expired is sent after the next one (L7)', async () => {
  world = await createWorld();
  const { id } = world.service('A').add({ title: 'One' });
  await world.sync();
  world.service('A').edit(id, { title: 'One, edited' });
  world.service('B').fail({ kind: 'unauthorized', on: 'update' });
  expect(await world.sync()).toMatchObject({ state: 'failed', pending: 1 });
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  expect(titlesAt('B')).toEqual(['One, edited']);
});

it('a service that asks for a pause while it is written to gets it, and then the rest, in the same run (L5)', async () => {
  world = await createWorld();
  for (const title of ['One', 'Two', 'Three']) world.service('A').add({ title });
  world.service('B').fail({ kind: 'rate-limited', on: 'create', after: 1, retryAfterMs: 30_000 });
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  expect(world.clock.sleeps).toContain(30_000);
  expect(titlesAt('B')).toEqual(['One', 'Three', 'Two']);
});

it('a pause that a service asks for is no problem of the task that waits for it (L5)', async () => {
  world = await createWorld();
  world.service('A').add({ title: 'One' });
  world.service('B').fail({ kind: 'rate-limited', on: 'create', retryAfterMs: 30_000 });
  expect(await world.sync()).toMatchObject({ problems: [], pending: 1 });
  expect((await world.task('One')).state).toBe('waiting');
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(titlesAt('B')).toEqual(['One']);
});

it('says "in sync" only when it is so (L10)', async () => {
  world = await createWorld();
  const state = async () => (await world.call('profiles.list', {}))[0]?.state;
  world.service('A').add({ title: 'One' });
  expect(await state()).toBe('waiting');
  await world.sync();
  expect(await state()).toBe('in-sync');
  const { id } = await world.task('One');
  await world.call('tasks.edit', { task: id, edit: { title: 'Renamed' } });
  expect([await state(), (await world.task('Renamed')).state]).toEqual(['waiting', 'waiting']);
  world.service('B').fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
  await world.sync();
  expect([await state(), (await world.task('Renamed')).state]).toEqual(['offline', 'waiting']);
  world.service('B').heal();
  await world.sync();
  expect([await state(), (await world.task('Renamed')).state]).toEqual(['in-sync', 'in-sync']);
  world.clock.set(world.clock.now() + 60_000);
  world.service('A').edit(world.record('A', 'Renamed').id, { title: 'From A' });
  world.service('B').edit(world.record('B', 'Renamed').id, { title: 'From B' });
  await world.sync();
  expect([await state(), (await world.task('From A')).state]).toEqual(['conflict', 'conflict']);
});
