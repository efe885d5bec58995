import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createWorld, type World } from '../fakes/world.ts';

/** The same stories in every run of the suite; `FC_RUNS=5000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 40);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

type Command =
  | { readonly do: 'here'; readonly field: 'title' | 'priority' | 'labels' | 'due'; readonly pick: number }
  | { readonly do: 'there'; readonly side: 'A' | 'B'; readonly field: 'priority' | 'labels'; readonly pick: number }
  | { readonly do: 'sync' | 'delete' | 'restore' | 'resolve' | 'undo' };

const pick = fc.nat(3);
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('here' as const),
      field: fc.constantFrom('title' as const, 'priority' as const, 'labels' as const, 'due' as const),
      pick,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('there' as const),
      side: fc.constantFrom('A' as const, 'B' as const),
      field: fc.constantFrom('priority' as const, 'labels' as const),
      pick,
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('delete' as const, 'restore' as const, 'resolve' as const, 'undo' as const),
    }),
  },
);

const values = {
  title: ['One', 'Uno', 'Eins', 'Ichi'],
  priority: ['urgent', 'high', 'low', null],
  labels: [[], ['a'], ['a', 'b'], ['c']],
  due: ['2026-03-05', '2026-03-05T10:00', null, '2026-03-09T08:00:00Z'],
} as const;
const remoteValues = { priority: ['p1', 'p2', 'p4', null], labels: values.labels } as const;

async function perform(world: World, id: string, step: Command): Promise<void> {
  switch (step.do) {
    case 'here':
      await world.call('tasks.edit', { task: id, edit: { [step.field]: values[step.field][step.pick] } });
      return;
    case 'there': {
      const [record] = world.service(step.side).all();
      if (record)
        world.service(step.side).edit(record.id, { [step.field]: remoteValues[step.field][step.pick] ?? null });
      return;
    }
    case 'sync':
      await world.sync({ acceptBrakes: true });
      return;
    case 'delete':
      await world.call('tasks.delete', { task: id });
      return;
    case 'restore':
      await world.call('tasks.restore', { task: id });
      return;
    case 'resolve': {
      const [conflict] = await world.call('conflicts.list', {});
      if (conflict)
        await world.call('conflicts.resolve', { conflict: conflict.id, use: conflict.sides[1]?.side ?? 'here' });
      return;
    }
    case 'undo': {
      const [run] = await world.call('runs.list', { changedOnly: true });
      if (run) await world.call('runs.undo', { run: run.run });
    }
  }
}

it('rebuilds a task as it was at any time, whatever happened to it since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 4, maxLength: 25 }), async (commands) => {
      const world = await createWorld({ profile: { deletions: 'propagate' } });
      try {
        const before = new Date(world.clock.now() - 1).toISOString();
        const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'One', labels: ['a'] } });
        const snapshots: { readonly at: string; readonly fields: unknown; readonly isInBin: boolean }[] = [];
        for (const step of commands) {
          world.clock.set(world.clock.now() + 1_000);
          await perform(world, id, step);
          const task = (await world.store.tasks.get([id])).get(id);
          const at = new Date(world.clock.now()).toISOString();
          snapshots.push({ at, fields: task?.fields, isInBin: task?.deletedAt != null });
        }
        for (const { at, fields, isInBin } of snapshots) {
          const was = await world.call('tasks.at', { task: id, at });
          expect(was.state, at).toBe(isInBin ? 'bin' : 'here');
          expect(was.fields, at).toEqual(plain(fields as Readonly<Record<string, unknown>>));
        }
        expect(await world.call('tasks.at', { task: id, at: before })).toMatchObject({ state: 'not-yet' });
      } finally {
        await world.close();
      }
    }),
    { numRuns, seed },
  );
}, 300_000);

/** Dates as text, as they leave the program. */
function plain(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const when = value as { readonly date?: string; readonly at?: string } | null;
      return [field, field === 'due' || field === 'start' ? (when?.date ?? when?.at ?? null) : value];
    }),
  );
}
