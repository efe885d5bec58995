import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryFaultKind } from '../../src-main/connectors/memory/memory-faults.ts';
import type { RemoteTask } from '../../src-shared/connector/connector.ts';
import { sameValue } from '../../src-shared/domain/field.ts';
import { createWorld, type ServiceOptions, type World } from '../fakes/world.ts';

/**
 * vdirsyncer's machine: people edit on all sides, services fail in all ways, runs come at any time. Every edit carries a word
 * of its own, so that loss and duplication are decidable (S3). In the end everything is quiet and equal (L1, L2).
 */
type Command =
  | { readonly do: 'add'; readonly side: Side }
  | { readonly do: 'label' | 'body' | 'remove' | 'priority'; readonly side: Side; readonly pick: number }
  | { readonly do: 'fault'; readonly side: Service; readonly kind: MemoryFaultKind; readonly after: number }
  | { readonly do: 'sync' }
  | { readonly do: 'wait'; readonly minutes: number };
type Service = 'A' | 'B';

/** The same stories in every run of the suite; `FC_RUNS=5000 FC_SEED=7` looks for new ones. */
const numRuns = Number(process.env['FC_RUNS'] ?? 500);
const seed = Number(process.env['FC_SEED'] ?? 20_261_123);
type Side = Service | 'here';

const side = fc.constantFrom<Side>('A', 'B', 'here');
const pick = fc.nat(20);
const faultKinds: readonly MemoryFaultKind[] = [
  'refused',
  'lost-request',
  'lost-answer',
  'error-before',
  'error-after',
  'rate-limited',
  'stale-cursor',
  'invalid-response',
  'unauthorized',
  'forbidden',
];
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), side }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('label' as const, 'body' as const, 'priority' as const), side, pick }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), side, pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      side: fc.constantFrom<Service>('A', 'B'),
      kind: fc.constantFrom(...faultKinds),
      after: fc.nat(6),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sync' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat(120) }) },
);

/** Words of labels by the title of their task, and the titles of tasks that somebody deleted. */
interface Intents {
  readonly titles: string[];
  readonly labels: Map<string, string[]>;
  readonly removed: Set<string>;
  next: number;
}

async function perform(world: World, intents: Intents, step: Command): Promise<void> {
  switch (step.do) {
    case 'sync':
      await world.sync({ acceptBrakes: true });
      return;
    case 'wait':
      world.clock.set(world.clock.now() + step.minutes * 60_000);
      return;
    case 'fault':
      world.service(step.side).fail({ kind: step.kind, after: step.after, retryAfterMs: 1_000 });
      return;
    case 'add': {
      const title = `task ${intents.next++}`;
      intents.titles.push(title);
      intents.labels.set(title, []);
      if (step.side === 'here') await world.call('tasks.add', { profile: 'Work', edit: { title } });
      else world.service(step.side).add({ title });
      return;
    }
    default:
      await change(world, intents, step);
  }
}

async function change(world: World, intents: Intents, step: Extract<Command, { pick: number }>): Promise<void> {
  // A second apart, so that services with whole seconds see two versions.
  world.clock.set(world.clock.now() + 1_000);
  const word = `w${intents.next++}`;
  if (step.side === 'here') {
    const tasks = await world.tasks();
    const task = tasks[step.pick % Math.max(1, tasks.length)];
    if (!task) return;
    if (step.do === 'remove') {
      intents.removed.add(task.title);
      await world.call('tasks.delete', { task: task.id });
    } else if (step.do === 'label') {
      intents.labels.get(task.title)?.push(word);
      await world.call('tasks.edit', { task: task.id, edit: { labels: [...task.labels, word] } });
    } else if (step.do === 'body')
      await world.call('tasks.edit', { task: task.id, edit: { body: `${task.body}\n${word}` } });
    else
      await world.call('tasks.edit', {
        task: task.id,
        edit: { priority: ['urgent', 'high', 'low'][step.pick % 3] ?? 'low' },
      });
    return;
  }
  const service = world.service(step.side);
  const records = service.all();
  const record = records[step.pick % Math.max(1, records.length)];
  if (!record) return;
  const title = String(record.fields['title']);
  if (step.do === 'remove') {
    intents.removed.add(title);
    service.remove(record.id);
  } else if (step.do === 'label') {
    intents.labels.get(title)?.push(word);
    service.edit(record.id, { labels: [...(record.fields['labels'] as string[]), word] });
  } else if (step.do === 'body') service.edit(record.id, { body: `${word}\n${String(record.fields['body'])}` });
  else service.edit(record.id, { priority: ['p1', 'p2', 'p4'][step.pick % 3] ?? 'p4' });
}

