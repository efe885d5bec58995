import { afterEach, describe, expect, it } from 'vitest';
import type { PlanView, RunView } from '../../../src-shared/api/views.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

async function open(options: WorldOptions = {}): Promise<World> {
  world = await createWorld({ profile: { match: { mode: 'create-only' } }, ...options });
  return world;
}

const later = (): void => world.clock.set(world.clock.now() + 120_000);
const preview = (): Promise<PlanView> => world.call('plans.preview', { profile: 'Work' });
const titlesAt = (name: string): readonly unknown[] =>
  world
    .service(name)
    .all()
    .map(({ fields }) => fields['title'])
    .sort();
const writes = (): number => world.service('A').log.length + world.service('B').log.length;

function idOf({ actions }: PlanView, title: string): string {
  const found = actions.find((action) => action.title === title);
  if (!found) throw new Error(`the plan says nothing of ${title}`);
  return found.task;
}

async function apply(plan: PlanView, only: readonly string[], more: { acceptBrakes?: boolean } = {}): Promise<RunView> {
  const tasks = only.map((title) => idOf(plan, title));
  return await world.sync({ accepted: { plan: plan.hash, only: tasks }, ...more });
}

describe('applying part of a preview', () => {
  it('carries out what was chosen; the rest is neither forgotten nor marked as done', async () => {
    const { service } = await open();
    for (const title of ['One', 'Two', 'Three']) service('A').add({ title });
    const plan = await preview();
    expect(await apply(plan, ['Two'])).toMatchObject({ state: 'done', left: 2, changed: 0, tasks: { created: 1 } });
    expect(titlesAt('B')).toEqual(['Two']);
    expect((await world.tasks()).map(({ title }) => title)).toEqual(['Two']);
    const rest = await preview();
    expect(rest.tasks.map(({ title }) => title).sort()).toEqual(['One', 'Three']);
    expect(await world.sync()).toMatchObject({ state: 'done', tasks: { created: 2 } });
    expect(titlesAt('B')).toEqual(['One', 'Three', 'Two']);
    expect(await world.sync()).toMatchObject({ state: 'done', tasks: { created: 0, updated: 0 } });
  });

  it('leaves out what was unticked, and writes the whole of what was not', async () => {
    const { service } = await open();
    for (const title of ['One', 'Two']) service('A').add({ title });
    await world.sync();
    later();
    service('A').edit(world.record('A', 'One').id, { body: 'new', priority: 'p2' });
    service('A').edit(world.record('A', 'Two').id, { body: 'new too' });
    const plan = await preview();
    const run = await world.sync({ accepted: { plan: plan.hash, except: [idOf(plan, 'Two')] } });
    expect(run).toMatchObject({ state: 'done', left: 1, changed: 0 });
    expect(world.record('B', 'One').fields).toMatchObject({ body: 'new', priority: 'p2' });
    expect(world.record('B', 'Two').fields['body']).toBe('');
    await world.sync();
    expect(world.record('B', 'Two').fields['body']).toBe('new too');
  });

  it('leaves deletions that were not chosen, on both sides', async () => {
    const { service } = await open({ profile: { match: { mode: 'create-only' }, deletions: 'propagate' } });
    for (const title of ['One', 'Two']) service('A').add({ title });
    await world.sync();
    later();
    for (const title of ['One', 'Two']) service('A').remove(world.record('A', title).id);
    const plan = await preview();
    expect(await apply(plan, ['One'], { acceptBrakes: true })).toMatchObject({ state: 'done', left: 1 });
    expect(titlesAt('B')).toEqual(['Two']);
    expect((await world.tasks()).map(({ title }) => title)).toEqual(['Two']);
    expect(await world.sync({ acceptBrakes: true })).toMatchObject({ state: 'done', tasks: { deleted: 1 } });
    expect(titlesAt('B')).toEqual([]);
  });

  it('leaves pairs that were not chosen, which are found again', async () => {
    const { service } = await open({ profile: { match: { mode: 'match-then-create', by: ['title'] } } });
    for (const title of ['One', 'Two']) for (const name of ['A', 'B']) service(name).add({ title });
    const plan = await preview();
    expect(plan.actions.filter(({ kind }) => kind === 'link').length).toBeGreaterThan(0);
    await apply(plan, ['One']);
    expect(await world.tasks()).toHaveLength(1);
    await world.sync();
    expect(await world.tasks()).toHaveLength(2);
    expect([titlesAt('A'), titlesAt('B')]).toEqual([
      ['One', 'Two'],
      ['One', 'Two'],
    ]);
  });

  it('does not make a child whose new parent is left out', async () => {
    const { service } = await open();
    const parent = service('A').add({ title: 'Parent' });
    service('A').add({ title: 'Child', parent: parent.id });
    const plan = await preview();
    expect(plan.tasks.find(({ title }) => title === 'Child')?.needs).toEqual([idOf(plan, 'Parent')]);
    expect(await apply(plan, ['Child'])).toMatchObject({ state: 'done', left: 2, changed: 0 });
    expect(titlesAt('B')).toEqual([]);
    await apply(await preview(), ['Parent', 'Child']);
    expect(world.record('B', 'Child').fields['parent']).toBe(world.record('B', 'Parent').id);
  });

  it('leaves the comments of what was left, and writes those of what was chosen', async () => {
    const { service } = await open();
    for (const title of ['One', 'Two']) service('A').add({ title });
    await world.sync();
    later();
    for (const title of ['One', 'Two'])
      service('A').comment(world.record('A', title).id, `About ${title}`, { by: 'Ana' });
    const commentsOf = (title: string): number => service('B').comments(world.record('B', title).id).length;
    expect(await apply(await preview(), ['One'])).toMatchObject({ state: 'done' });
    expect([commentsOf('One'), commentsOf('Two')]).toEqual([1, 0]);
    await world.sync();
    expect([commentsOf('One'), commentsOf('Two')]).toEqual([1, 1]);
  });

  it('comments of a new task go with it in the same run', async () => {
    const { service } = await open();
    const { id } = service('A').add({ title: 'One' });
    service('A').comment(id, 'First', { by: 'Ana' });
    expect(await apply(await preview(), ['One'])).toMatchObject({ state: 'done', left: 0, changed: 0 });
    expect(service('B').comments(world.record('B', 'One').id)).toHaveLength(1);
  });
});

