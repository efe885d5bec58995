import type { RemoteId } from '../../../src-shared/domain/ids.ts';
import { mostFresh } from './read-issues.ts';

/** The issues that we wrote last: the search has to be told to look past its lag for them. */
export interface RecentWrites {
  add(id: RemoteId): void;
  /** Newest last. */
  ids(): readonly RemoteId[];
}

export function createRecentWrites(): RecentWrites {
  const recent = new Set<RemoteId>();
  return {
    add: (id) => {
      recent.delete(id);
      recent.add(id);
      for (const oldest of recent) {
        if (recent.size <= mostFresh) break;
        recent.delete(oldest);
      }
    },
    ids: () => [...recent],
  };
}
