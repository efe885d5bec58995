import { expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

it('two profiles whose table says one word for two values do not write back and forth (S19)', async () => {
  // At B two words stand for what is urgent or high, and none tells them apart.
  const lossy = { mapping: { priority: { values: { p1: ['urgent', 'high'], p2: ['urgent', 'high'] } } } };
  const world = await createWorld({ endpoints: { B: lossy } });
  const endpoints = ['A', 'B'].map((connection) => ({
    connection,
    container: 'inbox',
    ...(connection === 'B' ? lossy : {}),
  }));
  await world.call('profiles.save', { file: { name: 'Other', endpoints } });
  world.service('A').add({ title: 'Plan', priority: 'p2' });
  world.service('B').add({ title: 'Plan', priority: 'p1' });
  for (const word of ['p1', 'p2', 'p1']) {
    world.clock.set(world.clock.now() + 60_000);
    world.service('B').edit(world.record('B', 'Plan').id, { priority: word });
    for (const profile of ['Work', 'Other']) {
      expect(await world.call('runs.start', { profile })).toMatchObject({ state: 'done', conflicts: 0 });
    }
    expect(world.record('A', 'Plan').fields['priority']).toBe('p2');
    expect(world.record('B', 'Plan').fields['priority']).toBe(word);
  }
  const written = ['A', 'B'].flatMap((name) => world.service(name).log.filter(({ by }) => by === 'sync'));
  expect(written).toEqual([]);
  await world.close();
});
