import { describe, expect, test } from 'vitest';
import type { EndpointState, OpHead, Store } from '../../../src-main/core/store/store.ts';
import type { Run } from '../../../src-shared/domain/run.ts';
import {
  at,
  sampleConflict,
  sampleConnection,
  sampleEndpoint,
  sampleHistory,
  sampleLink,
  sampleOp,
  sampleProblem,
  sampleProfile,
  sampleRun,
  sampleTask,
} from './samples.ts';

const state: EndpointState = {
  endpoint: 'jira',
  cursor: 'page-7',
  schema: { fields: { title: { writable: true, maxLength: 255 } } },
  schemaAt: at(1),
  observedAt: at(2),
  clockOffsetMs: -1500,
  concurrency: 6,
};

const unknown: EndpointState = {
  endpoint: 'jira',
  cursor: null,
  schema: null,
  schemaAt: null,
  observedAt: null,
  clockOffsetMs: null,
  concurrency: null,
};

export function recordRows(get: () => Store): void {
  describe('connections', () => connectionRows(get));
  describe('profiles and endpoints', () => profileRows(get));
  describe('outbox', () => outboxRows(get));
  describe('conflicts', () => conflictRows(get));
  describe('runs', () => runRows(get));
  describe('problems', () => problemRows(get));
  describe('history and settings', () => historyRows(get));
}

function connectionRows(get: () => Store): void {
  test('are stored by id, found by name and listed by name', async () => {
    const { connections } = get();
    const second = sampleConnection({ id: 'c2', name: 'Archive', url: null, username: null, options: {} });
    await connections.put(sampleConnection({}));
    await connections.put(second);
    expect(await connections.list()).toEqual([second, sampleConnection({})]);
    expect(await connections.byName('Archive')).toEqual(second);
    expect(await connections.byName('archive ')).toBeNull();
    await connections.put({ ...second, name: 'Old archive' });
    expect(await connections.byName('Archive')).toBeNull();
    await connections.remove('c2');
    expect((await connections.list()).map(({ id }) => id)).toEqual(['c1']);
  });

  test('a name is taken only once', async () => {
    await get().connections.put(sampleConnection({}));
    const second = get().connections.put(sampleConnection({ id: 'c2' }));
    await expect(second).rejects.toMatchObject({ code: 'already-exists' });
    expect(await get().connections.list()).toHaveLength(1);
  });
}

