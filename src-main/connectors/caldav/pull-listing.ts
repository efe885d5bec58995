import type { PullPage, PullRequest } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { inParallel } from '../kit/in-parallel.ts';
import type { CaldavClient } from './caldav-client.ts';
import { asFolder, names } from './caldav-wire.ts';
import type { Cursor } from './cursor.ts';
import { writeCursor } from './cursor.ts';
import { changedMembers, listMembers, pages } from './pull-pages.ts';
import type { TaskReader } from './task-reader.ts';

type Listing = Extract<Cursor, { kind: 'listing' }>;

/** Questions about absent records under way at once. */
const proofsAtOnce = 4;

/**
 * For servers without sync-collection: the collection's tag (CTag) tells in one request whether anything changed; if it
 * did, all entity tags are compared. What is not listed any more is proven to be gone before it is reported (S8).
 */
export async function* pullListing(
  client: CaldavClient,
  reader: TaskReader,
  { known }: Pick<PullRequest, 'known'>,
  last: Listing | null,
): AsyncGenerator<PullPage> {
  const { container } = reader;
  // Asked before the listing: a change in between is then seen twice, not missed.
  const ctag = await readCtag(client, container);
  if (last !== null && ctag !== null && ctag === last.ctag) {
    yield { tasks: [], deleted: [], problems: [], cursor: writeCursor(last) };
    return;
  }
  const members = await listMembers(client, container);
  const listed = new Set(members.map(({ id }) => id));
  const absent = (last?.members ?? []).map((name) => `${container}${name}`).filter((id) => !listed.has(id));
  yield* pages(reader, {
    changed: await changedMembers(members, known),
    complete: true,
    finish: async (others) => {
      const { gone, doubtful } = await proveGone(client, container, absent);
      for (const id of gone) reader.index.remove(id);
      const live = members.map(({ id }) => id).filter((id) => !others.has(id));
      const remembered = [...live, ...doubtful].map((id) => id.slice(container.length));
      // Doubts are cleared next time, so the listing must not look unchanged then.
      const cursor = writeCursor({ kind: 'listing', ctag: doubtful.length > 0 ? null : ctag, members: remembered });
      return { deleted: gone, cursor, ...(last === null ? { liveCount: live.length } : {}) };
    },
  });
}

async function readCtag(client: CaldavClient, container: string): Promise<string | null> {
  const { responses } = await client.propfind(container, 0, ['cs:getctag', 'd:resourcetype']);
  const own = responses.find(({ href }) => asFolder(client.canonical(href)) === container);
  return own?.props.get(names.ctag)?.text.trim() || null;
}

/**
 * Gone is what answers 404 or 410 twice, while the collection itself could be read in between: a server that lost its
 * database for a moment, or our right to see it, does not pass for a deletion.
 */
async function proveGone(
  client: CaldavClient,
  container: string,
  absent: readonly RemoteId[],
): Promise<{ readonly gone: readonly RemoteId[]; readonly doubtful: readonly RemoteId[] }> {
  const first = await missingOf(client, absent);
  if (first.size > 0) await client.propfind(container, 0, ['d:resourcetype']);
  const second = await missingOf(client, [...first]);
  return { gone: [...second], doubtful: absent.filter((id) => !second.has(id)) };
}

async function missingOf(client: CaldavClient, ids: readonly RemoteId[]): Promise<ReadonlySet<RemoteId>> {
  const missing = await inParallel(ids, proofsAtOnce, async (id) => ((await isMissing(client, id)) ? [id] : []));
  return new Set(missing.flat());
}

async function isMissing(client: CaldavClient, id: RemoteId): Promise<boolean> {
  try {
    const { status } = await client.get(id);
    return status === 404 || status === 410;
  } catch (error) {
    // Refused is not gone; the record stays doubtful, and the others go on.
    if (error instanceof TaskSyncError && error.code === 'forbidden') return false;
    throw error;
  }
}
