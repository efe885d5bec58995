import { describe, expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

/** A person puts a task aside: nothing of it moves until they take it up again, and nothing is lost meanwhile. */
describe('a task that was put aside', () => {
  async function putAside() {
    const world = await createWorld();
    const record = world.service('A').add({ title: 'Task', body: 'one' });
    await world.sync();
    const { id } = await world.task('Task');
    await world.call('tasks.skip', { task: id, skip: true });
    return { world, id, record, twin: world.record('B', 'Task') };
  }

  it('is neither sent nor taken over', async () => {
    const { world, id, record, twin } = await putAside();
    world.service('A').edit(record.id, { body: 'A said' });
    await world.call('tasks.edit', { task: id, edit: { title: 'Here' } });
    expect(await world.sync()).toMatchObject({ state: 'done' });
    expect(world.record('B', 'Task')).toMatchObject({ id: twin.id, fields: { body: 'one' } });
    expect((await world.task('Here')).body).toBe('one');
    const outlook = await world.call('tasks.outlook', { task: id });
    expect(outlook.skippedAt).not.toBeNull();
    expect(outlook.next).toEqual([]);
    await world.close();
  });

  it('is merged as if nothing had been when it is taken up again', async () => {
    const { world, id, record } = await putAside();
    world.service('A').edit(record.id, { body: 'A said' });
    await world.call('tasks.edit', { task: id, edit: { title: 'Here' } });
    await world.sync();
    await world.call('tasks.skip', { task: id, skip: false });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    for (const side of ['A', 'B']) {
      expect(world.record(side, 'Here').fields).toMatchObject({ title: 'Here', body: 'A said' });
    }
    await world.close();
  });

  it('keeps its deletion at a service to itself until then', async () => {
    const { world, id, record } = await putAside();
    world.service('A').remove(record.id);
    await world.sync();
    expect((await world.task('Task')).deletedAt).toBeNull();
    await world.call('tasks.skip', { task: id, skip: false });
    await world.sync();
    expect((await world.tasks({ deleted: true })).map((task) => task.id)).toEqual([id]);
    await world.close();
  });

  it('does not lend itself to a record that is the same', async () => {
    const world = await createWorld({ endpoints: { B: { direction: 'pull' } } });
    const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'Same' } });
    await world.call('tasks.skip', { task: id, skip: true });
    world.service('B').add({ title: 'Same' });
    await world.sync();
    expect((await world.tasks()).map(({ title, links }) => [title, links.length])).toEqual([['Same', 0]]);
    await world.call('tasks.skip', { task: id, skip: false });
    await world.sync();
    expect((await world.task('Same')).links.map(({ endpoint }) => endpoint)).toEqual(['A', 'B']);
    await world.close();
  });
});