function profileRows(get: () => Store): void {
  test('are stored whole, by id and by name', async () => {
    const { profiles } = get();
    expect(await profiles.get('work')).toEqual(sampleProfile({}));
    expect(await profiles.byName('Work')).toEqual(sampleProfile({}));
    expect((await profiles.list()).map(({ name }) => name)).toEqual(['Home', 'Work']);
    expect([await profiles.get('unknown'), await profiles.byName('unknown')]).toEqual([null, null]);
  });

  test('a name is taken only once, and a refused put changes nothing', async () => {
    const clash = get().profiles.put(sampleProfile({ name: 'Home', endpoints: [] }));
    await expect(clash).rejects.toMatchObject({ code: 'already-exists' });
    expect(await get().profiles.get('work')).toEqual(sampleProfile({}));
  });

  test('what is remembered of an endpoint survives a change of its profile', async () => {
    const { endpoints, profiles, links } = get();
    expect(await endpoints.get('jira')).toEqual(unknown);
    await endpoints.put(state);
    await links.put([sampleLink('l1')]);
    await profiles.put(sampleProfile({ name: 'Renamed', endpoints: [sampleEndpoint('new'), sampleEndpoint('jira')] }));
    expect(await endpoints.get('jira')).toEqual(state);
    expect(await links.countLive('jira')).toBe(1);
    expect((await endpoints.get('new')).cursor).toBeNull();
  });

  test('an endpoint that is removed takes its state, links, writes, conflicts and problems along', async () => {
    const store = get();
    await store.tasks.put([sampleTask('t1')]);
    await store.endpoints.put(state);
    await store.links.put([sampleLink('l1'), sampleLink('l2', { endpoint: 'gh' })]);
    await store.links.setReferences([{ link: 'l1', references: ['uid-1'] }]);
    await store.outbox.put([sampleOp('o1'), sampleOp('o2', { endpoint: 'gh' })]);
    await store.conflicts.put([sampleConflict('x1')]);
    await store.problems.put([sampleProblem()]);
    await store.profiles.put(sampleProfile({ endpoints: [sampleEndpoint('gh')] }));
    expect((await store.links.byTasks(['t1'])).map(({ id }) => id)).toEqual(['l2']);
    expect(await store.links.byReference('work', ['uid-1'])).toEqual([]);
    expect((await store.outbox.open('work', null, 10)).map(({ id }) => id)).toEqual(['o2']);
    expect([await store.conflicts.open(), await store.problems.open({})]).toEqual([[], []]);
    expect((await store.tasks.list({})).total).toBe(1);

    await store.profiles.put(sampleProfile({}));
    expect(await store.endpoints.get('jira')).toEqual(unknown);
  });

  test('the state of an endpoint that is not there cannot be saved', async () => {
    const put = get().endpoints.put({ ...state, endpoint: 'removed' });
    await expect(put).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a removed profile leaves nothing of its own behind, and others alone', async () => {
    const store = get();
    await store.tasks.put(Array.from({ length: 450 }, (_, n) => sampleTask(`t${n}`)));
    await store.tasks.put([sampleTask('h1', {}, { profile: 'home' })]);
    await store.links.put(Array.from({ length: 450 }, (_, n) => sampleLink(`l${n}`, { task: `t${n}` })));
    await store.links.put([sampleLink('hl', { task: 'h1', endpoint: 'dav' })]);
    await store.links.markDirty('work', ['t1']);
    await store.outbox.put([sampleOp('o1')]);
    await store.conflicts.put([sampleConflict('x1')]);
    await store.runs.put(sampleRun('r1'));
    await store.problems.put([sampleProblem()]);
    await store.history.append([sampleHistory(), sampleHistory({ task: 'h1', run: null })]);
    await store.profiles.remove('work');
    expect(await store.profiles.list()).toHaveLength(1);
    expect((await store.tasks.list({})).tasks.map(({ id }) => id)).toEqual(['h1']);
    expect([await store.links.countLive('jira'), await store.links.countLive('dav')]).toEqual([0, 1]);
    expect(await store.links.countDirty('work')).toBe(0);
    expect([
      await store.outbox.open('work', null, 10),
      await store.conflicts.open(),
      await store.runs.list({}),
    ]).toEqual([[], [], []]);
    expect(await store.problems.open({})).toEqual([]);
    expect((await store.history.list({})).map(({ task }) => task)).toEqual(['h1']);
  });
}

