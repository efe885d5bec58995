import { describe, expect, it } from 'vitest';
import { createMemoryService, type MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type ServiceOptions } from '../../fakes/world.ts';
import { syncUntil } from './sync-until.ts';

/**
 * The create protocol for attachments (correctness.md 1.6), crash point by crash point: the program dies before and after each
 * transaction, and in the end each file is exactly once at every service (S1, S4, S16, S21).
 */
const kinds: readonly { readonly name: string; readonly service: ServiceOptions }[] = [
  { name: 'identity A', service: { identity: 'A' } },
  { name: 'identity C, no preconditions', service: { identity: 'C', precondition: false, deletions: 'listing' } },
];

async function prepare(service: ServiceOptions) {
  const clock = createFakeClock({ auto: true });
  const reuse = {
    A: createMemoryService({ ...service, name: 'A', clock }),
    B: createMemoryService({ ...service, name: 'B', clock }),
  };
  const one = reuse.A.add({ title: 'One' });
  const two = reuse.A.add({ title: 'Two' });
  const disk = await openSqliteStore({ file: ':memory:', clock });
  const services = { A: service, B: service };
  const setting = { clock, reuse, disk, services, profile: { attachments: 'copy', deletions: 'propagate' } as const };
  const world = await createWorld({ ...setting, store: disk, idPrefix: 'setup' });
  const leaving = reuse.A.attach(two.id, 'leaving.txt', 'To be deleted');
  await world.sync();
  const twin = reuse.B.all().find((record) => record.fields['title'] === 'One');
  reuse.A.attach(one.id, 'first.txt', 'First', { by: 'Ana' });
  reuse.B.attach(twin?.id ?? '', 'second.txt', 'Second', { by: 'Ben' });
  // The same at both, and another one of its size.
  reuse.A.attach(one.id, 'same.txt', 'Same file', { by: 'Ana' });
  reuse.B.attach(twin?.id ?? '', 'same.txt', 'Same file', { by: 'Ben' });
  reuse.A.attach(two.id, 'third.txt', 'Third', { by: 'Ana' });
  reuse.A.attach(two.id, 'Design', 'https://design.example/1', { kind: 'link' });
  clock.set(clock.now() + 120_000);
  reuse.A.removeAttachment(leaving.id);
  return setting;
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

function filesOf(service: MemoryService): readonly string[] {
  return service
    .all()
    .flatMap((record) =>
      service.attachments(record.id).map(({ id, name, kind, url }) => {
        return `${String(record.fields['title'])}: ${name} ${kind === 'file' ? service.textOf(id) : url}`;
      }),
    )
    .sort();
}

const all = [
  'One: first.txt First',
  'One: same.txt Same file',
  'One: second.txt Second',
  'Two: Design https://design.example/1',
  'Two: third.txt Third',
];

/** Ends the story: after the last run there is one of each, and the run after it writes nothing. */
async function expectPeace(setting: Prepared, what: string): Promise<void> {
  const { disk, ...rest } = setting;
  const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
  expect(await world.sync(), what).toMatchObject({ state: 'done', pending: 0, conflicts: 0 });
  expect([filesOf(setting.reuse.A), filesOf(setting.reuse.B)], what).toEqual([all, all]);
  const written = setting.reuse.A.attachmentLog.length + setting.reuse.B.attachmentLog.length;
  setting.clock.set(setting.clock.now() + 120_000);
  await world.sync();
  expect(setting.reuse.A.attachmentLog.length + setting.reuse.B.attachmentLog.length).toBe(written);
}

const never = Number.POSITIVE_INFINITY;

describe.each(kinds)('killed at any transaction, with $name', ({ service }) => {
  it.each(['before', 'after'] as const)('copies each file exactly once: killed %s it is durable', async (when) => {
    const total = await syncUntil(await prepare(service), never, when, 0);
    expect(total).toBeGreaterThan(10);
    for (let at = 1; at <= total; at++) {
      const setting = await prepare(service);
      await syncUntil(setting, at, when, 1);
      // It dies a second time while it recovers.
      await syncUntil(setting, 2, when, 2);
      await expectPeace(setting, `killed at transaction ${at}`);
    }
  });
});

describe('a file whose answer is lost', () => {
  const faults = ['lost-answer', 'lost-request', 'error-after', 'error-before'] as const;
  const writes = ['create-attachment', 'link-attachment', 'remove-attachment'] as const;
  it.each(faults.flatMap((fault) => writes.flatMap((on) => kinds.map((kind) => ({ fault, on, ...kind })))))(
    'is found again, not repeated: $fault of $on, $name (S4)',
    async ({ fault, on, service }) => {
      for (let after = 0; after < 2; after++) {
        const setting = await prepare(service);
        setting.reuse.B.fail({ kind: fault, on, after });
        await syncUntil(setting, never, 'after', 1);
        setting.clock.set(setting.clock.now() + 3_600_000);
        await expectPeace(setting, `${fault} after ${after}`);
      }
    },
  );

  it('is sent again soon, though the clock was set back by a year meanwhile (S27)', async () => {
    const setting = await prepare({ identity: 'D', searchLagMs: 60_000 });
    setting.reuse.B.fail({ kind: 'lost-request', on: 'create-attachment' });
    await syncUntil(setting, never, 'after', 1);
    setting.clock.set(setting.clock.now() - 365 * 24 * 3_600_000);
    await syncUntil(setting, never, 'after', 2);
    setting.clock.set(setting.clock.now() + 3_600_000);
    await expectPeace(setting, 'clock set back');
  });

  it('that the network delivered twice is not mirrored back', async () => {
    const setting = await prepare({ identity: 'C' });
    setting.reuse.B.fail({ kind: 'twice', on: 'create-attachment' });
    await syncUntil(setting, never, 'after', 1);
    setting.clock.set(setting.clock.now() + 3_600_000);
    await syncUntil(setting, never, 'after', 2);
    expect(filesOf(setting.reuse.A)).toEqual(all);
    expect(filesOf(setting.reuse.B)).toHaveLength(all.length + 1);
  });

  it('is looked for before it is sent again, also where the feed lags behind (S4)', async () => {
    const services = { A: {}, B: { identity: 'C' } } as const;
    const world = await createWorld({ services, profile: { attachments: 'copy' } });
    const { id } = world.service('A').add({ title: 'One' });
    await world.sync();
    world.service('A').attach(id, 'first.txt', 'First');
    world.service('B').fail({ kind: 'lost-answer', on: 'create-attachment' });
    // No reading shows what arrived.
    world.service('B').fail({ kind: 'stale-read', on: 'pull', times: never });
    await world.sync();
    world.clock.set(world.clock.now() + 3_600_000);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesOf(world.service('B'))).toEqual(['One: first.txt First']);
    expect(world.service('B').requests['create-attachment']).toBe(1);
  });

  it('is not sent again before the service has had its time to show it (S4)', async () => {
    const services = { A: {}, B: { identity: 'D', searchLagMs: 600_000 } } as const;
    const world = await createWorld({ services, profile: { attachments: 'copy' } });
    const { id } = world.service('A').add({ title: 'One' });
    await world.sync();
    world.service('A').attach(id, 'first.txt', 'First');
    world.service('B').fail({ kind: 'lost-request', on: 'create-attachment' });
    await world.sync();
    expect(world.service('B').requests['create-attachment']).toBe(1);
    world.clock.set(world.clock.now() + 120_000);
    expect(await world.sync()).toMatchObject({ pending: 1 });
    expect(world.service('B').requests['create-attachment']).toBe(1);
    world.clock.set(world.clock.now() + 600_000);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesOf(world.service('B'))).toEqual(['One: first.txt First']);
    await world.close();
  });

  it('is adopted where nobody may read it back for sure but it shows (identity E)', async () => {
    const setting = await prepare({ identity: 'E' });
    setting.reuse.B.fail({ kind: 'lost-answer', on: 'create-attachment', after: 1 });
    await syncUntil(setting, never, 'after', 1);
    const { disk, ...rest } = setting;
    const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
    setting.clock.set(setting.clock.now() + 24 * 3_600_000);
    await world.sync();
    expect([filesOf(setting.reuse.A), filesOf(setting.reuse.B)]).toEqual([all, all]);
  });

  it('is parked for a person where nobody can tell whether it arrived (identity E), and never sent again', async () => {
    const setting = await prepare({ identity: 'E' });
    setting.reuse.B.fail({ kind: 'lost-request', on: 'create-attachment' });
    await syncUntil(setting, never, 'after', 1);
    const { disk, ...rest } = setting;
    const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
    for (let run = 0; run < 3; run++) {
      setting.clock.set(setting.clock.now() + 24 * 3_600_000);
      await world.sync();
    }
    const run = await world.sync();
    expect(run.state).toBe('problems');
    expect(run.problems[0]?.message).toContain('no way to find out whether it arrived');
    expect(filesOf(setting.reuse.B)).toHaveLength(all.length - 1);
  });
});
