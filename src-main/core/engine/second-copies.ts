import type { EndpointId, ProfileId, RemoteId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';

/** Records that carry the marker of another one: reported, and no task's record. They count at the service and not here. */
export async function secondCopies(
  store: Store,
  profile: ProfileId,
  endpoint: EndpointId,
): Promise<readonly RemoteId[]> {
  const problems = await store.problems.open({ profile });
  return problems.flatMap((problem) =>
    problem.endpoint === endpoint && problem.code === 'already-exists' ? (problem.remoteId ?? []) : [],
  );
}

/**
 * Of what was deleted a second copy may be the only one now, and has to be read again. Call it in the transaction that stores the
 * deletions.
 */
export async function noteDeletions(tx: Store, profile: ProfileId, endpoint: EndpointId): Promise<void> {
  const hasCopies = (await secondCopies(tx, profile, endpoint)).length > 0;
  if (hasCopies) await tx.settings.set(copiesKey(endpoint), true);
}

/** Setting that holds whether a record was deleted since the second copies were last read. */
export const copiesKey = (endpoint: EndpointId): string => `engine.copies.${endpoint}`;
