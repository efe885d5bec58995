import { afterEach, describe, expect, it } from 'vitest';
import type { VerificationView } from '../../../src-shared/api/views.ts';
import { createTwoLists, todo } from '../../fakes/two-lists.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
const open = async (options: WorldOptions = {}): Promise<World> => {
  world = await createWorld(options);
  return world;
};
const verify = (): Promise<VerificationView> => world.call('profiles.verify', { profile: 'Work' });
const found = ({ differences }: VerificationView): readonly string[] =>
  differences.map(({ endpoint, title, field, cause }) => `${endpoint} ${title} ${field} ${cause}`).sort();
afterEach(() => world?.close());

describe.each([
  { name: 'a feed and preconditions', service: {} },
  {
    name: 'listings and no preconditions, in small pages',
    service: { identity: 'C', precondition: false, deletions: 'listing', pageSize: 3 },
  },
] as const)('verify at services with $name', ({ service }) => {
  const services = { A: service, B: service };
  const fill = async (count: number): Promise<void> => {
    for (let number = 0; number < count; number++) world.service('A').add({ title: `Task ${number}`, labels: ['x'] });
    await world.sync();
  };

  it('finds nothing on a healthy store, writes nothing, and says when it was proven (L11)', async () => {
    await open({ services });
    await fill(10);
    world.service('B').add({ title: 'Parent' });
    world.service('B').add({ title: 'Child', parent: world.record('B', 'Parent').id });
    await world.sync();
    await world.call('tasks.delete', { task: (await world.task('Task 3')).id });
    await world.sync();
    const writes = world.service('A').log.length + world.service('B').log.length;
    const cursors = await Promise.all(
      (await world.store.profiles.list())
        .flatMap((profile) => profile.endpoints)
        .map((endpoint) => world.store.endpoints.get(endpoint.id)),
    );
    expect(await verify()).toMatchObject({ state: 'equal', links: 24, equal: 24, causes: [], differences: [] });
    expect(world.service('A').log.length + world.service('B').log.length).toBe(writes);
    for (const state of cursors) expect(await world.store.endpoints.get(state.endpoint)).toEqual(state);
    expect((await world.call('status.get', {})).profiles[0]?.verified).toMatchObject({ links: 24, equal: 24 });
    expect(await world.call('profiles.verified', { profile: 'Work' })).toMatchObject({ equal: 24 });
    // And again: what was proven before does not count as seen now.
    expect(await verify()).toMatchObject({ state: 'equal', links: 24, equal: 24 });
  });

  it('says nothing of what the filter of an endpoint keeps out', async () => {
    await open({ services, endpoints: { A: { filter: '-label:private' } } });
    await fill(2);
    world.service('A').add({ title: 'Diary', labels: ['private'] });
    world.service('A').add({ title: 'Stranger' });
    expect(found(await verify())).toEqual(['A Stranger null unknown-there']);
  });

  it('names each difference with its cause, and repairs none', async () => {
    await open({ services });
    await fill(8);
    const [a, b] = [world.service('A'), world.service('B')];
    world.clock.set(world.clock.now() + 60_000);
    a.edit(world.record('A', 'Task 0').id, { labels: ['x', 'new'] });
    b.remove(world.record('B', 'Task 1').id);
    b.add({ title: 'Stranger' });
    await world.call('tasks.edit', { task: (await world.task('Task 2')).id, edit: { title: 'Edited 2' } });
    const result = await verify();
    expect(found(result)).toEqual([
      'A Edited 2 title waiting-here',
      'A Task 0 labels changed-there',
      'B Edited 2 title waiting-here',
      'B Stranger null unknown-there',
      'B Task 1 null missing-there',
    ]);
    expect(result).toMatchObject({ state: 'different', links: 16, equal: 12 });
    expect(found(await verify())).toHaveLength(5);
    expect(await world.sync()).toMatchObject({ state: 'done' });
    expect(await verify()).toMatchObject({ state: 'equal', causes: [] });
  });

  it('knows conflicts and problems as what they are', async () => {
    await open({ services });
    await fill(3);
    world.clock.set(world.clock.now() + 60_000);
    for (const [side, title] of [
      ['A', 'Left'],
      ['B', 'Right'],
    ] as const) {
      world.service(side).edit(world.record(side, 'Task 0').id, { title });
    }
    await world.call('tasks.edit', { task: (await world.task('Task 1')).id, edit: { title: 'x'.repeat(300) } });
    await world.sync();
    expect((await verify()).causes).toEqual([
      { cause: 'conflict', count: 1 },
      { cause: 'problem', count: 2 },
    ]);
  });

  it('calls a base that nobody can explain our own mistake', async () => {
    await open({ services });
    await fill(2);
    const { id } = await world.task('Task 0');
    const [link] = await world.store.links.byTasks([id]);
    if (!link?.base) throw new Error('it has a base');
    await world.store.links.put([{ ...link, base: { ...link.base, title: 'Something else' } }]);
    expect(found(await verify())).toEqual(['A Task 0 title unexplained']);
  });
});

it('says that a service could not be read to the end', async () => {
  await open();
  world.service('A').add({ title: 'One' });
  await world.sync();
  world.service('B').fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
  const result = await verify();
  expect(result).toMatchObject({ state: 'incomplete', links: 2, equal: 1 });
  expect(result.endpoints[1]?.failure?.message).toContain('Cannot reach B');
});

it('leaves a pull-only endpoint its own way', async () => {
  await open({ endpoints: { A: { direction: 'pull' } } });
  world.service('A').add({ title: 'One' });
  await world.sync();
  await world.call('tasks.edit', { task: (await world.task('One')).id, edit: { title: 'Mine' } });
  await world.sync();
  expect(found(await verify())).toEqual(['A Mine title one-way']);
});

it('sends nothing but reads, seen at the socket (S17)', async () => {
  const lists = await createTwoLists();
  try {
    for (let number = 0; number < 5; number++) {
      lists.left.collection().put(`${number}.ics`, todo(`uid-${number}`, `Task ${number}`));
    }
    await lists.sync();
    lists.left.collection().put('0.ics', todo('uid-0', 'Changed', 'PRIORITY:1'));
    const before = [lists.left.requests.length, lists.right.requests.length];
    const result = await lists.call('profiles.verify', { profile: 'Lists' });
    expect(result.causes).toEqual([{ cause: 'changed-there', count: 2 }]);
    const methods = [lists.left, lists.right].flatMap((server, side) =>
      server.requests.slice(before[side]).map((request) => request.method),
    );
    expect(methods.length).toBeGreaterThan(0);
    expect(
      [...new Set(methods)].filter((method) => !['PROPFIND', 'REPORT', 'GET', 'OPTIONS'].includes(method)),
    ).toEqual([]);
  } finally {
    await lists.close();
  }
});