function outboxRows(get: () => Store): void {
  test('open writes come oldest first, those put together in their order', async () => {
    const { outbox, tasks } = get();
    await tasks.put([1, 2, 3, 4, 5].map((n) => sampleTask(`t${n}`)));
    const late = sampleOp('o1', { task: 't1', createdAt: at(9), state: 'parked', reason: { code: 'x', message: 'y' } });
    await outbox.put([late, sampleOp('o3', { task: 't3' }), sampleOp('o2', { task: 't2' })]);
    await outbox.put([sampleOp('o4', { task: 't4', state: 'acked' })]);
    expect((await outbox.open('work', null, 10)).map(({ id }) => id)).toEqual(['o3', 'o2', 'o1']);
    expect(await outbox.byTasks(['t1', 't4'])).toEqual([sampleOp('o4', { task: 't4', state: 'acked' }), late]);
    expect(await outbox.open('home', null, 10)).toEqual([]);
    expect([await outbox.countWaiting('work'), await outbox.countWaiting('home')]).toEqual([2, 0]);
    await get().links.markDirty('work', ['t1', 't4', 'no-task-yet']);
    await outbox.put([sampleOp('o3', { task: 't3', state: 'parked', reason: { code: 'x', message: 'y' } })]);
    expect(await outbox.countWaiting('work')).toBe(3);
    await outbox.put([sampleOp('o3', { task: 't3' })]);
    await outbox.remove(['o1', 'o2', 'unknown']);
    expect((await outbox.open('work', null, 10)).map(({ id }) => id)).toEqual(['o3']);
  });

  test('open writes come page by page, also those of one moment', async () => {
    const { outbox, tasks } = get();
    await tasks.put([1, 2, 3, 4, 5].map((n) => sampleTask(`t${n}`)));
    await outbox.put([
      sampleOp('o1', { task: 't1', createdAt: at(9) }),
      ...[2, 3, 4, 5].map((n) => sampleOp(`o${n}`, { task: `t${n}`, ...(n === 4 ? { state: 'acked' } : {}) })),
    ]);
    const read: string[] = [];
    for (let after: OpHead | null = null; ; ) {
      const page: readonly OpHead[] = await outbox.open('work', after, 2);
      read.push(page.map(({ id }) => id).join(' '));
      after = page.at(-1) ?? null;
      if (after === null) break;
    }
    expect(read).toEqual(['o2 o3', 'o5 o1', '']);
  });

  test('a task has one open write at an endpoint', async () => {
    const { outbox, tasks } = get();
    await tasks.put([sampleTask('t1')]);
    await outbox.put([sampleOp('o1'), sampleOp('o2', { endpoint: 'gh' })]);
    const second = outbox.put([sampleOp('o3', { kind: 'close' })]);
    await expect(second).rejects.toMatchObject({ code: 'already-exists' });
    await outbox.put([sampleOp('o3'), sampleOp('o1', { state: 'acked' })]);
    expect((await outbox.open('work', null, 10)).map(({ id }) => id).sort()).toEqual(['o2', 'o3']);
  });

  test('keeps its place while attempts are recorded', async () => {
    const { outbox, tasks } = get();
    await tasks.put([sampleTask('t1'), sampleTask('t2')]);
    await outbox.put([sampleOp('o1'), sampleOp('o2', { task: 't2' })]);
    const attempted = sampleOp('o1', { state: 'uncertain', attempts: 2, attemptedAt: at(6) });
    await outbox.put([attempted]);
    expect((await outbox.open('work', null, 10)).map(({ id, state }) => [id, state])).toEqual([
      ['o1', 'uncertain'],
      ['o2', 'ready'],
    ]);
    expect(await outbox.get(['o2', 'unknown', attempted.id])).toEqual([sampleOp('o2', { task: 't2' }), attempted]);
  });

  test('finds open creates by their marker, and tells which writes name a record that is not there yet', async () => {
    const { outbox, tasks } = get();
    await tasks.put([sampleTask('t1'), sampleTask('t2'), sampleTask('t3')]);
    const create = sampleOp('o1', { kind: 'create', identity: 'm1', remoteId: null, fields: { parent: 'pending:t2' } });
    const acked = sampleOp('o2', { task: 't2', kind: 'create', identity: 'm2', state: 'acked' });
    await outbox.put([create, acked, sampleOp('o3', { task: 't3', identity: null })]);
    expect(await outbox.byIdentity('jira', ['m1', 'm2', 'm3'])).toEqual([create]);
    expect(await outbox.byIdentity('gh', ['m1'])).toEqual([]);
    expect((await outbox.open('work', null, 10)).map(({ id, isPending }) => [id, isPending])).toEqual([
      ['o1', true],
      ['o3', false],
    ]);
  });
}

function conflictRows(get: () => Store): void {
  test('open ones come oldest first, of one profile or all', async () => {
    const { conflicts, tasks } = get();
    await tasks.put([sampleTask('t1'), sampleTask('h1', {}, { profile: 'home' })]);
    const newer = sampleConflict('x1', { since: at(9), field: 'status' });
    const other = sampleConflict('x2', { since: at(8), profile: 'home', task: 'h1', endpoint: 'dav' });
    await conflicts.put([newer, other, sampleConflict('x3')]);
    expect((await conflicts.open()).map(({ id }) => id)).toEqual(['x3', 'x2', 'x1']);
    expect((await conflicts.open('home')).map(({ id }) => id)).toEqual(['x2']);
    const resolved = { ...newer, state: 'resolved', resolution: 'person' } as const;
    await conflicts.put([resolved]);
    expect((await conflicts.open('work')).map(({ id }) => id)).toEqual(['x3']);
    expect(await conflicts.byTasks(['t1'])).toEqual([sampleConflict('x3'), resolved]);
    expect([await conflicts.get('x1'), await conflicts.get('unknown')]).toEqual([resolved, null]);
  });
}

