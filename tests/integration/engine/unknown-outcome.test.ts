import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type ServiceOptions, type World } from '../../fakes/world.ts';

/**
 * A create whose answer was lost, at a service that keeps our marker but whose feed does not show the new record yet: only
 * the look-up by the marker (correctness.md 1.6) can tell that it had arrived.
 */
let world: World;
afterEach(() => world.close());

async function loseTheAnswer(service: ServiceOptions = {}): Promise<void> {
  const options = { identity: 'C', precondition: false, deletions: 'listing', ...service } as const;
  world = await createWorld({
    services: { A: options, B: options },
    profile: { match: { mode: 'create-only' } },
  });
  world.service('A').add({ title: 'Once' });
  world.service('B').fail({ kind: 'lost-answer', on: 'create' });
  world.service('B').fail({ kind: 'stale-read', on: 'pull', times: Number.POSITIVE_INFINITY });
  await world.sync();
}

function minutes(count: number): void {
  world.clock.set(world.clock.now() + count * 60_000);
}

const titlesAt = (name: string): readonly unknown[] =>
  world
    .service(name)
    .all()
    .map((record) => record.fields['title']);

describe('a create that arrived, and whose answer was lost', () => {
  it('is looked up before it is sent again (S4)', async () => {
    await loseTheAnswer();
    for (let run = 0; run < 2; run++) {
      minutes(60);
      await world.sync();
    }
    expect(titlesAt('B')).toEqual(['Once']);
  });

  it('is not sent again while the search may still lag behind (S4, L6)', async () => {
    await loseTheAnswer({ identity: 'D', searchLagMs: 5 * 60_000 });
    for (let run = 0; run < 12; run++) {
      minutes(1);
      await world.sync();
    }
    expect(titlesAt('B')).toEqual(['Once']);
    world.service('B').heal();
    minutes(60);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  });

  it('is not sent a third time while the search may not show the second yet (S4)', async () => {
    const options = { identity: 'D', searchLagMs: 5 * 60_000, precondition: false, deletions: 'listing' } as const;
    world = await createWorld({ services: { A: options, B: options }, profile: { match: { mode: 'create-only' } } });
    world.service('A').add({ title: 'Once' });
    world.service('B').fail({ kind: 'lost-request', on: 'create' });
    world.service('B').fail({ kind: 'lost-answer', on: 'create' });
    world.service('B').fail({ kind: 'stale-read', on: 'pull', times: Number.POSITIVE_INFINITY });
    await world.sync();
    expect(titlesAt('B')).toEqual([]);
    minutes(60);
    await world.sync();
    expect(titlesAt('B')).toEqual(['Once']);
    for (let run = 0; run < 12; run++) {
      minutes(1);
      await world.sync();
    }
    expect(titlesAt('B')).toEqual(['Once']);
  });

  it('is not forgotten for the sake of an edit made meanwhile (S4)', async () => {
    await loseTheAnswer();
    const { id } = await world.task('Once');
    // Nothing can be looked up just now: what is planned meanwhile must not take its place.
    world.service('B').fail({ kind: 'refused', on: 'find' });
    await world.call('tasks.edit', { task: id, edit: { priority: 'high' } });
    for (let run = 0; run < 3; run++) {
      minutes(60);
      await world.sync();
    }
    expect(titlesAt('B')).toEqual(['Once']);
    expect(world.record('B', 'Once').fields['priority']).toBe(world.record('A', 'Once').fields['priority']);
  });

  it('stays open when its look-up is refused, and is looked up again as soon as a person asks (S4)', async () => {
    await loseTheAnswer();
    const { id } = await world.task('Once');
    await world.call('tasks.edit', { task: id, edit: { title: 'Renamed' } });
    world.service('B').fail({ kind: 'forbidden', on: 'find', times: 3 });
    for (let run = 0; run < 3; run++) {
      minutes(60);
      expect(await world.sync()).toMatchObject({ state: 'problems', pending: 1, problems: [{ code: 'forbidden' }] });
      expect(titlesAt('B')).toEqual(['Once']);
    }
    await world.call('tasks.retry', { task: id });
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(titlesAt('B')).toEqual(['Renamed']);
  });

  it('comes back in the feed as the twin that it is, never as a task of its own (S4)', async () => {
    await loseTheAnswer();
    world.service('B').heal();
    for (let run = 0; run < 2; run++) {
      minutes(60);
      await world.sync();
    }
    expect(titlesAt('A')).toEqual(['Once']);
    expect(await world.tasks()).toHaveLength(1);
  });

  it('is found, and then closed, when the task was deleted here meanwhile (S3)', async () => {
    await loseTheAnswer();
    await world.call('tasks.delete', { task: (await world.task('Once')).id });
    for (let run = 0; run < 3; run++) {
      minutes(60);
      await world.sync();
    }
    expect(world.record('B', 'Once').fields['status']).toBe('dropped');
    expect(titlesAt('A')).toEqual(['Once']);
    expect(await world.tasks()).toEqual([]);
  });
});
