import type { ConnectionId } from '../../../src-shared/domain/ids.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';

/** What this program has seen of a connection since it was started. */
export interface Standing {
  /** What the service said is left for the account. */
  budget: { readonly limit: number | null; readonly remaining: number; readonly resetsAt: number } | null;
  /** The last test. */
  tested: {
    readonly at: number;
    readonly ok: boolean;
    readonly message: string | null;
    readonly code: string | null;
  } | null;
}

const byStore = new WeakMap<Store, Map<ConnectionId, Standing>>();

/** The same object for all that use the connection while the program runs; a core is known by its store. */
export function standingOf({ store }: Pick<CoreOptions, 'store'>, id: ConnectionId): Standing {
  const standings = byStore.get(store) ?? new Map<ConnectionId, Standing>();
  byStore.set(store, standings);
  const standing = standings.get(id) ?? { budget: null, tested: null };
  standings.set(id, standing);
  return standing;
}
