import { afterEach, expect, it } from 'vitest';
import type { DeletionPolicy } from '../../../src-shared/domain/profile.ts';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

const sqlite = { identity: 'C', precondition: false, deletions: 'listing', reusesIds: true } as const;

async function replaced(deletions: DeletionPolicy): Promise<void> {
  world = await createWorld({ services: { A: sqlite, B: {} }, profile: { deletions } });
  const first = world.service('A').add({ title: 'Old', body: 'Written for weeks' });
  await world.sync();
  await world.clock.advance(60_000);
  world.service('A').remove(first.id);
  expect(world.service('A').add({ title: 'New' }).id).toBe(first.id);
  expect(await world.sync()).toMatchObject({ state: 'done' });
}

it('takes a record with the number of a deleted one for another task, and the old one for deleted (S4, S8)', async () => {
  await replaced('propagate');
  expect(world.service('B').all()).toMatchObject([{ fields: { title: 'New', body: '' } }]);
  expect(await world.call('tasks.list', { deleted: true })).toMatchObject({ tasks: [{ title: 'Old' }] });
  const writes = world.service('B').log.length;
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(world.service('B').log).toHaveLength(writes);
});

it('keeps the old one where deletions are not passed on, and goes on with both', async () => {
  await replaced('unlink');
  expect(
    world
      .service('B')
      .all()
      .map(({ fields }) => fields['title']),
  ).toEqual(['Old', 'New']);
  world.service('A').edit('1', { title: 'New, edited' });
  world.service('B').edit(world.record('B', 'Old').id, { title: 'Old, edited' });
  await world.sync();
  expect(world.service('A').all()).toMatchObject([{ fields: { title: 'New, edited' } }]);
  expect(
    world
      .service('B')
      .all()
      .map(({ fields }) => fields['title']),
  ).toEqual(['Old, edited', 'New, edited']);
});
