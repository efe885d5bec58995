import { copyFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readRestored } from '../../../../src-main/core/store/restored.ts';
import { openSqliteStore, type SqliteStoreOptions } from '../../../../src-main/core/store/sqlite/open.ts';
import type { Store } from '../../../../src-main/core/store/store.ts';
import { sampleLink, sampleOp, sampleTask, withProfiles } from '../../../contract/store/samples.ts';
import { dbName, readFiles, writeFiles } from '../../../disk/power-loss.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { killAtOnce, startHolder } from './child-program.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const freshFile = (): string => join(folder.fresh(), 'tasks.sqlite3');

async function open(file: string, mode?: SqliteStoreOptions['mode']): Promise<Store> {
  const store = await openSqliteStore({ file, clock: createFakeClock(), ...(mode ? { mode } : {}) });
  onTestFinished(() => store.close());
  return store;
}

describe('one writer (S22)', () => {
  test('a second store reads what the first commits, and cannot write', async () => {
    const file = freshFile();
    const first = await open(file);
    const second = await open(file);
    expect([first.writable, second.writable]).toEqual([true, false]);
    await first.settings.set('a', 1);
    expect(await second.settings.get('a')).toBe(1);
    await expect(second.transaction('task', async () => 1)).rejects.toMatchObject({ code: 'locked', retry: 'later' });
    await expect(second.settings.set('a', 2)).rejects.toMatchObject({ code: 'locked' });
    expect(await first.settings.get('a')).toBe(1);
  });

  test('the second becomes able to write as soon as the first has closed', async () => {
    const file = freshFile();
    const first = await open(file);
    const second = await open(file);
    await first.settings.set('a', 1);
    await first.close();
    expect(second.writable).toBe(true);
    await second.settings.set('a', 2);
    expect(await second.settings.get('a')).toBe(2);
  });

  test('a store opened for reading never takes the place of the writer', async () => {
    const file = freshFile();
    const reader = await open(file, 'read');
    expect(await reader.settings.get('a')).toBeNull();
    expect(reader.writable).toBe(false);
    await expect(reader.settings.set('a', 1)).rejects.toMatchObject({ code: 'locked' });
    const writer = await open(file);
    expect(writer.writable).toBe(true);
  });

  test('a writer that was overtaken in spite of the lock is refused and stays refused', async () => {
    const file = freshFile();
    const store = await open(file);
    await store.settings.set('a', 1);
    const other = new Database(file);
    other.exec('update meta set fence = fence + 1');
    other.close();
    await expect(store.settings.set('a', 2)).rejects.toMatchObject({ code: 'locked' });
    await expect(store.transaction('task', async () => 1)).rejects.toMatchObject({ code: 'locked' });
    expect(store.writable).toBe(false);
    expect(await store.settings.get('a')).toBe(1);
  });

  test('a program killed inside a transaction leaves a sound file and frees the lock', async () => {
    const file = freshFile();
    const child = await startHolder(file);
    const store = await open(file);
    expect(store.writable).toBe(false);
    expect(await store.settings.get('committed')).toBe('kept');
    await killAtOnce(child);
    expect(store.writable).toBe(true);
    expect(await store.settings.get('committed')).toBe('kept');
    expect(await store.settings.get('uncommitted')).toBeNull();
    await store.settings.set('committed', 'again');
    await store.close();
    const check = new Database(file, { readonly: true });
    expect(check.pragma('integrity_check', { simple: true })).toBe('ok');
    check.close();
  });

  test('a killed program leaves nothing that a new one would stumble over', async () => {
    const file = freshFile();
    await killAtOnce(await startHolder(file));
    const store = await open(file);
    expect(store.writable).toBe(true);
    expect(await store.settings.get('committed')).toBe('kept');
    expect(await readRestored(store)).toBeNull();
  });
});