function runRows(get: () => Store): void {
  const counts = {
    endpoint: 'jira',
    name: 'jira',
    connector: 'memory',
    observed: 9,
    created: 0,
    updated: 0,
    closed: 0,
    deleted: 0,
    requests: 2,
  };

  test('come newest first, in pages, and the latest is known', async () => {
    const { runs } = get();
    await runs.put(sampleRun('r1', { startedAt: at(1) }));
    await runs.put(sampleRun('r3', { startedAt: at(3), profile: 'home' }));
    await runs.put(sampleRun('r2', { startedAt: at(2), state: 'running', finishedAt: null }));
    const finished = sampleRun('r2', { startedAt: at(2), endpoints: [counts] });
    await runs.put(finished);
    expect((await runs.list({})).map(({ id }) => id)).toEqual(['r3', 'r2', 'r1']);
    expect((await runs.list({ offset: 1, limit: 1 })).map(({ id }) => id)).toEqual(['r2']);
    expect((await runs.list({ profile: 'work' })).map(({ id }) => id)).toEqual(['r2', 'r1']);
    expect(await runs.latest('work')).toEqual(finished);
    expect([await runs.get('r2'), await runs.get('unknown'), await runs.latest('none')]).toEqual([
      finished,
      null,
      null,
    ]);
  });

  test.each<[string, Partial<Run>, boolean]>([
    ['read and found nothing new', { endpoints: [counts] }, false],
    ['changed a task here', { tasks: { created: 0, updated: 1, deleted: 0 } }, true],
    ['closed a task there', { endpoints: [counts, { ...counts, closed: 1 }] }, true],
    ['had a problem', { problems: [sampleProblem()] }, true],
    [
      'was held by a brake',
      { brakes: [{ kind: 'emptied-side', endpoint: 'jira', count: 9, of: 9, message: 'Held.' }] },
      true,
    ],
    ['failed', { state: 'failed' }, true],
  ])('a run that %s is listed among those with changes or not', async (_what, own, isListed) => {
    await get().runs.put(sampleRun('r1', own));
    expect(await get().runs.list({ changedOnly: true })).toHaveLength(isListed ? 1 : 0);
  });
}

function problemRows(get: () => Store): void {
  test('a problem that lasts keeps its beginning, with its newest words', async () => {
    const { problems } = get();
    await problems.put([sampleProblem(), sampleProblem({ task: null, title: null, since: at(10) })]);
    await problems.put([sampleProblem({ since: at(25), message: 'Still.' }), sampleProblem({ field: 'due' })]);
    const open = await problems.open({ profile: 'work' });
    expect(open.map(({ task, field, since, message }) => [task, field, since, message])).toEqual([
      [null, null, at(10), 'The service refused it.'],
      ['t1', null, at(20), 'Still.'],
      ['t1', 'due', at(20), 'The service refused it.'],
    ]);
    expect(await problems.open({ tasks: ['t1'] })).toHaveLength(2);
    expect(await problems.open({ profile: 'home' })).toEqual([]);
  });

  test('are cleared by task, by record or for the endpoint as a whole', async () => {
    const { problems } = get();
    const put = () =>
      problems.put([
        sampleProblem(),
        sampleProblem({ task: null, remoteId: '17' }),
        sampleProblem({ task: null }),
        sampleProblem({ endpoint: 'gh' }),
      ]);
    const left = async () =>
      (await problems.open({})).map(({ endpoint, task, remoteId }) => `${endpoint} ${task ?? remoteId ?? '*'}`);
    await put();
    await problems.clear('jira', { tasks: ['t1', 't2'] });
    expect(await left()).toEqual(['jira 17', 'jira *', 'gh t1']);
    await problems.clear('jira', { remoteIds: ['17'] });
    expect(await left()).toEqual(['jira *', 'gh t1']);
    await put();
    await problems.clear('jira', { whole: true });
    expect((await left()).sort()).toEqual(['gh t1', 'jira 17', 'jira t1']);
    await problems.clear('jira', {});
    expect(await left()).toHaveLength(3);
  });
}

