const firstMs = 200;
const mostMs = 5_000;

/**
 * How long to wait before the next attempt: full jitter, i.e. anything between nothing and a ceiling that doubles, so
 * that many clients that failed together do not come back together.
 *
 * @param attempt 0 before the first retry
 * @param random 0 <= x < 1
 */
export function backOffMs(attempt: number, random: number): number {
  return Math.floor(random * Math.min(mostMs, firstMs * 2 ** attempt));
}

/**
 * A number 0 <= x < 1 that looks random and depends on nothing but the seed (FNV-1a and an avalanche). Jitter has to
 * differ between requests and machines, not to be unpredictable; without a generator, simulated runs stay repeatable.
 */
export function spread(seed: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < seed.length; index++) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}
