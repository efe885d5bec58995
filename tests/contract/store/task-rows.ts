import { expect, test } from 'vitest';
import type { Store, TaskConditions, TaskQuery } from '../../../src-main/core/store/store.ts';
import type { TaskCondition } from '../../../src-main/core/store/task-condition.ts';
import { at, sampleConflict, sampleLink, sampleOp, sampleProblem, sampleTask } from './samples.ts';

export function taskRows(get: () => Store): void {
  const ids = async (query: TaskQuery): Promise<readonly string[]> =>
    (await get().tasks.list(query)).tasks.map((task) => task.id);

  test('gives back what was put, whole', async () => {
    const task = sampleTask('t1', {
      body: 'First\r\nsecond',
      labels: ['b', 'a'],
      due: { kind: 'instant', at: '2026-03-01T08:30:00Z', zone: 'Europe/Berlin' },
      estimate: 90,
      parent: null,
      'x.points': 3,
    });
    await get().tasks.put([task]);
    expect(await get().tasks.get(['t1', 'unknown'])).toEqual(new Map([['t1', task]]));
  });

  test('names the children of tasks, of one profile and in the bin too', async () => {
    await get().tasks.put([
      sampleTask('t1'),
      sampleTask('t2', { parent: 't1' }),
      sampleTask('t3', { parent: 't1' }, { deletedAt: at(8) }),
      sampleTask('t4', { parent: 't2' }),
      sampleTask('t5', { parent: 't1' }, { profile: 'home' }),
    ]);
    expect(await get().tasks.childrenOf('work', ['t1'])).toEqual(['t2', 't3']);
    expect(await get().tasks.childrenOf('work', [])).toEqual([]);
  });

  test('put replaces the whole task by id', async () => {
    await get().tasks.put([sampleTask('t1', { labels: ['a'] }), sampleTask('t2')]);
    const next = sampleTask('t1', { title: 'Renamed' }, { rev: 2, updatedAt: at(9), stamps: {} });
    await get().tasks.put([next]);
    expect((await get().tasks.get(['t1'])).get('t1')).toEqual(next);
    expect((await get().tasks.list({})).total).toBe(2);
  });

  test('the last one counts when a batch names a task twice', async () => {
    await get().tasks.put([sampleTask('t1', { title: 'One' }), sampleTask('t1', { title: 'Two' })]);
    expect((await get().tasks.get(['t1'])).get('t1')?.fields['title']).toBe('Two');
    expect(await ids({ words: ['one'] })).toEqual([]);
    expect(await ids({ words: ['two'] })).toEqual(['t1']);
  });

  test('lists one profile or all, without the bin or only the bin', async () => {
    await get().tasks.put([
      sampleTask('t1'),
      sampleTask('t2', {}, { deletedAt: at(8) }),
      sampleTask('t3', {}, { profile: 'home' }),
    ]);
    expect(await ids({ sort: 'title' })).toEqual(['t1', 't3']);
    expect(await ids({ profile: 'work' })).toEqual(['t1']);
    expect(await ids({ deleted: true })).toEqual(['t2']);
    expect(await ids({ profile: 'home', deleted: true })).toEqual([]);
  });

  test('shows what changed last first unless asked otherwise', async () => {
    await get().tasks.put([1, 3, 2].map((n) => sampleTask(`t${n}`, {}, { updatedAt: at(n) })));
    expect(await ids({})).toEqual(['t3', 't2', 't1']);
    expect(await ids({ sort: 'updated' })).toEqual(['t1', 't2', 't3']);
    expect(await ids({ sort: 'updated', descending: true })).toEqual(['t3', 't2', 't1']);
  });

  test('sorts titles without regard to case and accents', async () => {
    const titles = ['banana', 'Äpfel', 'Cherry', 'apple'];
    await get().tasks.put(titles.map((title) => sampleTask(title, { title })));
    expect(await ids({ sort: 'title' })).toEqual(['Äpfel', 'apple', 'banana', 'Cherry']);
    expect(await ids({ sort: 'title', descending: true })).toEqual(['Cherry', 'banana', 'apple', 'Äpfel']);
  });

  test('sorts priorities by weight, none being the lowest', async () => {
    const priorities = ['high', null, 'urgent', 'low', 'medium'];
    await get().tasks.put(priorities.map((priority) => sampleTask(String(priority), { priority })));
    expect(await ids({ sort: 'priority' })).toEqual(['null', 'low', 'medium', 'high', 'urgent']);
    expect(await ids({ sort: 'priority', descending: true })).toEqual(['urgent', 'high', 'medium', 'low', 'null']);
  });

  test('sorts statuses in the order of work, own words after them', async () => {
    const statuses = ['done', 'in review', 'cancelled', 'todo', 'doing'];
    await get().tasks.put(statuses.map((status) => sampleTask(status, { status })));
    expect(await ids({ sort: 'status' })).toEqual(['todo', 'doing', 'done', 'cancelled', 'in review']);
  });

  test('sorts due dates of all kinds, with undated tasks last either way', async () => {
    await get().tasks.put([
      sampleTask('none', { due: null }),
      sampleTask('day', { due: { kind: 'date', date: '2026-03-02' } }),
      sampleTask('local', { due: { kind: 'local', at: '2026-03-02T09:00:00' } }),
      sampleTask('instant', { due: { kind: 'instant', at: '2026-03-01T08:30:00Z' } }),
    ]);
    expect(await ids({ sort: 'due' })).toEqual(['instant', 'day', 'local', 'none']);
    expect(await ids({ sort: 'due', descending: true })).toEqual(['local', 'day', 'instant', 'none']);
  });

  test('pages show each task once and the total is exact, also among equals', async () => {
    const count = 250;
    await get().tasks.put(Array.from({ length: count }, (_, n) => sampleTask(`t${n}`, { title: 'Same' })));
    for (const sort of ['title', 'updated', 'due', 'status', 'priority'] as const) {
      const seen = new Set<string>();
      for (let offset = 0; offset < count; offset += 100) {
        const page = await get().tasks.list({ profile: 'work', sort, offset, limit: 100 });
        expect(page.total).toBe(count);
        for (const task of page.tasks) seen.add(task.id);
      }
      expect(seen.size).toBe(count);
    }
    expect(await get().tasks.list({ offset: 1000, limit: 100 })).toEqual({ tasks: [], total: count });
    expect(await ids({ limit: 0 })).toEqual([]);
  });

  test('long result sets are sorted and filtered like short ones', async () => {
    const tasks = Array.from({ length: 2500 }, (_, n) =>
      sampleTask(`t${n}`, {
        title: `Number ${String(9999 - n)}`,
        labels: n % 2 ? ['odd'] : ['even'],
        status: n % 4 === 1 ? 'done' : 'todo',
      }),
    );
    await get().tasks.put(tasks);
    const page = await get().tasks.list({ words: ['number'], sort: 'title', limit: 2 });
    expect([page.total, ...page.tasks.map((task) => task.id)]).toEqual([2500, 't2499', 't2498']);
    const odd = await get().tasks.list({ label: 'odd', status: ['done'], sort: 'title', limit: 2 });
    expect([odd.total, ...odd.tasks.map((task) => task.id)]).toEqual([625, 't2497', 't2493']);
    const done: TaskCondition = { kind: 'status', status: 'done' };
    const query = { words: ['number'], where: { kind: 'not', of: done } } as const;
    const open = await get().tasks.list({ ...query, sort: 'title', limit: 2 });
    expect([open.total, ...open.tasks.map((task) => task.id)]).toEqual([1875, 't2499', 't2498']);
    const group = { by: 'status' } as const;
    const second = await get().tasks.list({ words: ['number'], group, sort: 'title', offset: 1875, limit: 1 });
    expect([second.total, ...second.tasks.map((task) => task.id)]).toEqual([2500, 't2497']);
    const groups = await get().tasks.groups({ words: ['number'], group });
    expect(groups.map(({ count }) => count)).toEqual([1875, 625]);
  });

  test('filters by status, assignee and label, and by all of them together', async () => {
    await get().tasks.put([
      sampleTask('t1', { status: 'todo', assignees: ['ana@example.org'], labels: ['Web', 'API'] }),
      sampleTask('t2', { status: 'doing', assignees: ['ana@example.org', 'tom@example.org'], labels: [] }),
      sampleTask('t3', { status: 'done', labels: ['web'] }),
    ]);
    const sort = 'title';
    expect(await ids({ sort, status: ['todo', 'done'] })).toEqual(['t1', 't3']);
    expect(await ids({ sort, status: [] })).toEqual([]);
    expect(await ids({ sort, assignee: 'ana@example.org' })).toEqual(['t1', 't2']);
    expect(await ids({ sort, assignee: 'ana' })).toEqual([]);
    expect(await ids({ sort, label: 'WEB' })).toEqual(['t1', 't3']);
    expect(await ids({ sort, label: 'web', status: ['done'], profile: 'work', words: ['task'] })).toEqual(['t3']);
  });

  test('a label that was taken away is not found any more', async () => {
    await get().tasks.put([sampleTask('t1', { labels: ['web', 'api'], assignees: ['a'] })]);
    await get().tasks.put([sampleTask('t1', { labels: ['api'], assignees: [] })]);
    expect(await ids({ label: 'web' })).toEqual([]);
    expect(await ids({ assignee: 'a' })).toEqual([]);
    expect(await ids({ label: 'api' })).toEqual(['t1']);
  });

  test('finds tasks with an open conflict, a waiting write or an open problem', async () => {
    const store = get();
    await store.tasks.put([1, 2, 3, 4, 5, 6].map((n) => sampleTask(`t${n}`)));
    await store.conflicts.put([
      sampleConflict('c1', { task: 't1' }),
      sampleConflict('c2', { task: 't2', state: 'resolved', resolution: 'person' }),
    ]);
    await store.outbox.put([sampleOp('o3', { task: 't3' }), sampleOp('o4', { task: 't4', state: 'acked' })]);
    await store.links.markDirty('work', ['t5']);
    await store.problems.put([sampleProblem({ task: 't6' }), sampleProblem({ task: null })]);
    const sort = 'title';
    expect(await ids({ sort, is: 'conflict' })).toEqual(['t1']);
    expect(await ids({ sort, is: 'waiting', profile: 'work' })).toEqual(['t3', 't5']);
    expect(await ids({ sort, is: 'problem' })).toEqual(['t6']);
    expect(await ids({ sort, is: 'problem', profile: 'home' })).toEqual([]);
  });

  test('gives at most two ids that begin with a text', async () => {
    await get().tasks.put(['abc1', 'abc2', 'abc3', 'abd', 'a%'].map((id) => sampleTask(id)));
    expect(await get().tasks.idsStartingWith('abc')).toEqual(['abc1', 'abc2']);
    expect(await get().tasks.idsStartingWith('abd')).toEqual(['abd']);
    expect(await get().tasks.idsStartingWith('a%')).toEqual(['a%']);
    expect(await get().tasks.idsStartingWith('abcd')).toEqual([]);
  });

  test('gives tasks page by page in the order of their ids: all, of one profile, or what else is asked of them', async () => {
    await get().tasks.put([
      ...[sampleTask('a'), sampleTask('b', {}, { deletedAt: at(3) }), sampleTask('c', {}, { profile: 'home' })],
      ...[sampleTask('d', { title: 'Buy bread', labels: ['food'] }), sampleTask('e', { title: 'Bake bread' })],
      sampleTask('f', { labels: ['food'] }),
    ]);
    const all = async (query: TaskConditions): Promise<readonly string[]> => {
      const found: string[] = [];
      for (let after: string | null = null, isMore = true; isMore; isMore = after !== null) {
        const page = await get().tasks.page(query, after, 2);
        found.push(...page.tasks.map((task) => task.id));
        after = page.next;
      }
      return found;
    };
    expect(await all({})).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(await all({ profile: 'work' })).toEqual(['a', 'd', 'e', 'f']);
    expect(await all({ deleted: true })).toEqual(['b']);
    expect(await all({ words: ['bre'] })).toEqual(['d', 'e']);
    expect(await all({ label: 'food', words: ['bread'] })).toEqual(['d']);
  });

  test('offers tasks for matching that no link joins to the endpoint', async () => {
    const store = get();
    const title = 'Caf\u00e9 menu';
    await store.tasks.put([
      sampleTask('free', { title: ' Cafe\u0301 menu ' }),
      sampleTask('elsewhere', { title }),
      sampleTask('linked', { title }),
      sampleTask('ended', { title }),
      sampleTask('binned', { title }, { deletedAt: at(3) }),
      sampleTask('other', { title }, { profile: 'home' }),
      sampleTask('differs', { title: 'Cafe menu' }),
      sampleTask('case', { title: 'CAF\u00c9 menu' }),
    ]);
    await store.links.put([
      sampleLink('l1', { task: 'elsewhere', endpoint: 'gh' }),
      sampleLink('l2', { task: 'linked' }),
      sampleLink('l3', { task: 'ended', state: 'unlinked' }),
    ]);
    const found = await store.tasks.unlinkedBy('work', 'jira', 'title', [title, 'Something else']);
    expect(found.map((task) => task.id).sort()).toEqual(['elsewhere', 'free']);
  });

  test('offers them by any other field, too', async () => {
    const store = get();
    await store.tasks.put([
      sampleTask('text', { 'x.key': 'K-1' }),
      sampleTask('number', { 'x.key': 17 }),
      sampleTask('neither', { 'x.key': 'K-2' }),
      sampleTask('without'),
    ]);
    const found = await store.tasks.unlinkedBy('work', 'jira', 'x.key', ['K-1', '17']);
    expect(found.map((task) => task.id).sort()).toEqual(['number', 'text']);
    expect(await store.tasks.unlinkedBy('work', 'jira', 'x.key', [])).toEqual([]);
  });
}
