import { describe, expect, it } from 'vitest';
import { createMemoryService, type MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type ServiceOptions, type WorldOptions } from '../../fakes/world.ts';
import { syncUntil } from './sync-until.ts';

/**
 * The create protocol's crash points (correctness.md 1.6), one by one: the program dies before and after each transaction of
 * a first sync and of a sync of edits, a new one starts on what is on the disk, and in the end there is exactly one record
 * for each task (S1, S4, S21).
 */
const kinds: readonly { readonly name: string; readonly service: ServiceOptions }[] = [
  { name: 'identity A', service: { identity: 'A' } },
  { name: 'identity C, no preconditions', service: { identity: 'C', precondition: false, deletions: 'listing' } },
];
const titles = ['One', 'Two', 'Three', 'Four'];

async function prepare(service: ServiceOptions, profile: WorldOptions['profile'] = {}) {
  const clock = createFakeClock({ auto: true });
  const reuse = {
    A: createMemoryService({ ...service, name: 'A', clock }),
    B: createMemoryService({ ...service, name: 'B', clock }),
  };
  for (const title of titles) reuse.A.add({ title, body: `about ${title}` });
  const disk = await openSqliteStore({ file: ':memory:', clock });
  await (
    await createWorld({ services: { A: service, B: service }, reuse, clock, store: disk, idPrefix: 'setup', profile })
  ).store.writable;
  return { clock, reuse, disk, services: { A: service, B: service } };
}

function expectOneOfEach(service: MemoryService): void {
  expect(
    service
      .all()
      .map((record) => record.fields['title'])
      .sort(),
  ).toEqual([...titles].sort());
}

describe.each(kinds)('killed at any transaction, with $name', ({ service }) => {
  it.each(['before', 'after'] as const)(
    'makes exactly one record of each task, and reads all of them (S4, S11): killed %s it is durable',
    async (when) => {
      const total = await syncUntil(await prepare(service), Number.POSITIVE_INFINITY, when, 0);
      expect(total).toBeGreaterThan(5);
      for (let at = 1; at <= total; at++) {
        const setting = await prepare(service);
        await syncUntil(setting, at, when, 1);
        // It dies a second time while it recovers.
        await syncUntil(setting, 2, when, 2);
        const { disk, ...rest } = setting;
        const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
        expect(await world.sync(), `killed at transaction ${at}`).toMatchObject({
          state: 'done',
          pending: 0,
          conflicts: 0,
        });
        expectOneOfEach(setting.reuse.A);
        expectOneOfEach(setting.reuse.B);
        const writes = setting.reuse.B.log.length;
        await world.sync();
        expect(setting.reuse.B.log).toHaveLength(writes);
        await world.close();
      }
    },
  );

  it('carries every edit over, whichever transaction it dies in', async () => {
    for (let at = 1; at <= 14; at++) {
      const setting = await prepare(service);
      await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 0);
      setting.clock.set(setting.clock.now() + 60_000);
      const [first, second] = setting.reuse.A.all();
      const twin = setting.reuse.B.all().find((record) => record.fields['title'] === second?.fields['title']);
      setting.reuse.A.edit(first?.id ?? '', { labels: ['edited in A'] });
      setting.reuse.B.edit(twin?.id ?? '', { labels: ['edited in B'] });
      await syncUntil(setting, at, at % 2 === 0 ? 'after' : 'before', 1);
      const { disk, ...rest } = setting;
      const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
      expect(await world.sync(), `killed at transaction ${at}`).toMatchObject({
        state: 'done',
        pending: 0,
        conflicts: 0,
      });
      for (const side of [setting.reuse.A, setting.reuse.B]) {
        expectOneOfEach(side);
        const labels = side.all().map((record) => [record.fields['title'], record.fields['labels']]);
        expect(labels).toContainEqual(['One', ['edited in A']]);
        expect(labels).toContainEqual(['Two', ['edited in B']]);
      }
      await world.close();
    }
  });
});

