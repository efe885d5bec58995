import { describe, expect, it } from 'vitest';
import { createMemoryService, type MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld, type ServiceOptions } from '../../fakes/world.ts';
import { syncUntil } from './sync-until.ts';

/**
 * The create protocol for comments (correctness.md 1.6), crash point by crash point: the program dies before and after each
 * transaction, and in the end there is exactly one comment of each at every service (S1, S4, S16, S21).
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
  const setting = { clock, reuse, disk, services: { A: service, B: service } };
  const world = await createWorld({ ...setting, store: disk, idPrefix: 'setup' });
  await world.sync();
  const twin = reuse.B.all().find((record) => record.fields['title'] === 'One');
  reuse.A.comment(one.id, 'First', { by: 'Ana' });
  reuse.B.comment(twin?.id ?? '', 'Second', { by: 'Ben' });
  reuse.A.comment(two.id, 'Third', { by: 'Ana' });
  await world.call('tasks.comment', { task: (await world.task('Two')).id, text: 'From here' });
  clock.set(clock.now() + 60_000);
  return setting;
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

function commentsOf(service: MemoryService): readonly string[] {
  return service
    .all()
    .flatMap((record) => service.comments(record.id).map(({ text }) => `${String(record.fields['title'])}: ${text}`))
    .sort();
}

function expectOneOfEach({ reuse }: Prepared): void {
  expect(commentsOf(reuse.A)).toEqual(
    ['One: First', 'One: Ben wrote (B):\n\nSecond', 'Two: From here', 'Two: Third'].sort(),
  );
  expect(commentsOf(reuse.B)).toEqual(
    ['One: Ana wrote (A):\n\nFirst', 'One: Second', 'Two: Ana wrote (A):\n\nThird', 'Two: From here'].sort(),
  );
}

/** Ends the story: after the last run there is one of each, and the run after it writes nothing. */
async function expectPeace(setting: Prepared, what: string): Promise<void> {
  const { disk, ...rest } = setting;
  const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
  expect(await world.sync(), what).toMatchObject({ state: 'done', pending: 0, conflicts: 0 });
  expectOneOfEach(setting);
  const written = setting.reuse.A.commentLog.length + setting.reuse.B.commentLog.length;
  await world.sync();
  expect(setting.reuse.A.commentLog.length + setting.reuse.B.commentLog.length).toBe(written);
  await world.close();
}

describe.each(kinds)('killed at any transaction, with $name', ({ service }) => {
  it.each(['before', 'after'] as const)('writes each comment exactly once: killed %s it is durable', async (when) => {
    const total = await syncUntil(await prepare(service), Number.POSITIVE_INFINITY, when, 0);
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

describe('a comment whose answer is lost', () => {
  const faults = ['lost-answer', 'lost-request', 'error-after', 'error-before'] as const;
  it.each(faults.flatMap((fault) => kinds.map((kind) => ({ fault, ...kind }))))(
    'is found again, not repeated: $fault, $name (S4)',
    async ({ fault, service }) => {
      for (let after = 0; after < 3; after++) {
        const setting = await prepare(service);
        setting.reuse.B.fail({ kind: fault, on: 'create-comment', after });
        await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 1);
        setting.clock.set(setting.clock.now() + 3_600_000);
        await expectPeace(setting, `${fault} after ${after}`);
      }
    },
  );

  it.each(kinds)(
    'is looked for before it is sent again, also where readings lag behind: $name (S4)',
    async ({ service }) => {
      const setting = await prepare(service);
      setting.reuse.B.fail({ kind: 'lost-answer', on: 'create-comment' });
      setting.reuse.B.fail({ kind: 'stale-read', on: 'comments', times: Number.POSITIVE_INFINITY });
      await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 1);
      await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 2);
      setting.reuse.B.heal();
      setting.clock.set(setting.clock.now() + 3_600_000);
      await expectPeace(setting, 'a lagging reading');
    },
  );

  it('that the network delivered twice is refused by the service where we choose the id (identity A)', async () => {
    const setting = await prepare({ identity: 'A' });
    setting.reuse.B.fail({ kind: 'twice', on: 'create-comment' });
    await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 1);
    await expectPeace(setting, 'twice');
  });

  it('that the network delivered twice is reported, and never mirrored (identity C)', async () => {
    const setting = await prepare({ identity: 'C' });
    setting.reuse.B.fail({ kind: 'twice', on: 'create-comment' });
    await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 1);
    const { disk, ...rest } = setting;
    const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
    const run = await world.sync();
    expect(commentsOf(setting.reuse.A)).toHaveLength(4);
    expect(run.problems.map((problem) => [problem.field, problem.code])).toEqual([['comments', 'ambiguous-match']]);
    await world.close();
  });

  it('is adopted by its text where there is no place for a marker (identity E), and never repeated', async () => {
    const setting = await prepare({ identity: 'E' });
    setting.reuse.B.fail({ kind: 'lost-answer', on: 'create-comment', after: 1 });
    await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 1);
    await expectPeace(setting, 'identity E');
  });

  it('stays open when its look-up is refused: made anew it would be there twice (S4)', async () => {
    const setting = await prepare({ identity: 'C' });
    setting.reuse.B.fail({ kind: 'lost-answer', on: 'create-comment' });
    setting.reuse.B.fail({ kind: 'forbidden', on: 'find-comment', times: 2 });
    // Only the look-up can tell that it arrived.
    setting.reuse.B.fail({ kind: 'stale-read', on: 'comments', times: Number.POSITIVE_INFINITY });
    const { disk, ...rest } = setting;
    const world = await createWorld({ ...rest, store: disk, idPrefix: 'refused' });
    for (let run = 0; run < 3; run++) {
      await world.sync();
      setting.clock.set(setting.clock.now() + 3_600_000);
    }
    expectOneOfEach(setting);
    await world.close();
  });

  it('is parked for a person where nobody can tell whether it arrived (identity E), and never sent again', async () => {
    const setting = await prepare({ identity: 'E' });
    setting.reuse.B.fail({ kind: 'lost-request', on: 'create-comment' });
    await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 1);
    const { disk, ...rest } = setting;
    const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
    for (let run = 0; run < 3; run++) {
      setting.clock.set(setting.clock.now() + 24 * 3_600_000);
      await world.sync();
    }
    const run = await world.sync();
    expect(run.state).toBe('problems');
    expect(run.problems[0]?.message).toContain('no way to find out whether it arrived');
    expect(commentsOf(setting.reuse.B)).toHaveLength(3);
    await world.close();
  });
});
