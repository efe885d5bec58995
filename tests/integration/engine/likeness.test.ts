import { afterEach, describe, expect, it } from 'vitest';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});

async function open(options: WorldOptions = {}): Promise<World> {
  const by = ['reference', 'title', 'likeness'] as const;
  const world = await createWorld({ profile: { match: { mode: 'match-then-create', by: [...by] } }, ...options });
  worlds.push(world);
  return world;
}

const titlesAt = (world: World, service: string): readonly unknown[] =>
  world
    .service(service)
    .all()
    .map(({ fields }) => fields['title'])
    .sort();
const writesOf = (world: World): number => world.service('A').log.length + world.service('B').log.length;

async function twoAlike(options: WorldOptions = {}): Promise<World> {
  const world = await open(options);
  world.service('A').add({ title: 'Water the plants', body: 'Twice a week.' });
  world.service('A').add({ title: 'Buy milk' });
  world.service('B').add({ title: 'water plants', due: { kind: 'date', date: '2026-03-01' } });
  return world;
}

describe('likeness at first contact', () => {
  it('holds both back, visibly, and nothing else', async () => {
    const world = await twoAlike();
    expect(await world.sync({ trigger: 'tray' })).toMatchObject({ state: 'done', matches: 1, pending: 0 });
    expect(titlesAt(world, 'A')).toEqual(['Buy milk', 'Water the plants']);
    expect(titlesAt(world, 'B')).toEqual(['Buy milk', 'water plants']);
    const [match] = await world.call('matches.list', {});
    expect(match).toMatchObject({ profile: 'Work', reasons: ['similar titles'] });
    expect(match?.sides.map(({ title, isNew }) => [title, isNew])).toEqual([
      ['Water the plants', true],
      ['water plants', true],
    ]);
    expect((await world.call('profiles.list', {}))[0]).toMatchObject({
      state: 'conflict',
      sentence: '1 pair of tasks that may be the same needs a decision',
    });
    const writes = writesOf(world);
    await world.sync();
    expect(writesOf(world)).toBe(writes);
    expect(await world.call('matches.list', {})).toEqual([match]);
  });

  it('shows the same pair in the preview, which can be answered there', async () => {
    const world = await twoAlike();
    const writes = writesOf(world);
    const plan = await world.call('plans.preview', { profile: 'Work' });
    expect(plan.matches).toEqual(await world.call('matches.list', {}));
    expect(plan.actions.map(({ title, endpoint }) => [title, endpoint])).toEqual([
      ['Buy milk', 'here'],
      ['Buy milk', 'B'],
    ]);
    await world.call('matches.accept', { match: plan.matches[0]?.id ?? '' });
    const after = await world.call('plans.preview', { profile: 'Work' });
    expect(after.matches).toEqual([]);
    expect(after.actions.filter(({ kind }) => kind === 'link')).toHaveLength(1);
    expect(writesOf(world)).toBe(writes);
  });

  it('makes one task of a pair that a person accepts; what differs is asked, what is missing is taken over (S3, S4)', async () => {
    const world = await twoAlike();
    await world.sync();
    const [match] = await world.call('matches.list', {});
    await world.call('matches.accept', { match: match?.id ?? '' });
    expect(await world.sync()).toMatchObject({ state: 'done', matches: 0, conflicts: 1 });
    expect(await world.tasks()).toHaveLength(2);
    expect(titlesAt(world, 'A')).toEqual(['Buy milk', 'Water the plants']);
    expect(titlesAt(world, 'B')).toEqual(['Buy milk', 'water plants']);
    expect(world.record('A', 'Water the plants').fields['due']).toEqual({ kind: 'date', date: '2026-03-01' });
    expect(world.record('B', 'water plants').fields['body']).toBe('Twice a week.');
    const [conflict] = await world.call('conflicts.list', {});
    expect(conflict).toMatchObject({ field: 'title', before: null });
    await world.call('conflicts.resolve', { conflict: conflict?.id ?? '', use: 'B' });
    await world.sync();
    expect(titlesAt(world, 'A')).toEqual(['Buy milk', 'water plants']);
    const writes = writesOf(world);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, conflicts: 0 });
    expect(writesOf(world)).toBe(writes);
  });

  it('makes two of a pair that a person rejects, and never asks again', async () => {
    const world = await twoAlike();
    await world.sync();
    const [match] = await world.call('matches.list', {});
    await world.call('matches.reject', { match: match?.id ?? '' });
    expect(await world.sync()).toMatchObject({ state: 'done', matches: 0, conflicts: 0 });
    for (const service of ['A', 'B']) {
      expect(titlesAt(world, service)).toEqual(['Buy milk', 'Water the plants', 'water plants']);
    }
    expect(await world.call('matches.find', { profile: 'Work' })).toEqual([]);
    const writes = writesOf(world);
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, matches: 0 });
    expect(writesOf(world)).toBe(writes);
  });

  it('asks about a new record and a task that is here already, and holds back only the copy that could be a duplicate', async () => {
    const world = await open();
    const { id } = await world.call('tasks.add', { profile: 'Work', edit: { title: 'Paint the garden fence' } });
    world.service('B').add({ title: 'Paint garden fence' });
    await world.sync();
    expect(titlesAt(world, 'A')).toEqual([]);
    // An edit does not let it slip through.
    await world.call('tasks.edit', { task: id, edit: { priority: 'high' } });
    await world.sync();
    expect(titlesAt(world, 'A')).toEqual([]);
    const [match] = await world.call('matches.list', {});
    await world.call('matches.accept', { match: match?.id ?? '' });
    await world.sync();
    expect(await world.tasks()).toHaveLength(1);
    expect(titlesAt(world, 'A')).toEqual(['Paint the garden fence']);
  });

  it('lets go of a question that has become pointless', async () => {
    const world = await twoAlike();
    await world.sync();
    world.service('B').remove(world.record('B', 'water plants').id);
    expect(await world.sync()).toMatchObject({ matches: 0, state: 'done' });
    expect(titlesAt(world, 'B')).toEqual(['Buy milk', 'Water the plants']);
  });

  it('asks about three places pair by pair', async () => {
    const world = await open({ services: { A: {}, B: {}, C: {} } });
    world.service('A').add({ title: 'Water the plants' });
    world.service('B').add({ title: 'Water plants' });
    world.service('C').add({ title: 'Water plants, please' });
    expect(await world.sync()).toMatchObject({ matches: 2 });
    for (;;) {
      const [match] = await world.call('matches.list', {});
      if (!match) break;
      await world.call('matches.accept', { match: match.id });
    }
    await world.sync();
    expect(await world.tasks()).toHaveLength(1);
    for (const service of ['A', 'B', 'C']) expect(titlesAt(world, service)).toHaveLength(1);
  });

  it('is not asked for by default', async () => {
    const world = await twoAlike({ profile: {} });
    expect(await world.sync()).toMatchObject({ matches: 0 });
    expect(titlesAt(world, 'A')).toHaveLength(3);
  });
});

