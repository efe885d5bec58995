import { afterEach, describe, expect, it } from 'vitest';
import type { ProfileFile } from '../../../src-shared/api/profile-file.ts';
import { createWorld, type World, type WorldOptions } from '../../fakes/world.ts';

let world: World;
afterEach(() => world.close());

const titles = (service: string): readonly string[] =>
  world
    .service(service)
    .all()
    .map((record) => String(record.fields['title']))
    .sort();
const here = async (): Promise<readonly string[]> => (await world.tasks()).map((task) => task.title);
const writes = (service: string): number => {
  const { create, update, remove } = world.service(service).requests;
  return create + update + remove;
};

async function webOnly(options: WorldOptions = {}, filter = 'label:web'): Promise<void> {
  world = await createWorld({ ...options, endpoints: { A: { filter } } });
}

async function saveFilter(filter: string | undefined): Promise<void> {
  const file = await world.call('profiles.get', { profile: 'Work' });
  const endpoints = (file.endpoints ?? []).map((endpoint): NonNullable<ProfileFile['endpoints']>[number] => {
    const { filter: _, ...rest } = endpoint;
    return endpoint.connection === 'A' && filter !== undefined ? { ...rest, filter } : rest;
  });
  await world.call('profiles.save', { file: { ...file, endpoints }, replaces: 'Work' });
}

async function settle(): Promise<void> {
  await world.sync({ acceptBrakes: true });
  const before = writes('A') + writes('B');
  expect(await world.sync()).toMatchObject({ state: 'done', conflicts: 0, pending: 0 });
  expect(writes('A') + writes('B'), 'a second run writes nothing (L2)').toBe(before);
}

