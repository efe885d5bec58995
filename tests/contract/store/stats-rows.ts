import { expect, it } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import { at, sampleConflict, sampleHistory, sampleProblem, sampleRun, sampleTask } from './samples.ts';

const own = { place: 'here', run: null } as const;

export function statsRows(get: () => Store): void {
  it('counts a change of a task once, however many fields and places it has', async () => {
    await get().tasks.put([sampleTask('t1'), sampleTask('t2'), sampleTask('t3', {}, { profile: 'home' })]);
    await get().history.append([
      sampleHistory({ ...own, at: at(1) }),
      sampleHistory({ ...own, at: at(1), field: 'due' }),
      sampleHistory({ at: at(2), place: 'jira' }),
    ]);
    await get().history.append([
      sampleHistory({ ...own, at: at(2), task: 't2', kind: 'create', field: null }),
      sampleHistory({ ...own, at: at(14), task: 't2', kind: 'resolved' }),
      sampleHistory({ ...own, at: at(15), task: 't2', kind: 'delete', field: null }),
      sampleHistory({ ...own, at: at(15), task: 't2', kind: 'retry', field: null }),
      sampleHistory({ ...own, at: at(16), task: 't3' }),
    ]);
    const changes = await get().stats.changes({ since: at(0), profile: 'work' });
    expect(changes).toHaveLength(3);
    expect(changes).toEqual(
      expect.arrayContaining([
        { at: at(0), kind: 'changed', amount: 2 },
        { at: at(0), kind: 'created', amount: 1 },
        { at: at(15), kind: 'deleted', amount: 1 },
      ]),
    );
    expect(await get().stats.changes({ since: at(15) })).toHaveLength(2);
  });

  it('forgets the counts of a profile with it, and those that are too old', async () => {
    await get().tasks.put([sampleTask('t1'), sampleTask('t3', {}, { profile: 'home' })]);
    await get().history.append([
      sampleHistory({ ...own, at: at(1) }),
      sampleHistory({ ...own, at: at(2), task: 't3' }),
    ]);
    await get().profiles.remove('home');
    expect(await get().stats.changes({ since: at(0) })).toEqual([{ at: at(0), kind: 'changed', amount: 1 }]);
    await get().compaction.forget(at(30), 10);
    expect(await get().stats.changes({ since: at(0) })).toEqual([]);
  });

  it('tells when conflicts came up, decided or not', async () => {
    await get().tasks.put([sampleTask('t1')]);
    await get().conflicts.put([
      sampleConflict('c1', { since: at(5) }),
      sampleConflict('c2', { field: 'due', since: at(7), state: 'resolved' }),
    ]);
    expect(await get().stats.conflicts({ since: at(6) })).toEqual([at(7)]);
    expect(await get().stats.conflicts({ since: at(0), profile: 'home' })).toEqual([]);
  });

  it('shows runs at a glance, newest first', async () => {
    const endpoints = [
      { endpoint: 'jira', name: 'jira', connector: 'jira', observed: 9, requests: 3 },
      { endpoint: 'gh', name: 'gh', connector: 'github', observed: 9, requests: 3 },
    ].map((place) => ({ ...place, created: 1, updated: 1, closed: 1, deleted: 0 }));
    const tasks = { created: 2, updated: 1, deleted: 0 };
    await get().runs.put(sampleRun('r1', { startedAt: at(1) }));
    await get().runs.put(sampleRun('r2', { startedAt: at(2), endpoints, tasks, problems: [sampleProblem()] }));
    expect(await get().stats.runs({ since: at(1) })).toEqual([
      expect.objectContaining({ id: 'r2', changes: 6, problems: 1, isQuiet: false, durationMs: 60_000 }),
      expect.objectContaining({ id: 'r1', changes: 0, problems: 0, isQuiet: true, startedAt: at(1), state: 'done' }),
    ]);
    expect(await get().stats.runs({ since: at(2), profile: 'home' })).toEqual([]);
  });

  it('knows when an edit here arrived: with the first write to a service that it caused', async () => {
    await get().tasks.put([sampleTask('t1'), sampleTask('t2')]);
    await get().history.append([
      sampleHistory({ ...own, at: at(1) }),
      sampleHistory({ ...own, at: at(1), field: 'due' }),
      sampleHistory({ at: at(2), actor: 'jira', place: 'gh' }),
      sampleHistory({ at: at(4), place: 'jira' }),
      sampleHistory({ at: at(5), place: 'gh' }),
      sampleHistory({ ...own, at: at(6), task: 't2' }),
    ]);
    expect(await get().stats.deliveries({ since: at(0) }, 10)).toEqual([
      { at: at(6), arrivedAt: null },
      { at: at(1), arrivedAt: at(4) },
    ]);
    expect(await get().stats.deliveries({ since: at(0), profile: 'work' }, 1)).toHaveLength(1);
  });
}
