import type { Connector } from '../../../src-shared/connector/connector.ts';
import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { breathe, type Place, type RunContext } from './run-context.ts';
import { storeDeletions, storeObservations } from './store-observations.ts';

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
  const copies = await secondCopies(context, endpoint);
  if (known === 0 || (liveCount !== undefined && liveCount >= known + copies.length)) return;

  const listed = new Set(await connector.list(container));
  const missed = copies.filter((id) => !listed.has(id));
  if (missed.length > 0) {
    await store.transaction('absence', (tx) => tx.problems.clear(endpoint, { remoteIds: missed }));
  }
  const absent = (await allLiveIds(context, endpoint)).filter((id) => !listed.has(id));
  const size = place.descriptor.capabilities.batchSize;
  for (let start = 0; start < absent.length; start += size) {
    const batch = absent.slice(start, start + size);
    const first = await connector.get(container, batch);
    await knownGoodRead(connector, container, listed);
    const second = await connector.get(container, first.missing);
    const moved = [...first.problems, ...second.problems].map((problem) => problem.id);
    await store.transaction('absence', async (tx) => {
      await storeObservations(tx, context, place, [...first.tasks, ...second.tasks]);
      await storeDeletions(tx, context, place, second.missing);
      const links = await tx.links.byRemote(endpoint, moved);
      await tx.links.put(links.map((link) => ({ ...link, state: 'out-of-scope' as const })));
    });
    place.tally.observed += second.missing.length;
    await breathe(context);
  }
}

/** Reported, and no task's record: they count at the service and not here. */
async function secondCopies({ store, profile }: RunContext, endpoint: string): Promise<readonly RemoteId[]> {
  const problems = await store.problems.open({ profile: profile.id });
  return problems.flatMap((problem) =>
    problem.endpoint === endpoint && problem.code === 'already-exists' ? (problem.remoteId ?? []) : [],
  );
}

async function knownGoodRead(connector: Connector, container: string, listed: ReadonlySet<RemoteId>): Promise<void> {
  const [present] = listed;
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
