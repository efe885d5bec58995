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
