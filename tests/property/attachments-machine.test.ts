import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MemoryFaultKind, MemoryOperation } from '../../src-main/connectors/memory/memory-faults.ts';
import type { MemoryService } from '../../src-main/connectors/memory/memory-service.ts';
import { createWorld, type World } from '../fakes/world.ts';

/**
 * People add files at both services, often the same ones and many of one size, give them other names, or put them there anew,
 * services fail in all ways, runs come at any time. In the end each content is at both, and we never wrote one to where it stood already, nor twice (S4, S16, L1, L2).
 */
type Side = 'A' | 'B';
type Command =
  | { readonly do: 'add'; readonly side: Side; readonly content: string }
  | { readonly do: 'rename' | 'replace'; readonly side: Side; readonly which: number }
  | { readonly do: 'fault'; readonly side: Side; readonly kind: MemoryFaultKind; readonly after: number }
  | { readonly do: 'sync' };

/** The same stories in every run of the suite; `FC_RUNS=1000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 30);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

const side = fc.constantFrom<Side>('A', 'B');
const operations: readonly MemoryOperation[] = ['attachments', 'open-attachment', 'create-attachment'];
const kinds = ['refused', 'lost-request', 'lost-answer', 'error-before', 'error-after', 'rate-limited'] as const;
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      side,
      content: fc.constantFrom('aa', 'bb', 'cc', 'dd', 'longer', 'others', 'the longest'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      side,
      kind: fc.constantFrom<MemoryFaultKind>(...kinds),
      after: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('rename' as const, 'replace' as const), side, which: fc.nat(5) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
);

const deletions = fc.constantFrom('close' as const, 'propagate' as const);
const recordOf = (service: MemoryService): string => service.all()[0]?.id ?? '';
const contentsAt = (service: MemoryService): ReadonlySet<string> =>
  new Set(service.attachments(recordOf(service)).map(({ id }) => service.textOf(id)));

it(
  'every content is at both sides, and never written where it stands',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 25 }), deletions, async (commands, policy) => {
        const services = { A: { identity: 'A' }, B: { identity: 'C' } } as const;
        const world = await createWorld({ services, profile: { attachments: 'copy', deletions: policy } });
        world.service('A').add({ title: 'Plan' });
        await world.sync();
        const wanted = new Set<string>();
        for (const one of commands) await play(world, wanted, one);
        await settle(world, wanted);
        await world.close();
      }),
      { numRuns, seed, endOnFailure: false },
    );
  },
  Math.max(60_000, numRuns * 1_000),
);

async function play(world: World, wanted: Set<string>, one: Command): Promise<void> {
  if (one.do === 'sync') {
    // Long enough for a reading to be newer than our own last write (S12).
    world.clock.set(world.clock.now() + 120_000);
    await world.sync();
    return;
  }
  const service = world.service(one.side);
  if (one.do === 'fault') service.fail({ kind: one.kind, on: operations, after: one.after });
  else if (one.do !== 'add') {
    const files = service.attachments(recordOf(service));
    const file = files[one.which % files.length];
    if (file === undefined) return;
    const [name, content] = [`${file.name}!`, service.textOf(file.id)];
    if (one.do === 'rename') return service.renameAttachment(file.id, name);
    // A reading soon after our own write that does not show it counts as lagging (S12).
    world.clock.set(world.clock.now() + 120_000);
    service.removeAttachment(file.id);
    service.attach(recordOf(service), name, content, { by: 'Ana' });
  } else {
    // The name tells the content, so that the log of writes does.
    service.attach(recordOf(service), one.content, one.content, { by: 'Ana' });
    wanted.add(one.content);
  }
}

async function settle(world: World, wanted: ReadonlySet<string>): Promise<void> {
  const [a, b] = [world.service('A'), world.service('B')];
  for (const service of [a, b]) service.heal();
  for (let cycle = 0; cycle < 3; cycle++) {
    world.clock.set(world.clock.now() + 24 * 3_600_000);
    await world.sync();
  }
  expect([contentsAt(a), contentsAt(b)]).toEqual([wanted, wanted]);
  for (const service of [a, b]) {
    for (const content of wanted) {
      const writers = service.attachmentLog.filter(({ name }) => name === content).map(({ by }) => by);
      // Whoever came first, we wrote it only if nobody had.
      expect(writers.slice(1), `${service.name} ${content}`).not.toContain('sync');
    }
  }
  const written = a.attachmentLog.length + b.attachmentLog.length;
  world.clock.set(world.clock.now() + 120_000);
  expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  expect(a.attachmentLog.length + b.attachmentLog.length).toBe(written);
}
