import { describe, expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

const dayMs = 24 * 3_600_000;

describe('the bin', () => {
  it('says who deleted what, and until when it is kept', async () => {
    const world = await createWorld();
    const record = world.service('A').add({ title: 'There' });
    await world.call('tasks.add', { profile: 'Work', edit: { title: 'Here' } });
    await world.sync();
    await world.call('tasks.delete', { task: (await world.task('Here')).id });
    world.service('A').remove(record.id);
    const { run } = await world.sync();
    const { entries, total } = await world.call('bin.list', {});
    expect(total).toBe(2);
    const found = new Map(entries.map((entry) => [entry.task.title, entry]));
    expect(found.get('Here')).toMatchObject({ from: 'here', run: null });
    expect(found.get('There')).toMatchObject({ from: 'A', run });
    for (const { task, keptUntil } of entries) {
      expect(Date.parse(keptUntil ?? '') - Date.parse(task.deletedAt ?? '')).toBe(30 * dayMs);
    }
    expect((await world.call('bin.list', { query: 'ther' })).entries.map(({ task }) => task.title)).toEqual(['There']);
    await world.close();
  });

  it('gives many back at once', async () => {
    const world = await createWorld();
    for (const title of ['One', 'Two']) world.service('A').add({ title });
    await world.sync();
    const ids = (await world.tasks()).map(({ id }) => id);
    for (const task of ids) await world.call('tasks.delete', { task });
    await world.sync();
    expect(await world.call('bin.restore', { tasks: ids })).toEqual({ restored: 2 });
    await world.sync();
    expect((await world.tasks()).length).toBe(2);
    expect(await world.call('bin.list', {})).toMatchObject({ total: 0 });
    await world.close();
  });

  it('lets go for good what is told everywhere, and nothing is deleted or made again at a service', async () => {
    const world = await createWorld();
    world.service('A').add({ title: 'Task' });
    await world.sync();
    const { id } = await world.task('Task');
    await world.call('tasks.delete', { task: id });
    const kept = await world.call('bin.erase', { tasks: [id] });
    expect(kept).toEqual({ erased: 0, kept: [{ task: id, title: 'Task' }] });
    await world.sync();
    expect(await world.call('bin.erase', { tasks: [id] })).toEqual({ erased: 1, kept: [] });
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(await world.tasks()).toEqual([]);
    expect(await world.call('bin.list', {})).toMatchObject({ total: 0 });
    for (const side of ['A', 'B']) expect(world.service(side).all()).toHaveLength(1);
    await world.close();
  });

  it('refuses to erase what is not in it', async () => {
    const world = await createWorld();
    const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'Here' } });
    await expect(world.call('bin.erase', { tasks: [id] })).rejects.toMatchObject({ code: 'invalid-input' });
    await world.close();
  });
});
