import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

/** Clocks that go wrong decide nothing (S27): neither what has changed, nor who wins, nor what is written. */
let world: World;
afterEach(() => world.close());

const hours = 3_600_000;

async function open(offsetMs: number): Promise<void> {
  world = await createWorld();
  world.service('A').knobs.clockOffsetMs = offsetMs;
  world.service('A').add({ title: 'Plan' });
  await world.sync();
}

function editAtA(title: string): void {
  world.service('A').edit(world.record('A', 'Plan').id, { title });
}

const writes = (): number => ['A', 'B'].reduce((sum, name) => sum + world.service(name).log.length, 0);

it('an edit at a service whose clock is behind is an edit (S27)', async () => {
  await open(-2 * hours);
  world.clock.set(world.clock.now() + 60_000);
  editAtA('Better plan');
  await world.sync();
  expect(world.record('B', 'Better plan').fields['title']).toBe('Better plan');
});

it('a record from the future is written once and not again (S5, S27)', async () => {
  await open(0);
  world.service('A').knobs.clockOffsetMs = 365 * 24 * hours;
  editAtA('From the future');
  const { id } = await world.task('Plan');
  await world.call('tasks.edit', { task: id, edit: { labels: ['now'] } });
  await world.sync();
  const before = writes();
  for (let run = 0; run < 3; run++) expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(writes()).toBe(before);
});

describe('where a person is to decide', () => {
  it('the later edit does not win: both stay, and somebody is asked (S27, S3)', async () => {
    await open(0);
    world.clock.set(world.clock.now() + hours);
    editAtA('Earlier');
    world.clock.set(world.clock.now() + 5 * hours);
    world.service('B').edit(world.record('B', 'Plan').id, { title: 'Later' });
    expect(await world.sync()).toMatchObject({ conflicts: 1 });
    expect(world.record('A', 'Earlier').fields['title']).toBe('Earlier');
    expect(world.record('B', 'Later').fields['title']).toBe('Later');
  });
});
