/** When the next request may go out, from what the answers say of the requests that are left. */
export interface Pace {
  /** Milliseconds; 0: now. */
  remaining(): number;
  /** @param headers of an answer, lower-case names */
  learn(headers: Readonly<Record<string, string>>): void;
}

/** Left for requests that are under way already, and for other programs with the same token. */
const reserve = 10;

/**
 * `x-rate-limit-api-token-remaining` and its like are in every answer of Trello, though its guide does not mention them.
 * Answers overtake each other, so only a jump upwards means that a new interval has begun.
 */
export function createPace(now: () => number): Pace {
  const limits = ['token', 'key'].map(() => ({ left: Number.POSITIVE_INFINITY, since: 0, opensAt: 0 }));
  return {
    remaining: () => Math.max(0, ...limits.map(({ opensAt }) => opensAt - now())),
    learn: (headers) => {
      for (const [index, kind] of ['token', 'key'].entries()) {
        const limit = limits[index];
        const left = Number(headers[`x-rate-limit-api-${kind}-remaining`] ?? Number.NaN);
        if (limit === undefined || !Number.isFinite(left)) continue;
        if (left > limit.left + reserve || limit.since === 0) limit.since = now();
        limit.left = left;
        if (left > reserve) continue;
        const interval = Number(headers[`x-rate-limit-api-${kind}-interval-ms`] ?? Number.NaN);
        limit.opensAt = limit.since + (Number.isFinite(interval) ? interval : 10_000);
      }
    },
  };
}
