import { describe, expect, it } from 'vitest';
import type { MemoryService } from '../../../src-main/connectors/memory/memory-service.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

/** The files at the only record with this title: name, where it leads or what is in it. */
function filesAt(world: World, side: string, title = 'Plan'): readonly string[] {
  const service = world.service(side);
  return service
    .attachments(world.record(side, title).id)
    .map(({ id, name, kind, url }) => `${name}: ${kind === 'file' ? service.textOf(id) : `→ ${url}`}`);
}

async function open(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld({ profile: { attachments: 'copy' }, ...options });
  world.service('A').add({ title: 'Plan' });
  await world.sync();
  return world;
}

function attach(world: World, side: string, name: string, text: string): string {
  return world.service(side).attach(world.record(side, 'Plan').id, name, text, { by: 'Ana' }).id;
}

const filesOnly = { attachments: { canLink: false } };
const opened = (service: MemoryService): number => service.requests['open-attachment'];

/** Long enough for a reading to be newer than our own last write (S12). */
async function syncLater(world: World) {
  world.clock.set(world.clock.now() + 120_000);
  return await world.sync();
}

describe('files of a task', () => {
  it('stay where they are unless the profile says otherwise', async () => {
    const world = await open({ profile: {} });
    attach(world, 'A', 'plan.txt', 'Water first');
    await world.sync();
    expect(filesAt(world, 'B')).toEqual([]);
    expect(world.service('A').requests.attachments).toBe(0);
    await world.close();
  });

  it('are copied both ways, with their names, and then there is silence (L2)', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    attach(world, 'B', 'photo.png', 'not really');
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, endpoints: [{}, {}] });
    expect(filesAt(world, 'A').toSorted()).toEqual(['photo.png: not really', 'plan.txt: Water first']);
    expect(filesAt(world, 'B').toSorted()).toEqual(['photo.png: not really', 'plan.txt: Water first']);
    expect((await world.task('Plan')).attachments).toMatchObject([
      { name: 'plan.txt', kind: 'file', size: 11, place: 'A', author: 'Ana' },
      { name: 'photo.png', place: 'B' },
    ]);
    const written = world.service('A').attachmentLog.length + world.service('B').attachmentLog.length;
    await syncLater(world);
    await syncLater(world);
    expect(world.service('A').attachmentLog.length + world.service('B').attachmentLog.length).toBe(written);
    await world.close();
  });

  it('go to a record that this very run creates', async () => {
    const world = await createWorld({ profile: { attachments: 'copy' } });
    const { id } = world.service('A').add({ title: 'Plan' });
    world.service('A').attach(id, 'plan.txt', 'Water first');
    await world.sync();
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    await world.close();
  });

  it('of both sides that are the same are joined, not copied (S4)', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    attach(world, 'B', 'another name.txt', 'Water first');
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect([filesAt(world, 'A'), filesAt(world, 'B')]).toEqual([
      ['plan.txt: Water first'],
      ['another name.txt: Water first'],
    ]);
    await world.close();
  });

  it('are read for comparison only where another one has their size, and once', async () => {
    const world = await open();
    attach(world, 'A', 'one.txt', 'same size A');
    attach(world, 'B', 'two.txt', 'same size B');
    await world.sync();
    expect(filesAt(world, 'A')).toHaveLength(2);
    const before = opened(world.service('A')) + opened(world.service('B'));
    await syncLater(world);
    attach(world, 'A', 'three.txt', 'longer than both');
    await syncLater(world);
    expect(opened(world.service('A')) + opened(world.service('B'))).toBe(before + 1);
    await world.close();
  });

  it('are found again by a rebuilt database, and not copied once more (S4)', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    attach(world, 'A', 'list.txt', 'One, two');
    await world.sync();
    const reuse = { A: world.service('A'), B: world.service('B') };
    const rebuilt = await createWorld({ profile: { attachments: 'copy' }, reuse, clock: world.clock, idPrefix: 'new' });
    expect(await rebuilt.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect([filesAt(rebuilt, 'A'), filesAt(rebuilt, 'B')]).toEqual([filesAt(world, 'A'), filesAt(world, 'A')]);
    await rebuilt.close();
  });

  it('that somebody adds to the other side just before our copy is sent are not doubled', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    // Nothing changed at B, so its attachments are first read for the copy that is about to be sent.
    let isAdded = false;
    world.service('B').knobs.weather = ({ operation }) => {
      if (operation === 'attachments' && !isAdded) {
        isAdded = true;
        world.service('B').attach(world.record('B', 'Plan').id, 'plan.txt', 'Water first', { by: 'Ben' });
      }
      return null;
    };
    await world.sync();
    await syncLater(world);
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    await world.close();
  });

  it('in a preview are shown and not written', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    const plan = await world.call('plans.preview', { profile: 'Work' });
    const shown = plan.actions.map(({ endpoint, fields }) => [endpoint, fields[0]?.field, fields[0]?.after]);
    expect(shown).toContainEqual(['B', 'attachments', 'plan.txt']);
    expect(filesAt(world, 'B')).toEqual([]);
    await world.close();
  });

  it('added before the profile copied them are copied when it does', async () => {
    const world = await open({ profile: {} });
    attach(world, 'A', 'plan.txt', 'Water first');
    await world.sync();
    const file = await world.call('profiles.get', { profile: 'Work' });
    await world.call('profiles.save', { file: { ...file, attachments: 'copy' }, replaces: 'Work' });
    await world.sync({ acceptBrakes: true });
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    await world.close();
  });
});

