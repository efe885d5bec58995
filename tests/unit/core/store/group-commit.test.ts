import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../../src-main/core/store/sqlite/open.ts';
import type { Store } from '../../../../src-main/core/store/store.ts';
import { sampleTask, withProfiles } from '../../../contract/store/samples.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

async function openFile(): Promise<{ store: Store; file: string }> {
  const file = join(folder.fresh(), 'tasks.sqlite3');
  const store = await withProfiles(await openSqliteStore({ file, clock: createFakeClock() }));
  onTestFinished(() => store.close());
  return { store, file };
}

/** Frames that end a transaction, by the format of the write-ahead log: each was one wait for the disk. */
function commitsIn(file: string): number {
  const wal = readFileSync(`${file}-wal`);
  const frame = 24 + wal.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frame <= wal.length; at += frame) if (wal.readUInt32BE(at + 4) !== 0) commits++;
  return commits;
}

test('transactions that wait together share one commit', async () => {
  const { store, file } = await openFile();
  const before = commitsIn(file);
  await Promise.all(Array.from({ length: 50 }, (_, n) => store.settings.set(`key ${n}`, n)));
  const after = commitsIn(file);
  // One, unless a busy machine makes them take longer than a group may.
  expect(after - before).toBeLessThan(10);
  await store.settings.set('one more', 1);
  expect(commitsIn(file) - after).toBe(1);
});

test('a transaction that writes nothing does not wait for the disk', async () => {
  const { store, file } = await openFile();
  const before = commitsIn(file);
  await store.transaction('task', (tx) => tx.settings.get('a'));
  await expect(store.transaction('task', () => Promise.reject(new Error('stop')))).rejects.toThrow('stop');
  expect(commitsIn(file)).toBe(before);
});

test('reads of a file do not wait for the transaction under way, and see the state before it', async () => {
  const { store } = await openFile();
  await store.settings.set('a', 'old');
  const began = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const writing = store.transaction('task', async (tx) => {
    await tx.settings.set('a', 'new');
    began.resolve();
    await goOn.promise;
  });
  await began.promise;
  expect(await store.settings.get('a')).toBe('old');
  goOn.resolve();
  await writing;
  expect(await store.settings.get('a')).toBe('new');
});

test('a long put lets others have the event loop in between', async () => {
  const { store } = await openFile();
  const tasks = Array.from({ length: 4000 }, (_, n) => sampleTask(`t${n}`, { body: `Some words ${n}. `.repeat(20) }));
  let turns = 0;
  let ticking = setImmediate(function tick() {
    turns++;
    ticking = setImmediate(tick);
  });
  onTestFinished(() => clearImmediate(ticking));
  await store.tasks.put(tasks);
  expect(turns).toBeGreaterThan(2);
});
