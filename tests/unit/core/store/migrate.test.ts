import { join } from 'node:path';
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, onTestFinished, test } from 'vitest';
import { schemaVersion } from '../../../../src-main/core/store/sqlite/format.ts';
import { migrate } from '../../../../src-main/core/store/sqlite/migrate.ts';
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
});
