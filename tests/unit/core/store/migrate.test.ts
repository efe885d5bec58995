import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, onTestFinished, test } from 'vitest';
import { schemaVersion } from '../../../../src-main/core/store/sqlite/format.ts';
import { backUp, migrate } from '../../../../src-main/core/store/sqlite/migrate.ts';
import { migrations } from '../../../../src-main/core/store/sqlite/migrations/all.ts';
import type { SqlConnection } from '../../../../src-main/core/store/sqlite/sql-connection.ts';
import { connectForWriting } from '../../../../src-main/core/store/sqlite/writer.ts';
import { temporaryFolder } from './temporary-folder.ts';

const folder = temporaryFolder();

function connect(file = join(folder.fresh(), 'tasks.sqlite3')): SqlConnection {
  const db = connectForWriting(file);
  onTestFinished(() => {
    db.raw.close();
  });
  return db;
}

const schemaOf = (db: SqlConnection): unknown =>
  db.raw.prepare('select name, sql from sqlite_schema order by name').all();

const second: Migration = {
  up: async (db) => {
    await sql`create table more (id text)`.execute(db);
    await sql`alter table task add column extra text`.execute(db);
  },
};
const failing: Migration = {
  up: async (db) => {
    await sql`create table half (id text)`.execute(db);
    await sql`create table half (id text)`.execute(db);
  },
};

describe('migrations', () => {
  test('the program knows how many there are', () => {
    expect(schemaVersion).toBe(migrations.length);
    const names = migrations.map(([name]) => name);
    expect(names).toEqual([...names].sort());
  });

  test('a second time they change nothing', async () => {
    const db = connect();
    await migrate(db, migrations);
    const before = schemaOf(db);
    await migrate(db, migrations);
    expect(schemaOf(db)).toEqual(before);
    expect(db.pragma('user_version')).toBe(migrations.length);
  });

  test('only the new ones run', async () => {
    const db = connect();
    await migrate(db, migrations);
    await migrate(db, [...migrations, ['9999-second', second]]);
    expect(db.pragma('user_version')).toBe(migrations.length + 1);
    expect(db.raw.prepare("select count(*) from pragma_table_info('task') where name = 'extra'").pluck().get()).toBe(1);
  });

  test('one that fails leaves the database as it was, also what ran before it', async () => {
    const db = connect();
    await migrate(db, migrations);
    const before = schemaOf(db);
    const broken = migrate(db, [...migrations, ['9998-second', second], ['9999-failing', failing]]);
    await expect(broken).rejects.toThrow(/half/);
    expect(schemaOf(db)).toEqual(before);
    expect(db.pragma('user_version')).toBe(migrations.length);
    expect(db.raw.inTransaction).toBe(false);
  });

  test('the copy made before is whole, named after what comes next, and its owner’s alone', async () => {
    const file = join(folder.fresh(), 'tasks.sqlite3');
    const db = connect(file);
    await migrate(db, migrations);
    db.raw.exec(`insert into setting (key, value) values ('a', '1')`);
    backUp(db, file, 2);
    backUp(db, file, 2);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('before'))).toEqual(['tasks.before-2.sqlite3']);
    const path = join(dirname(file), 'tasks.before-2.sqlite3');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    const copy = new Database(path, { readonly: true });
    expect(copy.prepare("select value from setting where key = 'a'").pluck().get()).toBe('1');
    expect(copy.pragma('user_version', { simple: true })).toBe(migrations.length);
    copy.close();
  });
});
