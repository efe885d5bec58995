import { openMemoryStore } from '../../src-main/core/store/sqlite/open.ts';
import type { Clock } from '../../src-shared/ports/ports.ts';
import { createSimTime } from './sim-time.ts';

/** A database in memory, migrated once and copied for every world, that paces itself by nothing. */
export async function openEmptyStore(clock: Clock): ReturnType<typeof openMemoryStore> {
  return await openMemoryStore({ clock, content: await emptyDatabase(), stopwatch: () => 0 });
}

let migrated: Promise<Buffer> | null = null;

function emptyDatabase(): Promise<Buffer> {
  migrated ??= openMemoryStore({ clock: createSimTime().clock(() => 0) }).then(async (store) => {
    const content = store.serialize();
    await store.close();
    return content;
  });
  return migrated;
}
