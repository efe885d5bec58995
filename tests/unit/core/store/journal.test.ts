import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../../src-main/core/store/sqlite/open.ts';
import type { JournalCheck, Store } from '../../../../src-main/core/store/store.ts';
import { at, sampleHistory, sampleTask, withProfiles } from '../../../contract/store/samples.ts';
import { compactNow } from '../../../fakes/compact-now.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();
const clock = createFakeClock();

async function inStore<T>(file: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore({ file, clock });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Six entries of three tasks, a minute apart; what the check says after somebody has been at the file. */
async function tampered(work: (db: Database.Database) => void, more = 0): Promise<JournalCheck> {
  const file = join(folder.fresh(), 'tasks.sqlite3');
  const seal = await inStore(file, async (store) => {
    await withProfiles(store);
    await store.tasks.put(['t1', 't2', 't3'].map((id) => sampleTask(id)));
    const entry = (n: number) => sampleHistory({ task: `t${1 + (n % 3)}`, at: at(n), title: `Entry ${n + 1}` });
    await store.history.append([0, 1, 2, 3, 4, 5].map(entry));
    return await store.history.seal();
  });
  const db = new Database(file);
  work(db);
  db.close();
  return await inStore(file, async (store) => {
    const later = Array.from({ length: more }, (_, n) => sampleHistory({ task: 't1', at: at(10 + n) }));
    await store.history.append(later);
    return await store.history.check(seal ?? undefined);
  });
}

const change = `replace(content, 'New', 'Nice')`;

describe('the journal shows what was done to it behind Task Sync’s back', () => {
  it.each<[what: string, sql: string, fault: object, noted: string]>([
    ['another text', `update history set content = ${change} where id = 3`, { kind: 'changed', entry: 3 }, 'held'],
    ['another time', `update history set at = '${at(99)}' where id = 3`, { kind: 'changed', entry: 3 }, 'broken'],
    ['another task', `update history set task = 't1' where id = 3`, { kind: 'changed', entry: 3 }, 'held'],
    ['another run', `update history set run = 'r9' where id = 3`, { kind: 'changed', entry: 3 }, 'held'],
    ['a removed entry', 'delete from history where id = 4', { kind: 'removed', entry: 4 }, 'held'],
    ['the last one removed', 'delete from history where id = 6', { kind: 'removed', entry: 6 }, 'held'],
    [
      'a removed entry and what the chain kept of it',
      'delete from history where id = 4; delete from history_removed',
      { kind: 'missing', entry: 4 },
      'broken',
    ],
    [
      'the last ones removed, traces and all',
      'delete from history where id > 4; delete from history_removed',
      { kind: 'missing', entry: 5 },
      'broken',
    ],
    [
      'a made-up entry in between',
      `delete from history where id = 2; delete from history_removed;
       insert into history (id, task, run, at, content, digest) select 2, task, run, at, content, digest from history where id = 5`,
      { kind: 'rewritten', entry: 6 },
      'broken',
    ],
    [
      'a made-up entry at the end',
      `insert into history (task, run, at, content) select task, run, at, content from history where id = 5`,
      { kind: 'added', entry: 7 },
      'held',
    ],
    ['no chain at all', 'delete from journal', { kind: 'rewritten' }, 'broken'],
  ])('%s (SEC-54)', async (_what, statement, fault, noted) => {
    const found = await tampered((db) => db.exec(statement));
    expect(found.faults).toHaveLength(1);
    expect(found.faults[0]).toMatchObject(fault);
    expect(found.noted).toBe(noted);
  });

  it('what was changed stays found after more was written and the rest became old (SEC-54)', async () => {
    const statement = `update history set content = ${change}, digest = '${'b'.repeat(64)}' where id = 3`;
    const found = await tampered((db) => db.exec(statement), 3);
    expect(found.faults).toMatchObject([{ kind: 'changed', entry: 3 }]);
  });

  it('a wholly new chain fits itself, and not the seal that somebody noted (SEC-54)', async () => {
    const { digestOf, firstSeal, sealAfter } = await import('../../../../src-main/core/store/journal-seal.ts');
    const found = await tampered((db) => {
      db.exec(`update history set content = ${change} where id = 3`);
      const rows = db
        .prepare<[], { id: number; at: string; content: string }>('select id, at, content from history order by id')
        .all();
      let seal = firstSeal;
      for (const { id, at: time, content } of rows) {
        const digest = digestOf(content);
        db.prepare('update history set digest = ? where id = ?').run(digest, id);
        seal = sealAfter(seal, { id, at: time, digest });
      }
      db.prepare('update journal set seal = ?').run(seal);
    });
    expect(found).toMatchObject({ faults: [], noted: 'broken' });
  });

  it('an entry that was removed too early is not forgotten when the rest becomes old (SEC-54)', async () => {
    const file = join(folder.fresh(), 'tasks.sqlite3');
    await inStore(file, async (store) => {
      await withProfiles(store);
      await store.tasks.put([sampleTask('t1')]);
      await store.history.append([0, 1, 2, 3].map((n) => sampleHistory({ at: at(n) })));
    });
    const db = new Database(file);
    db.exec('delete from history where id = 3');
    db.close();
    const check = await inStore(file, async (store) => {
      await compactNow(store, { history: at(2), idleRuns: at(0), bin: at(0) });
      return await store.history.check();
    });
    expect(check).toMatchObject({ anchor: 2, removed: 1, faults: [{ kind: 'removed', entry: 3, at: at(2) }] });
  });
});

describe('a journal of a version without seals', () => {
  it('is sealed from the next entry on, and what is there gets its digests (SEC-54)', async () => {
    const { migrate } = await import('../../../../src-main/core/store/sqlite/migrate.ts');
    const { migrations } = await import('../../../../src-main/core/store/sqlite/migrations/all.ts');
    const { connectForWriting } = await import('../../../../src-main/core/store/sqlite/writer.ts');
    const file = join(folder.fresh(), 'tasks.sqlite3');
    const db = connectForWriting(file);
    await migrate(
      db,
      migrations.filter(([name]) => name < '0011'),
    );
    db.raw.exec(`insert into profile values ('work', 'Work', '{}')`);
    db.raw.exec(`insert into task values (1, 't1', 'work', 't', 't', 't', 0, null, 1, '', '', null, '', '{}', '{}')`);
    const insert = db.raw.prepare('insert into history (task, run, at, content) values (?, ?, ?, ?)');
    for (let n = 0; n < 2500; n++) {
      const entry = sampleHistory({ at: at(n) });
      insert.run(entry.task, entry.run, entry.at, JSON.stringify(entry));
    }
    // Numbers that are missing before the chain are no fault, nor are the last ones.
    db.raw.exec('delete from history where id in (7, 8, 2499, 2500)');
    db.raw.close();
    await inStore(file, async (store) => {
      expect(await store.history.check()).toMatchObject({ entries: 2496, anchor: 2500, faults: [] });
      await store.history.append([sampleHistory({ at: at(9000) })]);
      expect(await store.history.check()).toMatchObject({ entries: 2497, seal: { last: 2501 }, faults: [] });
    });
    const raw = new Database(file);
    raw.exec(`update history set content = ${change} where id = 1200`);
    raw.close();
    const { faults } = await inStore(file, (store) => store.history.check());
    expect(faults).toMatchObject([{ kind: 'changed', entry: 1200, task: 't1' }]);
  });
});
