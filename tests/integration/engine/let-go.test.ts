import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type World } from '../../fakes/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

/** Two installations on the same accounts, in a profile that lets go of what is deleted. */
async function openTwo() {
  const clock = createFakeClock({ auto: true });
  const service = { clock, identity: 'C', precondition: false } as const;
  const reuse = {
    A: createMemoryService({ ...service, name: 'A' }),
    B: createMemoryService({ ...service, name: 'B' }),
  };
  const [first, second] = await Promise.all(
    ['first', 'second'].map((idPrefix) =>
      createWorld({ reuse, clock, idPrefix, profile: { deletions: 'unlink', match: { mode: 'create-only' } } }),
    ),
  );
  if (!first || !second) throw new Error('both were opened');
  worlds.push(first, second);
  const isAway = async (name: 'A' | 'B', work: () => Promise<unknown>): Promise<void> => {
    reuse[name].fail({ kind: 'refused', times: Number.POSITIVE_INFINITY });
    await work();
    reuse[name].heal();
  };
  const titles = (name: 'A' | 'B') => reuse[name].all().map(({ fields }) => fields['title']);
  return { clock, first, second, A: reuse.A, B: reuse.B, isAway, titles };
}

describe('what a program let go of, and another still follows', () => {
  it.each([
    ['A', 'B'],
    ['B', 'A'],
  ] as const)(
    'is one task there: its copy in the other service is let go too, made in %s first (S4)',
    async (one, other) => {
      const { first, second, isAway, titles, ...services } = await openTwo();
      services[one].add({ title: 'Paint the fence' });
      await isAway(other, async () => {
        await first.sync();
        await first.call('tasks.delete', { task: (await first.task('Paint the fence')).id });
        await first.sync();
      });
      await second.sync();
      for (const world of [first, second, first, second]) expect(await world.sync()).toMatchObject({ problems: [] });
      expect([titles('A'), titles('B')]).toEqual([['Paint the fence'], ['Paint the fence']]);
      expect(await first.tasks()).toEqual([]);
      expect(await second.tasks()).toHaveLength(1);
    },
  );

  it('stays let go when the original is seen after its copy', async () => {
    const { first, second, isAway, titles, A } = await openTwo();
    A.add({ title: 'Paint the fence' });
    await second.sync();
    await isAway('A', async () => {
      await first.sync();
      await first.call('tasks.delete', { task: (await first.task('Paint the fence')).id });
      await first.sync();
    });
    for (const world of [first, second, first, second]) expect(await world.sync()).toMatchObject({ problems: [] });
    expect([titles('A'), titles('B')]).toEqual([['Paint the fence'], ['Paint the fence']]);
    expect(await first.tasks()).toEqual([]);
  });

  it('is still the same task where that lives on: the copy joins it', async () => {
    const { first, second, isAway, titles, A } = await openTwo();
    const { id } = A.add({ title: 'Paint the fence' });
    await isAway('B', async () => await first.sync());
    await second.sync();
    A.remove(id);
    await isAway('B', async () => await first.sync());
    for (const world of [first, second, first, second]) await world.sync();
    expect([titles('A'), titles('B')]).toEqual([[], ['Paint the fence']]);
    expect(await first.tasks()).toHaveLength(1);
    expect(await second.tasks()).toHaveLength(1);
  });
});
