import type { SqlConnection } from './sql-connection.ts';

/** Brings a database to the newest version. The migrations are loaded when they are needed. */
export async function upgrade(db: SqlConnection): Promise<void> {
  const { migrate } = await import('./migrate.ts');
  const { migrations } = await import('./migrations/all.ts');
  await migrate(db, migrations);
}
