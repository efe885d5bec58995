import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSqliteStore } from '../../../../src-main/core/store/sqlite/open.ts';
import { connectForReading, connectForWriting } from '../../../../src-main/core/store/sqlite/writer.ts';
import type { Store } from '../../../../src-main/core/store/store.ts';
import { sampleTask, withProfiles } from '../../../contract/store/samples.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const freshFile = (): string => join(folder.fresh(), 'tasks.sqlite3');

async function open(file: string): Promise<Store> {
  const store = await openSqliteStore({ file, clock: createFakeClock() });
  onTestFinished(() => store.close());
  return store;
}

/** How the file is left alone: its bytes, and its lock free for others. */
async function refuses(file: string, sentence: RegExp): Promise<void> {
  const before = readFileSync(file);
  const opening = openSqliteStore({ file, clock: createFakeClock() });
  await expect(opening).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(sentence) });
  expect(readFileSync(file).equals(before)).toBe(true);
}

describe('the data file', () => {
  test('keeps everything between two openings', async () => {
    const file = freshFile();
    const first = await withProfiles(await open(file));
    await first.tasks.put([sampleTask('t1', { title: 'Still here' })]);
    await first.close();
    const second = await open(file);
    expect((await second.tasks.list({ words: ['still'] })).tasks).toEqual([sampleTask('t1', { title: 'Still here' })]);
  });

  test('is one file again after closing, beside the lock', async () => {
    const file = freshFile();
    const store = await withProfiles(await open(file));
    await store.close();
    expect(readdirSync(dirname(file)).sort()).toEqual(['tasks.sqlite3', 'writer.lock']);
  });

  test.skipIf(process.platform === 'win32')('and all files beside it are its owner’s alone (SEC-24)', async () => {
    const file = join(folder.fresh(), 'a', 'b', 'tasks.sqlite3');
    const store = await withProfiles(await open(file));
    const modes = Object.fromEntries(
      readdirSync(dirname(file)).map((name) => [name, (statSync(join(dirname(file), name)).mode & 0o777).toString(8)]),
    );
    expect(modes).toMatchObject({ 'tasks.sqlite3': '600', 'tasks.sqlite3-wal': '600', 'writer.lock': '600' });
    expect(new Set(Object.values(modes))).toEqual(new Set(['600']));
    for (const made of [dirname(file), dirname(dirname(file))]) expect(statSync(made).mode & 0o777).toBe(0o700);
    await store.close();

    chmodSync(file, 0o644);
    await open(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('is written durably, and trusts nothing inside it (S21, SEC-46)', async () => {
    const file = freshFile();
    await open(file);
    const writer = connectForWriting(file);
    const names = ['synchronous', 'journal_mode', 'foreign_keys', 'trusted_schema', 'secure_delete'];
    expect(names.map((name) => writer.pragma(name))).toEqual([2, 'wal', 1, 0, 1]);
    expect(() => writer.raw.exec("insert into sqlite_schema (name) values ('x')")).toThrow(/may not be modified/);
    writer.raw.close();
    const reader = connectForReading(file);
    expect(reader.pragma('trusted_schema')).toBe(0);
    expect(() => reader.exec("delete from setting where key = 'a'")).toThrow(/cannot read or write/);
    reader.raw.close();
  });

  test('from a newer Task Sync is refused and not touched', async () => {
    const file = freshFile();
    await (await open(file)).close();
    const newer = new Database(file);
    newer.pragma('user_version = 999');
    newer.close();
    await refuses(file, /newer Task Sync/);
  });

  test('of another program is refused and not touched', async () => {
    const file = freshFile();
    const other = new Database(file);
    other.exec('create table bookmarks (url text)');
    other.close();
    await refuses(file, /another program/);
  });

  test('that is damaged is refused with a sentence and not touched', async () => {
    const file = freshFile();
    writeFileSync(file, 'This is not a database. '.repeat(200));
    await refuses(file, /damaged.*nothing at your services was changed/);
  });

  test('that turns out to be damaged later says so too', async () => {
    const file = freshFile();
    const store = await withProfiles(await open(file));
    await store.tasks.put(Array.from({ length: 300 }, (_, n) => sampleTask(`t${n}`, { body: 'x'.repeat(500) })));
    await store.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, Math.round(bytes.length * 0.7)));
    const damaged = await open(file);
    const reading = damaged.tasks.list({ words: ['x'] }).then(() => damaged.tasks.list({ sort: 'title' }));
    await expect(reading).rejects.toMatchObject({ code: 'invalid-input', message: expect.stringMatching(/damaged/) });
  });

  test('that is empty, as after a crash at the very start, becomes a database', async () => {
    const file = freshFile();
    writeFileSync(file, '');
    expect((await open(file)).writable).toBe(true);
  });

  test('in a place that cannot be written is reported with a sentence', async () => {
    const inTheWay = join(folder.fresh(), 'file');
    writeFileSync(inTheWay, '');
    const isNoFolder = openSqliteStore({ file: join(inTheWay, 'tasks.sqlite3'), clock: createFakeClock() });
    await expect(isNoFolder).rejects.toMatchObject({ code: 'unavailable' });
    const isFolder = join(folder.fresh(), 'tasks.sqlite3');
    mkdirSync(isFolder);
    const opening = openSqliteStore({ file: isFolder, clock: createFakeClock() });
    await expect(opening).rejects.toMatchObject({ code: 'unavailable' });
    expect(readdirSync(dirname(isFolder))).not.toContain(`${basename(isFolder)}-wal`);
  });
});
