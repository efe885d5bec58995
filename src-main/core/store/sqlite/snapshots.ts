import type { Clock } from '../../../../src-shared/ports/ports.ts';
import { damagedCopy, type SnapshotFacts, type Snapshots } from '../snapshots.ts';
import type { Store } from '../store.ts';
import { Access } from './access.ts';
import { compareFiles } from './compare-files.ts';
import { schemaVersion, versionOf } from './format.ts';
import { checkSnapshot, copyPages, holdSnapshot } from './snapshot.ts';
import type { SqlConnection } from './sql-connection.ts';
import { SqliteStore } from './sqlite-store.ts';
import { toStoreError } from './store-error.ts';
import { upgrade } from './upgrade.ts';
import { connectForWriting, Writer } from './writer.ts';

export function createSnapshots(file: string, access: Access, clock: Clock): Snapshots {
  return {
    hold: () => inWords(() => holdSnapshot(file)),
    ready: readySnapshot,
    compare: async (copy, page) => inWords(() => compareFiles(file, copy, page)),
    adopt: async (copy, prepare) => {
      await prepareSnapshot(copy, clock, prepare);
      await access.alone(async (writer) => {
        const from = connectForWriting(copy);
        try {
          writer.lease.handOver(from, new Date(clock.now()).toISOString());
          await copyPages(from, file);
          writer.lease.takeBack();
        } catch (error) {
          throw toStoreError(error);
        } finally {
          from.raw.close();
        }
      });
    },
  };
}

/** As `Snapshots.ready`. */
export async function readySnapshot(copy: string): Promise<SnapshotFacts> {
  const facts = await checkSnapshot(copy);
  const db = connectForWriting(copy);
  try {
    if (facts.schema !== schemaVersion) await upgrade(db);
    await requireOwnSchema(db);
    return { ...facts, schema: versionOf(db) };
  } catch (error) {
    throw toStoreError(error);
  } finally {
    db.pragma('journal_mode = delete');
    db.raw.close();
  }
}

/** Changes a copy as a store, before it is taken over. */
export async function prepareSnapshot(
  copy: string,
  clock: Clock,
  prepare: (store: Store) => Promise<void>,
): Promise<void> {
  const store = new SqliteStore(
    new Access({ reader: null, writer: new Writer(connectForWriting(copy), null, clock), takeOver: () => null }),
  );
  try {
    await prepare(store);
  } finally {
    await store.close();
  }
}

/** A file may come from anywhere: a trigger in it would be carried out with our own writes (SEC-46). */
async function requireOwnSchema(db: SqlConnection): Promise<void> {
  const own = connectForWriting(':memory:');
  try {
    await upgrade(own);
    if (schemaOf(db) !== schemaOf(own)) throw damagedCopy();
  } finally {
    own.raw.close();
  }
}

function schemaOf({ raw }: SqlConnection): string {
  const rows = raw
    .prepare(
      `select type, name, tbl_name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\' order by 1, 2`,
    )
    .raw()
    .all();
  return JSON.stringify(rows);
}

function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}
