import { afterEach, describe, expect, it } from 'vitest';
import type { UndoView } from '../../../src-shared/api/views.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
const open = async (options: WorldOptions = {}): Promise<World> => {
  world = await createWorld(options);
  return world;
};
afterEach(() => world.close());

const later = (): void => world.clock.set(world.clock.now() + 60_000);
const undo = (run: string, more: { task?: string; field?: string } = {}): Promise<UndoView> =>
  world.call('runs.undo', { run, ...more });
const preview = (run: string): Promise<UndoView> => world.call('runs.undoPreview', { run });
const actions = (view: UndoView): readonly string[] =>
  view.actions.map(({ kind, title, endpoint }) => `${kind} ${title} at ${endpoint}`).sort();
const skips = (view: UndoView): readonly string[] =>
  view.skipped.map(({ title, field, reason }) => `${title} ${field} ${reason}`).sort();
const sync = () => world.sync({ acceptBrakes: true });
const values = (side: string, field: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    world
      .service(side)
      .all()
      .map((record) => [String(record.fields['title']), record.fields[field]]),
  );
/** After an undo and its run everything is quiet and proven to be equal (L2, L11). */
const expectQuiet = async (): Promise<void> => {
  const writes = world.service('A').log.length + world.service('B').log.length;
  expect(await sync()).toMatchObject({ state: 'done', pending: 0, conflicts: 0 });
  expect(world.service('A').log.length + world.service('B').log.length).toBe(writes);
  expect(await world.call('profiles.verify', { profile: 'Work' })).toMatchObject({ state: 'equal', causes: [] });
};

const kinds = [
  { name: 'client-chosen ids, preconditions, a feed of deletions', service: {} },
  {
    name: 'markers, no preconditions, deletions found by listing',
    service: { identity: 'C', precondition: false, deletions: 'listing' },
  },
] as const;

