/** A stretch of time in which so many requests may come; the next one begins with the first request after its end. */
export interface RateWindow {
  used: number;
  /** Milliseconds since 1970. */
  readonly endsAt: number;
}

/** The window of this key that is open now, or a new one of this length. */
export function createRateWindows(now: () => number): (key: string, ms: number) => RateWindow {
  const windows = new Map<string, RateWindow>();
  return (key, ms) => {
    const known = windows.get(key);
    if (known !== undefined && now() < known.endsAt) return known;
    const opened = { used: 0, endsAt: now() + ms };
    windows.set(key, opened);
    return opened;
  };
}
