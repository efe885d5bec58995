import { describe, expect, it } from 'vitest';
import { createWorld } from '../../fakes/world.ts';

/** A decision is about what its person saw, and about nothing that came later (S3). */
describe('a decided conflict', () => {
  async function conflictOf(field: 'title' | 'body') {
    const world = await createWorld();
    const record = world.service('A').add({ title: 'Task', body: 'one\ntwo\nthree' });
    await world.sync();
    const twin = world.record('B', 'Task');
    world.service('A').edit(record.id, { [field]: 'A said\ntwo\nthree' });
    world.service('B').edit(twin.id, { [field]: 'B said\ntwo\nthree' });
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    const [conflict] = await world.call('conflicts.list', {});
    const later = async (fields: object): Promise<void> => {
      world.service('B').edit(twin.id, { ...fields });
      // Reads and stores what is there now, and plans nothing.
      await world.call('plans.preview', { profile: 'Work' });
    };
    return { world, conflict: conflict?.id ?? '', twin, later };
  }

  it('does not overwrite an edit that was read after the conflict was shown', async () => {
    const { world, conflict, twin, later } = await conflictOf('title');
    await later({ title: 'B said more' });
    await world.call('conflicts.resolve', { conflict, use: 'A' });
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    const [again] = await world.call('conflicts.list', {});
    expect(again?.sides.map(({ value }) => value)).toEqual(['A said\ntwo\nthree', 'B said more']);
    const now = world
      .service('B')
      .all()
      .find(({ id }) => id === twin.id);
    expect(now?.fields['title']).toBe('B said more');
    await world.close();
  });

  it('takes what the chosen side says by now', async () => {
    const { world, conflict, later } = await conflictOf('title');
    await later({ title: 'B said more' });
    await world.call('conflicts.resolve', { conflict, use: 'B' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    expect(world.service('A').all()[0]?.fields['title']).toBe('B said more');
    await world.close();
  });

  it('keeps a line that was added after the conflict was shown', async () => {
    const { world, conflict, later } = await conflictOf('body');
    await later({ body: 'B said\ntwo\nthree\nfour' });
    await world.call('conflicts.resolve', { conflict, use: 'A' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    for (const side of ['A', 'B']) {
      expect(world.service(side).all()[0]?.fields['body']).toBe('A said\ntwo\nthree\nfour');
    }
    await world.close();
  });

  it('is shown with what the other side says by now, also when that was read later in the same run', async () => {
    const { world, conflict, twin } = await conflictOf('title');
    const record = world.service('A').all()[0]?.id ?? '';
    // A conflict at the service that is read first.
    world.service('A').edit(record, { title: 'A said more' });
    await world.call('conflicts.resolve', { conflict, use: 'B' });
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    world.service('B').edit(twin.id, { title: 'B said more' });
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    const [shown] = await world.call('conflicts.list', {});
    expect(shown?.sides.map(({ side, value }) => `${side}: ${value}`)).toEqual(['B: B said more', 'A: A said more']);
    await world.call('conflicts.resolve', { conflict: shown?.id ?? '', use: 'B' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    for (const side of ['A', 'B']) expect(world.service(side).all()[0]?.fields['title']).toBe('B said more');
    await world.close();
  });

  it('ends by itself when the sides come to agree in the run that was to ask', async () => {
    const { world, conflict, twin } = await conflictOf('title');
    const record = world.service('A').all()[0]?.id ?? '';
    world.service('A').edit(record, { title: 'A said more' });
    await world.call('conflicts.resolve', { conflict, use: 'B' });
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    world.service('B').edit(twin.id, { title: 'A said more' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    await world.close();
  });

  it('is about what the task says now, also when it was edited here since', async () => {
    const { world, conflict } = await conflictOf('title');
    const [task] = await world.tasks();
    await world.call('tasks.edit', { task: task?.id ?? '', edit: { title: 'Here' } });
    const [shown] = await world.call('conflicts.list', {});
    expect(shown?.sides[0]).toMatchObject({ side: 'here', value: 'Here' });
    await world.call('conflicts.resolve', { conflict, use: 'here' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    for (const side of ['A', 'B']) expect(world.service(side).all()[0]?.fields['title']).toBe('Here');
    await world.close();
  });

  it('that is still open keeps the edit of one side from being deleted with the other (S9)', async () => {
    const { world } = await conflictOf('title');
    world.service('A').remove(world.service('A').all()[0]?.id ?? '');
    expect(await world.sync()).toMatchObject({ conflicts: 1, tasks: { deleted: 0 } });
    const [left] = world.service('B').all();
    expect(left?.fields).toMatchObject({ title: 'B said\ntwo\nthree', status: 'open' });
    expect(world.service('A').all()).toHaveLength(1);
    await world.close();
  });
});

describe('a decision that is taken back', () => {
  async function decided(use: string, fields = { left: { title: 'A said' }, right: { title: 'B said' } }) {
    const world = await createWorld();
    const record = world.service('A').add({ title: 'Task', body: 'Text' });
    await world.sync();
    const twin = world.record('B', 'Task');
    world.service('A').edit(record.id, fields.left);
    world.service('B').edit(twin.id, fields.right);
    await world.sync();
    const conflicts = await world.call('conflicts.list', {});
    for (const { id } of conflicts) await world.call('conflicts.resolve', { conflict: id, use });
    return { world, conflicts };
  }

  it('is the same open question again, and the next run writes nothing', async () => {
    const { world, conflicts } = await decided('B');
    expect(await world.call('conflicts.list', {})).toEqual([]);
    const [first] = conflicts;
    expect(await world.call('conflicts.reopen', { conflict: first?.id ?? '' })).toEqual(first);
    expect(await world.call('conflicts.list', {})).toEqual(conflicts);
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    expect(world.service('A').all()[0]?.fields['title']).toBe('A said');
    expect(world.service('B').all()[0]?.fields['title']).toBe('B said');
    // It can be decided again, the other way.
    await world.call('conflicts.resolve', { conflict: first?.id ?? '', use: 'A' });
    expect(await world.sync()).toMatchObject({ conflicts: 0, pending: 0 });
    expect(world.service('B').all()[0]?.fields['title']).toBe('A said');
    await world.close();
  });

  it('can be several fields of one task, in any order', async () => {
    const { world, conflicts } = await decided('before', {
      left: { title: 'A said', body: 'A wrote' },
      right: { title: 'B said', body: 'B wrote' },
    } as never);
    expect(conflicts).toHaveLength(2);
    for (const { id } of conflicts) await world.call('conflicts.reopen', { conflict: id });
    expect(await world.call('conflicts.list', {})).toEqual(conflicts);
    expect(await world.sync()).toMatchObject({ conflicts: 2 });
    await world.close();
  });

  it('is too late when a run has carried it on, or the field was edited since', async () => {
    const carried = await decided('A');
    await carried.world.sync();
    const tooLate = { code: 'invalid-input', message: expect.stringContaining('Nothing was taken back') };
    const reopen = ({ world, conflicts }: typeof carried) =>
      world.call('conflicts.reopen', { conflict: conflicts[0]?.id ?? '' });
    await expect(reopen(carried)).rejects.toMatchObject(tooLate);
    await carried.world.close();

    const edited = await decided('A');
    await edited.world.call('tasks.edit', { task: edited.conflicts[0]?.task ?? '', edit: { title: 'Mine' } });
    await expect(reopen(edited)).rejects.toMatchObject(tooLate);
    await edited.world.close();
  });
});

it('says what the sides agree on beside a conflict', async () => {
  const world = await createWorld();
  const record = world.service('A').add({ title: 'Task', body: 'Text' });
  await world.sync();
  world.service('A').edit(record.id, { title: 'A said' });
  world.service('B').edit(world.record('B', 'Task').id, { title: 'B said' });
  await world.sync();
  const [conflict] = await world.call('conflicts.list', {});
  const { equal, decided } = await world.call('conflicts.surroundings', { task: conflict?.task ?? '' });
  expect(equal).toContainEqual({ field: 'body', value: 'Text' });
  expect(equal.map(({ field }) => field)).not.toContain('title');
  expect(decided).toEqual([]);
  await world.close();
});