describe('a create whose answer is lost', () => {
  const faults = ['lost-answer', 'lost-request', 'error-after', 'error-before'] as const;
  it.each(faults.flatMap((fault) => kinds.map((kind) => ({ fault, ...kind }))))(
    'is found again, not repeated (S4): $fault, $name',
    async ({ fault, service }) => {
      for (let after = 0; after < titles.length; after++) {
        const { disk, ...setting } = await prepare(service);
        const world = await createWorld({ ...setting, store: disk });
        setting.reuse.B.fail({ kind: fault, on: 'create', after });
        await world.sync();
        setting.clock.set(setting.clock.now() + 3_600_000);
        expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
        expectOneOfEach(setting.reuse.B);
        await world.close();
      }
    },
  );

  it('that the network delivered twice is refused by the service where we choose the id (identity A)', async () => {
    const { disk, ...setting } = await prepare({ identity: 'A' });
    const world = await createWorld({ ...setting, store: disk });
    setting.reuse.B.fail({ kind: 'twice', on: 'create' });
    await world.sync();
    expectOneOfEach(setting.reuse.B);
    await world.close();
  });

  it('that the network delivered twice is reported, and never becomes a task of its own (identity C)', async () => {
    const { disk, ...setting } = await prepare({ identity: 'C' });
    const world = await createWorld({ ...setting, store: disk });
    setting.reuse.B.fail({ kind: 'twice', on: 'create' });
    await world.sync();
    const run = await world.sync();
    expectOneOfEach(setting.reuse.A);
    expect(await world.tasks()).toHaveLength(titles.length);
    expect(run.problems.map((problem) => problem.code)).toEqual(['already-exists']);
    await world.close();
  });

  it('is looked up at once though the clock was set back by a year meanwhile (S27)', async () => {
    const { disk, ...setting } = await prepare({ identity: 'C' });
    const world = await createWorld({ ...setting, store: disk });
    setting.reuse.B.fail({ kind: 'lost-request', on: 'create', times: titles.length });
    await world.sync();
    setting.clock.set(setting.clock.now() - 365 * 24 * 3_600_000);
    await world.sync();
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expectOneOfEach(setting.reuse.B);
    await world.close();
  });

  it('that the network delivered twice hides no deletion where deletions are found by counting (S8)', async () => {
    const { disk, ...setting } = await prepare({ identity: 'C', deletions: 'listing' });
    const world = await createWorld({ ...setting, store: disk });
    setting.reuse.B.fail({ kind: 'twice', on: 'create' });
    await world.sync();
    setting.reuse.B.remove(world.record('B', 'Four').id);
    await world.sync();
    expect(await world.tasks()).toHaveLength(titles.length - 1);
    const copies = setting.reuse.B.all().filter((record) => record.fields['title'] === 'One');
    setting.reuse.B.remove(copies[1]?.id ?? '');
    expect(await world.sync()).toMatchObject({ state: 'done', problems: [] });
    await world.close();
  });

  it('that the network delivered twice is one task for a second installation, too (identity C)', async () => {
    const { disk, ...setting } = await prepare({ identity: 'C' });
    const first = await createWorld({ ...setting, store: disk });
    setting.reuse.B.fail({ kind: 'twice', on: 'create' });
    await first.sync();
    const second = await createWorld({ ...setting, idPrefix: 'second' });
    expect((await second.sync()).problems.map((problem) => problem.code)).toEqual(['already-exists']);
    expect(await second.tasks()).toHaveLength(titles.length);
    expectOneOfEach(setting.reuse.A);
    await first.close();
    await second.close();
  });

  it('is parked for a person where the service gives no way to tell (identity E), and never repeated', async () => {
    const run = await loseAnAnswer({ match: { mode: 'create-only' } });
    expect(run.state).toBe('problems');
    expect(run.problems[0]?.message).toContain('no way to find out whether it arrived');
  });

  it('is over where its record turned up and was recognised by its title (identity E)', async () => {
    expect(await loseAnAnswer({ match: { mode: 'match-then-create', by: ['title'] } })).toMatchObject({
      state: 'done',
      problems: [],
      pending: 0,
    });
  });

  async function loseAnAnswer(profile: WorldOptions['profile']) {
    const { disk, ...setting } = await prepare({ identity: 'E' }, profile);
    const world = await createWorld({ ...setting, store: disk });
    setting.reuse.B.fail({ kind: 'lost-answer', on: 'create', after: 1 });
    for (let run = 0; run < 4; run++) {
      await world.sync();
      setting.clock.set(setting.clock.now() + 24 * 3_600_000);
    }
    expectOneOfEach(setting.reuse.B);
    const run = await world.sync();
    await world.close();
    return run;
  }
});
