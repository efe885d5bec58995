import { expect, test } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import type { LinkState } from '../../../src-shared/domain/link.ts';
import { sampleLink, sampleTask } from './samples.ts';

export function linkRows(get: () => Store): void {
  const linkIds = async (task: string): Promise<readonly string[]> =>
    (await get().links.byTasks([task])).map((link) => link.id);

  test('gives back what was put, by task and by record', async () => {
    const full = sampleLink('l1');
    const bare = sampleLink('l2', {
      task: 't2',
      endpoint: 'gh',
      base: null,
      evidence: null,
      observation: null,
      sent: {},
      state: 'out-of-scope',
    });
    await get().links.put([full, bare]);
    expect(await get().links.byTasks(['t1', 't2', 't3'])).toEqual([full, bare]);
    expect(await get().links.byRemote('jira', ['remote-l1', 'remote-l2'])).toEqual([full]);
    expect(await get().links.byTasks([])).toEqual([]);
  });

  test('finds the tasks whose records name a parent, there and at no other place', async () => {
    const naming = (id: string, parent: string | null, endpoint = 'jira') => {
      const link = sampleLink(id, { task: `task-${id}`, endpoint });
      return { ...link, observation: link.observation && { ...link.observation, fields: { title: id, parent } } };
    };
    await get().links.put([naming('l1', 'p'), naming('l2', 'q'), naming('l3', null), naming('l4', 'p', 'gh')]);
    await get().links.put([sampleLink('l5', { task: 'task-l5', observation: null })]);
    expect(await get().links.naming('jira', ['p', 'r'])).toEqual(['task-l1']);
    expect(await get().links.naming('jira', ['p', 'q'])).toEqual(['task-l1', 'task-l2']);
    expect(await get().links.naming('jira', [])).toEqual([]);
  });

  test('put replaces by id, whatever changed', async () => {
    await get().links.put([sampleLink('l1')]);
    const next = sampleLink('l1', { task: 't2', remoteId: 'moved', state: 'gone', base: null, evidence: null });
    await get().links.put([next]);
    expect(await linkIds('t1')).toEqual([]);
    expect(await get().links.byTasks(['t2'])).toEqual([next]);
  });

  test('a record may have a link before its task exists', async () => {
    await get().links.put([sampleLink('l1', { task: 'not-yet' })]);
    expect(await linkIds('not-yet')).toEqual(['l1']);
  });

  test.each<LinkState>(['linked', 'deleted', 'gone', 'out-of-scope'])(
    'a record that is %s cannot be joined to a second task (S18)',
    async (state) => {
      await get().links.put([sampleLink('l1', { remoteId: '17', state })]);
      const second = get().links.put([sampleLink('l2', { remoteId: '17', task: 't2' })]);
      await expect(second).rejects.toMatchObject({ code: 'already-exists' });
      expect(await linkIds('t2')).toEqual([]);
    },
  );

  test('a task has one live link at an endpoint, and any number of ended ones', async () => {
    await get().links.put([
      sampleLink('l1', { state: 'gone' }),
      sampleLink('l2', { state: 'unlinked' }),
      sampleLink('l3', { state: 'linked' }),
      sampleLink('l4', { endpoint: 'gh' }),
    ]);
    await expect(get().links.put([sampleLink('l5')])).rejects.toMatchObject({ code: 'already-exists' });
    expect(await linkIds('t1')).toEqual(['l1', 'l2', 'l3', 'l4']);
  });

  test('a link that ends makes room for the next one in the same batch', async () => {
    await get().links.put([sampleLink('l1', { remoteId: '17' })]);
    await get().links.put([
      sampleLink('l2', { remoteId: '17', task: 't2' }),
      sampleLink('l1', { remoteId: '17', state: 'unlinked' }),
    ]);
    expect((await get().links.byRemote('jira', ['17'])).map((link) => link.id)).toEqual(['l1', 'l2']);
  });

  test('the same remote id may be linked at two endpoints', async () => {
    await get().links.put([sampleLink('l1', { remoteId: '17' }), sampleLink('l2', { remoteId: '17', endpoint: 'gh' })]);
    expect((await get().links.byRemote('gh', ['17'])).map((link) => link.id)).toEqual(['l2']);
  });

  test('a base without evidence is refused (S2)', async () => {
    const put = get().links.put([sampleLink('l1', { evidence: null })]);
    await expect(put).rejects.toMatchObject({ code: 'bug' });
    expect(await linkIds('t1')).toEqual([]);
  });

  test('finds links by reference in one profile, and apart from them those that were ended by a person', async () => {
    const { links } = get();
    await links.put([
      sampleLink('l1'),
      sampleLink('l2', { endpoint: 'gh' }),
      sampleLink('l3', { endpoint: 'dav' }),
      sampleLink('l4', { task: 't4', state: 'unlinked' }),
    ]);
    await links.setReferences([
      { link: 'l1', references: ['uid-1', 'https://example.org/1'] },
      { link: 'l2', references: ['uid-1', 'uid-1'] },
      { link: 'l3', references: ['uid-1'] },
      { link: 'l4', references: ['uid-1'] },
    ]);
    const found = await links.byReference('work', ['uid-1', 'https://example.org/1', 'unknown']);
    expect(found.map(({ id, reference }) => `${id} ${reference}`).sort()).toEqual([
      'l1 https://example.org/1',
      'l1 uid-1',
      'l2 uid-1',
    ]);
    const { task, endpoint, state } = sampleLink('l1');
    expect(found[0]).toMatchObject({ task, endpoint, state });
    const letGo = await links.letGoByReference('work', ['uid-1', 'https://example.org/1']);
    expect(letGo.map(({ id, reference }) => `${id} ${reference}`)).toEqual(['l4 uid-1']);
  });

  test('references are replaced as a whole and go with their link', async () => {
    const { links } = get();
    await links.put([sampleLink('l1'), sampleLink('l2', { task: 't2' })]);
    await links.setReferences([
      { link: 'l1', references: ['a', 'b'] },
      { link: 'l2', references: ['c'] },
    ]);
    await links.put([sampleLink('l1', { state: 'deleted' })]);
    await links.setReferences([{ link: 'l2', references: [] }]);
    expect(await links.referencesOf(['l1', 'l2'])).toEqual([{ link: 'l1', references: ['a', 'b'] }]);
    await links.remove(['l1', 'unknown']);
    expect(await links.referencesOf(['l1', 'l2'])).toEqual([]);
    expect(await links.byReference('work', ['a'])).toEqual([]);
  });

  test('tells versions, counts and ids of linked records only', async () => {
    const { links } = get();
    const states: readonly LinkState[] = ['linked', 'deleted', 'gone', 'out-of-scope', 'unlinked', 'linked'];
    await links.put(states.map((state, n) => sampleLink(`l${n}`, { task: `t${n}`, remoteId: `${n}`, state })));
    await links.put([sampleLink('bare', { task: 't9', remoteId: '9', observation: null })]);
    await links.put([sampleLink('other', { task: 't9', remoteId: '0', endpoint: 'gh' })]);
    expect(await links.versions('jira', ['0', '1', '2', '3', '4', '9', 'x'])).toEqual(
      new Map([
        ['0', '"1"'],
        ['9', null],
      ]),
    );
    expect(await links.countLive('jira')).toBe(3);
    expect(await links.liveIds('jira', null, 2)).toEqual(['0', '5']);
    expect(await links.liveIds('jira', '5', 2)).toEqual(['9']);
  });

  test('tasks are counted by the places that have them', async () => {
    const { links } = get();
    await links.put([
      sampleLink('l1', { task: 't1', endpoint: 'jira', remoteId: '1' }),
      sampleLink('l2', { task: 't1', endpoint: 'gh', remoteId: '1' }),
      sampleLink('l3', { task: 't2', endpoint: 'gh', remoteId: '2' }),
      sampleLink('l4', { task: 't3', endpoint: 'gh', remoteId: '3', state: 'out-of-scope' }),
    ]);
    const groups = await links.coverage(['jira', 'gh']);
    expect(new Map(groups.map((group) => [group.endpoints.join(), group.tasks]))).toEqual(
      new Map([
        ['gh,jira', 1],
        ['gh', 1],
      ]),
    );
    expect(await links.countOutOfScope(['jira', 'gh'])).toBe(1);
  });

  test('marks of a link come back, and their absence', async () => {
    const { links } = get();
    const marked = sampleLink('l1', { marks: { frozen: { labels: 3 }, retiring: { version: '"1"' } } });
    await links.put([marked]);
    expect(await links.byTasks(['t1'])).toEqual([marked]);
    await links.put([sampleLink('l1')]);
    expect(await links.byTasks(['t1'])).toEqual([sampleLink('l1')]);
  });

  test('a verification proves each link once and names those that it has not seen', async () => {
    const { links } = get();
    await links.put(['1', '2', '3', '4'].map((n) => sampleLink(`l${n}`, { task: `t${n}`, remoteId: n })));
    await links.put([sampleLink('l5', { task: 't5', remoteId: '5', state: 'gone' })]);
    expect(await links.prove(['l1', 'l3', 'unknown'], 'first')).toEqual(['l1', 'l3']);
    expect(await links.prove(['l3', 'l4'], 'first')).toEqual(['l4']);
    const unproven = async (verification: string, after: string | null, limit = 10): Promise<readonly string[]> =>
      (await links.unproven('jira', verification, after, limit)).map((link) => link.id);
    expect(await unproven('first', null)).toEqual(['l2']);
    expect(await unproven('second', null, 2)).toEqual(['l1', 'l2']);
    expect(await unproven('second', '2')).toEqual(['l3', 'l4']);
    // A link that is stored again keeps its proof; one that is removed takes it along.
    await links.put([sampleLink('l1', { task: 't1', remoteId: '1' })]);
    await links.remove(['l3']);
    expect(await links.prove(['l1', 'l4'], 'first')).toEqual([]);
  });

  test('dirty marks are read in pages by a cursor and stay until cleared', async () => {
    const { links } = get();
    await links.markDirty('work', ['t3', 't1', 't2', 't1']);
    await links.markDirty('work', ['t2', 'not-yet']);
    await links.markDirty('home', ['h1']);
    expect(await links.countDirty('work')).toBe(4);
    expect(await links.dirty('work', null, 2)).toEqual(['not-yet', 't1']);
    expect(await links.dirty('work', 't1', 2)).toEqual(['t2', 't3']);
    expect(await links.dirty('work', 't3', 2)).toEqual([]);
    await links.clearDirty(['t1', 't2', 'unknown']);
    expect(await links.dirty('work', null, 10)).toEqual(['not-yet', 't3']);
    expect(await links.dirtyAmong(['t1', 't3', 'h1'])).toEqual(new Set(['t3', 'h1']));
    expect(await links.countDirty('home')).toBe(1);
  });

  test('all tasks of a profile can be marked, however many', async () => {
    const { links, tasks } = get();
    await tasks.put(Array.from({ length: 1200 }, (_, n) => sampleTask(`t${n}`)));
    await tasks.put([sampleTask('h1', {}, { profile: 'home' })]);
    await links.markDirty('work', ['t7']);
    await links.markAllDirty('work');
    expect(await links.countDirty('work')).toBe(1200);
    expect(await links.countDirty('home')).toBe(0);
  });
}