function historyRows(get: () => Store): void {
  test('history is kept newest first, of a task or a run, in pages', async () => {
    const { history, tasks } = get();
    await tasks.put([sampleTask('t1'), sampleTask('t2')]);
    await history.append([sampleHistory(), sampleHistory({ task: 't2', run: null, before: undefined, after: null })]);
    await history.append([sampleHistory({ field: null, kind: 'close', before: undefined, after: undefined })]);
    const all = await history.list({});
    expect(all.map(({ task, kind }) => `${task} ${kind}`)).toEqual(['t1 close', 't2 update', 't1 update']);
    expect(all[2]).toEqual({ ...sampleHistory(), id: all[2]?.id });
    expect(all[1]).toMatchObject({ run: null, after: null });
    expect(all[1]?.before).toBeUndefined();
    expect(await history.list({ task: 't2' })).toEqual([all[1]]);
    expect(await history.list({ run: 'r1' })).toEqual([all[0], all[2]]);
    expect(await history.list({ task: 't1', before: all[0]?.id ?? 0, limit: 5 })).toEqual([all[2]]);
    expect(await history.list({ limit: 1 })).toEqual([all[0]]);
  });

  test('history is a journal: content comes back, tasks of a run are told, and what is recent', async () => {
    const { history, tasks } = get();
    await tasks.put(['t1', 't2', 't3'].map((id) => sampleTask(id)));
    const whole = sampleHistory({
      kind: 'delete',
      at: '2026-03-02T09:00:00.000Z',
      remote: { link: 'l1', remoteId: '17', version: '"1"' },
      content: { fields: { title: 'Buy milk', labels: ['a'] }, raw: 'BEGIN:VTODO' },
    });
    await history.append([sampleHistory({ task: 't2', at: '2026-03-01T09:00:00.000Z' }), whole]);
    await history.append([sampleHistory({ task: 't3', run: 'r2' }), sampleHistory({ task: 't1' })]);
    expect(await history.tasksOf('r1', null, 10)).toEqual(['t1', 't2']);
    expect(await history.tasksOf('r1', 't1', 10)).toEqual(['t2']);
    expect(await history.tasksOf('r1', null, 1)).toEqual(['t1']);
    const recent = await history.list({ tasks: ['t1', 't2'], since: '2026-03-02T00:00:00.000Z' });
    expect(recent).toEqual([{ ...whole, id: recent[0]?.id }]);
    expect(await history.list({ tasks: [] })).toEqual([]);
  });

  test('compaction takes what is old, a limited number at a time, and nothing that is needed', async () => {
    const { compaction, conflicts, history, links, runs, tasks } = get();
    const [old, young] = ['2026-01-01T09:00:00.000Z', '2026-03-01T09:00:00.000Z'];
    const cuts = {
      history: '2026-02-01T00:00:00.000Z',
      idleRuns: '2026-02-01T00:00:00.000Z',
      bin: '2026-02-01T00:00:00.000Z',
    };
    await tasks.put([
      sampleTask('t1'),
      sampleTask('t2'),
      sampleTask('binned', {}, { deletedAt: old }),
      sampleTask('waiting', {}, { deletedAt: old }),
      sampleTask('fresh', {}, { deletedAt: young }),
    ]);
    await links.put([sampleLink('l1', { task: 'binned' })]);
    await links.markDirty('work', ['waiting']);
    await history.append([
      ...[1, 2, 3].map(() => sampleHistory({ at: old })),
      sampleHistory({ task: 't2', at: old }),
      sampleHistory({ at: young }),
    ]);
    await conflicts.put([
      sampleConflict('open', { task: 't2', since: old }),
      sampleConflict('done', { task: 't1', since: old, state: 'resolved', resolution: 'person' }),
    ]);
    for (let n = 0; n < 20; n++) await runs.put(sampleRun(`r${n}`, { startedAt: `2026-01-01T09:00:${10 + n}.000Z` }));
    const take = async (limit: number) => {
      const { tasks, changes, runs, conflicts } = await compaction.old(cuts, limit);
      const ids = { tasks, changes: changes.map(({ entry }) => entry.id) };
      const all = { ...ids, runs: runs.map(({ id }) => id), conflicts: conflicts.map(({ id }) => id) };
      return [tasks.length, changes.length, runs.length, conflicts.length, await compaction.remove(all, cuts.history)];
    };
    expect(await take(2)).toEqual([1, 2, 2, 1, 6]);
    expect(await take(10)).toEqual([0, 1, 4, 0, 5]);
    expect(await take(10)).toEqual([0, 0, 0, 0, 0]);
    expect((await history.list({})).map(({ task, at }) => [task, at])).toEqual([
      ['t1', young],
      ['t2', old],
    ]);
    expect((await runs.list({})).map(({ id }) => id)).toEqual(Array.from({ length: 14 }, (_, n) => `r${19 - n}`));
    expect((await conflicts.byTasks(['t1', 't2'])).map(({ id }) => id)).toEqual(['open']);
    expect([...(await tasks.get(['binned', 'waiting', 'fresh'])).keys()].sort()).toEqual(['fresh', 'waiting']);
    // Its record is on its own now.
    expect(await links.byTasks(['binned'])).toMatchObject([{ id: 'l1', state: 'unlinked' }]);
  });

  test('settings are any JSON values by key', async () => {
    const { settings } = get();
    expect(await settings.get('theme')).toBeNull();
    for (const value of ['dark', 0, false, null, { a: [1] }]) {
      await settings.set('theme', value);
      expect(await settings.get('theme')).toEqual(value);
    }
    await settings.set('theme', undefined);
    expect(await settings.get('theme')).toBeNull();
  });
}
