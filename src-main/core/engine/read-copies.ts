import type { Connector } from '../../../src-shared/connector/connector.ts';
import type { Place, RunContext } from './run-context.ts';
import { copiesKey, secondCopies } from './second-copies.ts';
import { storeObservations } from './store-observations.ts';

/**
 * What was a second copy is the only one when somebody deleted the other, or had deleted it before this one was made: then it takes
 * the other's place, and nothing was deleted.
 */
export async function readCopiesAgain(context: RunContext, place: Place, connector: Connector): Promise<void> {
  const { store, profile } = context;
  const { id: endpoint, container } = place.endpoint;
  if ((await store.settings.get<boolean>(copiesKey(endpoint))) !== true) return;
  const copies = await secondCopies(store, profile.id, endpoint);
  const size = place.descriptor.capabilities.batchSize;
  for (let start = 0; start < copies.length; start += size) {
    const { tasks, missing } = await connector.get(container, copies.slice(start, start + size));
    await store.transaction('absence', async (tx) => {
      await storeObservations(tx, context, place, tasks, 'look');
      await tx.problems.clear(endpoint, { remoteIds: missing });
    });
  }
  await store.transaction('absence', (tx) => tx.settings.set(copiesKey(endpoint), false));
}