describe.each(kinds)('undo at services with $name', ({ service }) => {
  const services = { A: service, B: service };
  const fill = async (...titles: readonly string[]): Promise<void> => {
    for (const title of titles) world.service('A').add({ title, priority: 'p3', labels: ['x'] });
    await sync();
    later();
  };
  const edit = (side: string, title: string, fields: Readonly<Record<string, unknown>>): void => {
    world.service(side).edit(world.record(side, title).id, fields as never);
  };

  it('takes back what was changed since as well, where a person insists, and nowhere else', async () => {
    await open({ services });
    await fill('One', 'Two');
    for (const title of ['One', 'Two']) edit('A', title, { priority: 'p1' });
    const { run } = await sync();
    later();
    for (const title of ['One', 'Two']) edit('B', title, { priority: 'p2' });
    await sync();
    const { id } = await world.task('One');
    expect(skips(await preview(run))).toEqual(['One priority changed', 'Two priority changed']);

    const seen = await world.call('runs.undoPreview', { run, also: [id] });
    expect(actions(seen)).toEqual(['update One at A', 'update One at B', 'update One at here']);
    expect(skips(seen)).toEqual(['Two priority changed']);
    const done = await world.call('runs.undo', { run, also: [id] });
    expect({ ...done, undo: null }).toEqual(seen);
    await sync();
    expect(values('A', 'priority')).toEqual({ One: 'p3', Two: 'p2' });
    expect(values('B', 'priority')).toEqual({ One: 'p3', Two: 'p2' });
    await expectQuiet();
  });

  it('removes a task that a run brought although it was edited since, where a person insists', async () => {
    await open({ services, profile: { deletions: 'propagate' } });
    world.service('A').add({ title: 'One', priority: 'p3' });
    const { run } = await sync();
    later();
    edit('B', 'One', { priority: 'p1' });
    await sync();
    const { id } = await world.task('One');
    expect((await undo(run)).undo).toBeNull();
    await world.call('runs.undo', { run, also: [id] });
    await sync();
    expect(world.service('B').all()).toEqual([]);
    expect(await world.tasks()).toEqual([]);
    expect(values('A', 'priority')).toEqual({ One: 'p1' });
  });

  it('restores on both sides what a run carried from one to the other, except what was edited since', async () => {
    await open({ services });
    await fill('One', 'Two', 'Three');
    for (const title of ['One', 'Two', 'Three']) edit('A', title, { priority: 'p1', labels: ['x', 'y'] });
    const { run } = await sync();
    later();
    edit('B', 'Two', { priority: 'p2' });
    await world.call('tasks.edit', { task: (await world.task('Three')).id, edit: { priority: 'low' } });
    await sync();

    const seen = await preview(run);
    expect(seen.undo).toBeNull();
    expect(values('A', 'priority')).toEqual({ One: 'p1', Two: 'p2', Three: 'p4' });
    const done = await undo(run);
    expect({ ...done, undo: null }).toEqual(seen);
    expect(actions(done)).toEqual(
      [
        ...['One at A', 'One at B', 'One at here', 'Three at A', 'Three at B', 'Three at here'],
        ...['Two at A', 'Two at B', 'Two at here'],
      ].map((line) => `update ${line}`),
    );
    expect(skips(done)).toEqual(['Three priority changed', 'Two priority changed']);
    await sync();
    for (const side of ['A', 'B']) {
      expect(values(side, 'priority')).toEqual({ One: 'p3', Two: 'p2', Three: 'p4' });
      expect(values(side, 'labels')).toEqual({ One: ['x'], Two: ['x'], Three: ['x'] });
    }
    await expectQuiet();
  });

  it('takes back what was edited here and sent, with the task’s own old words', async () => {
    const mapping = { status: { started: ['doing', 'review'] } };
    await open({ services, endpoints: { A: { mapping }, B: { mapping } } });
    await fill('One');
    const { id } = await world.task('One');
    await world.call('tasks.edit', { task: id, edit: { status: 'review' } });
    await sync();
    await world.call('tasks.edit', { task: id, edit: { status: 'todo' } });
    await world.call('tasks.edit', { task: id, edit: { status: 'done' } });
    const { run } = await sync();
    expect(values('B', 'status')).toEqual({ One: 'closed' });
    await undo(run);
    expect((await world.task('One')).status).toBe('review');
    await sync();
    for (const side of ['A', 'B']) expect(values(side, 'status')).toEqual({ One: 'started' });
    await expectQuiet();
  });

  it('undoes one task, and one field of one task', async () => {
    await open({ services });
    await fill('One', 'Two');
    for (const title of ['One', 'Two']) edit('A', title, { priority: 'p1', labels: [] });
    const { run } = await sync();
    const { id } = await world.task('One');
    expect(actions(await undo(run, { task: id, field: 'labels' }))).toHaveLength(3);
    await sync();
    expect(values('B', 'labels')).toEqual({ One: ['x'], Two: [] });
    expect(values('B', 'priority')).toEqual({ One: 'p1', Two: 'p1' });
    expect(skips(await undo(run, { task: id }))).toEqual(['One labels already']);
    await sync();
    expect(values('A', 'priority')).toEqual({ One: 'p3', Two: 'p1' });
    await expect(undo(run, { field: 'labels' })).rejects.toThrow('Name the task');
  });

  it('can be undone itself', async () => {
    await open({ services });
    await fill('One');
    edit('A', 'One', { priority: 'p1' });
    const { run } = await sync();
    const first = await undo(run);
    await sync();
    expect(values('B', 'priority')).toEqual({ One: 'p3' });
    expect(skips(await undo(run))).toEqual(['One priority already']);
    const second = await undo(first.undo ?? '');
    await sync();
    for (const side of ['A', 'B']) expect(values(side, 'priority')).toEqual({ One: 'p1' });
    await undo(second.undo ?? '');
    await sync();
    for (const side of ['A', 'B']) expect(values(side, 'priority')).toEqual({ One: 'p3' });
    await expectQuiet();
  });

  it.each(['propagate', 'close'] as const)(
    'recreates on two services what a run deleted, policy %s',
    async (deletions) => {
      await open({ services, profile: { deletions } });
      await fill('One', 'Two');
      edit('A', 'One', { body: 'All of it', due: { kind: 'date', date: '2026-04-01' } });
      await sync();
      world.service('B').remove(world.record('B', 'One').id);
      const { run } = await sync();
      expect(Object.keys(values('A', 'body'))).toHaveLength(deletions === 'propagate' ? 1 : 2);
      expect((await world.tasks({ deleted: true })).map((task) => task.title)).toEqual(['One']);
      const done = await undo(run);
      expect(actions(done)).toContain('restore One at here');
      await sync();
      for (const side of ['A', 'B']) {
        expect(world.record(side, 'One').fields).toMatchObject({
          ...{ body: 'All of it', priority: 'p3', labels: ['x'], status: 'open' },
          due: { date: '2026-04-01' },
        });
      }
      expect(await world.tasks({ deleted: true })).toEqual([]);
      await expectQuiet();
      // And back again: the undoing of the undoing deletes what it made.
      await undo(done.undo ?? '');
      await sync();
      expect((await world.tasks({ deleted: true })).map((task) => task.title)).toEqual(['One']);
      expect(values('B', 'status')['One']).toBe(deletions === 'propagate' ? undefined : 'dropped');
      await expectQuiet();
    },
  );

  it('takes back the deletion of a person here that a run carried to both services', async () => {
    await open({ services, profile: { deletions: 'propagate' } });
    await fill('One');
    await world.call('tasks.delete', { task: (await world.task('One')).id });
    const { run } = await sync();
    expect([...world.service('A').all(), ...world.service('B').all()]).toEqual([]);
    await undo(run);
    await sync();
    for (const side of ['A', 'B']) expect(values(side, 'priority')).toEqual({ One: 'p3' });
    await expectQuiet();
  });

  it.each(['propagate', 'close', 'unlink'] as const)(
    'removes what a first sync made, and never what was there before it, policy %s',
    async (deletions) => {
      await open({ services, profile: { deletions } });
      world.service('A').add({ title: 'One' });
      const { run } = await sync();
      const done = await undo(run);
      const how = { propagate: 'delete', close: 'close', unlink: 'unlink' }[deletions];
      expect(actions(done)).toEqual([`${how} One at B`, 'delete One at here', 'unlink One at A'].sort());
      await sync();
      expect(values('A', 'status')).toEqual({ One: 'open' });
      expect(world.service('A').log.filter((write) => write.by === 'sync')).toEqual([]);
      expect(values('B', 'status')).toEqual(
        { propagate: {}, close: { One: 'dropped' }, unlink: { One: 'open' } }[deletions],
      );
      expect(await world.tasks()).toEqual([]);
      await expectQuiet();
      await undo(done.undo ?? '');
      await sync();
      for (const side of ['A', 'B']) expect(values(side, 'status')).toEqual({ One: 'open' });
      expect(world.service('B').all()).toHaveLength(1);
      await expectQuiet();
    },
  );

  it.each(['propagate', 'close'] as const)(
    'removes records that a run made for a task of this side, which stays, policy %s',
    async (deletions) => {
      await open({ services, profile: { deletions } });
      await world.call('tasks.add', { profile: 'Work', edit: { title: 'Mine' } });
      await world.call('tasks.add', { profile: 'Work', edit: { title: 'Other' } });
      const { run } = await sync();
      later();
      edit('B', 'Other', { priority: 'p1' });
      await sync();
      const done = await undo(run);
      expect(skips(done)).toEqual(['Other null changed', 'Other null changed']);
      await sync();
      const left = deletions === 'propagate' ? { Other: 'open' } : { Mine: 'dropped', Other: 'open' };
      for (const side of ['A', 'B']) expect(values(side, 'status')).toEqual(left);
      expect((await world.tasks()).map(({ title, status }) => `${title} ${status}`)).toEqual([
        'Mine todo',
        'Other todo',
      ]);
      await expectQuiet();
      await undo(done.undo ?? '');
      await sync();
      for (const side of ['A', 'B']) expect(values(side, 'status')).toEqual({ Mine: 'open', Other: 'open' });
      await expectQuiet();
    },
  );

  it('keeps a record that is edited between the undoing and the run that follows (S9)', async () => {
    await open({ services, profile: { deletions: 'propagate' } });
    await world.call('tasks.add', { profile: 'Work', edit: { title: 'Mine' } });
    const { run } = await sync();
    await undo(run);
    later();
    edit('A', 'Mine', { body: 'Precious' });
    await sync();
    expect(values('A', 'body')).toEqual({ Mine: 'Precious' });
    expect((await world.task('Mine')).body).toBe('Precious');
    await expectQuiet();
  });

  it('skips a task that has changed since the run made it', async () => {
    await open({ services });
    world.service('A').add({ title: 'One' });
    const { run } = await sync();
    await world.call('tasks.edit', { task: (await world.task('One')).id, edit: { body: 'Mine now' } });
    const done = await undo(run);
    expect(done).toMatchObject({ undo: null, actions: [] });
    expect(skips(done)).toEqual(['One body changed']);
  });
});

