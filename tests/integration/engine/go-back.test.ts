import { describe, expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

describe('going back to what a task said', () => {
  async function edited() {
    const world = await createWorld();
    const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'First', due: '2026-03-01' } });
    await world.sync();
    await world.clock.advance(60_000);
    const at = new Date(world.clock.now()).toISOString();
    await world.clock.advance(60_000);
    await world.call('tasks.edit', { task: id, edit: { title: 'Second', due: '2026-03-05', labels: ['new'] } });
    return { world, id, at };
  }

  it('gives one field its value back and leaves the others', async () => {
    const { world, id, at } = await edited();
    const task = await world.call('tasks.goBack', { task: id, at, fields: ['due'] });
    expect(task).toMatchObject({ title: 'Second', due: '2026-03-01', labels: ['new'] });
    await world.close();
  });

  it('gives all back, and the services follow', async () => {
    const { world, id, at } = await edited();
    await world.sync();
    expect(await world.call('tasks.goBack', { task: id, at })).toMatchObject({ title: 'First', labels: [] });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    expect(world.record('B', 'First').fields['labels'] ?? []).toEqual([]);
    await world.close();
  });

  it('is refused for a time when the task was not here', async () => {
    const { world, id } = await edited();
    const call = world.call('tasks.goBack', { task: id, at: '2000-01-01T00:00:00Z' });
    await expect(call).rejects.toMatchObject({ code: 'invalid-input' });
    await world.close();
  });
});
