import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

async function open(options: WorldOptions = {}): Promise<World> {
  world = await createWorld({ profile: { match: { mode: 'create-only' } }, ...options });
  return world;
}

const titles = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `Task ${index}`);
const writes = (): number => world.service('A').log.length + world.service('B').log.length;

describe('a run that would do unusually much (S10, SEC-53)', () => {
  it('is held when it would change more than a third of a list, until somebody accepts it', async () => {
    const { service, sync } = await open();
    for (const title of titles(60)) service('A').add({ title });
    expect(await sync()).toMatchObject({ state: 'done' });
    world.clock.set(world.clock.now() + 60_000);
    for (const { id } of service('A').all().slice(0, 21)) service('A').edit(id, { body: 'rewritten by a script' });
    const before = writes();
    for (let round = 0; round < 2; round++) {
      expect(await sync()).toMatchObject({
        state: 'held',
        brakes: ['This run would change 21 of 60 tasks in B. Nothing was changed anywhere.'],
      });
    }
    expect(writes()).toBe(before);
    expect(await world.tasks({ query: 'rewritten' })).toHaveLength(0);
    expect(await sync({ acceptBrakes: true })).toMatchObject({ state: 'done' });
    expect(await sync()).toMatchObject({ state: 'done' });
  });

  it('is held when many new tasks appear in a list that was settled, not in its first copy', async () => {
    const { service, sync } = await open();
    for (const title of titles(200)) service('A').add({ title });
    expect(await sync()).toMatchObject({ state: 'done' });
    for (const title of titles(101)) service('A').add({ title: `${title} again` });
    expect(await sync()).toMatchObject({ state: 'held' });
    expect(await sync({ acceptBrakes: true })).toMatchObject({ state: 'done', tasks: { created: 101 } });
  });

  it('is not held while the first copy is still under way', async () => {
    const { service, sync } = await open();
    for (const title of titles(80)) service('A').add({ title });
    service('B').fail({ kind: 'refused', on: 'create', after: 15, times: 1 });
    expect(await sync()).toMatchObject({ state: 'offline' });
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(service('B').all()).toHaveLength(80);
  });
});

describe('a run that would do unusually much to comments (S10)', () => {
  const later = (): void => world.clock.set(world.clock.now() + 120_000);
  const atB = (): readonly string[] =>
    world
      .service('B')
      .comments(world.record('B', 'Plan').id)
      .map(({ text }) => text);
  async function withComments(count: number): Promise<readonly string[]> {
    const { service, sync } = await open();
    service('A').add({ title: 'Plan' });
    await sync();
    const { id } = world.record('A', 'Plan');
    const made = titles(count).map((title) => service('A').comment(id, title, { by: 'Ana' }).id);
    expect(await sync()).toMatchObject({ state: 'done' });
    later();
    return made;
  }
  async function expectHeld(sentence: string): Promise<void> {
    const brakes = [`${sentence} Nothing was changed anywhere.`];
    const before = atB();
    const written = world.service('B').commentLog.length;
    const plan = await world.call('plans.preview', { profile: 'Work' });
    expect(plan.brakes).toEqual(brakes);
    for (let round = 0; round < 2; round++) expect(await world.sync()).toMatchObject({ state: 'held', brakes });
    expect(atB()).toEqual(before);
    expect(world.service('B').commentLog).toHaveLength(written);
    expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', pending: 0 });
    expect(await world.sync()).toMatchObject({ state: 'done' });
  }

  it('is held when it would change very many of them', async () => {
    for (const id of (await withComments(40)).slice(0, 21)) world.service('A').editComment(id, { text: 'Rewritten' });
    await expectHeld('This run would change 21 of 40 comments in B.');
    expect(atB().filter((text) => text.endsWith('Rewritten'))).toHaveLength(21);
  });

  it('is held when it would delete very many of them', async () => {
    for (const id of (await withComments(10)).slice(0, 4)) world.service('A').editComment(id, { isInternal: true });
    await expectHeld('This run would delete 4 of 10 comments in B.');
    expect(atB()).toHaveLength(6);
  });

  it('is held when very many appear on tasks that were there before', async () => {
    await withComments(5);
    const { id } = world.record('A', 'Plan');
    for (const title of titles(51)) world.service('A').comment(id, `${title}, again`, { by: 'Ana' });
    await expectHeld('This run would add 51 comments to the 5 in B.');
    expect(atB()).toHaveLength(56);
  });

  it('is not held for the comments of a task that is new: they come with it', async () => {
    await withComments(5);
    const { id } = world.service('A').add({ title: 'With a long story' });
    for (const title of titles(80)) world.service('A').comment(id, title, { by: 'Ana' });
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(world.service('B').comments(world.record('B', 'With a long story').id)).toHaveLength(80);
  });

  it('is not held while the first copy of them is still under way', async () => {
    const { service, sync } = await open();
    const { id } = service('A').add({ title: 'Plan' });
    for (const title of titles(80)) service('A').comment(id, title, { by: 'Ana' });
    service('B').fail({ kind: 'refused', on: 'create-comment', after: 5, times: 1 });
    expect(await sync()).toMatchObject({ state: 'offline' });
    later();
    service('A').comment(id, 'One more', { by: 'Ana' });
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(atB()).toHaveLength(81);
  });
});