describe('a file with another name', () => {
  const start = async (options: WorldOptions = {}) => {
    const world = await open({ profile: { attachments: 'copy', deletions: 'propagate' }, ...options });
    const id = attach(world, 'A', 'plan.txt', 'Water first');
    await world.sync();
    return { world, id, written: writesIn(world) };
  };
  const writesIn = (world: World): number =>
    world.service('A').attachmentLog.length + world.service('B').attachmentLog.length;

  it.each(['A', 'B'] as const)('at %s is the same file: it is neither copied again nor deleted', async (side) => {
    const { world, written } = await start();
    const [file] = world.service(side).attachments(world.record(side, 'Plan').id);
    world.service(side).renameAttachment(file?.id ?? '', 'schedule.txt');
    for (let run = 0; run < 2; run++) {
      expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0, problems: [] });
    }
    expect(writesIn(world)).toBe(written);
    const other = side === 'A' ? 'B' : 'A';
    expect([filesAt(world, side), filesAt(world, other)]).toEqual([
      ['schedule.txt: Water first'],
      ['plan.txt: Water first'],
    ]);
    await world.close();
  });

  it('that is too large to be read is the same file, too', async () => {
    const profile = { attachments: { mode: 'copy', largestMb: 0.001 } } as const;
    const { world } = await start({ profile });
    const id = attach(world, 'A', 'large.bin', 'x'.repeat(2_000));
    await world.sync();
    const written = writesIn(world);
    world.service('A').renameAttachment(id, 'larger.bin');
    await syncLater(world);
    await syncLater(world);
    expect(writesIn(world)).toBe(written);
    await world.close();
  });

  it.each(['A', 'B'] as const)('that was put to %s anew takes the place of the old one', async (side) => {
    const { world, written } = await start();
    const service = world.service(side);
    const { id } = world.record(side, 'Plan');
    world.clock.set(world.clock.now() + 120_000);
    service.removeAttachment(service.attachments(id)[0]?.id ?? '');
    const fresh = attach(world, side, 'schedule.txt', 'Water first');
    for (let run = 0; run < 2; run++) {
      expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0, problems: [] });
    }
    expect([filesAt(world, 'A').length, filesAt(world, 'B').length]).toEqual([1, 1]);
    // What the person did, and nothing of ours.
    expect(writesIn(world)).toBe(written + 2);
    // It is followed: when the original goes, so does the copy; a copy takes nothing along.
    service.removeAttachment(fresh);
    await syncLater(world);
    expect([filesAt(world, 'A').length, filesAt(world, 'B').length]).toEqual(side === 'A' ? [0, 0] : [1, 0]);
    await world.close();
  });
});

