import { expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

it('a run is told from its beginning to its end under one id, and names nobody’s words', async () => {
  const world = await createWorld();
  world.service('A').add({ title: 'Buy a ring for Ann', body: 'She must not know.' });
  await world.sync();
  const lines = world.logger.entries.filter(({ facts }) => facts['run'] !== undefined);
  expect(new Set(lines.map(({ facts }) => facts['run'])).size).toBe(1);
  expect(lines.map(({ event }) => event).filter((event) => event.startsWith('run.'))).toEqual([
    'run.began',
    'run.ended',
  ]);
  expect(lines.at(-1)?.facts).toMatchObject({ state: 'done', created: 1, conflicts: 0, problems: 0, pending: 0 });
  const said = JSON.stringify(world.logger.entries);
  for (const word of ['ring', 'Ann', 'She must']) expect(said).not.toContain(word);
  await world.close();
});
