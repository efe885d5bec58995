import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { applicationId } from './format.ts';
import type { SqlConnection } from './sql-connection.ts';

type Migrations = readonly (readonly [name: string, migration: Migration])[];

/**
 * Brings the database to the newest version, all or nothing. Kysely does not wrap SQLite migrations into a transaction,
 * so we do; `user_version` is the schema version and moves inside it.
 */
export async function migrate(db: SqlConnection, migrations: Migrations): Promise<void> {
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: db.raw }) });
  const migrator = new Migrator({
    db: kysely,
    provider: { getMigrations: async () => Object.fromEntries(migrations) },
  });
  db.exec('begin immediate');
  try {
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migrations.length}`);
    db.exec('commit');
  } catch (error) {
    if (db.raw.inTransaction) db.exec('rollback');
    throw error;
  }
}
