import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkpoints } from '../../../../src-main/core/store/sqlite/checkpoints.ts';
import type { SqlConnection } from '../../../../src-main/core/store/sqlite/sql-connection.ts';
import { connectForWriting } from '../../../../src-main/core/store/sqlite/writer.ts';

let folder: string;
let file: string;
let db: SqlConnection;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'task-sync-checkpoints-'));
  file = join(folder, 'tasks.db');
  db = connectForWriting(file);
  db.raw.exec('create table note (text text)');
});
afterEach(() => {
  db.raw.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A commit of two pages and more. */
const write = (number: number): void => {
  db.raw.prepare('insert into note values (?)').run(`${number} ${'x'.repeat(9000)}`);
};

const logPages = (): number => (db.raw.pragma('wal_checkpoint(noop)') as [{ log: number }])[0].log;

/** As another program reads them. */
function countNotes(): number {
  const other = new Database(file, { readonly: true });
  try {
    return other.prepare('select count(*) from note').pluck().get() as number;
  } finally {
    other.close();
  }
}

describe('checkpoints', () => {
  it('begin the log anew beside the commits, and lose none of them', async () => {
    const checkpoints = new Checkpoints(file, db, 30);
    let longest = 0;
    let number = 0;
    let begunAnew = 0;
    let before = 0;
    for (const end = Date.now() + 20_000; begunAnew < 3 && Date.now() < end; number++) {
      write(number);
      checkpoints.afterCommit();
      const pages = logPages();
      if (pages < before) begunAnew++;
      before = pages;
      longest = Math.max(longest, pages);
      await delay(1);
    }
    await checkpoints.close();
    expect(begunAnew).toBe(3);
    expect(db.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(countNotes()).toBe(number);
  });

  it('do nothing while the log is short', () => {
    const checkpoints = new Checkpoints(file, db, 1000);
    write(1);
    checkpoints.afterCommit();
    write(2);
    checkpoints.afterCommit();
    expect(logPages()).toBeGreaterThan(4);
  });

  it('are left to SQLite where the thread fails', async () => {
    const checkpoints = new Checkpoints(join(folder, 'elsewhere.db'), db, 5);
    for (let number = 0; number < 20; number++) {
      write(number);
      checkpoints.afterCommit();
      await delay(5);
    }
    await checkpoints.close();
    expect(db.raw.pragma('wal_autocheckpoint', { simple: true })).toBe(16_000);
    expect(countNotes()).toBe(20);
  });
});