describe('what changed since the preview', () => {
  it('is not written unseen, and is named', async () => {
    const { service } = await open();
    for (const title of ['One', 'Two']) service('A').add({ title });
    await world.sync();
    later();
    for (const title of ['One', 'Two']) service('A').edit(world.record('A', title).id, { body: 'seen' });
    const plan = await preview();
    later();
    service('A').edit(world.record('A', 'Two').id, { body: 'not seen' });
    service('A').add({ title: 'Three' });
    expect(await world.sync({ accepted: { plan: plan.hash } })).toMatchObject({ state: 'done', left: 2, changed: 2 });
    expect(world.record('B', 'One').fields['body']).toBe('seen');
    expect(world.record('B', 'Two').fields['body']).toBe('');
    expect(titlesAt('B')).toEqual(['One', 'Two']);
    await world.sync();
    expect(world.record('B', 'Two').fields['body']).toBe('not seen');
  });

  it('also when it was changed at the place that would be written to', async () => {
    const { service } = await open();
    service('A').add({ title: 'One', body: 'first' });
    await world.sync();
    later();
    service('A').edit(world.record('A', 'One').id, { priority: 'p2' });
    const plan = await preview();
    later();
    service('B').edit(world.record('B', 'One').id, { priority: 'p3' });
    const before = writes();
    await world.sync({ accepted: { plan: plan.hash } });
    expect(writes()).toBe(before);
    expect(world.record('B', 'One').fields['priority']).toBe('p3');
  });

  it('an unknown plan is refused before anything is read', async () => {
    await open();
    world.service('A').add({ title: 'One' });
    await expect(world.sync({ accepted: { plan: 'nothing' } })).rejects.toMatchObject({ code: 'stale-version' });
    expect(titlesAt('B')).toEqual([]);
  });
});

describe('brakes and a choice', () => {
  const titles = Array.from({ length: 60 }, (_, index) => `Task ${index}`);

  it('are asked about what was chosen, so that a few can be tried; the rest stays held', async () => {
    const { service } = await open();
    for (const title of titles) service('A').add({ title });
    await world.sync();
    later();
    for (const { id } of service('A').all()) service('A').edit(id, { body: 'rewritten' });
    const plan = await preview();
    expect(plan.brakes).toHaveLength(1);
    expect(await apply(plan, titles.slice(0, 5))).toMatchObject({ state: 'done', left: 55 });
    expect(await world.sync()).toMatchObject({ state: 'held' });
    expect(await apply(await preview(), titles.slice(5, 50))).toMatchObject({ state: 'held' });
    const rest = await preview();
    expect(await world.sync({ accepted: { plan: rest.hash }, acceptBrakes: true })).toMatchObject({
      state: 'done',
      left: 0,
    });
    expect(await world.sync()).toMatchObject({ state: 'done', tasks: { updated: 0 } });
  });
});

describe('a preview where one service is away', () => {
  it('shows what is known and says which', async () => {
    const { service } = await open();
    service('A').add({ title: 'One' });
    await world.sync();
    later();
    service('A').edit(world.record('A', 'One').id, { body: 'new' });
    service('B').fail({ kind: 'refused', on: 'pull', times: 1 });
    const plan = await preview();
    expect(plan.failures).toMatchObject([{ endpoint: 'B', code: 'unavailable' }]);
    expect(plan.actions.length).toBeGreaterThan(0);
  });

  it('tells how far the reading is', async () => {
    const { service, core } = await open();
    service('A').add({ title: 'One' });
    const phases = new Set<string>();
    core.api.subscribe((event) => {
      if (event.kind === 'preview-progress') phases.add(`${event.progress.phase} ${event.progress.endpoint}`);
    });
    await preview();
    expect([...phases]).toEqual(expect.arrayContaining(['read A']));
  });
});

describe('undoing part of a run', () => {
  it('takes back all tasks but those that were left out, which can be taken back later', async () => {
    const { service } = await open();
    for (const title of ['One', 'Two']) service('A').add({ title });
    await world.sync();
    later();
    for (const title of ['One', 'Two']) service('A').edit(world.record('A', title).id, { body: 'new' });
    const { run } = await world.sync();
    const { id } = await world.task('Two');
    expect((await world.call('runs.undo', { run, except: [id] })).undo).not.toBeNull();
    expect([(await world.task('One')).body, (await world.task('Two')).body]).toEqual(['', 'new']);
    await world.call('runs.undo', { run });
    expect((await world.task('Two')).body).toBe('');
  });
});