describe('an endpoint with a filter (S17)', () => {
  it('takes in only what fits, and creates only what would fit', async () => {
    await webOnly();
    world.service('A').add({ title: 'site', labels: ['web'] });
    world.service('A').add({ title: 'private', labels: [] });
    world.service('B').add({ title: 'page', labels: ['web'] });
    world.service('B').add({ title: 'other', labels: [] });
    await settle();
    expect(await here()).toEqual(['other', 'page', 'site']);
    expect(titles('A')).toEqual(['page', 'private', 'site']);
    expect(titles('B')).toEqual(['other', 'page', 'site']);
  });

  it('lets go of what leaves there after its last change, never deletes it, and takes it back when it fits again', async () => {
    await webOnly();
    const { id } = world.service('A').add({ title: 'site', labels: ['web'] });
    await settle();
    world.service('A').edit(id, { title: 'moved on', labels: [] });
    await settle();
    expect((await world.task('moved on')).links).toMatchObject([{ state: 'out-of-scope' }, { state: 'in-sync' }]);
    expect(titles('B')).toEqual(['moved on']);

    const before = writes('A');
    world.service('A').edit(id, { body: 'not our business' });
    const [task] = await world.tasks();
    await world.call('tasks.edit', { task: task?.id ?? '', edit: { priority: 'high' } });
    await settle();
    expect(writes('A'), 'nothing more is written').toBe(before);
    expect((await world.task('moved on')).body).toBe('');
    expect(world.record('B', 'moved on').fields['priority']).toBe('p2');

    world.service('A').edit(id, { labels: ['web'] });
    await settle();
    expect(await world.task('moved on')).toMatchObject({ body: 'not our business', labels: ['web'], priority: 'high' });
    expect(world.record('A', 'moved on').fields).toMatchObject({ priority: 'p2', labels: ['web'] });
    expect(world.record('B', 'moved on').fields['body']).toBe('not our business');
  });

  it('lets go of what leaves here once the change is written, and takes it back from here', async () => {
    await webOnly();
    world.service('A').add({ title: 'site', labels: ['web'] });
    await settle();
    const { id } = await world.task('site');
    await world.call('tasks.edit', { task: id, edit: { labels: ['ops'] } });
    await settle();
    expect(world.record('A', 'site').fields['labels']).toEqual(['ops']);
    expect((await world.task('site')).links).toMatchObject([{ state: 'out-of-scope' }, { state: 'in-sync' }]);
    await world.call('tasks.edit', { task: id, edit: { labels: ['web', 'ops'] } });
    await settle();
    expect(world.record('A', 'site').fields['labels']).toEqual(['ops', 'web']);
    expect((await world.task('site')).links).toMatchObject([{ state: 'in-sync' }, { state: 'in-sync' }]);
    expect(titles('A'), 'and no second copy was made (S4)').toEqual(['site']);
  });

  it('does not follow the deletion of what had left', async () => {
    await webOnly();
    const { id } = world.service('A').add({ title: 'site', labels: ['web'] });
    await settle();
    world.service('A').edit(id, { labels: [] });
    await settle();
    world.service('A').remove(id);
    await settle();
    expect(await here()).toEqual(['site']);
    expect(titles('B')).toEqual(['site']);
  });

  it.each(['feed', 'listing'] as const)('sees deletions of what fits (deletions by %s)', async (deletions) => {
    await webOnly({ services: { A: { deletions }, B: {} } });
    for (let index = 0; index < 6; index++) world.service('A').add({ title: `private ${index}`, labels: [] });
    const { id } = world.service('A').add({ title: 'site', labels: ['web'] });
    world.service('A').add({ title: 'page', labels: ['web'] });
    await settle();
    world.service('A').remove(id);
    await settle();
    expect(await here()).toEqual(['page']);
    world.service('A').add({ title: 'private 7', labels: [] });
    world.service('A').remove(world.record('A', 'page').id);
    await settle();
    expect(await here(), 'also when a new record hides it in the count').toEqual([]);
  });

  it('costs a listing service nothing more while nothing happens (L3)', async () => {
    await webOnly({ services: { A: { deletions: 'listing' }, B: {} } });
    world.service('A').add({ title: 'private', labels: [] });
    world.service('A').add({ title: 'site', labels: ['web'] });
    await settle();
    const { list, get } = world.service('A').requests;
    await world.sync();
    expect(world.service('A').requests).toMatchObject({ list, get });
  });

  it('reads everything again when the filter changes, and writes only after somebody saw what comes of it', async () => {
    await webOnly();
    world.service('A').add({ title: 'site', labels: ['web'] });
    world.service('A').add({ title: 'private', labels: [] });
    await settle();
    await saveFilter('label:none');
    expect(await world.sync()).toMatchObject({ state: 'held' });
    await settle();
    expect(await here()).toEqual(['private', 'site']);
    expect((await world.task('site')).links[0]).toMatchObject({ state: 'out-of-scope' });
    await saveFilter(undefined);
    await settle();
    expect((await world.tasks()).flatMap((task) => task.links.map((link) => link.state))).toEqual(
      Array.from({ length: 4 }, () => 'in-sync'),
    );
    expect(titles('A')).toEqual(['private', 'site']);
  });

  it('follows the calendar', async () => {
    await webOnly({}, 'due:<3d');
    const day = (offset: number) =>
      ({ kind: 'date', date: new Date(world.clock.now() + offset * 86_400_000).toISOString().slice(0, 10) }) as const;
    world.service('A').add({ title: 'soon', due: day(1) });
    world.service('A').add({ title: 'later', due: day(5) });
    await settle();
    expect(await here()).toEqual(['soon']);
    world.clock.set(world.clock.now() + 4 * 86_400_000);
    await settle();
    expect(await here()).toEqual(['later', 'soon']);
  });

  it('is refused with position and reason when it is wrong', async () => {
    await webOnly();
    await expect(saveFilter('status:todo lable:web')).rejects.toMatchObject({
      code: 'invalid-input',
      facts: { position: 12 },
      message:
        'The filter of A cannot be read at character 13: there is no field “lable”. Did you mean “label:”? To look for the word, put it into quotes. Nothing was saved.',
    });
    await expect(saveFilter('is:conflict')).rejects.toThrow('is for searching only');
  });
});
