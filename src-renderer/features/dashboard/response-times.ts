import { percentile } from '../../../src-shared/domain/percentile.ts';
import type { LoggedRequest } from '../../../src-shared/ports/ports.ts';
import { isFailed } from '../connections/request-lines.ts';

export interface ResponseTime {
  readonly connection: string;
  readonly requests: number;
  readonly failed: number;
  /** Milliseconds: of half of the answers at most, and of nineteen of twenty. */
  readonly median: number;
  readonly slow: number;
}

/** How fast services answer, the slowest first; those that gave no answer at all are left out. Pure. */
export function responseTimes(requests: readonly LoggedRequest[]): readonly ResponseTime[] {
  const byConnection = Map.groupBy(requests, ({ connection }) => connection);
  return [...byConnection]
    .flatMap(([connection, all]): readonly ResponseTime[] => {
      const ordered = all.flatMap(({ status, ms }) => (status === null ? [] : [ms])).sort((a, b) => a - b);
      const median = percentile(ordered, 0.5);
      const slow = percentile(ordered, 0.95);
      if (median === null || slow === null) return [];
      return [{ connection, requests: all.length, failed: all.filter(isFailed).length, median, slow }];
    })
    .sort((a, b) => b.median - a.median || a.connection.localeCompare(b.connection));
}