describe('matching on demand', () => {
  /** Two lists that were only matched by title, and stand side by side since. */
  async function apart(): Promise<World> {
    const world = await open({ profile: { match: { mode: 'match-only', by: ['title'] } } });
    world.service('A').add({ title: 'Water the plants', body: 'Twice a week.' });
    world.service('A').add({ title: 'Order white paper' });
    world.service('B').add({ title: 'Water plants', labels: ['home'] });
    world.service('B').add({ title: 'Something else' });
    await world.sync();
    expect(await world.tasks()).toHaveLength(4);
    return world;
  }
  const rule = async (world: World, match: { mode: 'match-then-create'; by: ('title' | 'likeness')[] }) => {
    const file = await world.call('profiles.get', { profile: 'Work' });
    await world.call('profiles.save', { file: { ...file, match }, replaces: 'Work' });
  };

  it('finds pairs among tasks that are here already, and makes one of them when asked', async () => {
    const world = await apart();
    const [match, ...others] = await world.call('matches.find', { profile: 'Work' });
    expect(others).toEqual([]);
    const writes = writesOf(world);
    await world.call('matches.accept', { match: match?.id ?? '' });
    expect(writesOf(world)).toBe(writes);
    expect(await world.tasks()).toHaveLength(3);
    const task = (await world.tasks()).find(({ links }) => links.length === 2);
    expect(task?.links.map(({ endpoint, state }) => [endpoint, state])).toEqual([
      ['A', 'waiting'],
      ['B', 'waiting'],
    ]);
    await world.sync();
    expect(world.record('B', 'Water plants').fields['body']).toBe('Twice a week.');
    expect(world.record('A', 'Water the plants').fields['labels']).toEqual(['home']);
    expect(titlesAt(world, 'A')).toHaveLength(2);
    expect(titlesAt(world, 'B')).toHaveLength(2);
    expect(await world.call('matches.find', { profile: 'Work' })).toEqual([]);
    expect((await world.call('runs.list', {}))[0]).toMatchObject({ matches: 0, conflicts: 1 });
  });

  it('asks again after the settings changed, in the preview that has to be accepted before anything is written (S17)', async () => {
    const world = await apart();
    const writes = writesOf(world);
    await rule(world, { mode: 'match-then-create', by: ['title', 'likeness'] });
    const plan = await world.call('plans.preview', { profile: 'Work' });
    expect(plan.matches).toHaveLength(1);
    expect(plan.brakes).toHaveLength(1);
    expect(plan.actions.map(({ title, endpoint }) => [title, endpoint]).sort()).toEqual([
      ['Order white paper', 'B'],
      ['Something else', 'A'],
    ]);
    expect(await world.sync()).toMatchObject({ state: 'held' });
    await world.call('matches.accept', { match: plan.matches[0]?.id ?? '' });
    expect(await world.sync()).toMatchObject({ state: 'held' });
    expect(writesOf(world)).toBe(writes);
    await world.sync({ acceptBrakes: true });
    expect(await world.tasks()).toHaveLength(3);
    for (const service of ['A', 'B']) expect(titlesAt(world, service)).toHaveLength(3);
  });

  it('pairs two tasks by hand, whatever they are called, and unpairs them with both records as they are', async () => {
    const world = await apart();
    const [paper, other] = [await world.task('Order white paper'), await world.task('Something else')];
    const paired = await world.call('tasks.pair', { task: paper.id, with: other.id });
    expect(paired.links.map(({ endpoint }) => endpoint)).toEqual(['A', 'B']);
    await world.sync();
    const [conflict] = await world.call('conflicts.list', {});
    expect(conflict).toMatchObject({ field: 'title' });
    const writes = writesOf(world);
    await world.call('tasks.unpair', { task: paired.id, endpoint: 'B' });
    await rule(world, { mode: 'match-then-create', by: ['title', 'likeness'] });
    await world.sync({ acceptBrakes: true });
    await world.sync();
    expect(writesOf(world)).toBe(writes);
    expect(await world.call('conflicts.list', {})).toEqual([]);
    expect((await world.tasks()).map(({ title }) => title).sort()).toEqual([
      'Order white paper',
      'Something else',
      'Water plants',
      'Water the plants',
    ]);
    expect(titlesAt(world, 'A')).toEqual(['Order white paper', 'Water the plants']);
  });

  it('still carries edits of both after they were unpaired, each to its own record', async () => {
    const world = await apart();
    const [paper, other] = [await world.task('Order white paper'), await world.task('Something else')];
    const paired = await world.call('tasks.pair', { task: paper.id, with: other.id });
    await world.call('tasks.unpair', { task: paired.id, endpoint: 'B' });
    await world.sync();
    await world.call('tasks.edit', { task: (await world.task('Order white paper')).id, edit: { title: 'Paper' } });
    world.service('B').edit(world.record('B', 'Something else').id, { title: 'Else' });
    await world.sync();
    expect(titlesAt(world, 'A')).toEqual(['Paper', 'Water the plants']);
    expect((await world.tasks()).map(({ title }) => title)).toContain('Else');
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0 });
  });

  it('refuses to pair what has a record at one place both, with a sentence', async () => {
    const world = await apart();
    const [a, b] = [await world.task('Order white paper'), await world.task('Water the plants')];
    await expect(world.call('tasks.pair', { task: a.id, with: b.id })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('have a record in A each'),
    });
    await expect(world.call('tasks.pair', { task: a.id, with: a.id })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(world.call('tasks.unpair', { task: a.id, endpoint: 'A' })).rejects.toMatchObject({
      message: expect.stringContaining('the only one'),
    });
  });

  it('keeps what only the task that ends has said here (S3)', async () => {
    const world = await apart();
    const [kept, ended] = [await world.task('Water the plants'), await world.task('Water plants')];
    await world.call('tasks.edit', { task: kept.id, edit: { priority: 'high' } });
    await world.call('tasks.edit', { task: ended.id, edit: { priority: 'low', milestone: 'Spring' } });
    const paired = await world.call('tasks.pair', { task: kept.id, with: ended.id });
    expect(paired.milestone).toBe('Spring');
    const { history } = await world.call('tasks.show', { task: paired.id });
    const other = paired.priority === 'high' ? 'low' : 'high';
    expect(
      history.some(({ kind, field, before }) => kind === 'overruled' && field === 'priority' && before === other),
    ).toBe(true);
    expect((await world.tasks({ query: 'is:deleted' })).map(({ id }) => id)).toEqual([
      paired.id === kept.id ? ended.id : kept.id,
    ]);
  });
});

