import type { Connector } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { isEverything } from '../../../src-shared/filter/filter.ts';
import { movedAway } from '../../../src-shared/sync/link-marks.ts';
import { breathe, type Place, type RunContext } from './run-context.ts';
import { secondCopies } from './second-copies.ts';
import { storeDeletions, storeObservations } from './store-observations.ts';
import { countStrangers, keepStrangers } from './strangers.ts';

/**
 * For services that do not report deletions. Absence from a listing proves nothing (S8): a record counts as deleted only
 * when it is missing on a direct read twice, with a known-good read of the same container in between.
 * @param liveCount records the service has now; when that is what we know of, nothing is missing and nothing is listed
 */
export async function proveDeletions(
  context: RunContext,
  place: Place,
  connector: Connector,
  liveCount: number | undefined,
): Promise<void> {
  const { store } = context;
  const { id: endpoint, container } = place.endpoint;
  const known = await store.links.countLive(endpoint);
  const strangers = await countStrangers(context, place);
  const isComplete = liveCount !== undefined && strangers !== null && liveCount >= known + strangers;
  if (known === 0 || isComplete) return;

  const isFiltered = !isEverything(place.filter);
  // Behind a filter most of a listing would be records that are kept out: asking for each of ours is shorter.
  const listed = isFiltered ? null : new Set(await connector.list(container));
  const copies = await secondCopies(store, context.profile.id, endpoint);
  const missed = copies.filter((id) => listed?.has(id) === false);
  if (missed.length > 0) {
    await store.transaction('absence', (tx) => tx.problems.clear(endpoint, { remoteIds: missed }));
  }
  const absent = (await allLiveIds(context, endpoint)).filter((id) => !listed?.has(id));
  const size = place.descriptor.capabilities.batchSize;
  for (let start = 0; start < absent.length; start += size) {
    const batch = absent.slice(start, start + size);
    const first = await connector.get(container, batch);
    await knownGoodRead(connector, container, first.tasks[0]?.id ?? listed?.values().next().value);
    const second = await connector.get(container, first.missing);
    const moved = new Map([...first.problems, ...second.problems].map(({ id, message }) => [id, message]));
    await store.transaction('absence', async (tx) => {
      await storeObservations(tx, context, place, [...first.tasks, ...second.tasks], 'look');
      await storeDeletions(tx, context, place, second.missing);
      const links = await tx.links.byRemote(endpoint, [...moved.keys()]);
      const followed = links.filter(({ state }) => state !== 'unlinked');
      await tx.links.put(followed.map((link) => movedAway(link, moved.get(link.remoteId) ?? '')));
    });
    place.tally.observed += second.missing.length;
    await breathe(context);
  }
  if (liveCount === undefined) return;
  await keepStrangers(store, place, { liveCount, known: await store.links.countLive(endpoint) });
}

/** Shows that the container can be read at all: an error between two readings must not look like an absence. */
async function knownGoodRead(connector: Connector, container: string, present: RemoteId | undefined): Promise<void> {
  if (present === undefined) await connector.list(container);
  else await connector.get(container, [present]);
}

async function allLiveIds(context: RunContext, endpoint: string): Promise<readonly RemoteId[]> {
  const all: RemoteId[] = [];
  const pageSize = 1_000;
  for (;;) {
    const page = await context.store.links.liveIds(endpoint, all.at(-1) ?? null, pageSize);
    all.push(...page);
    if (page.length < pageSize) return all;
  }
}