async function settle(world: World): Promise<void> {
  for (const name of ['A', 'B']) world.service(name).heal();
  for (let run = 0; run < 4; run++) {
    world.clock.set(world.clock.now() + 24 * 3_600_000);
    const result = await world.sync({ acceptBrakes: true });
    for (const conflict of await world.call('conflicts.list', {})) {
      await world.call('conflicts.resolve', { conflict: conflict.id, use: conflict.sides[1]?.side ?? 'here' });
    }
    expect(['done', 'problems']).toContain(result.state);
  }
}

function byTitle(records: readonly RemoteTask[]): ReadonlyMap<string, readonly RemoteTask[]> {
  return Map.groupBy(records, (record) => String(record.fields['title']));
}

async function check(world: World, intents: Intents): Promise<void> {
  const writes = world.service('A').log.length + world.service('B').log.length;
  expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', pending: 0, conflicts: 0 });
  expect(world.service('A').log.length + world.service('B').log.length, 'L2: silence').toBe(writes);

  const [inA, inB] = [byTitle(world.service('A').all()), byTitle(world.service('B').all())];
  const here = Map.groupBy([...(await world.tasks()), ...(await world.tasks({ deleted: true }))], (task) => task.title);
  for (const title of intents.titles) {
    const kept = here.get(title) ?? [];
    const isRemoved = intents.removed.has(title);
    if (isRemoved && kept.length === 0) continue;
    expect(kept.length, `${title} here`).toBe(1);
    const words = kept[0]?.labels ?? [];
    if (!isRemoved) {
      expect(inA.get(title)?.length, `${title} in A`).toBe(1);
      expect(inB.get(title)?.length, `${title} in B`).toBe(1);
      for (const word of intents.labels.get(title) ?? []) expect(words, `label of ${title}`).toContain(word);
    }
    const [a, b] = [inA.get(title)?.[0], inB.get(title)?.[0]];
    if (kept[0]?.deletedAt === null && a && b) {
      for (const field of ['labels', 'body', 'priority', 'status'])
        expect(sameValue(field, a.fields[field], b.fields[field]), `${field} of ${title}`).toBe(true);
    }
    expect((inA.get(title) ?? []).length).toBeLessThanOrEqual(1);
    expect((inB.get(title) ?? []).length).toBeLessThanOrEqual(1);
  }
}

const worlds: readonly { readonly name: string; readonly services: Readonly<Record<Service, ServiceOptions>> }[] = [
  { name: 'A and A', services: { A: {}, B: {} } },
  {
    name: 'A and C without preconditions',
    services: { A: {}, B: { identity: 'C', precondition: false, deletions: 'listing', pageSize: 3 } },
  },
];

describe.each(worlds)('any story between services of identity $name', ({ services }) => {
  it('ends with every edit on both sides, nothing twice, and silence', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
        const world = await createWorld({ services, profile: { match: { mode: 'create-only' } } });
        const intents: Intents = { titles: [], labels: new Map(), removed: new Set(), next: 1 };
        try {
          for (const step of commands) await perform(world, intents, step);
          await settle(world);
          await check(world, intents);
        } finally {
          await world.close();
        }
      }),
      { numRuns, seed },
    );
  }, 600_000);
});
