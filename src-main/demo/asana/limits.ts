import { tooManyRequests } from './refusals.ts';

const windowMs = 60_000;

/**
 * The standard limit (developers.asana.com/docs/rate-limits): so many requests in any minute for each token. Those that are
 * refused count as well, so that ignoring `Retry-After` is punished.
 */
export function createLimits(now: () => number, perMinute: number | null): (token: string) => void {
  const times = new Map<string, number[]>();
  return (token) => {
    if (perMinute === null) return;
    const recent = (times.get(token) ?? []).filter((time) => time > now() - windowMs);
    recent.push(now());
    times.set(token, recent);
    if (recent.length <= perMinute) return;
    const opens = (recent[recent.length - perMinute] ?? now()) + windowMs;
    throw tooManyRequests(Math.max(1, Math.ceil((opens - now()) / 1_000)));
  };
}