describe('sub-tasks of a pair', () => {
  it('stand below the one task, whichever of the two they stood below (S25)', async () => {
    const world = await open();
    const [a, b] = [world.service('A'), world.service('B')];
    a.add({ title: 'Choose plants', parent: a.add({ title: 'Plan the summer garden' }).id });
    b.add({ title: 'Order soil', parent: b.add({ title: 'Plan summer garden' }).id });
    await world.sync();
    const [match] = await world.call('matches.list', {});
    await world.call('matches.accept', { match: match?.id ?? '' });
    await world.sync();
    for (const { id } of await world.call('conflicts.list', {})) {
      await world.call('conflicts.resolve', { conflict: id, value: 'Garden' });
    }
    expect(await world.sync()).toMatchObject({ state: 'done', pending: 0, conflicts: 0, matches: 0 });
    const garden = await world.task('Garden');
    for (const title of ['Choose plants', 'Order soil']) {
      expect((await world.task(title)).parent).toBe(garden.id);
      for (const service of ['A', 'B']) {
        expect(world.record(service, title).fields['parent']).toBe(world.record(service, 'Garden').id);
      }
    }
    const writes = writesOf(world);
    await world.sync();
    expect(writesOf(world)).toBe(writes);
  });
});

describe('comments of a pair', () => {
  it('are those of both records once they are paired, and are told apart again afterwards (S16)', async () => {
    const world = await open({ profile: { match: { mode: 'match-only', by: ['title'] } } });
    const [a, b] = [world.service('A'), world.service('B')];
    a.comment(a.add({ title: 'Water the plants' }).id, 'From A', { by: 'Ana' });
    b.comment(b.add({ title: 'Water plants' }).id, 'From B', { by: 'Ben' });
    await world.sync();
    const textsAt = (service: typeof a): readonly string[] =>
      service.comments(service.all()[0]?.id ?? '').map(({ text }) => text);
    const [one, other] = await world.tasks();
    const paired = await world.call('tasks.pair', { task: one?.id ?? '', with: other?.id ?? '' });
    await world.sync();
    expect(textsAt(a)).toEqual(['From A', 'Ben wrote (B):\n\nFrom B']);
    expect(textsAt(b)).toEqual(['From B', 'Ana wrote (A):\n\nFrom A']);
    const written = a.commentLog.length + b.commentLog.length;
    await world.call('tasks.unpair', { task: paired.id, endpoint: 'B' });
    expect(await world.sync()).toMatchObject({ state: 'done' });
    await world.sync();
    expect(a.commentLog.length + b.commentLog.length).toBe(written);
    expect(textsAt(a)).toEqual(['From A', 'Ben wrote (B):\n\nFrom B']);
    expect(textsAt(b)).toEqual(['From B', 'Ana wrote (A):\n\nFrom A']);
  });
});

describe('while a pair waits', () => {
  it('a verification says so of both, and writes nothing (L11)', async () => {
    const world = await twoAlike();
    await world.sync();
    const writes = writesOf(world);
    expect(await world.call('profiles.verify', { profile: 'Work' })).toMatchObject({
      ...{ links: 4, equal: 2, causes: [{ cause: 'match', count: 2 }] },
    });
    expect(writesOf(world)).toBe(writes);
  });
});
