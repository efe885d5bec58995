/** How far something was at a moment. */
export interface Sample {
  /** Milliseconds. */
  readonly at: number;
  readonly done: number;
}

/** Before this long nothing is said: the first seconds of a run are no measure. */
const leastMs = 10_000;
/** Slower or faster than the whole by more than this share: the rate is not stable yet. */
const mostDrift = 0.5;

/**
 * Milliseconds that the rest takes at the rate so far; null while that is a guess.
 * @param samples of one phase, oldest first
 */
export function timeLeft(samples: readonly Sample[], total: number | null): number | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (total === null || !first || !last || last.at - first.at < leastMs || last.done >= total) return null;
  const middle = samples.find(({ at }) => at - first.at >= (last.at - first.at) / 2) ?? last;
  const whole = rate(first, last);
  const lately = rate(middle, last);
  if (whole <= 0 || lately <= 0 || Math.abs(lately - whole) > whole * mostDrift) return null;
  return (total - last.done) / lately;
}

function rate(from: Sample, to: Sample): number {
  return to.at > from.at ? (to.done - from.done) / (to.at - from.at) : 0;
}
