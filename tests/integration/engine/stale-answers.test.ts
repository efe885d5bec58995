import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

/** A replica that lags behind answers some of the requests: it does not know yet what was written last. */
const options = { identity: 'C', precondition: false, deletions: 'listing' } as const;

let world: World;
afterEach(() => world.close());

async function open(titles: readonly string[]): Promise<void> {
  world = await createWorld({ services: { A: options, B: options } });
  for (const title of titles) world.service('A').add({ title });
  await world.sync();
  minutes(1);
}

function minutes(count: number): void {
  world.clock.set(world.clock.now() + count * 60_000);
}

describe('a listing that lags behind', () => {
  it('deletes nothing: what it does not name is asked for one by one (S8)', async () => {
    await open(['One', 'Two', 'Three', 'Four', 'Five']);
    world.service('A').add({ title: 'Just made' });
    await world.sync();
    world.service('B').fail({ kind: 'stale-read', on: ['pull', 'list'], times: 2 });
    expect(await world.sync()).toMatchObject({ state: 'done', tasks: { deleted: 0 }, problems: [] });
    expect(await world.tasks()).toHaveLength(6);
    expect(world.record('A', 'Just made').fields['status']).toBe('open');
  });

  it('deletes nothing though it is empty and the only task is missing (S8)', async () => {
    await open(['Only one']);
    world.service('B').fail({ kind: 'stale-read', on: ['pull', 'list'], times: 2 });
    expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', tasks: { deleted: 0 } });
    expect(await world.tasks()).toHaveLength(1);
    expect(world.record('A', 'Only one').fields['status']).toBe('open');
  });
});

it('a copy from before our write does not take it back (S12)', async () => {
  await open(['Draft']);
  world.service('A').edit(world.record('A', 'Draft').id, { title: 'Second draft' });
  await world.sync();
  minutes(1);
  world.service('A').edit(world.record('A', 'Second draft').id, { body: 'Now with a text' });
  world.service('B').fail({ kind: 'stale-read', on: 'get', times: Number.POSITIVE_INFINITY });
  for (let run = 0; run < 3; run++) expect(await world.sync()).toMatchObject({ conflicts: 0, problems: [] });
  expect(world.service('A').log.filter(({ by }) => by === 'sync')).toEqual([]);
  world.service('B').heal();
  await world.sync();
  for (const side of ['A', 'B']) {
    expect(world.record(side, 'Second draft').fields).toMatchObject({ body: 'Now with a text' });
  }
});
