import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
const open = async (options: WorldOptions = {}): Promise<World> => {
  world = await createWorld(options);
  return world;
};
afterEach(() => world.close());

const kinds = [
  { name: 'client-chosen ids, preconditions, a feed of deletions', service: {} },
  {
    name: 'markers, no preconditions, deletions found by listing',
    service: { identity: 'C', precondition: false, deletions: 'listing' },
  },
] as const;

describe.each(kinds)('two services with $name', ({ service }) => {
  const services = { A: service, B: service };

  it('copies what is new on either side to the other, and then is silent', async () => {
    const { service: at, sync, tasks } = await open({ services });
    at('A').add({ title: 'Buy milk', labels: ['home'], priority: 'p2', due: { kind: 'date', date: '2026-03-05' } });
    at('B').add({ title: 'Write report', status: 'started', body: 'Two\nlines' });

    const run = await sync();
    expect(run).toMatchObject({ state: 'done', pending: 0, conflicts: 0, problems: [], tasks: { created: 2 } });
    expect(world.record('B', 'Buy milk').fields).toMatchObject({
      labels: ['home'],
      priority: 'p2',
      due: { kind: 'date', date: '2026-03-05' },
    });
    expect(world.record('A', 'Write report').fields).toMatchObject({ status: 'started', body: 'Two\nlines' });
    expect((await tasks()).map((task) => [task.title, task.status, task.state])).toEqual([
      ['Buy milk', 'todo', 'in-sync'],
      ['Write report', 'doing', 'in-sync'],
    ]);

    const writes = at('A').log.length + at('B').log.length;
    const again = await sync();
    expect(again).toMatchObject({ state: 'done', tasks: { created: 0, updated: 0 } });
    expect(at('A').log.length + at('B').log.length).toBe(writes);
  });

  it('brings edits of different fields together', async () => {
    const { service: at, sync } = await open({ services });
    at('A').add({ title: 'Plan trip', body: 'one\ntwo\nthree', labels: ['x'] });
    await sync();
    world.clock.set(world.clock.now() + 60_000);
    at('A').edit(world.record('A', 'Plan trip').id, { body: 'ONE\ntwo\nthree', labels: ['x', 'a'] });
    at('B').edit(world.record('B', 'Plan trip').id, { body: 'one\ntwo\nTHREE', labels: ['b', 'x'], priority: 'p1' });
    expect(await sync()).toMatchObject({ state: 'done', conflicts: 0 });
    for (const side of ['A', 'B']) {
      expect(world.record(side, 'Plan trip').fields).toMatchObject({
        body: 'ONE\ntwo\nTHREE',
        labels: ['a', 'b', 'x'],
        priority: 'p1',
      });
    }
  });

  it('sends only what changed, so what others change at the same moment stays (S6)', async () => {
    const { service: at, sync } = await open({ services });
    at('A').add({ title: 'Plan', labels: ['a'], priority: 'p2' });
    await sync();
    world.clock.set(world.clock.now() + 60_000);
    at('A').edit(world.record('A', 'Plan').id, { title: 'Better plan' });
    await sync();
    expect(at('B').log.at(-1)).toMatchObject({ operation: 'update', by: 'sync' });
    expect(Object.keys(at('B').log.at(-1)?.fields ?? {})).toEqual(['title']);
  });

  it('leaves alone at home what the other service writes in its own way (S2, S5)', async () => {
    const { service: at, sync } = await open({ services });
    at('A').add({ title: 'Plan' });
    at('B').knobs.rewritesText = true;
    await sync();
    const { id } = world.record('A', 'Plan');
    world.clock.set(world.clock.now() + 60_000);
    at('A').edit(id, { body: '* one\n* two' });
    for (let run = 0; run < 2; run++) await sync();
    expect(world.record('B', 'Plan').fields['body']).toBe('- one\n- two');
    expect(world.record('A', 'Plan').fields['body']).toBe('* one\n* two');
    expect(at('A').log.filter((write) => write.by === 'sync')).toEqual([]);
  });

  it('makes one conflict of one field edited on both sides, while the other fields flow', async () => {
    const { service: at, sync, call } = await open({ services });
    at('A').add({ title: 'Pricing', due: { kind: 'date', date: '2026-03-01' } });
    await sync();
    world.clock.set(world.clock.now() + 60_000);
    at('A').edit(world.record('A', 'Pricing').id, { due: { kind: 'date', date: '2026-03-04' }, priority: 'p1' }, 'ana');
    at('B').edit(
      world.record('B', 'Pricing').id,
      { due: { kind: 'date', date: '2026-03-06' }, labels: ['site'] },
      'tom',
    );
    expect(await sync()).toMatchObject({ state: 'done', conflicts: 1 });
    expect(world.record('B', 'Pricing').fields).toMatchObject({ priority: 'p1', due: { date: '2026-03-06' } });
    expect(world.record('A', 'Pricing').fields).toMatchObject({ labels: ['site'], due: { date: '2026-03-04' } });
    const [conflict] = await call('conflicts.list', {});
    expect(conflict).toMatchObject({
      field: 'due',
      before: '2026-03-01',
      sides: [
        { side: 'A', value: '2026-03-04', by: 'ana' },
        { side: 'B', value: '2026-03-06', by: 'tom' },
      ],
    });
    // Nothing asks or writes again until somebody decides.
    const writes = at('A').log.length + at('B').log.length;
    expect(await sync()).toMatchObject({ conflicts: 1 });
    expect(at('A').log.length + at('B').log.length).toBe(writes);
    expect(await call('plans.preview', { profile: 'Work' })).toMatchObject({
      actions: [],
      conflicts: [{ field: 'due' }],
    });

    await call('conflicts.resolve', { conflict: conflict?.id ?? '', use: 'B' });
    expect(await sync()).toMatchObject({ state: 'done', conflicts: 0 });
    for (const side of ['A', 'B'])
      expect(world.record(side, 'Pricing').fields).toMatchObject({ due: { date: '2026-03-06' } });
  });

  it('closes the twin and bins the task when one side deletes it', async () => {
    const { service: at, sync, tasks } = await open({ services });
    for (const title of ['Keep', 'Drop', 'Third', 'Fourth']) at('A').add({ title });
    await sync();
    at('A').remove(world.record('A', 'Drop').id);
    expect(await sync()).toMatchObject({ state: 'done', tasks: { deleted: 1 } });
    expect(world.record('B', 'Drop').fields).toMatchObject({ status: 'dropped' });
    expect((await tasks()).map((task) => task.title)).toEqual(['Fourth', 'Keep', 'Third']);
    expect((await tasks({ deleted: true })).map((task) => task.title)).toEqual(['Drop']);
    const writes = at('A').log.length + at('B').log.length;
    await sync();
    expect(at('A').log.length + at('B').log.length).toBe(writes);
  });

  it('notices what was deleted while the service forgot where we had stopped reading', async () => {
    const { service: at, sync, tasks } = await open({ services });
    for (const title of ['Keep', 'Drop', 'Third', 'Fourth']) at('A').add({ title });
    await sync();
    at('A').remove(world.record('A', 'Drop').id);
    at('A').forgetCursors();
    expect(await sync()).toMatchObject({ state: 'done', tasks: { deleted: 1 } });
    expect((await tasks()).map((task) => task.title)).toEqual(['Fourth', 'Keep', 'Third']);
  });

  it('keeps the edit when one side edits what the other deletes', async () => {
    const { service: at, sync, tasks } = await open({ services });
    for (const title of ['One', 'Two', 'Three']) at('A').add({ title });
    await sync();
    world.clock.set(world.clock.now() + 60_000);
    at('A').remove(world.record('A', 'One').id);
    at('B').edit(world.record('B', 'One').id, { body: 'still needed' });
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(world.record('A', 'One').fields).toMatchObject({ body: 'still needed' });
    expect(await tasks()).toHaveLength(3);
  });

  it('keeps children below their parents, however far apart they are read (S25)', async () => {
    const { service: at, sync } = await open({ services });
    const parent = at('A').add({ title: 'Parent' });
    for (let number = 0; number < 600; number++) at('A').add({ title: `Task ${number}` });
    at('A').add({ title: 'Child', parent: parent.id });
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(world.record('B', 'Child').fields['parent']).toBe(world.record('B', 'Parent').id);
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
  });

  it('stops and touches nothing when one side is suddenly empty', async () => {
    const { service: at, sync, tasks } = await open({ services });
    for (const title of ['One', 'Two', 'Three', 'Four', 'Five']) at('A').add({ title });
    await sync();
    for (const record of at('A').all()) at('A').remove(record.id);
    const writes = at('B').log.length;
    for (let round = 0; round < 2; round++) {
      const run = await sync();
      expect(run.state).toBe('held');
      expect(run.brakes).toEqual([
        'A is empty now: all 5 tasks that were there are gone. Nothing was changed anywhere.',
      ]);
    }
    expect(at('B').log).toHaveLength(writes);
    expect(await tasks()).toHaveLength(5);
    expect(await sync({ acceptBrakes: true })).toMatchObject({ state: 'done', tasks: { deleted: 5 } });
    expect(
      at('B')
        .all()
        .every((record) => record.fields['status'] === 'dropped'),
    ).toBe(true);
  });

  it('sends edits made here, and keeps them while a service is away', async () => {
    const { service: at, sync, call, task } = await open({ services });
    at('A').add({ title: 'Call Bob' });
    await sync();
    at('B').fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
    const { id } = await task('Call Bob');
    await call('tasks.edit', { task: id, edit: { title: 'Call Bob again', due: '2026-03-09' } });
    const run = await sync();
    expect(run).toMatchObject({ state: 'offline', pending: 1 });
    expect(run.problems[0]?.message).toContain('Cannot reach B');
    expect((await task('Call Bob again')).state).toBe('waiting');
    expect(world.record('A', 'Call Bob again').fields).toMatchObject({ due: { date: '2026-03-09' } });
    at('B').heal();
    expect(await sync()).toMatchObject({ state: 'done', pending: 0, problems: [] });
    expect(world.record('B', 'Call Bob again').fields).toMatchObject({ due: { date: '2026-03-09' } });
  });

  it('makes exactly one record when the answer to a create is lost', async () => {
    const { service: at, sync } = await open({ services });
    for (const title of ['One', 'Two', 'Three']) at('A').add({ title });
    at('B').fail({ kind: 'lost-answer', on: 'create', after: 1 });
    at('B').fail({ kind: 'lost-request', on: 'create' });
    await sync();
    await sync();
    expect(
      at('B')
        .all()
        .map((record) => record.fields['title'])
        .sort(),
    ).toEqual(['One', 'Three', 'Two']);
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
  });

  it('shows a plan that writes nothing, and the run then does exactly that', async () => {
    const { service: at, sync, call } = await open({ services });
    at('A').add({ title: 'New in A', labels: ['x'] });
    await call('tasks.add', { profile: 'Work', edit: { title: 'New here' } });
    const plan = await call('plans.preview', { profile: 'Work' });
    expect(at('A').log.filter((write) => write.by === 'sync')).toEqual([]);
    expect(at('B').log).toEqual([]);
    const listed = plan.actions.map(({ kind, title, endpoint }) => `${kind} ${title} at ${endpoint}`).sort();
    expect(listed).toEqual([
      'create New here at A',
      'create New here at B',
      'create New in A at B',
      'create New in A at here',
    ]);
    await sync();
    expect(
      at('A')
        .log.filter((write) => write.by === 'sync')
        .map((write) => write.fields['title']),
    ).toEqual(['New here']);
    expect(
      at('B')
        .log.map((write) => write.fields['title'])
        .sort(),
    ).toEqual(['New here', 'New in A']);
  });

  it('carries a new parent on in the run that learns of it (L1)', async () => {
    const { service: at, sync } = await open({ services: { A: {}, B: {} } });
    const parent = at('A').add({ title: 'Parent' });
    const child = at('A').add({ title: 'Child' });
    await sync();
    at('A').edit(child.id, { parent: parent.id });
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(world.record('B', 'Child').fields['parent']).toBe(world.record('B', 'Parent').id);
  });

  it('creates parents before children, in one run and as planned (S25)', async () => {
    const { service: at, sync } = await open({ services });
    const parent = at('A').add({ title: 'Parent' });
    const child = at('A').add({ title: 'Child', parent: parent.id });
    at('A').add({ title: 'Grandchild', parent: child.id });
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(world.record('B', 'Child').fields['parent']).toBe(world.record('B', 'Parent').id);
    expect(world.record('B', 'Grandchild').fields['parent']).toBe(world.record('B', 'Child').id);
    expect(at('B').log.map((write) => write.operation)).toEqual(['create', 'create', 'create']);
  });

  it('pairs records that are the same at first contact instead of doubling them', async () => {
    const { service: at, sync, tasks } = await open({ services });
    at('A').add({ title: 'Same', labels: ['a'] });
    at('B').add({ title: 'Same', labels: ['b'] });
    at('A').add({ title: 'Twice' });
    at('A').add({ title: 'Twice' });
    at('B').add({ title: 'Twice' });
    await sync();
    expect(world.record('A', 'Same').fields['labels']).toEqual(['a', 'b']);
    expect(world.record('B', 'Same').fields['labels']).toEqual(['a', 'b']);
    // Ambiguous: left apart, nothing is lost.
    expect((await tasks()).filter((task) => task.title === 'Twice')).toHaveLength(3);
  });
});
