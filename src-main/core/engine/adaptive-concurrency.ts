/** How many writes may be in flight at one server, learnt from how it takes them. No clock of its own, no timers. */
export interface AdaptiveConcurrency {
  readonly limit: number;
  /** Most that were ever in flight. */
  readonly peak: number;
  started(inFlight: number): void;
  /** @param now milliseconds; @param outcome `overload`: 429, 5xx or a timeout */
  finished(now: number, outcome: 'ok' | 'overload'): void;
}

/**
 * Climbs while more in flight brings more done per second, and steps back when it does not: a server with a lock (SQLite,
 * a file per list) is not helped by company, and a distant one is. Halves at once when the server is overloaded.
 */
export function createAdaptiveConcurrency(range: {
  readonly start: number;
  readonly max: number;
}): AdaptiveConcurrency {
  let limit = Math.min(range.start, range.max);
  let peak = 0;
  let windowStart: number | null = null;
  let finishedInWindow = 0;
  let last: { readonly limit: number; readonly rate: number } | null = null;
  /** Windows to stay where we are before trying again. */
  let rest = 0;

  const setLimit = (next: number): void => {
    limit = Math.max(1, Math.min(range.max, next));
    windowStart = null;
    finishedInWindow = 0;
  };

  const judge = (rate: number): void => {
    if (rest > 0) {
      rest--;
      last = { limit, rate };
      setLimit(limit);
    } else if (last && limit > last.limit && rate < last.rate * worthwhile(last.limit, limit)) {
      rest = 8;
      setLimit(last.limit);
    } else {
      last = { limit, rate };
      setLimit(limit + Math.max(1, Math.floor(limit / 2)));
    }
  };

  return {
    get limit() {
      return limit;
    },
    get peak() {
      return peak;
    },
    started(inFlight) {
      peak = Math.max(peak, inFlight);
    },
    finished(now, outcome) {
      if (outcome === 'overload') {
        rest = 4;
        last = null;
        setLimit(Math.floor(limit / 2));
        return;
      }
      windowStart ??= now;
      finishedInWindow++;
      const elapsed = now - windowStart;
      // The first of a window only marks its beginning.
      if (finishedInWindow > Math.max(6, limit * 2) && elapsed > 0) judge(((finishedInWindow - 1) / elapsed) * 1000);
    },
  };
}

/** A quarter of the gain that perfect scaling would bring is the least that pays for the load. */
function worthwhile(from: number, to: number): number {
  return 1 + (to / from - 1) / 4;
}
