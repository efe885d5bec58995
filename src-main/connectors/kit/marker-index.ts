import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { wholeSeconds } from './whole-seconds.ts';

/** Which records carry which marker, as far as this account made them. */
export interface MarkerIndex {
  find(container: string, identity: string): Promise<readonly RemoteId[]>;
}

export interface MarkedRecord {
  readonly id: RemoteId;
  readonly identity: string | null;
}

export interface MarkerPage {
  readonly records: readonly MarkedRecord[];
  /** By the service's clock, when it answered; null: it does not tell. */
  readonly at: number | null;
}

/**
 * This account's records that were changed since then, or all of them (null). Newest first: what is made meanwhile comes in at
 * the front, so that pages may repeat something but never leave it out.
 */
export type ReadMarked = (container: string, since: string | null) => AsyncIterable<MarkerPage>;

interface Index {
  readonly markers: Map<string, Set<RemoteId>>;
  /** Complete up to then; null: nothing was read yet. */
  since: string | null;
  running: Promise<void> | null;
  /** Begins after the running one: for those who ask meanwhile, to whom that one may say too little. */
  queued: Promise<void> | null;
}

/** What is asked for again each time: a replica may be a little behind. */
const lagMs = 60_000;

/**
 * For services whose search lags behind while their list does not (identity class C): the list is read once, and from then on what
 * changed since, which is one request for each look-up. Records that somebody else marked are found by pulls.
 */
export function createMarkerIndex(read: ReadMarked): MarkerIndex {
  const indexes = new Map<string, Index>();

  const refresh = async (container: string, index: Index): Promise<void> => {
    let startedAt: number | null | undefined;
    for await (const { records, at } of read(container, index.since)) {
      if (startedAt === undefined) startedAt = at;
      for (const { id, identity } of records) {
        if (identity !== null) index.markers.set(identity, (index.markers.get(identity) ?? new Set()).add(id));
      }
    }
    index.since = typeof startedAt === 'number' ? wholeSeconds(startedAt - lagMs) : null;
  };
  const start = (container: string, index: Index): Promise<void> => {
    const running = refresh(container, index).finally(() => {
      index.running = null;
    });
    index.running = running;
    return running;
  };

  return {
    find: async (container, identity) => {
      const index = indexes.get(container) ?? { markers: new Map(), since: null, running: null, queued: null };
      indexes.set(container, index);
      if (index.running === null) await start(container, index);
      else {
        index.queued ??= index.running
          .catch(() => {})
          .then(() => {
            index.queued = null;
            return start(container, index);
          });
        await index.queued;
      }
      return [...(index.markers.get(identity) ?? [])];
    },
  };
}
