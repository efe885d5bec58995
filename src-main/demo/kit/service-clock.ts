/** The time that a simulated service believes it is. It runs with the computer's, and can be set ahead. */
export interface ServiceClock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(ms: number): void;
}

export function createServiceClock(now: () => number = Date.now): ServiceClock {
  let ahead = 0;
  return {
    now: () => now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}
