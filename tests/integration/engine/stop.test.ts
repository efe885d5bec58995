import { expect, it } from 'vitest';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld } from '../../fakes/world.ts';

it('stops after the writes in flight, with nothing half written, and goes on in the next run', async () => {
  const clock = createFakeClock({ auto: true });
  const world = await createWorld({ clock });
  for (let index = 0; index < 40; index++) world.service('A').add({ title: `Task ${index}` });
  let stopped = false;
  const end = world.core.api.subscribe((event) => {
    if (event.kind !== 'run-progress' || event.progress.phase !== 'write' || event.progress.done < 5 || stopped) return;
    stopped = true;
    void world.call('runs.stop', { profile: 'Work' });
  });
  const run = await world.sync();
  end();
  expect(run.state).toBe('stopped');
  const written = world.service('B').all().length;
  expect(written).toBeGreaterThanOrEqual(5);
  expect(written).toBeLessThan(40);
  expect(run.pending).toBe(40 - written);
  // What had been sent was confirmed: the next run looks nothing up.
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(world.service('B').all()).toHaveLength(40);
  expect(world.service('B').requests.find).toBe(0);
  await world.close();
});

it('joins a run under way instead of starting a second one', async () => {
  const world = await createWorld();
  world.service('A').add({ title: 'One' });
  const [first, second] = await Promise.all([world.sync(), world.sync()]);
  expect(second.run).toBe(first.run);
  expect(world.service('B').all()).toHaveLength(1);
  await world.close();
});