describe('a limit', () => {
  const large = 'x'.repeat(2_000);
  const profile = { attachments: { mode: 'copy', largestMb: 0.001 } } as const;

  it('makes a link of a larger file where the other side has a place for links; nobody reads it', async () => {
    const world = await open({ profile });
    attach(world, 'A', 'large.bin', large);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAt(world, 'B')).toEqual([
      `large.bin: → ${world.service('A').attachments(world.record('A', 'Plan').id)[0]?.url}`,
    ]);
    expect(opened(world.service('A'))).toBe(0);
    await syncLater(world);
    expect([filesAt(world, 'A'), filesAt(world, 'B')].map(({ length }) => length)).toEqual([1, 1]);
    await world.close();
  });

  it('is a problem of that task otherwise, gone when the limit is raised', async () => {
    const world = await open({ profile, services: { A: {}, B: filesOnly } });
    attach(world, 'A', 'large.bin', large);
    attach(world, 'A', 'small.txt', 'fits');
    const run = await world.sync();
    expect(run).toMatchObject({ state: 'problems', pending: 0 });
    expect(run.problems).toMatchObject([{ title: 'Plan', field: 'attachments', code: 'too-large' }]);
    expect(run.problems[0]?.message).toContain('“large.bin”');
    expect(filesAt(world, 'B')).toEqual(['small.txt: fits']);
    const file = await world.call('profiles.get', { profile: 'Work' });
    await world.call('profiles.save', { file: { ...file, attachments: 'copy' }, replaces: 'Work' });
    expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', problems: [] });
    expect(filesAt(world, 'B')).toHaveLength(2);
    await world.close();
  });

  it('of the service counts, too', async () => {
    const world = await open({ services: { A: {}, B: { attachments: { canLink: false, maxBytes: 1_000 } } } });
    attach(world, 'A', 'large.bin', large);
    expect((await world.sync()).problems).toMatchObject([{ code: 'too-large' }]);
    await world.close();
  });
});

describe('links', () => {
  it('are all that is written where the profile wants that', async () => {
    const world = await open({ profile: { attachments: 'link' } });
    attach(world, 'A', 'plan.txt', 'Water first');
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAt(world, 'B')).toEqual(['plan.txt: → memory:A/inbox/1/files/2']);
    await syncLater(world);
    expect(filesAt(world, 'A')).toHaveLength(1);
    await world.close();
  });

  it('of people go to the other side as links, and back never', async () => {
    const world = await open();
    const { id } = world.record('A', 'Plan');
    world.service('A').attach(id, 'Design', 'https://design.example/1', { kind: 'link' });
    await world.sync();
    await syncLater(world);
    expect(filesAt(world, 'B')).toEqual(['Design: → https://design.example/1']);
    expect(filesAt(world, 'A')).toHaveLength(1);
    await world.close();
  });

  it('without a place for them stay where they are, and that is no problem', async () => {
    const world = await open({ services: { A: {}, B: filesOnly } });
    const { id } = world.record('A', 'Plan');
    world.service('A').attach(id, 'Design', 'https://design.example/1', { kind: 'link' });
    expect(await world.sync()).toMatchObject({ state: 'done', problems: [] });
    await world.close();
  });
});

