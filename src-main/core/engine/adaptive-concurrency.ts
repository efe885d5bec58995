/** How many writes may be in flight at one server, learnt from how it takes them. No clock of its own, no timers. */
export interface AdaptiveConcurrency {
  readonly limit: number;
  /** @param now milliseconds; @param outcome `overload`: 429, 5xx or a timeout */
  finished(now: number, outcome: 'ok' | 'overload'): void;
}

/** What was tried last, from a level whose rate (writes per second) is known. */
interface Probe {
  readonly direction: 'up' | 'down';
  readonly from: number;
  readonly rate: number;
}

/** Share of the rate that fewer in flight may cost: as good as the same, and kinder to the server. */
const asGood = 0.97;
/** Windows to stay at a level that proved best before looking around again. */
const restWindows = 10;

/**
 * Climbs while more in flight brings more done per second, and steps down while fewer brings as much: a server with a lock
 * (SQLite, a file per list) is only hindered by company, a distant one is helped. Halves at once when the server is
 * overloaded.
 */
export function createAdaptiveConcurrency(range: {
  readonly start: number;
  readonly max: number;
}): AdaptiveConcurrency {
  let limit = Math.min(range.start, range.max);
  let windowStart: number | null = null;
  let finishedInWindow = 0;
  let probe: Probe | null = null;
  let rest = 0;

  const moveTo = (next: number): void => {
    limit = Math.max(1, Math.min(range.max, next));
    windowStart = null;
    finishedInWindow = 0;
  };
  const tryUp = (rate: number): void => {
    if (limit === range.max) settle();
    else {
      probe = { direction: 'up', from: limit, rate };
      moveTo(limit + Math.max(1, Math.floor(limit / 2)));
    }
  };
  const tryDown = (rate: number): void => {
    if (limit === 1) settle();
    else {
      probe = { direction: 'down', from: limit, rate };
      moveTo(Math.floor(limit / 2));
    }
  };
  const settle = (): void => {
    probe = null;
    rest = restWindows;
    moveTo(limit);
  };
  const judge = (rate: number): void => {
    if (rest > 0) {
      rest--;
      moveTo(limit);
    } else if (probe === null) tryUp(rate);
    else if (probe.direction === 'up') {
      if (rate >= probe.rate * worthwhile(probe.from, limit)) tryUp(rate);
      else {
        moveTo(probe.from);
        tryDown(probe.rate);
      }
    } else if (rate >= probe.rate * asGood) tryDown(rate);
    else {
      moveTo(probe.from);
      settle();
    }
  };

  return {
    get limit() {
      return limit;
    },
    finished(now, outcome) {
      if (outcome === 'overload') {
        moveTo(Math.floor(limit / 2));
        settle();
        return;
      }
      // The first of a window only marks its beginning.
      windowStart ??= now;
      const counted = finishedInWindow++;
      const elapsed = now - windowStart;
      if (counted >= Math.max(16, limit * 4) && elapsed > 0) judge((counted / elapsed) * 1000);
    },
  };
}

/** A quarter of the gain that perfect scaling would bring is the least that pays for the load. */
function worthwhile(from: number, to: number): number {
  return 1 + (to / from - 1) / 4;
}
