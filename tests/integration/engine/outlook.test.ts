import { describe, expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

describe('the outlook of a task', () => {
  it('is what the next run does', async () => {
    const world = await createWorld();
    world.service('A').add({ title: 'Task' });
    await world.sync();
    const { id } = await world.task('Task');
    expect((await world.call('tasks.outlook', { task: id })).next).toEqual([]);
    await world.call('tasks.edit', { task: id, edit: { title: 'New' } });
    const { next } = await world.call('tasks.outlook', { task: id });
    expect(next.map(({ kind, endpoint, fields }) => [kind, endpoint, fields])).toEqual([
      ['update', 'A', [{ field: 'title', before: 'Task', after: 'New' }]],
      ['update', 'B', [{ field: 'title', before: 'Task', after: 'New' }]],
    ]);
    await world.sync();
    expect((await world.call('tasks.outlook', { task: id })).next).toEqual([]);
    await world.close();
  });

  it('says which fields only come from a place', async () => {
    const world = await createWorld({ endpoints: { A: { direction: 'pull', mapping: { body: false } } } });
    world.service('A').add({ title: 'Task' });
    await world.sync();
    const { id } = await world.task('Task');
    const { fields } = await world.call('tasks.outlook', { task: id });
    const of = (name: string) => fields.find(({ field }) => field === name);
    expect(of('title')).toEqual({ field: 'title', places: ['A', 'B'], comesFrom: ['A'] });
    expect(of('body')).toEqual({ field: 'body', places: ['B'], comesFrom: [] });
    await world.close();
  });

  it('knows the tasks below it', async () => {
    const world = await createWorld();
    const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'Parent' } });
    const { id: child } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'Child', parent: id } });
    const { subtasks } = await world.call('tasks.outlook', { task: id });
    expect(subtasks).toEqual([{ id: child, title: 'Child', status: 'todo' }]);
    await world.close();
  });
});