describe('a run that would do unusually much to attachments (S10)', () => {
  const later = (): void => world.clock.set(world.clock.now() + 120_000);
  const filesAtB = (title = 'Plan'): number => world.service('B').attachments(world.record('B', title).id).length;
  const attach = (count: number, what = 'file'): readonly string[] =>
    titles(count).map((_, index) => {
      const { id } = world.record('A', 'Plan');
      return world.service('A').attach(id, `${what} ${index}.txt`, `${what} ${'x'.repeat(index)}`, { by: 'Ana' }).id;
    });
  async function withFiles(count: number): Promise<readonly string[]> {
    const { service, sync } = await open({
      profile: { match: { mode: 'create-only' }, attachments: 'copy', deletions: 'propagate' },
    });
    service('A').add({ title: 'Plan' });
    await sync();
    const made = attach(count);
    expect(await sync()).toMatchObject({ state: 'done', pending: 0 });
    later();
    return made;
  }
  async function expectHeld(sentence: string): Promise<void> {
    const brakes = [`${sentence} Nothing was changed anywhere.`];
    const before = filesAtB();
    const written = world.service('B').attachmentLog.length;
    const plan = await world.call('plans.preview', { profile: 'Work' });
    expect(plan.brakes).toEqual(brakes);
    for (let round = 0; round < 2; round++) expect(await world.sync()).toMatchObject({ state: 'held', brakes });
    expect(filesAtB()).toBe(before);
    expect(world.service('B').attachmentLog).toHaveLength(written);
    expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', pending: 0 });
    expect(await world.sync()).toMatchObject({ state: 'done' });
  }

  it('is held when it would delete very many of them, also if they went away bit by bit', async () => {
    const made = await withFiles(10);
    for (const id of made.slice(0, 2)) world.service('A').removeAttachment(id);
    await world.call('plans.preview', { profile: 'Work' });
    for (const id of made.slice(2, 4)) world.service('A').removeAttachment(id);
    await expectHeld('This run would delete 4 of 10 attachments in B.');
    expect(filesAtB()).toBe(6);
  });

  it('is held when very many appear on tasks that were there before', async () => {
    await withFiles(5);
    attach(51, 'scan');
    await expectHeld('This run would add 51 attachments to the 5 in B.');
    expect(filesAtB()).toBe(56);
  });

  it('counts files of one size, too, which have to be compared first', async () => {
    await withFiles(5);
    const { id } = world.record('A', 'Plan');
    for (const title of titles(51)) world.service('A').attach(id, title, `page ${title.slice(5).padStart(2, '0')}`);
    await expectHeld('This run would add 51 attachments to the 5 in B.');
    expect(filesAtB()).toBe(56);
  });

  it('is not held for the files of a task that is new: they come with it', async () => {
    await withFiles(5);
    const { id } = world.service('A').add({ title: 'With many files' });
    for (const title of titles(60)) world.service('A').attach(id, title, `of ${title}`);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
    expect(filesAtB('With many files')).toBe(60);
  });

  it('is not held while the first copy of them is still under way', async () => {
    const { service, sync } = await open({ profile: { match: { mode: 'create-only' }, attachments: 'copy' } });
    service('A').add({ title: 'Plan' });
    for (const title of titles(60)) service('A').attach(world.record('A', 'Plan').id, title, `of ${title}`);
    service('B').fail({ kind: 'refused', on: 'create-attachment', after: 5, times: 1 });
    expect(await sync()).toMatchObject({ state: 'offline' });
    later();
    attach(1);
    expect(await sync()).toMatchObject({ state: 'done' });
    expect(filesAtB()).toBe(61);
  });
});

