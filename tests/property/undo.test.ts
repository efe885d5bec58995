import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld, type ServiceOptions, type World } from '../fakes/world.ts';

/** The same stories in every run of the suite; `FC_RUNS=5000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 60);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

/** Everything that people do before one run, all at one place, so that nothing conflicts. */
interface Round {
  readonly side: 'A' | 'B' | 'here';
  readonly steps: readonly Step[];
}

interface Step {
  readonly do: 'add' | 'remove' | 'priority' | 'labels' | 'status';
  readonly pick: number;
  readonly value: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 2, arbitrary: fc.constant('add' as const) },
    { weight: 1, arbitrary: fc.constant('remove' as const) },
    { weight: 4, arbitrary: fc.constantFrom('priority' as const, 'labels' as const, 'status' as const) },
  ),
  pick: fc.nat(10),
  value: fc.nat(2),
});
const round: fc.Arbitrary<Round> = fc.record({
  side: fc.constantFrom('A' as const, 'B' as const, 'here' as const),
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
});

const here = {
  priority: ['urgent', 'low', null],
  labels: [[], ['a'], ['a', 'b']],
  status: ['todo', 'doing', 'done'],
} as const;
const there = {
  priority: ['p1', 'p4', null],
  labels: here.labels,
  status: ['open', 'started', 'closed'],
} as const;

async function perform(world: World, side: Round['side'], { do: what, pick, value }: Step, next: () => string) {
  world.clock.set(world.clock.now() + 1_000);
  if (side === 'here') {
    const tasks = await world.tasks();
    const task = tasks[pick % Math.max(1, tasks.length)];
    if (what === 'add') await world.call('tasks.add', { profile: 'Work', edit: { title: next() } });
    else if (!task) return;
    else if (what === 'remove') await world.call('tasks.delete', { task: task.id });
    else await world.call('tasks.edit', { task: task.id, edit: { [what]: here[what][value] } });
    return;
  }
  const service = world.service(side);
  const records = service.all();
  const record = records[pick % Math.max(1, records.length)];
  if (what === 'add') service.add({ title: next() });
  else if (!record) return;
  else if (what === 'remove') service.remove(record.id);
  else service.edit(record.id, { [what]: there[what][value] ?? null });
}

/**
 * What is to be seen on all sides: title, and the fields that people change. Where deleting is closing, closed records are
 * left out: how one was closed is the policy's affair.
 */
async function seen(world: World, deletions: 'propagate' | 'close'): Promise<readonly (readonly string[])[]> {
  const tasks = (await world.tasks()).map(({ title, priority, labels, status }) => [title, priority, labels, status]);
  const at = (side: string) =>
    world
      .service(side)
      .all()
      .map(({ fields }) => [fields['title'], fields['priority'], fields['labels'], fields['status']]);
  const isShown = ([, , , status]: readonly unknown[]): boolean =>
    deletions === 'propagate' || !['closed', 'dropped', 'done'].includes(String(status));
  return [tasks, at('A'), at('B')].map((rows) =>
    rows
      .filter(isShown)
      .map((row) => JSON.stringify(row))
      .sort(),
  );
}

async function expectQuiet(world: World, what: string): Promise<void> {
  const writes = (): number => world.service('A').log.length + world.service('B').log.length;
  const before = writes();
  const run = await world.sync({ acceptBrakes: true });
  expect(run, what).toMatchObject({ state: 'done', pending: 0, conflicts: 0, problems: [] });
  expect(writes(), `${what}: silence (L2)`).toBe(before);
  const { causes } = await world.call('profiles.verify', { profile: 'Work' });
  expect(causes, `${what}: proven (L11)`).toEqual([]);
}

const kinds: readonly { readonly name: string; readonly service: ServiceOptions }[] = [
  { name: 'client-chosen ids', service: {} },
  { name: 'markers without preconditions', service: { identity: 'C', precondition: false, deletions: 'listing' } },
];

describe.each(kinds)('any run at services with $name', ({ service }) => {
  it.each(['propagate', 'close'] as const)(
    'can be undone, which ends in silence, and the undoing as well, which gives everything back, policy %s',
    async (deletions) => {
      await fc.assert(
        fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
          const world = await createWorld({
            services: { A: service, B: service },
            profile: { deletions, match: { mode: 'create-only' } },
          });
          let last = 0;
          const next = (): string => `task ${++last}`;
          try {
            for (const title of [next(), next(), next()]) world.service('A').add({ title });
            let { run } = await world.sync({ acceptBrakes: true });
            let before = await seen(world, deletions);
            let made = last;
            for (const { side, steps } of rounds) {
              [before, made] = [await seen(world, deletions), last];
              for (const one of steps) await perform(world, side, one, next);
              run = (await world.sync({ acceptBrakes: true })).run;
            }
            await expectQuiet(world, 'before');
            const after = await seen(world, deletions);
            const undone = await world.call('runs.undo', { run });
            await world.sync({ acceptBrakes: true });
            await expectQuiet(world, 'undone');
            const isPlain = rounds.length > 0 && last === made && !JSON.stringify(rounds.at(-1)).includes('remove');
            // Only edits: both sides are exactly as they were.
            if (isPlain) expect(await seen(world, deletions), 'undone').toEqual(before);
            if (undone.undo === null) return;
            await world.call('runs.undo', { run: undone.undo });
            await world.sync({ acceptBrakes: true });
            await expectQuiet(world, 'undone twice');
            expect(await seen(world, deletions), 'undone twice').toEqual(after);
          } finally {
            await world.close();
          }
        }),
        { numRuns, seed },
      );
    },
    300_000,
  );
});
