import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FieldValue } from '../../src-shared/domain/field.ts';
import type { Task } from '../../src-shared/domain/task.ts';
import { createWorld, type World } from '../fakes/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function put(all: readonly Readonly<Record<string, FieldValue>>[]): Promise<readonly string[]> {
  const profile = (await world.store.profiles.list())[0]?.id ?? '';
  const at = new Date(world.clock.now()).toISOString();
  const tasks = all.map((fields, index): Task => {
    const id = `t${String(index).padStart(5, '0')}`;
    const own = { title: id, status: 'todo', ...fields };
    return { id, profile, fields: own, stamps: {}, rev: 1, createdAt: at, updatedAt: at, deletedAt: null };
  });
  await world.store.transaction('task', (tx) => tx.tasks.put(tasks));
  return tasks.map(({ id }) => id);
}

/** Everything that is stored of the tasks and that a person or a service could see. */
async function stored(ids: readonly string[]): Promise<string> {
  const tasks = [...(await world.store.tasks.get(ids)).values()];
  return JSON.stringify(tasks.map(({ id, fields, deletedAt }) => ({ id, fields, deletedAt })));
}

const day = (date: string) => ({ kind: 'date', date }) as const;

describe('tasks.editMany and tasks.revert', () => {
  it('changes only what is named, and gives it back to the byte', async () => {
    const ids = await put([
      { labels: ['Web'], priority: 'low', due: day('2026-03-09') },
      { labels: [], 'x.points': 5 },
      { status: 'done' },
    ]);
    const before = await stored(ids);
    const done = await world.call('tasks.editMany', {
      of: { tasks: [...ids] },
      change: { edit: { status: 'done', due: '2026-04-01' }, addLabels: ['ops', 'web'], removeLabels: ['none'] },
    });
    expect(done).toMatchObject({ changed: 3, skipped: 0 });
    const after = await world.store.tasks.get(ids);
    expect(after.get('t00000')?.fields).toEqual({
      ...{ title: 't00000', status: 'done', labels: ['Web', 'ops'], priority: 'low', due: day('2026-04-01') },
    });
    const undone = await world.call('tasks.revert', { entries: done.entries.map(([from, to]) => [from, to]) });
    expect(undone).toMatchObject({ changed: 3, skipped: 0 });
    expect(await stored(ids)).toBe(before);
    const again = await world.call('tasks.revert', { entries: undone.entries.map(([from, to]) => [from, to]) });
    expect(again.changed).toBe(3);
    expect((await world.store.tasks.get(ids)).get('t00001')?.fields['due']).toEqual(day('2026-04-01'));
  });

  it('leaves alone and counts what was changed since', async () => {
    const ids = await put([{}, {}]);
    const done = await world.call('tasks.editMany', {
      of: { query: 'status:todo' },
      change: { edit: { status: 'done' } },
    });
    await world.call('tasks.edit', { task: 't00000', edit: { status: 'doing' } });
    const undone = await world.call('tasks.revert', { entries: done.entries.map(([from, to]) => [from, to]) });
    expect(undone).toMatchObject({ changed: 1, skipped: 1 });
    const tasks = await world.store.tasks.get(ids);
    expect([...tasks.values()].map(({ fields }) => fields['status'])).toEqual(['doing', 'todo']);
  });

  it('takes an edit of one task back, and nothing that was changed since', async () => {
    await put([{ priority: 'low' }]);
    const edited = await world.call('tasks.edit', { task: 't00000', edit: { status: 'done', priority: 'high' } });
    await world.call('tasks.edit', { task: 't00000', edit: { priority: 'urgent' } });
    const undone = await world.call('tasks.revert', { entries: edited.entries.map(([from, to]) => [from, to]) });
    expect(undone).toMatchObject({ changed: 1, skipped: 1 });
    const task = (await world.store.tasks.get(['t00000'])).get('t00000');
    expect(task?.fields).toMatchObject({ status: 'todo', priority: 'urgent' });
    const same = await world.call('tasks.edit', { task: 't00000', edit: { priority: 'urgent' } });
    expect(same.entries).toEqual([]);
  });

  it('moves many to the bin and back, and sends nothing for what was taken back', async () => {
    for (const title of ['One', 'Two']) world.service('A').add({ title });
    await world.sync();
    const versions = () => JSON.stringify([world.service('A').all(), world.service('B').all()]);
    const before = versions();
    const done = await world.call('tasks.editMany', { of: { query: '' }, change: { bin: true } });
    expect(await world.tasks()).toEqual([]);
    await world.call('tasks.revert', { entries: done.entries.map(([from, to]) => [from, to]) });
    expect((await world.tasks()).map(({ title }) => title)).toEqual(['One', 'Two']);
    await world.sync();
    expect(versions()).toBe(before);
  });

  it('a task that was added and taken back before a run is never made anywhere', async () => {
    const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'By mistake' } });
    await world.call('tasks.editMany', { of: { tasks: [id] }, change: { bin: true } });
    await world.sync();
    expect([...world.service('A').all(), ...world.service('B').all()]).toEqual([]);
  });

  it('takes nothing back that a run did', async () => {
    world.service('A').add({ title: 'From A' });
    await world.sync();
    const undone = await world.call('tasks.revert', { entries: [[0, 1_000_000]] });
    expect(undone).toMatchObject({ changed: 0 });
    expect(await world.tasks()).toHaveLength(1);
  });

  it('takes a filter at its word, but for some, and refuses what a profile does not know as a whole', async () => {
    const ids = await put([{}, {}, { status: 'done' }]);
    const of = { query: 'status:todo', except: ['t00001'] };
    expect(await world.call('tasks.selection', { of })).toMatchObject({ tasks: 1, common: { status: 'todo' } });
    const refused = world.call('tasks.editMany', { of, change: { edit: { status: 'nowhere' } } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input' });
    await world.call('tasks.editMany', { of, change: { edit: { priority: 'high' } } });
    const tasks = [...(await world.store.tasks.get(ids)).values()];
    expect(tasks.map(({ fields }) => fields['priority'])).toEqual(['high', undefined, undefined]);
  });

  it('says what tasks have in common, and where a change would be written', async () => {
    for (const title of ['One', 'Two']) world.service('A').add({ title });
    await world.sync();
    await world.call('tasks.editMany', { of: { query: 'One' }, change: { addLabels: ['bug'] } });
    const view = await world.call('tasks.selection', { of: { query: '' } });
    expect(view.common).not.toHaveProperty('labels');
    expect(view.labels).toEqual([{ value: 'bug', count: 1 }]);
    expect(view.endpoints.map(({ endpoint, tasks }) => [endpoint, tasks])).toEqual([
      ['A', 2],
      ['B', 2],
    ]);
  });
});

