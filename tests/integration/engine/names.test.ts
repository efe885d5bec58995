import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

/** A board as Trello and Asana have them: lists, people and choices are ids that nobody has ever seen. */
const board = {
  fields: {
    title: { writable: true },
    status: {
      writable: true,
      options: [
        { value: '6b09a3bb01', label: 'Backlog', means: 'todo' },
        { value: '6b09a3bb02', label: 'Finished', means: 'done' },
      ],
    },
    assignees: {
      writable: true,
      options: [
        { value: '6b09a3bb03', label: 'Team Lead', means: 'ana@example.org' },
        { value: '6b09a3bb04', label: 'Tester', means: 'tom@example.org' },
      ],
    },
    parent: { writable: true },
  },
};
const opaque = /6b09a3bb/;

let world: World;
beforeEach(async () => {
  world = await createWorld({ services: { A: {}, Board: { schema: board } } });
  world.service('A').add({ title: 'Fix login', status: 'open', assignees: ['ana@example.org'] });
  world.service('A').add({ title: 'Write the test', parent: world.record('A', 'Fix login').id });
});
afterEach(() => world.close());

it('a preview names lists, people and parents', async () => {
  await world.sync();
  const { id } = world.record('A', 'Fix login');
  world.service('A').edit(id, { status: 'closed', assignees: ['tom@example.org'] });
  const { actions } = await world.call('plans.preview', { profile: 'Work' });
  expect(actions.find(({ endpoint }) => endpoint === 'Board')?.fields).toEqual([
    { field: 'status', before: 'Backlog', after: 'Finished' },
    { field: 'assignees', before: ['Team Lead'], after: ['Tester'] },
  ]);
});

it('so do a task’s copies, its history, what comes next and what undoing would do', async () => {
  const run = await world.sync();
  const child = await world.task('Write the test');
  const shown = await world.call('tasks.show', { task: (await world.task('Fix login')).id });
  expect(shown.copies.find(({ endpoint }) => endpoint === 'Board')?.fields).toMatchObject({
    status: 'Backlog',
    assignees: ['Team Lead'],
  });
  const { copies } = await world.call('tasks.show', { task: child.id });
  expect(copies.map(({ fields }) => fields['parent'])).toEqual(['Fix login', 'Fix login']);
  await world.call('tasks.edit', { task: shown.task.id, edit: { status: 'done' } });
  const outlook = await world.call('tasks.outlook', { task: shown.task.id });
  expect(outlook.next.map(({ fields }) => fields)).toContainEqual([
    { field: 'status', before: 'Backlog', after: 'Finished' },
  ]);
  const { history } = await world.call('runs.show', { run: (await world.sync()).run });
  expect(history.filter(({ place }) => place === 'Board')).toMatchObject([
    { field: 'status', before: 'Backlog', after: 'Finished' },
  ]);
  const answers = [shown, outlook, history, await world.call('runs.undoPreview', { run: run.run })];
  for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(opaque);
});

it('and a verification', async () => {
  await world.sync();
  world.service('Board').edit(world.record('Board', 'Fix login').id, { status: '6b09a3bb02' });
  const { differences } = await world.call('profiles.verify', { profile: 'Work' });
  expect(differences).toMatchObject([{ field: 'status', here: 'Backlog', base: 'Backlog', there: 'Finished' }]);
});

it('what a service has no name for stays as it is said', async () => {
  await world.sync();
  world.service('Board').edit(world.record('Board', 'Fix login').id, { status: 'gone' });
  await world.sync();
  const { copies } = await world.call('tasks.show', { task: (await world.task('Fix login')).id });
  expect(copies.find(({ endpoint }) => endpoint === 'Board')?.fields['status']).toBe('gone');
});
