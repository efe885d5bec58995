import { join } from 'node:path';
import { openSqliteStore } from '../../src-main/core/store/sqlite/open.ts';
import { openArchive } from '../../src-main/hosts/node/archive/open-archive.ts';
import { createFakeClock } from './fake-clock.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export interface ArchivedOptions extends Omit<WorldOptions, 'file' | 'store' | 'archive'> {
  readonly data: string;
}

/** A world whose data is in a folder, with its archive beside it. */
export async function openArchivedWorld({ data, ...options }: ArchivedOptions): Promise<World> {
  const clock = options.clock ?? createFakeClock({ auto: true });
  const store = await openSqliteStore({ file: join(data, 'task-sync.db'), clock });
  return await createWorld({ ...options, store, clock, archive: openArchive(join(data, 'archive')) });
}