it('writes nothing in a preview, and does not undo while the profile syncs', async () => {
  await open();
  world.service('A').add({ title: 'One' });
  const { run } = await world.sync();
  const before = await world.call('tasks.show', { task: (await world.task('One')).id });
  await preview(run);
  expect(await world.call('tasks.show', { task: before.task.id })).toEqual(before);
  expect(await world.call('runs.list', {})).toHaveLength(1);
  const running = world.sync();
  await expect(undo(run)).rejects.toMatchObject({ code: 'held' });
  await running;
});

it('journals every write with what was before and after (S21)', async () => {
  await open({ profile: { deletions: 'propagate' } });
  const record = world.service('A').add({ title: 'One', priority: 'p3' });
  await world.sync();
  world.clock.set(world.clock.now() + 60_000);
  world.service('A').edit(record.id, { priority: 'p1' });
  await world.sync();
  world.service('A').remove(record.id);
  await world.sync({ acceptBrakes: true });
  const [task] = await world.tasks({ deleted: true });
  const entries = [...(await world.store.history.list({ task: task?.id ?? '' }))].reverse();
  expect(entries.map(({ place, kind, field }) => [place === 'here' ? 'here' : 'B', kind, field].join(' '))).toEqual([
    ...['here create ', 'B create ', 'here update priority', 'B update priority', 'here delete ', 'B delete '],
  ]);
  const [made, sent, , updated, binned, deleted] = entries;
  expect(made?.content?.fields).toMatchObject({ title: 'One', priority: 'medium' });
  expect(sent).toMatchObject({ content: { fields: { title: 'One', priority: 'p3' } } });
  expect(updated).toMatchObject({
    before: 'p3',
    after: 'p1',
    taskValue: 'urgent',
    remote: { version: expect.any(String) },
  });
  expect(updated?.remote?.link).toBe(sent?.remote?.link);
  expect(binned?.content?.fields).toMatchObject({ title: 'One', priority: 'urgent' });
  expect(deleted?.content?.fields).toMatchObject({ title: 'One', priority: 'p1' });
});
