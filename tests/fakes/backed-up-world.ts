import { join } from 'node:path';
import type { Snapshots } from '../../src-main/core/store/snapshots.ts';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { checkSnapshot } from '../../src-main/core/store/sqlite/snapshot.ts';
import { createBackupFolder } from '../../src-main/hosts/node/backups/backup-folder.ts';
import { createFakeClock } from './fake-clock.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export interface BackedUpOptions extends Omit<WorldOptions, 'file' | 'store' | 'backups'> {
  readonly data: string;
  /** Something of it goes wrong. */
  readonly spoil?: (snapshots: Snapshots) => Snapshots;
}

/** A world whose data is in a folder, with its backups beside it. */
export async function openBackedUpWorld({ data, spoil = (all) => all, ...options }: BackedUpOptions): Promise<World> {
  const clock = options.clock ?? createFakeClock({ auto: true });
  const store = await openSqliteStore({ file: join(data, 'task-sync.db'), clock });
  if (store.snapshots === null) throw new Error('it is not in a file');
  const folder = join(data, 'backups');
  const files = createBackupFolder({ folder, clock, check: checkSnapshot });
  const backups = { folder, snapshots: spoil(store.snapshots), files: async () => files };
  return await createWorld({ ...options, store, clock, backups });
}
