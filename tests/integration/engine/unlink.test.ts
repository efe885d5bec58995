import { describe, expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

describe('a record that a person let go', () => {
  async function linked() {
    const world = await createWorld();
    world.service('A').add({ title: 'Task', body: 'one' });
    await world.sync();
    const { id } = await world.task('Task');
    return { world, id };
  }

  it('stays as it is, and so does the task', async () => {
    const { world, id } = await linked();
    await world.call('tasks.unlink', { task: id, endpoint: 'B' });
    await world.call('tasks.edit', { task: id, edit: { title: 'New' } });
    world.service('B').edit(world.record('B', 'Task').id, { body: 'B said' });
    expect(await world.sync()).toMatchObject({ pending: 0 });
    expect(world.record('A', 'New').fields['body']).toBe('one');
    expect(world.record('B', 'Task').fields['body']).toBe('B said');
    expect((await world.tasks()).length).toBe(1);
    await world.close();
  });

  it('is merged again when it is linked again', async () => {
    const { world, id } = await linked();
    await world.call('tasks.unlink', { task: id, endpoint: 'B' });
    await world.call('tasks.edit', { task: id, edit: { title: 'New' } });
    world.service('B').edit(world.record('B', 'Task').id, { body: 'B said' });
    await world.sync();
    await world.call('tasks.relink', { task: id, endpoint: 'B' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    for (const side of ['A', 'B']) expect(world.record(side, 'New').fields['body']).toBe('B said');
    await world.close();
  });

  it('survives the deletion of the task here, and comes back with it', async () => {
    const { world, id } = await linked();
    const outlook = await world.call('tasks.outlook', { task: id });
    expect(outlook.ifDeleted.map(({ kind, endpoint }) => [kind, endpoint])).toEqual([
      ['close', 'A'],
      ['close', 'B'],
    ]);
    await world.call('tasks.delete', { task: id, onlyHere: true });
    await world.sync();
    for (const side of ['A', 'B']) expect(world.service(side).all()).toHaveLength(1);
    expect(world.record('A', 'Task').fields['status']).not.toBe('done');
    expect((await world.tasks()).length).toBe(0);
    await world.call('tasks.restore', { task: id });
    await world.call('tasks.edit', { task: id, edit: { title: 'Back' } });
    await world.sync();
    for (const side of ['A', 'B'])
      expect(
        world
          .service(side)
          .all()
          .map(({ fields }) => fields['title']),
      ).toEqual(['Back']);
    await world.close();
  });
});
