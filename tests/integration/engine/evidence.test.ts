import { describe, expect, it } from 'vitest';
import { createMemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { openSqliteStore } from '../../../src-main/core/store/sqlite/open.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createWorld } from '../../fakes/world.ts';
import { syncUntil } from './sync-until.ts';

/** What counts as agreed is what a service was seen to have, whatever happened between planning, sending and reading back. */
async function prepare() {
  const clock = createFakeClock({ auto: true });
  const reuse = { A: createMemoryService({ name: 'A', clock }), B: createMemoryService({ name: 'B', clock }) };
  const record = reuse.A.add({ title: 'Plan', body: 'one' });
  const disk = await openSqliteStore({ file: ':memory:', clock });
  const setting = { clock, reuse, disk, services: { A: {}, B: {} } };
  await syncUntil(setting, Number.POSITIVE_INFINITY, 'after', 0);
  const twin = reuse.B.all()[0]?.id ?? '';
  const pass = (): void => clock.set(clock.now() + 60_000);
  pass();
  return { setting, ...reuse, record: record.id, twin, pass };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

/** A new program on what is on the disk. */
async function finish({ setting, pass }: Prepared) {
  const { disk, ...rest } = setting;
  const world = await createWorld({ ...rest, store: disk, idPrefix: 'last' });
  for (let run = 0; run < 2; run++) {
    pass();
    await world.sync();
  }
  return world;
}

/** Plays the story once for each transaction of the run that the program can die behind. */
async function atEachDeath(story: (deathAt: number) => Promise<void>): Promise<void> {
  for (let deathAt = 1; deathAt <= 12; deathAt++) await story(deathAt);
}

describe('a program that dies', () => {
  it('sends what it had planned and not sent, also when the task was edited again meanwhile (S1, S2)', async () => {
    await atEachDeath(async (deathAt) => {
      const story = await prepare();
      story.A.edit(story.record, { title: 'Better plan' });
      await syncUntil(story.setting, deathAt, 'after', 1);
      story.A.edit(story.record, { labels: ['later'] });
      const world = await finish(story);
      expect(world.record('B', 'Better plan').fields['body'], `died behind transaction ${deathAt}`).toBe('one');
      await world.close();
    });
  });

  it('sends again what was not taken, although it had noted the failure when it died (S1, S3)', async () => {
    await atEachDeath(async (deathAt) => {
      const story = await prepare();
      story.A.edit(story.record, { title: 'Better plan' });
      story.B.fail({ kind: 'lost-request', on: 'update' });
      await syncUntil(story.setting, deathAt, 'after', 1);
      const world = await finish(story);
      expect(world.record('B', 'Better plan').fields['body'], `died behind transaction ${deathAt}`).toBe('one');
      await world.close();
    });
  });

  it('knows its own write again when it starts anew, and what somebody did after it (S3, S5)', async () => {
    await atEachDeath(async (deathAt) => {
      const story = await prepare();
      story.A.edit(story.record, { title: 'Better plan' });
      await syncUntil(story.setting, deathAt, 'after', 1);
      const isUndone = await isNoted(story);
      story.pass();
      if (isUndone) story.B.edit(story.twin, { title: 'Plan' });
      const world = await finish(story);
      const wanted = isUndone ? 'Plan' : 'Better plan';
      for (const side of ['A', 'B']) expect(world.record(side, wanted).fields['title']).toBe(wanted);
      await world.close();
    });
  });
});

/** The answer to the write is on the disk. */
async function isNoted({ setting: { disk }, twin }: Prepared): Promise<boolean> {
  const endpoints = (await disk.profiles.list()).flatMap((profile) => profile.endpoints);
  const links = await Promise.all(endpoints.map(({ id }) => disk.links.byRemote(id, [twin])));
  return links.flat().some((link) => link.observation?.fields['title'] === 'Better plan');
}
