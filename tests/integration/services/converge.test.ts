import { afterEach, describe, expect, it } from 'vitest';
import { type DemoServiceName, demoServiceNames } from '../../../src-main/demo/demo-service.ts';
import type { Fault } from '../../../src-main/demo/kit/faults.ts';
import { seeded } from '../../fakes/seeded.ts';
import { createServiceWorld, type ServiceWorld } from '../../fakes/service-world.ts';

let world: ServiceWorld;
afterEach(() => world.close());

/** What the services may answer instead of, or after, carrying a request out. */
const faults: readonly Fault[] = [
  { kind: 'status', status: 429, headers: { 'retry-after': '30' }, body: '{}' },
  { kind: 'status', status: 500, body: '{}' },
  { kind: 'status', status: 503, headers: { 'retry-after': '5' }, body: '{}' },
  { kind: 'drop', when: 'before' },
  { kind: 'drop', when: 'after' },
  { kind: 'html' },
  { kind: 'truncate' },
];

const minutes = (count: number): void => world.clock.set(world.clock.now() + count * 60_000);

/** One request in so many goes wrong. */
function storm(seed: number, oneIn: number): () => void {
  const random = seeded(seed);
  const stops = demoServiceNames.flatMap((name) =>
    faults.map((fault) =>
      world.service(name).server.faults.add({ fault, when: () => random() < 1 / (oneIn * faults.length) }),
    ),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

async function titlesAt(name: DemoServiceName): Promise<readonly string[]> {
  return (await world.records(name)).map(({ fields }) => String(fields['title'])).sort();
}

/** Somebody changes the title of one record there. */
async function rename(name: DemoServiceName, from: string, to: string): Promise<void> {
  const person = await world.personAt(name);
  const current = (await world.records(name)).find(({ fields }) => fields['title'] === from);
  if (!current) throw new Error(`${name} has no "${from}"`);
  const { container } = world.service(name);
  await person.update({ container, id: current.id, fields: { title: to }, current });
}

async function syncUntilQuiet(): Promise<void> {
  for (let round = 0; round < 12; round++) {
    minutes(31);
    const run = await world.sync();
    const isIdle = run.endpoints.every(
      ({ created, updated, closed, deleted }) => created + updated + closed + deleted === 0,
    );
    if (isIdle && run.pending === 0 && run.problems.length === 0) return;
  }
}

describe('all services in one profile', () => {
  it.for([1, 2, 3])(
    'come to the same tasks through storms of limits, errors and lost answers: none twice, no edit lost (S3, S4, L1), seed %i',
    { timeout: 240_000 },
    async (seed) => {
      world = await createServiceWorld({ services: demoServiceNames });
      const [first = 'github', ...others] = demoServiceNames;
      const before = await titlesAt(first);
      let calm = storm(seed, 12);
      for (let round = 0; round < 6; round++) {
        await world.sync();
        minutes(40);
      }
      calm();
      await syncUntilQuiet();
      for (const name of others) expect(await titlesAt(name), name).toEqual(before);

      const edits = demoServiceNames.map((name, index) => ({
        name,
        from: before[index] ?? '',
        to: `edited at ${name}`,
      }));
      for (const { name, from, to } of edits) await rename(name, from, to);
      calm = storm(seed + 100, 8);
      for (let round = 0; round < 6; round++) {
        await world.sync();
        minutes(40);
      }
      calm();
      await syncUntilQuiet();
      const wanted = before.map((title) => edits.find(({ from }) => from === title)?.to ?? title).sort();
      for (const name of demoServiceNames) expect(await titlesAt(name), name).toEqual(wanted);
      // A record whose making was cut off may look edited: safe to ask about, never to decide alone.
      for (const { id } of await world.call('conflicts.list', {})) {
        await world.call('conflicts.resolve', { conflict: id, use: 'here' });
      }
      await syncUntilQuiet();
      const { differences } = await world.call('profiles.verify', { profile: 'All' });
      expect(differences).toEqual([]);
    },
  );
});
