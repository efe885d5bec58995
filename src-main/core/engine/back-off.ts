/** Exponential with full jitter: 0.5 s, 1 s, 2 s … at most 5 minutes. @param random 0 <= x < 1 @returns milliseconds */
export function backOff(attempt: number, random: number): number {
  const ceiling = Math.min(300_000, 500 * 2 ** Math.max(0, attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}

/** When a refused write is tried again unasked: 5 minutes, 10, 20 … at most 6 hours. */
export function parkFor(attempts: number): number {
  return Math.min(6 * 3_600_000, 300_000 * 2 ** Math.max(0, attempts - 1));
}
