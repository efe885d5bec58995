import { expect, it } from 'vitest';
import { createWorld, type World } from '../../fakes/world.ts';

const dayMs = 24 * 3_600_000;
const pass = (world: World, ms: number): void => world.clock.set(world.clock.now() + ms);

/** What the service itself counted of our writes: records, comments and files. */
function writesAt(world: World, side: string): Readonly<Record<string, number>> {
  const service = world.service(side);
  const own = <Write extends { readonly by: string }>(log: readonly Write[]) =>
    log.filter(({ by }) => by === 'sync').length;
  return { records: own(service.log), comments: own(service.commentLog), files: own(service.attachmentLog) };
}

it('every write to a service is on record: what, by which attempt, in which run, before and after (SEC-54)', async () => {
  const world = await createWorld({ profile: { attachments: 'copy', deletions: 'propagate' } });
  const a = world.service('A');
  for (const title of ['Plan', 'Gone']) a.add({ title });
  await world.sync();
  const plan = world.record('A', 'Plan').id;
  a.edit(plan, { priority: 'p1' });
  a.comment(plan, 'First', { by: 'Ana' });
  a.attach(plan, 'plan.txt', 'Water first', { by: 'Ana' });
  await world.call('tasks.delete', { task: (await world.task('Gone')).id });
  pass(world, 120_000);
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });

  const entries = await world.store.history.list({});
  const [profile] = await world.store.profiles.list();
  for (const { id, name } of profile?.endpoints ?? []) {
    const there = entries.filter(({ place }) => place === id);
    expect(there.every(({ op, run, at }) => op !== undefined && run !== null && at !== '')).toBe(true);
    // One write of several fields has an entry for each of them.
    const attempts = (what: (entry: (typeof there)[number]) => boolean) =>
      new Set(there.filter(what).map(({ op }) => op)).size;
    expect({
      records: attempts(({ comment, attachment }) => !comment && !attachment),
      comments: attempts(({ comment }) => comment !== undefined),
      files: attempts(({ attachment }) => attachment !== undefined),
    }).toEqual(writesAt(world, name));
  }
  const changed = entries.filter(
    ({ place, kind, field }) => place !== 'here' && kind === 'update' && field === 'priority',
  );
  expect(changed).toMatchObject([{ remote: { remoteId: world.record('B', 'Plan').id }, after: 'p1' }]);
  expect(changed[0]).toHaveProperty('before');
  await world.close();
});

it('stays whole through undo, the bin and years of letting go (SEC-54, L9)', async () => {
  const world = await createWorld({ profile: { deletions: 'propagate' } });
  const daily = world.service('A').add({ title: 'Daily' });
  await world.sync();
  for (let day = 0; day < 150; day += 5) {
    world.service('A').edit(daily.id, { priority: day % 2 === 0 ? 'p1' : 'p2' });
    const { run } = await world.sync();
    if (day === 50) await world.call('runs.undo', { run });
    if (day === 20) {
      await world.call('tasks.add', { profile: 'Work', edit: { title: 'Short' } });
      await world.call('tasks.delete', { task: (await world.task('Short')).id });
    }
    pass(world, 5 * dayMs);
  }
  await world.sync();
  const check = await world.call('history.check', {});
  expect(check).toMatchObject({ faults: [], removed: 0 });
  expect(check.entries).toBeGreaterThan(20);
  expect(Number.parseInt(check.seal, 10)).toBeGreaterThan(check.entries + 10);
  await world.close();
});
