import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { historySinceKey } from '../store/compact.ts';
import type { CompactionCuts, Store } from '../store/store.ts';
import type { ArchiveFolder, OldRow } from './archive.ts';
import { headOf, readOldRows, removeOldRows } from './old-rows.ts';

/** Setting: the file that is being filled. Absent: none. */
const pendingKey = 'archive.pending';
/** Rows of each kind in one file. */
const mostRows = 5_000;
/** Rows removed in one transaction, so that writers in between do not wait for long. */
const slice = 500;

interface Pending {
  readonly name: string;
  /** From when on the history is whole without its rows. */
  readonly since: Timestamp;
}

/**
 * Moves what is older into files of the archive. A row is removed only when it was read again from a file that is on the disk; which
 * file is under way is in the data, so that after a kill at any point each row is here or there, and nowhere twice.
 * @param folder null: the data is only in memory, and nobody keeps what it lets go
 * @param now milliseconds since 1970
 */
export async function moveOld(
  store: Store,
  folder: ArchiveFolder | null,
  cuts: CompactionCuts,
  now: number,
): Promise<void> {
  if (folder) await finishPending(store, folder);
  for (;;) {
    const rows = await readOldRows(store, cuts, mostRows);
    if (rows.length === 0) return;
    const gone = folder
      ? await moveInto(folder, store, rows, { since: cuts.history, now })
      : await removeAll(store, inSlices(rows), cuts.history);
    // What changed meanwhile is looked at again another day.
    if (gone < rows.length) return;
  }
}

async function moveInto(
  folder: ArchiveFolder,
  store: Store,
  rows: readonly OldRow[],
  { since, now }: { since: Timestamp; now: number },
): Promise<number> {
  const name = await folder.newName(now);
  await setPending(store, { name, since });
  await folder.write(name, await headOf(store, rows, now), rows);
  return await removeArchived(store, folder, name, since);
}

/** What a program that ended in the middle left to do. A file that has its name is whole, so what it holds may go. */
async function finishPending(store: Store, folder: ArchiveFolder): Promise<void> {
  const pending = await store.settings.get<Pending>(pendingKey);
  if (pending === null) return;
  const { name, since } = pending;
  if (await folder.has(name)) {
    await removeArchived(store, folder, name, since);
    return;
  }
  await folder.remove(name);
  await setPending(store, null);
}

async function removeArchived(store: Store, folder: ArchiveFolder, name: string, since: Timestamp): Promise<number> {
  const gone = await removeAll(store, inSlices(folder.read(name)), since);
  await setPending(store, null);
  return gone;
}

async function removeAll(store: Store, slices: AsyncIterable<readonly OldRow[]>, since: Timestamp): Promise<number> {
  let gone = 0;
  for await (const rows of slices) {
    gone += await store.transaction('compact', async (tx) => {
      if (rows.some(({ kind }) => kind === 'change')) await moveSince(tx, since);
      return await removeOldRows(tx, rows, since);
    });
  }
  return gone;
}

/** Never back: what was removed by a shorter time stays away when the time is made longer. */
async function moveSince(tx: Store, cut: Timestamp): Promise<void> {
  const before = await tx.settings.get<Timestamp>(historySinceKey);
  await tx.settings.set(historySinceKey, before !== null && before > cut ? before : cut);
}

async function* inSlices(rows: Iterable<OldRow> | AsyncIterable<OldRow>): AsyncGenerator<readonly OldRow[]> {
  let part: OldRow[] = [];
  for await (const row of rows) {
    part.push(row);
    if (part.length < slice) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

async function setPending(store: Store, pending: Pending | null): Promise<void> {
  await store.transaction('compact', (tx) => tx.settings.set(pendingKey, pending));
}
