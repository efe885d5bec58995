import { expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

it('forgets a refused create when the task is deleted here before it could be sent', async () => {
  const world = await createWorld();
  world.service('B').add({ title: 'Not wanted in A' });
  world.service('A').fail({ kind: 'forbidden', on: 'create', times: 1 });
  expect(await world.sync()).toMatchObject({ state: 'problems', pending: 1 });
  await world.call('tasks.delete', { task: (await world.task('Not wanted in A')).id });
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  await world.close();
});

it('plans a refused write anew before it is tried again, so that it says what is true by then (L6)', async () => {
  const world = await createWorld({ endpoints: { B: { direction: 'push' } } });
  const parent = world.service('A').add({ title: 'Parent' });
  const child = world.service('A').add({ title: 'Child' });
  await world.sync();
  world.service('A').edit(child.id, { parent: parent.id });
  world.service('B').fail({ kind: 'refused', on: 'pull' });
  expect(await world.sync()).toMatchObject({ state: 'offline', pending: 1 });
  // Deleted at the mirror before the child's new parent arrives there: it is refused.
  world.service('B').remove(world.record('B', 'Parent').id);
  expect((await world.sync()).problems.map(({ code }) => code)).toContain('rejected');
  expect((await world.sync()).problems.map(({ code }) => code)).not.toContain('rejected');
  await world.close();
});

it('tries a refused write again when a person asks, and forgets the problem when it is taken', async () => {
  const world = await createWorld();
  world.service('A').add({ title: 'One' });
  world.service('B').fail({ kind: 'forbidden', on: 'create', times: 1 });
  const run = await world.sync();
  expect(run.problems).toMatchObject([{ title: 'One', endpoint: 'B', code: 'forbidden' }]);
  expect((await world.task('One')).state).toBe('problem');
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
  await world.close();
});