describe('a deletion', () => {
  const both = async (deletions: 'close' | 'propagate') => {
    const world = await open({ profile: { attachments: 'copy', deletions } });
    const id = attach(world, 'A', 'plan.txt', 'Water first');
    await world.sync();
    return { world, id };
  };

  it('stays at its side, and is never undone by a copy', async () => {
    const { world, id } = await both('close');
    world.service('A').removeAttachment(id);
    await syncLater(world);
    expect([filesAt(world, 'A'), filesAt(world, 'B')]).toEqual([[], ['plan.txt: Water first']]);
    await syncLater(world);
    expect(filesAt(world, 'A')).toEqual([]);
    await world.close();
  });

  it('of the original takes our copy along where the profile carries deletions on', async () => {
    const { world, id } = await both('propagate');
    world.service('A').removeAttachment(id);
    await syncLater(world);
    expect(filesAt(world, 'B')).toEqual([]);
    await world.close();
  });

  it('of the original takes our copy along, also when nobody had answered that it arrived', async () => {
    const world = await open({ profile: { attachments: 'copy', deletions: 'propagate' } });
    const id = attach(world, 'A', 'plan.txt', 'Water first');
    world.service('B').fail({ kind: 'lost-answer', on: 'create-attachment' });
    await world.sync();
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    world.clock.set(world.clock.now() + 120_000);
    world.service('A').removeAttachment(id);
    await syncLater(world);
    expect(filesAt(world, 'B')).toEqual([]);
    await world.close();
  });

  it('of a copy never takes the original along', async () => {
    const { world } = await both('propagate');
    const [copy] = world.service('B').attachments(world.record('B', 'Plan').id);
    world.service('B').removeAttachment(copy?.id ?? '');
    await syncLater(world);
    await syncLater(world);
    expect([filesAt(world, 'A'), filesAt(world, 'B')]).toEqual([['plan.txt: Water first'], []]);
    await world.close();
  });

  it('of many at once is doubted, left and said (S10)', async () => {
    const world = await open({ profile: { attachments: 'copy', deletions: 'propagate' } });
    const ids = [1, 2, 3, 4].map((one) => attach(world, 'A', `${one}.txt`, 'x'.repeat(one)));
    await world.sync();
    for (const id of ids) world.service('A').removeAttachment(id);
    const run = await syncLater(world);
    expect(run.problems).toMatchObject([{ code: 'held', field: 'attachments' }]);
    expect(filesAt(world, 'B')).toHaveLength(4);
    await world.close();
  });

  it('that a lagging reading seems to show is none (S8, S12)', async () => {
    const { world } = await both('propagate');
    world.service('B').fail({ kind: 'stale-read', on: 'attachments', times: 4 });
    world.service('B').edit(world.record('B', 'Plan').id, { body: 'Changed' });
    await world.sync();
    world.service('B').heal();
    await syncLater(world);
    expect([filesAt(world, 'A'), filesAt(world, 'B')].map(({ length }) => length)).toEqual([1, 1]);
    await world.close();
  });
});

describe('a file under the number of a deleted one', () => {
  const services = { A: { reusesFileIds: true }, B: { reusesFileIds: true } };
  const start = async (deletions: 'close' | 'propagate') => {
    const world = await open({ services, profile: { attachments: 'copy', deletions } });
    const id = attach(world, 'A', 'old.txt', 'Old');
    await syncLater(world);
    world.clock.set(world.clock.now() + 120_000);
    return { world, id };
  };

  it('is another file: it is copied, and what it replaced counts as deleted', async () => {
    const { world, id } = await start('propagate');
    world.service('A').removeAttachment(id);
    expect(attach(world, 'A', 'new.txt', 'Something new')).toBe(id);
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0 });
    await syncLater(world);
    expect([filesAt(world, 'A'), filesAt(world, 'B')]).toEqual([
      ['new.txt: Something new'],
      ['new.txt: Something new'],
    ]);
    await world.close();
  });

  it('is another file, also when the deletion was seen before', async () => {
    const { world, id } = await start('close');
    world.service('A').removeAttachment(id);
    await syncLater(world);
    world.clock.set(world.clock.now() + 120_000);
    expect(attach(world, 'A', 'new.txt', 'Something new')).toBe(id);
    await syncLater(world);
    expect(filesAt(world, 'A')).toEqual(['new.txt: Something new']);
    expect(filesAt(world, 'B').toSorted()).toEqual(['new.txt: Something new', 'old.txt: Old']);
    await world.close();
  });

  it('is never deleted in its place', async () => {
    const { world, id } = await start('propagate');
    const [copy] = world.service('B').attachments(world.record('B', 'Plan').id);
    world.service('A').removeAttachment(id);
    // Just before our copy is deleted at B, Ben deletes it himself and adds another file.
    let isDone = false;
    world.service('B').knobs.weather = ({ operation }) => {
      if (operation !== 'attachments' || isDone) return null;
      isDone = true;
      world.service('B').removeAttachment(copy?.id ?? '');
      world.service('B').attach(world.record('B', 'Plan').id, 'bens.txt', 'Ben’s own', { by: 'Ben' });
      return null;
    };
    await syncLater(world);
    await syncLater(world);
    expect(isDone).toBe(true);
    expect([filesAt(world, 'A'), filesAt(world, 'B')]).toEqual([['bens.txt: Ben’s own'], ['bens.txt: Ben’s own']]);
    await world.close();
  });
});

