import type { RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Store } from '../store/store.ts';
import { lastingId } from './identity.ts';

/**
 * A service may give the number of a deleted record to a new one (SQLite does with its highest number). Where it says when a
 * record was created, another time is another record: a task must never turn into a stranger's (S4).
 */
export function isAnotherRecord({ observation }: Link, { createdAt }: RemoteTask): boolean {
  const before = observation?.createdAt ?? null;
  return before !== null && createdAt != null && createdAt !== before;
}

/**
 * The number belongs to its new record from now on; the link of the old one keeps it with the time of its creation.
 * @returns what the old records are called now; that they are gone is proven
 */
export async function renameReplaced(tx: Store, links: readonly Link[]): Promise<readonly string[]> {
  const renamed = links.map((link) => ({ ...link, remoteId: lastingId(link.remoteId, link.observation?.createdAt) }));
  await tx.links.put(renamed);
  return renamed.map(({ remoteId }) => remoteId);
}
