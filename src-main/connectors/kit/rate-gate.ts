/**
 * One door for all requests of a client: when the service asked one of them to wait, the others must not go on
 * knocking (L5: no request is sent before the deadline).
 */
export interface RateGate {
  /** Nobody passes for the next `ms`. */
  close(ms: number): void;
  /** Milliseconds until somebody may pass; 0: now. */
  remaining(): number;
}

/** @param now the clock that deadlines are kept in */
export function createRateGate(now: () => number): RateGate {
  let opensAt = 0;
  return {
    close: (ms) => {
      opensAt = Math.max(opensAt, now() + ms);
    },
    remaining: () => (opensAt === 0 ? 0 : Math.max(0, opensAt - now())),
  };
}
