import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import { createWorld, type World } from '../fakes/world.ts';

/**
 * People add and remove files at both services, answers get lost, and at any time somebody undoes one of the runs so far, undoings
 * included. We never remove what a person put somewhere, never put a content twice to one place (S16), and in the end there is
 * silence (L2) and nothing that verify cannot explain (L11).
 */
type Side = 'A' | 'B';
type Command =
  | { readonly do: 'add'; readonly side: Side; readonly content: string }
  | { readonly do: 'remove'; readonly side: Side; readonly which: number }
  | { readonly do: 'lose-answer'; readonly side: Side }
  | { readonly do: 'undo'; readonly which: number }
  | { readonly do: 'sync' };

/** The same stories in every run of the suite; `FC_RUNS=1000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 30);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

const side = fc.constantFrom<Side>('A', 'B');
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('add' as const), side, content: fc.constantFrom('aa', 'bb', 'longer') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), side, which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose-answer' as const), side }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
);
const deletions = fc.constantFrom('close' as const, 'propagate' as const);

const recordOf = (service: MemoryService): string => service.all()[0]?.id ?? '';

it(
  'an undo takes back what we did, and nothing of what people did',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), deletions, async (commands, policy) => {
        const services = { A: { identity: 'A' }, B: { identity: 'C' } } as const;
        const world = await createWorld({ services, profile: { attachments: 'copy', deletions: policy } });
        world.service('A').add({ title: 'Plan' });
        await world.sync();
        const runs: string[] = [];
        for (const one of commands) await play(world, runs, one);
        await settle(world);
        await world.close();
      }),
      { numRuns, seed, endOnFailure: false },
    );
  },
  Math.max(60_000, numRuns * 1_000),
);

async function play(world: World, runs: string[], one: Command): Promise<void> {
  // Long enough for a reading to be newer than our own last write (S12).
  world.clock.set(world.clock.now() + 120_000);
  if (one.do === 'sync') runs.push((await world.sync({ acceptBrakes: true })).run);
  else if (one.do === 'undo') {
    const run = runs[one.which % runs.length];
    if (run === undefined) return;
    const { undo } = await world.call('runs.undo', { run });
    if (undo !== null) runs.push(undo);
  } else {
    const service = world.service(one.side);
    const record = recordOf(service);
    if (one.do === 'lose-answer') service.fail({ kind: 'lost-answer', on: 'create-attachment' });
    else if (one.do === 'add') service.attach(record, one.content, one.content, { by: 'Ana' });
    else {
      const files = service.attachments(record);
      service.removeAttachment(files[one.which % files.length]?.id ?? '');
    }
  }
}

async function settle(world: World): Promise<void> {
  const [a, b] = [world.service('A'), world.service('B')];
  for (const service of [a, b]) service.heal();
  for (let cycle = 0; cycle < 3; cycle++) {
    world.clock.set(world.clock.now() + 24 * 3_600_000);
    await world.sync({ acceptBrakes: true });
  }
  for (const service of [a, b]) {
    const log = service.attachmentLog;
    const ours = new Set(
      log.filter(({ by, operation }) => by === 'sync' && operation === 'create').map(({ id }) => id),
    );
    for (const { by, operation, id } of log) {
      if (by === 'sync' && operation === 'remove') expect(ours, `${service.name} ${id}`).toContain(id);
    }
    const contents = service.attachments(recordOf(service)).flatMap(({ id, name }) => (ours.has(id) ? [name] : []));
    expect(contents).toEqual([...new Set(contents)]);
  }
  const written = a.attachmentLog.length + b.attachmentLog.length;
  world.clock.set(world.clock.now() + 120_000);
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(a.attachmentLog.length + b.attachmentLog.length).toBe(written);
  const { causes } = await world.call('profiles.verify', { profile: 'Work' });
  expect(causes.filter(({ cause }) => cause !== 'theirs')).toEqual([]);
}
