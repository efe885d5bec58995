import { afterEach, expect, it } from 'vitest';
import { fullSchema } from '../../../src-main/connectors/memory/memory-fields.ts';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

it('puts a child below its parent when the parent arrives later (S25, L1)', async () => {
  const schema = { fields: { ...fullSchema.fields, title: { writable: true, maxLength: 8 } } };
  world = await createWorld({ services: { A: {}, B: { schema } } });
  const parent = world.service('A').add({ title: 'Much too long for B' });
  world.service('A').add({ title: 'Child', parent: parent.id });
  expect(await world.sync()).toMatchObject({ state: 'problems' });
  expect(world.record('B', 'Child').fields['parent']).toBeNull();
  world.service('A').edit(parent.id, { title: 'Parent' });
  expect(await world.sync()).toMatchObject({ state: 'done' });
  expect(world.record('B', 'Child').fields['parent']).toBe(world.record('B', 'Parent').id);
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
});
