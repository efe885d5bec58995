import { expect, it } from 'vitest';
import { createMemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { createCrashingStore } from '../../fakes/crashing-store.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type World } from '../../fakes/world.ts';

/**
 * A program that dies at any transaction between the first look at two lists and the end of it: the question is asked once
 * more or not at all, the answer holds or was never given, and nothing is doubled (S1, S4).
 */
const titlesOf = {
  same: ['Buy milk', 'Water the plants'],
  different: ['Buy milk', 'Water the plants', 'water plants'],
};

async function prepare() {
  const clock = createFakeClock({ auto: true });
  const reuse = { A: createMemoryService({ name: 'A', clock }), B: createMemoryService({ name: 'B', clock }) };
  reuse.A.add({ title: 'Water the plants' });
  reuse.A.add({ title: 'Buy milk' });
  reuse.B.add({ title: 'water plants' });
  const disk = await openSqliteStore({ file: ':memory:', clock });
  const profile = { match: { mode: 'match-then-create' as const, by: ['title' as const, 'likeness' as const] } };
  await createWorld({ reuse, clock, store: disk, idPrefix: 'setup', profile });
  return { reuse, clock, disk };
}

/** Everything that happens, from wherever it was left off. */
async function live(world: World, answer: 'same' | 'different'): Promise<void> {
  await world.sync();
  for (const { id } of await world.call('matches.list', {})) {
    await world.call(answer === 'same' ? 'matches.accept' : 'matches.reject', { match: id });
  }
  await world.sync();
  for (const { id } of await world.call('conflicts.list', {})) {
    await world.call('conflicts.resolve', { conflict: id, value: 'Water the plants' });
  }
  await world.sync();
}

it.each(['same', 'different'] as const)('ends as if nothing had happened, with the answer “%s”', async (answer) => {
  const { reuse: _, ...counted } = await prepare().then(async ({ reuse, clock, disk }) => {
    const crashing = createCrashingStore(disk, Number.POSITIVE_INFINITY, 'after');
    await live(await createWorld({ reuse, clock, store: crashing.store, idPrefix: 'counted' }), answer);
    return { reuse, total: crashing.count };
  });
  expect(counted.total).toBeGreaterThan(10);
  for (let at = 1; at <= counted.total; at++) {
    const { reuse, clock, disk } = await prepare();
    const { store } = createCrashingStore(disk, at, at % 2 === 0 ? 'before' : 'after');
    const doomed = await createWorld({ reuse, clock, store, idPrefix: 'doomed' });
    await live(doomed, answer).catch(() => {});
    const world = await createWorld({ reuse, clock, store: disk, idPrefix: 'last' });
    await live(world, answer);
    expect(await world.sync(), `killed at transaction ${at}`).toMatchObject({
      ...{ state: 'done', pending: 0, conflicts: 0, matches: 0 },
    });
    for (const service of [reuse.A, reuse.B]) {
      const titles = service.all().map(({ fields }) => fields['title']);
      expect(titles.sort(), `killed at transaction ${at}`).toEqual(titlesOf[answer]);
    }
    expect(await world.tasks()).toHaveLength(titlesOf[answer].length);
    await world.close();
  }
});