describe('a restored copy (S23)', () => {
  async function fill(file: string): Promise<void> {
    const store = await withProfiles(await openSqliteStore({ file, clock: createFakeClock() }));
    await store.tasks.put([sampleTask('t1'), sampleTask('t2')]);
    await store.links.put([sampleLink('l1')]);
    await store.outbox.put([sampleOp('o1'), sampleOp('o2', { task: 't2', state: 'parked' })]);
    await store.endpoints.put({ ...(await store.endpoints.get('jira')), cursor: 'page-7' });
    await store.close();
  }

  test('is noticed: nothing counts as agreed, and writes may have arrived', async () => {
    const file = freshFile();
    await fill(file);
    copyFileSync(file, `${file}.copy`);
    const later = await open(file);
    await later.settings.set('a', 1);
    await later.close();
    copyFileSync(`${file}.copy`, file);

    const store = await open(file);
    const [link] = await store.links.byTasks(['t1']);
    expect(link).toMatchObject({ base: null, evidence: null, state: 'linked' });
    expect(link?.observation).toEqual(sampleLink('l1').observation);
    expect((await store.outbox.open('work', null, 10)).map(({ id, state }) => `${id} ${state}`)).toEqual([
      'o1 uncertain',
      'o2 uncertain',
    ]);
    expect((await store.endpoints.get('jira')).cursor).toBeNull();
    expect(await store.links.dirty('work', null, 9)).toEqual(['t1', 't2']);
    const at = '2026-03-01T09:00:00.000Z';
    expect(await readRestored(store)).toEqual({ at, doubtful: ['home', 'work'], isRead: false });
  });

  test('keeps of a base what the service says in its own way, and nothing else', async () => {
    const file = freshFile();
    const store = await withProfiles(await openSqliteStore({ file, clock: createFakeClock() }));
    const day = { kind: 'date', date: '2026-03-01' } as const;
    const base = { title: 'Base', due: day, labels: ['a'], priority: 5, done: true, body: null };
    const sent = { due: null, labels: ['A'], priority: null, done: false, body: 'x' };
    await store.links.put([sampleLink('l1', { base, sent })]);
    await store.close();
    copyFileSync(file, `${file}.copy`);
    await (await open(file)).close();
    copyFileSync(`${file}.copy`, file);
    const { title: _title, ...ways } = base;
    const [link] = await (await open(file)).links.byTasks(['t1']);
    expect(link).toMatchObject({ base: ways, sent, evidence: sampleLink('l1').evidence });
  });

  test('is noticed also when it was made while the program ran', async () => {
    const file = freshFile();
    await fill(file);
    const running = await open(file);
    await running.settings.set('a', 1);
    const source = new Database(file, { readonly: true });
    source.prepare('vacuum into ?').run(`${file}.copy`);
    source.close();
    await running.close();
    copyFileSync(`${file}.copy`, file);
    const [link] = await (await open(file)).links.byTasks(['t1']);
    expect(link?.base).toBeNull();
  });

  /** As the next program finds it when this one is killed: closing never happened. */
  function leaveAsKilled(file: string): string {
    const { db: _db, ...rest } = readFiles(dirname(file));
    return writeFiles(folder.fresh(), { ...rest, wal: Buffer.alloc(0), db: readFileSync(`${file}.copy`) });
  }

  test('is noticed also when the program that went on died, once anything was sent since', async () => {
    const file = join(folder.fresh(), dbName);
    await fill(file);
    const running = await open(file);
    await running.transaction('plan', (tx) => tx.settings.set('a', 1));
    const source = new Database(file, { readonly: true });
    source.prepare('vacuum into ?').run(`${file}.copy`);
    source.close();
    await running.transaction('plan', (tx) => tx.settings.set('a', 2));
    // Nothing was sent: the copy is as good as a computer that was off since then.
    expect(await readRestored(await open(leaveAsKilled(file)))).toBeNull();
    await running.transaction('attempt', (tx) => tx.settings.set('a', 3));
    expect(await readRestored(await open(leaveAsKilled(file)))).toMatchObject({ isRead: false });
  });

  test('opening and closing as usual is not mistaken for one', async () => {
    const file = freshFile();
    await fill(file);
    for (let times = 0; times < 3; times++) {
      const store = await open(file);
      expect((await store.links.byTasks(['t1']))[0]?.base).toEqual(sampleLink('l1').base);
      await store.close();
    }
  });

  test('another database in the same folder is not mistaken for one', async () => {
    const file = freshFile();
    for (let times = 0; times < 3; times++) await (await open(file)).close();
    const other = join(file, '..', 'other.sqlite3');
    await fill(other);
    expect((await (await open(other)).links.byTasks(['t1']))[0]?.base).toEqual(sampleLink('l1').base);
  });
});
