import { expect, it } from 'vitest';
import { fullSchema } from '../../../src-main/connectors/memory/memory-fields.ts';
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

it('goes on saying which value had no counterpart after the rest was written', async () => {
  const { status: _, priority, ...fields } = fullSchema.fields;
  const options = priority?.options?.filter(({ means }) => means !== 'urgent') ?? [];
  const schema = { fields: { ...fields, priority: { writable: true, options } } };
  const world = await createWorld({ services: { A: {}, B: { schema } } });
  world.service('A').add({ title: 'Fire', priority: 'p1' });
  for (let run = 0; run < 2; run++) {
    expect((await world.sync()).problems).toMatchObject([{ title: 'Fire', endpoint: 'B', code: 'unmapped-value' }]);
  }
  expect((await world.call('profiles.verify', { profile: 'Work' })).causes).toEqual([{ cause: 'problem', count: 1 }]);
  await world.close();
});

it('says open or done where a service has no word for what is between, and takes neither back', async () => {
  const { status: _, ...fields } = fullSchema.fields;
  const options = [
    { value: 'open', label: 'Open', means: 'todo' },
    { value: 'completed', label: 'Completed', means: 'done' },
  ];
  const world = await createWorld({
    services: { A: {}, B: { schema: { fields: { ...fields, status: { writable: true, options } } } } },
  });
  for (const [title, status] of Object.entries({ Waits: 'open', Runs: 'started', Made: 'closed', Left: 'dropped' })) {
    world.service('A').add({ title, status });
  }
  for (let run = 0; run < 3; run++) expect(await world.sync()).toMatchObject({ state: 'done', problems: [] });
  const statusAt = (service: string, title: string) => world.record(service, title).fields['status'];
  expect(['Waits', 'Runs', 'Made', 'Left'].map((title) => statusAt('B', title))).toEqual([
    'open',
    'open',
    'completed',
    'completed',
  ]);
  expect(['Waits', 'Runs', 'Made', 'Left'].map((title) => statusAt('A', title))).toEqual([
    'open',
    'started',
    'closed',
    'dropped',
  ]);
  world.service('B').edit(world.record('B', 'Runs').id, { status: 'completed' });
  await world.sync();
  expect(statusAt('A', 'Runs')).toBe('closed');
  await world.close();
});
