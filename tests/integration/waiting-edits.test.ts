import { describe, expect, it } from 'vitest';
import { createWorld } from '../fakes/world.ts';

describe('a new task that waited', () => {
  it('is made once, however often it is sent, and stays as it became since', async () => {
    const world = await createWorld();
    const input = { profile: 'Work', edit: { title: 'Call the bank' }, task: 'abcdefghijklmnopqrstuvwxyz' };
    const { id } = await world.call('tasks.add', input);
    expect(id).toBe(input.task);
    await world.call('tasks.edit', { task: id, edit: { title: 'Call them' } });
    await world.call('tasks.add', input);
    expect((await world.tasks()).map(({ title }) => title)).toEqual(['Call them']);
    await world.sync();
    await world.call('tasks.add', input);
    await world.sync();
    expect(world.service('A').all()).toHaveLength(1);
    await world.close();
  });
});

/** What a page wrote while it could not reach its host is sent later, with what it saw then (S3). */
describe('an edit that waited', () => {
  async function oneTask() {
    const world = await createWorld();
    const due = { kind: 'date', date: '2026-03-01' } as const;
    const record = world.service('A').add({ title: 'Task', body: 'one\ntwo', due, labels: ['b', 'a'] });
    await world.sync();
    const [task] = await world.tasks();
    if (!task) throw new Error('There is no task');
    return { world, record, task };
  }

  it('is taken over where the fields say what was seen, whatever their kind', async () => {
    const { world, task } = await oneTask();
    const { title, body, due, labels, status, priority, progress } = task;
    const seen = { title, body, due, labels: [...labels], status: status ?? 'todo', priority, progress };
    const edit = {
      title: 'New',
      body: 'three',
      due: null,
      labels: ['c'],
      status: 'done',
      priority: 'high',
      progress: 50,
    };
    await world.call('tasks.edit', { task: task.id, edit, seen });
    expect((await world.tasks())[0]).toMatchObject(edit);
    await world.close();
  });

  it('does not go over what somebody wrote meanwhile, and changes nothing else then', async () => {
    const { world, record, task } = await oneTask();
    world.service('A').edit(record.id, { title: 'From A' });
    await world.sync();
    const sent = world.call('tasks.edit', {
      task: task.id,
      edit: { title: 'Mine', body: 'mine' },
      seen: { title: task.title, body: task.body },
    });
    await expect(sent).rejects.toMatchObject({ code: 'stale-version' });
    expect((await world.tasks())[0]).toMatchObject({ title: 'From A', body: 'one\ntwo' });
    await world.close();
  });

  it('does not care about what was changed in other fields, and may be sent twice', async () => {
    const { world, record, task } = await oneTask();
    world.service('A').edit(record.id, { body: 'From A' });
    await world.sync();
    const input = { task: task.id, edit: { title: 'Mine' }, seen: { title: task.title } };
    await world.call('tasks.edit', input);
    await world.call('tasks.edit', input);
    expect((await world.tasks())[0]).toMatchObject({ title: 'Mine', body: 'From A' });
    await world.close();
  });
});