describe('changed settings (S17, SEC-53)', () => {
  it('copy no files before a preview was accepted', async () => {
    const { service, sync, call } = await open();
    const { id } = service('A').add({ title: 'Plan' });
    service('A').attach(id, 'plan.txt', 'Water first');
    await sync();
    const file = await call('profiles.get', { profile: 'Work' });
    await call('profiles.save', { file: { ...file, attachments: 'copy' }, replaces: 'Work' });
    const message = 'The profile’s attachments is new or was changed, and this run would now change 1 attachment.';
    expect(await sync()).toMatchObject({ state: 'held', brakes: [expect.stringContaining(message)] });
    expect((await call('plans.preview', { profile: 'Work' })).brakes).toEqual([expect.stringContaining(message)]);
    expect(service('B').attachmentLog).toEqual([]);
    expect(await sync({ acceptBrakes: true })).toMatchObject({ state: 'done' });
    expect(service('B').attachmentLog).toHaveLength(1);
  });

  it('write no links back before a preview was accepted', async () => {
    const { service, sync, call } = await open();
    service('A').add({ title: 'Plan' });
    await sync();
    const file = await call('profiles.get', { profile: 'Work' });
    await call('profiles.save', { file: { ...file, backlinks: true }, replaces: 'Work' });
    expect(await sync()).toMatchObject({ state: 'held' });
    expect(service('A').commentLog).toEqual([]);
    expect(await sync({ acceptBrakes: true })).toMatchObject({ state: 'done' });
    expect(service('A').commentLog).toHaveLength(1);
  });

  async function changeMapping(): Promise<void> {
    const file = await world.call('profiles.get', { profile: 'Work' });
    const endpoints = (file.endpoints ?? []).map((endpoint) =>
      endpoint.connection === 'B' ? { ...endpoint, mapping: { priority: { p1: 'low', p4: 'urgent' } } } : endpoint,
    );
    await world.call('profiles.save', { file: { ...file, endpoints }, replaces: 'Work' });
  }

  it('write nothing before a preview was accepted, however little it is', async () => {
    const { service, sync, call } = await open();
    service('A').add({ title: 'Pay rent', priority: 'p4' });
    service('A').add({ title: 'No priority' });
    await sync();
    await changeMapping();
    const before = writes();
    expect(await sync()).toMatchObject({ state: 'held' });
    expect((await call('plans.preview', { profile: 'Work' })).brakes).toHaveLength(1);
    expect(await sync()).toMatchObject({ state: 'held' });
    expect(writes()).toBe(before);
    expect(await sync({ acceptBrakes: true })).toMatchObject({ state: 'done' });
    expect(world.record('B', 'Pay rent').fields['priority']).toBe('p1');
    // Seen is seen: from here on it syncs as always.
    service('A').add({ title: 'Next' });
    expect(await sync()).toMatchObject({ state: 'done', tasks: { created: 1 } });
  });

  it('hold nothing when nothing would change, and names and schedules are no such settings', async () => {
    const { service, sync, call } = await open();
    service('A').add({ title: 'Pay rent' });
    await sync();
    await changeMapping();
    expect(await sync()).toMatchObject({ state: 'done' });
    const file = await call('profiles.get', { profile: 'Work' });
    await call('profiles.save', { file: { ...file, schedule: '*/5 * * * *' }, replaces: 'Work' });
    service('A').add({ title: 'Next' });
    expect(await sync()).toMatchObject({ state: 'done', tasks: { created: 1 } });
  });
});
