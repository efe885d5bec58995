import { expect, it } from 'vitest';
import type { Store } from '../../../src-main/core/store/store.ts';
import { compactNow } from '../../fakes/compact-now.ts';
import { at, sampleConflict, sampleHistory, sampleTask } from './samples.ts';

const none = at(-1);

export function journalRows(get: () => Store): void {
  const add = async (...tasks: readonly string[]): Promise<void> =>
    get().history.append(tasks.map((task, n) => sampleHistory({ task, at: at(n), title: `${task} ${n}` })));

  it('is whole from the beginning, and each entry moves its seal (SEC-54)', async () => {
    const { history, tasks } = get();
    const empty = await history.check();
    expect(empty).toMatchObject({ entries: 0, removed: 0, faults: [], noted: null });
    await tasks.put([sampleTask('t1')]);
    await add('t1');
    const one = await history.check();
    await add('t1', 't1');
    const three = await history.check(one.seal);
    expect(three).toMatchObject({ entries: 3, removed: 0, faults: [], noted: 'held' });
    expect(three.seal).toEqual(await history.seal());
    expect(new Set([empty.seal.seal, one.seal.seal, three.seal.seal]).size).toBe(3);
    const digests = await history.digests((await history.list({})).map(({ id }) => id));
    expect([...digests.values()]).toEqual([0, 1, 2].map(() => expect.stringMatching(/^[0-9a-f]{64}$/)));
    expect(new Set(digests.values()).size).toBe(2);
  });

  it('a seal of another history is known to be none of this one (SEC-54)', async () => {
    await get().tasks.put([sampleTask('t1')]);
    await add('t1', 't1');
    const other = { last: 1, seal: 'a'.repeat(64) };
    expect(await get().history.check(other)).toMatchObject({ faults: [], noted: 'broken' });
  });

  it('entries that are added at the same time in one transaction make one chain (SEC-54)', async () => {
    const { history, tasks } = get();
    await tasks.put(['t1', 't2'].map((id) => sampleTask(id)));
    await get().transaction('settle', async (tx) => {
      const many = (task: string) => Array.from({ length: 3000 }, (_, n) => sampleHistory({ task, at: at(n) }));
      await Promise.all([tx.history.append(many('t1')), tx.history.append(many('t2')), tx.history.append(many('t1'))]);
    });
    expect(await history.check()).toMatchObject({ entries: 9000, faults: [] });
  });

  it('what leaves with its task, or because it is old, leaves the chain whole (SEC-54)', async () => {
    const { compaction, conflicts, history, tasks } = get();
    await tasks.put([sampleTask('t1'), sampleTask('t2', {}, { deletedAt: at(0) }), sampleTask('t3'), sampleTask('t4')]);
    await add('t1', 't2', 't3', 't4', 't1', 't2', 't1');
    const { seal } = await history.check();
    expect(await compaction.erase(['t2'])).toBe(1);
    expect(await history.check(seal)).toMatchObject({ entries: 5, removed: 2, faults: [], noted: 'held' });
    await conflicts.put([sampleConflict('c1', { task: 't3' })]);
    // Up to the fifth: the third stays for its conflict, and does not keep what was before and after it.
    await compactNow(get(), { history: at(4), idleRuns: none, bin: none });
    const old = await history.check(seal);
    expect(old).toMatchObject({ entries: 3, removed: 1, faults: [], noted: 'held', anchor: seal.last - 3 });
    expect(await history.check({ last: 1, seal: 'a'.repeat(64) })).toMatchObject({ noted: 'too-old' });
    // And without an end: the whole journal.
    await compactNow(get(), { history: at(90), idleRuns: none, bin: none });
    expect(await history.check(seal)).toMatchObject({ entries: 1, removed: 0, faults: [], noted: 'held' });
    await add('t1');
    expect(await history.check(seal)).toMatchObject({ entries: 2, faults: [], noted: 'held' });
  });

  it('a profile that is removed takes its entries along and leaves the chain whole (SEC-54)', async () => {
    const { history, profiles, tasks } = get();
    await tasks.put([sampleTask('t1'), sampleTask('t9', {}, { profile: 'home' })]);
    await add('t1', 't9', 't1', 't9');
    const { seal } = await history.check();
    await profiles.remove('home');
    expect(await history.check(seal)).toMatchObject({ entries: 2, removed: 2, faults: [], noted: 'held' });
  });
}
