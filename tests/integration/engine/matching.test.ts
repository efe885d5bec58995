import { afterEach, describe, expect, it } from 'vitest';
import { fullSchema } from '../../../src-main/connectors/memory/memory-fields.ts';
import { createMemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { mirrorIdentity } from '../../../src-main/core/engine/identity.ts';
import type { Endpoint } from '../../../src-shared/domain/profile.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(options: WorldOptions): Promise<World> {
  const world = await createWorld(options);
  worlds.push(world);
  return world;
}

describe('matching at first contact', () => {
  it('joins a record to the one whose address stands in its text', async () => {
    const world = await open({ profile: { match: { mode: 'match-then-create', by: ['reference'] } } });
    world.service('A').add({ title: 'The bug' }, { references: ['https://a.example.org/7'] });
    world.service('B').add({ title: 'Same thing, other words', body: 'Copied from https://a.example.org/7.' });
    world.service('B').add({ title: 'Unrelated', body: 'https://c.example.org/1' });
    const plan = await world.call('plans.preview', { profile: 'Work' });
    expect(plan.actions.filter(({ kind }) => kind === 'link')).toHaveLength(1);
    await world.sync();
    expect(await world.tasks()).toHaveLength(2);
    expect(world.service('A').all()).toHaveLength(2);
  });

  it('joins records by a field that was chosen, also to tasks that are here already', async () => {
    const schema = { fields: { ...fullSchema.fields, 'x.key': { writable: true } } };
    const world = await open({
      services: { A: { schema }, B: { schema } },
      profile: { match: { mode: 'match-then-create', by: ['field:x.key'] } },
      endpoints: { B: { direction: 'pull' } },
    });
    world.service('A').add({ title: 'Invoice', 'x.key': 'K-1' });
    await world.sync();
    world.service('B').add({ title: 'Rechnung', 'x.key': 'K-1' });
    world.service('B').add({ title: 'Anderes', 'x.key': 'K-2' });
    await world.sync();
    expect((await world.tasks()).map(({ title, links }) => [title, links.length])).toEqual([
      ['Anderes', 2],
      ['Rechnung', 2],
    ]);
  });

  it.each(['create-only', 'match-then-create'] as const)(
    'knows the copies of another installation by their markers, in mode %s (S4)',
    async (mode) => {
      const clock = createFakeClock({ auto: true });
      const reuse = {
        A: createMemoryService({ name: 'A', clock }),
        B: createMemoryService({ name: 'B', clock, identity: 'C', precondition: false, deletions: 'listing' }),
      };
      const profile = { match: { mode, by: [] } };
      for (const title of ['One', 'One', 'Two']) reuse.A.add({ title });
      reuse.B.add({ title: 'Three' });
      const first = await open({ reuse, clock, profile, idPrefix: 'first' });
      await first.sync();
      const second = await open({ reuse, clock, profile, idPrefix: 'second' });
      expect(await second.sync()).toMatchObject({ state: 'done', pending: 0, conflicts: 0 });
      for (const service of [reuse.A, reuse.B]) expect(service.all()).toHaveLength(4);
      expect(await second.tasks()).toHaveLength(4);
      const writes = reuse.A.log.length + reuse.B.log.length;
      await first.sync();
      await second.sync();
      expect(reuse.A.log.length + reuse.B.log.length).toBe(writes);
    },
  );

  it('knows copies of one task that another installation made, though they have other titles by now (S4)', async () => {
    const clock = createFakeClock({ auto: true });
    const service = { clock, identity: 'C', precondition: false, deletions: 'listing' } as const;
    const reuse = {
      A: createMemoryService({ ...service, name: 'A' }),
      B: createMemoryService({ ...service, name: 'B' }),
      C: createMemoryService({ ...service, name: 'C' }),
    };
    const first = await open({ reuse, clock, services: { A: {}, B: {}, C: {} }, idPrefix: 'first' });
    await first.call('tasks.add', { profile: 'Work', edit: { title: 'Born here' } });
    // C gets its copy from the second installation, which knows of the others only.
    reuse.C.fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
    await first.sync();
    reuse.C.heal();
    reuse.B.edit(reuse.B.all()[0]?.id ?? '', { title: 'Renamed in B' });
    const second = await open({ reuse, clock, services: { A: {}, B: {}, C: {} }, idPrefix: 'second' });
    await second.sync();
    expect(await second.tasks()).toHaveLength(1);
    await first.sync();
    await second.sync();
    for (const { all } of Object.values(reuse)) expect(all()).toHaveLength(1);
    expect([await first.tasks(), await second.tasks()].map((tasks) => tasks.length)).toEqual([1, 1]);
  });

  it('looks before it creates where another installation works too, and only there (S4)', async () => {
    const clock = createFakeClock({ auto: true });
    const reuse = {
      A: createMemoryService({ name: 'A', clock }),
      B: createMemoryService({ name: 'B', clock, identity: 'C', precondition: false, deletions: 'listing' }),
    };
    reuse.A.add({ title: 'One' });
    const first = await open({ reuse, clock, idPrefix: 'first' });
    await first.sync();
    expect(reuse.B.requests.find).toBe(0);
    const second = await open({ reuse, clock, idPrefix: 'second' });
    await second.sync();
    const { id } = reuse.A.add({ title: 'Two' });
    const place = (name: string) => ({ endpoint: { id: name } as Endpoint, address: `${name} memory:${name} inbox` });
    const identity = mirrorIdentity(place('A'), id, place('B'));
    // The second one decides to create; before its request leaves, the first one has done it.
    reuse.B.knobs.weather = (call) => {
      if (call.operation !== 'find') return null;
      reuse.B.knobs.weather = null;
      void reuse.B.request({ operation: 'create', id: null }, new AbortController().signal, (door) =>
        door.create('inbox', identity, { title: 'Two' }),
      );
      return null;
    };
    await second.sync();
    expect(reuse.B.all().map((record) => record.fields['title'])).toEqual(['One', 'Two']);
    expect(await second.sync()).toMatchObject({ state: 'done', pending: 0 });
  });
});