describe('a task that comes back from the bin', () => {
  it('has its files again at the record that is made for it', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    await world.sync();
    world.service('B').remove(world.record('B', 'Plan').id);
    await syncLater(world);
    await syncLater(world);
    const [gone] = await world.tasks({ deleted: true });
    await world.call('tasks.restore', { task: gone?.id ?? '' });
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0 });
    expect([filesAt(world, 'A'), filesAt(world, 'B')]).toEqual([['plan.txt: Water first'], ['plan.txt: Water first']]);
    await syncLater(world);
    expect([filesAt(world, 'A'), filesAt(world, 'B')].map(({ length }) => length)).toEqual([1, 1]);
    await world.close();
  });
});

describe('switched off again', () => {
  it('nothing waits, and nothing is said any more', async () => {
    const world = await open({ services: { A: {}, B: filesOnly } });
    attach(world, 'A', 'plan.txt', 'Water first');
    world.service('B').fail({ kind: 'forbidden', on: 'create-attachment', times: Number.POSITIVE_INFINITY });
    expect(await world.sync()).toMatchObject({ state: 'problems', pending: 1 });
    const file = await world.call('profiles.get', { profile: 'Work' });
    await world.call('profiles.save', { file: { ...file, attachments: 'off' }, replaces: 'Work' });
    expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', pending: 0, problems: [] });
    await world.close();
  });
});

describe('what goes wrong', () => {
  it('with a place that cannot even be opened leaves what has to go there for later', async () => {
    const world = await open();
    world.service('B').knobs.isSignedOut = true;
    attach(world, 'A', 'plan.txt', 'Water first');
    for (let run = 0; run < 2; run++) expect(await world.sync()).toMatchObject({ state: 'failed' });
    world.service('B').knobs.isSignedOut = false;
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    await world.close();
  });

  it('at one file holds up no other task, and is tried again', async () => {
    const world = await open();
    world.service('A').add({ title: 'Other' });
    await world.sync();
    attach(world, 'A', 'plan.txt', 'Water first');
    world.service('A').attach(world.record('A', 'Other').id, 'other.txt', 'Other');
    const { id } = world.record('B', 'Plan');
    world.service('B').fail({ kind: 'forbidden', on: 'create-attachment', id, times: Number.POSITIVE_INFINITY });
    const run = await world.sync();
    expect(run.problems).toMatchObject([{ title: 'Plan', field: 'attachments', code: 'forbidden' }]);
    expect(filesAt(world, 'B', 'Other')).toEqual(['other.txt: Other']);
    world.service('B').heal();
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    await world.close();
  });

  it('where a file is read from leaves nothing at the other side, and is tried again', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    world.service('A').fail({ kind: 'error-before', on: 'open-attachment' });
    expect(await world.sync()).toMatchObject({ pending: 1 });
    expect(filesAt(world, 'B')).toEqual([]);
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAt(world, 'B')).toEqual(['plan.txt: Water first']);
    await world.close();
  });

  it('while files are compared decides nothing about them', async () => {
    const world = await open();
    attach(world, 'A', 'plan.txt', 'Water first');
    attach(world, 'B', 'plan.txt', 'Water first');
    world.service('A').fail({ kind: 'forbidden', on: 'open-attachment', times: Number.POSITIVE_INFINITY });
    const run = await world.sync();
    expect(run.problems).toMatchObject([{ field: 'attachments', code: 'forbidden' }]);
    world.service('A').heal();
    expect(await syncLater(world)).toMatchObject({ state: 'done', pending: 0, problems: [] });
    expect([filesAt(world, 'A'), filesAt(world, 'B')].map(({ length }) => length)).toEqual([1, 1]);
    await world.close();
  });
});
