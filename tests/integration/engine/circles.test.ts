import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

async function open(titles: readonly string[]): Promise<(service: 'A' | 'B', title: string) => string> {
  world = await createWorld({ profile: { match: { mode: 'create-only' } } });
  for (const title of titles) world.service('A').add({ title });
  await world.sync();
  world.clock.set(world.clock.now() + 60_000);
  return (service, title) => world.record(service, title).id;
}

/** How far up one gets from the task before nothing is above it; more than there are tasks is a circle. */
async function depth(title: string): Promise<number> {
  const tasks = new Map((await world.tasks()).map((task) => [task.id, task]));
  let above = (await world.task(title)).parent;
  let steps = 0;
  while (above !== null && steps < 10) {
    above = tasks.get(above)?.parent ?? null;
    steps++;
  }
  return steps;
}

describe('a task never gets below itself (S25)', () => {
  it('when each of two is moved below the other at another service', async () => {
    const id = await open(['X', 'Y']);
    world.service('A').edit(id('A', 'X'), { parent: id('A', 'Y') });
    world.service('B').edit(id('B', 'Y'), { parent: id('B', 'X') });
    const run = await world.sync();
    expect(run.state).toBe('problems');
    expect(run.problems[0]?.message).toContain('moved below a task that was moved below it');
    expect([await depth('X'), await depth('Y')].sort()).toEqual([0, 1]);
    const writes = world.service('A').log.length + world.service('B').log.length;
    await world.sync();
    expect(world.service('A').log.length + world.service('B').log.length, 'L2').toBe(writes);
    // Put somewhere else, it goes on.
    world.service('B').edit(id('B', 'Y'), { parent: null });
    world.clock.set(world.clock.now() + 60_000);
    expect(await world.sync()).toMatchObject({ state: 'done', problems: [] });
    expect(world.record('B', 'X').fields['parent']).toBe(id('B', 'Y'));
  });

  it('when one was moved here and the other one there', async () => {
    const id = await open(['X', 'Y']);
    world.service('A').edit(id('A', 'X'), { parent: id('A', 'Y') });
    await world.call('tasks.edit', {
      task: (await world.task('Y')).id,
      edit: { parent: (await world.task('X')).id },
    });
    expect(await world.sync()).toMatchObject({ state: 'problems' });
    expect([await depth('X'), await depth('Y')].sort()).toEqual([0, 1]);
    for (const name of ['A', 'B'] as const) {
      const [x, y] = [world.record(name, 'X'), world.record(name, 'Y')];
      expect(x.fields['parent'] === y.id && y.fields['parent'] === x.id, `a circle in ${name}`).toBe(false);
    }
  });

  it('however many are between them', async () => {
    const id = await open(['X', 'Y', 'Z']);
    world.service('A').edit(id('A', 'X'), { parent: id('A', 'Y') });
    world.service('A').edit(id('A', 'Y'), { parent: id('A', 'Z') });
    world.service('B').edit(id('B', 'Z'), { parent: id('B', 'X') });
    await world.sync();
    expect(Math.max(await depth('X'), await depth('Y'), await depth('Z'))).toBeLessThan(3);
  });
});
