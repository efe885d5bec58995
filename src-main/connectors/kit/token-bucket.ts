/** So many requests in so much time, as a service's documentation says. */
export interface Rate {
  readonly requests: number;
  readonly perMs: number;
}

/** Lets requests through in bursts of at most `requests`, and on average no faster than the rate. */
export interface TokenBucket {
  /** Milliseconds until `count` may pass; 0: now. */
  waitMs(count: number): number;
  take(): void;
}

/** @param now the clock; set back, it costs nothing that was there (S27) */
export function createTokenBucket({ requests, perMs }: Rate, now: () => number): TokenBucket {
  let tokens = requests;
  let at = now();
  const refill = (): void => {
    const time = now();
    tokens = Math.min(requests, tokens + (Math.max(0, time - at) * requests) / perMs);
    at = time;
  };
  return {
    waitMs: (count) => {
      refill();
      return tokens >= count ? 0 : Math.ceil(((count - tokens) * perMs) / requests);
    },
    take: () => {
      refill();
      tokens -= 1;
    },
  };
}
