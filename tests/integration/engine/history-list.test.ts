import { afterEach, expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

it('runs can be looked up by what they were, when they began, and how many began in each hour', async () => {
  world = await createWorld({ profile: { match: { mode: 'create-only' } } });
  const { call, service, clock } = world;
  const hour = 3_600_000;
  const start = Date.UTC(2026, 2, 1, 9, 10);
  const at = (hours: number): string => new Date(start + hours * hour).toISOString();
  clock.set(start);
  service('A').add({ title: 'One' });
  await world.sync();
  clock.set(start + hour);
  await world.sync();
  await world.sync({ trigger: 'tray' });
  clock.set(start + 2 * hour);
  service('B').fail({ kind: 'refused', on: 'pull', times: 1 });
  await world.sync();

  const list = (query: object) => call('runs.list', { profile: 'Work', ...query });
  expect(await list({})).toHaveLength(4);
  expect(await list({ changedOnly: true })).toHaveLength(2);
  expect(await list({ unchangedOnly: true })).toHaveLength(2);
  expect(await list({ trigger: 'tray' })).toHaveLength(1);
  expect((await list({ state: 'offline' })).map(({ state }) => state)).toEqual(['offline']);
  expect(await list({ from: at(1), to: at(2) })).toHaveLength(2);
  expect(await list({ from: '2026-03-01T12:10:00+01:00' })).toHaveLength(1);
  expect(await call('runs.hours', { from: at(-1) })).toEqual([
    { from: '2026-03-01T09:00:00.000Z', runs: 1, changed: 1, troubled: 0 },
    { from: '2026-03-01T10:00:00.000Z', runs: 2, changed: 0, troubled: 0 },
    { from: '2026-03-01T11:00:00.000Z', runs: 1, changed: 1, troubled: 0 },
  ]);
  const [first] = await list({ to: at(0.5) });
  expect(first?.phases?.map(({ phase }) => phase)).toEqual(
    expect.arrayContaining(['read', 'compare', 'write', 'check']),
  );
});
