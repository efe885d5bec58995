import type { EndpointId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import { isEverything } from '../../../src-shared/filter/filter.ts';
import type { Store } from '../store/store.ts';
import type { Place, RunContext } from './run-context.ts';
import { secondCopies } from './second-copies.ts';

/**
 * Records that a container holds and that no live link follows: kept out by the filter, let go, second copies. They count at the
 * service and not here, and would hide as many deletions if they were not counted (S8).
 */
type Strangers = number | 'unknown';

const strangersKey = (endpoint: EndpointId): string => `strangers.${endpoint}`;

/** How many there are; null when something became one since they were counted. */
export async function countStrangers({ store, profile }: RunContext, place: Place): Promise<number | null> {
  const { id } = place.endpoint;
  const counted = await store.settings.get<Strangers>(strangersKey(id));
  if (counted === 'unknown') return null;
  if (counted !== null) return counted;
  return isEverything(place.filter) ? (await secondCopies(store, profile.id, id)).length : null;
}

/** Of so many records in the container this many are followed, and none of those is missing. */
export async function keepStrangers(
  store: Store,
  { endpoint }: Place,
  { liveCount, known }: { readonly liveCount: number; readonly known: number },
): Promise<void> {
  const strangers: Strangers = Math.max(0, liveCount - known);
  await store.transaction('absence', (tx) => tx.settings.set(strangersKey(endpoint.id), strangers));
}

/** A record became one, or may have. Call it in the transaction that makes it one. */
export async function addStrangers(tx: Store, endpoints: Iterable<EndpointId>): Promise<void> {
  for (const endpoint of new Set(endpoints)) {
    await tx.settings.set(strangersKey(endpoint), 'unknown' satisfies Strangers);
  }
}

/** The records of links that were let go or left the filter are still there. */
export function strangersOf(links: readonly Link[]): readonly EndpointId[] {
  return links.filter(({ state }) => state === 'unlinked' || state === 'out-of-scope').map(({ endpoint }) => endpoint);
}