describe('groups and values', () => {
  const examples: readonly Readonly<Record<string, FieldValue>>[] = [
    { status: 'doing', assignees: ['ben@example.org'], labels: ['Bug', 'web'], due: day('2026-02-20') },
    { status: 'todo', assignees: ['Ana@example.org', 'ben@example.org'], labels: ['bug'], due: day('2026-03-01') },
    { status: 'todo', due: { kind: 'instant', at: '2026-02-28T23:30:00Z' } },
    { status: 'In Review', due: day('2026-03-08') },
    { status: 'done', due: { kind: 'local', at: '2026-03-10T09:00:00' } },
    {},
  ];

  it.each([
    ['status', ['todo', 'doing', 'done', 'In Review']],
    ['due', ['overdue', 'today', 'soon', 'later', null]],
    ['assignee', ['Ana@example.org', 'ben@example.org', null]],
    ['profile', ['Work']],
  ] as const)('cuts a list by %s in order, and counts as many as the list shows', async (group, keys) => {
    await put(examples);
    const groups = await world.call('tasks.groups', { group });
    expect(groups.map(({ key }) => key)).toEqual(keys);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(examples.length);
    // The same by the way of filters that no index answers.
    expect(await world.call('tasks.groups', { group, query: '-title:nothing' })).toEqual(groups);
    const { tasks } = await world.call('tasks.list', { group, sort: 'title', descending: false });
    const sifted = await world.call('tasks.list', { group, sort: 'title', descending: false, query: '-title:nothing' });
    expect(sifted.tasks.map(({ id }) => id)).toEqual(tasks.map(({ id }) => id));
    if (group === 'due')
      expect(tasks.map(({ id }) => id)).toEqual(['t00000', 't00001', 't00002', 't00003', 't00004', 't00005']);
  });

  it('counts values as they are written, the most frequent first', async () => {
    await put(examples);
    expect(await world.call('tasks.values', { field: 'label' })).toEqual([
      { value: 'Bug', count: 2 },
      { value: 'web', count: 1 },
    ]);
    expect((await world.call('tasks.values', { field: 'status' }))[0]).toEqual({ value: 'todo', count: 3 });
    const people = await world.call('tasks.values', { field: 'assignee', text: 'ANA' });
    expect(people).toEqual([{ value: 'Ana@example.org', count: 1 }]);
    expect(await world.call('tasks.values', { field: 'profile' })).toEqual([{ value: 'Work', count: 6 }]);
    expect((await world.call('tasks.values', { field: 'is' })).map(({ value }) => value)).toContain('bin');
  });
});

describe('views', () => {
  it('keeps them by name, in order, and refuses a filter that cannot be read', async () => {
    await world.call('views.save', { view: { name: 'Open', query: 'status:open', group: 'due' } });
    await world.call('views.save', { view: { name: 'Mine', query: 'assignee:me' } });
    await world.call('views.save', { view: { name: 'All open', query: 'status:open' }, replaces: 'Open' });
    expect((await world.call('views.list', {})).map(({ name, group }) => [name, group])).toEqual([
      ['All open', null],
      ['Mine', null],
    ]);
    const refused = world.call('views.save', { view: { name: 'Broken', query: 'statsu:open' } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', facts: { position: 0 } });
    const taken = world.call('views.save', { view: { name: 'Mine', query: '' }, replaces: 'All open' });
    await expect(taken).rejects.toMatchObject({ code: 'already-exists' });
    expect(await world.call('views.remove', { name: 'Mine' })).toHaveLength(1);
  });
});
