import { describe, expect, it } from 'vitest';
import { createAdaptiveConcurrency } from '../../../../src-main/core/engine/adaptive-concurrency.ts';

/** A server that finishes work at a rate that depends on how much it has at once; runs until `writes` are done. */
function play(writes: number, start: number, max: number, perSecond: (inFlight: number) => number) {
  const concurrency = createAdaptiveConcurrency({ start, max });
  const limits: number[] = [];
  let now = 0;
  for (let done = 0; done < writes; done++) {
    now += 1000 / perSecond(concurrency.limit);
    concurrency.finished(now, 'ok');
    limits.push(concurrency.limit);
  }
  return { limits, last: limits.at(-1), seconds: now / 1000, concurrency };
}

describe('adaptive concurrency', () => {
  it('climbs to the most allowed at a distant server, where more in flight is more done', () => {
    const { last, seconds } = play(1000, 4, 16, (inFlight) => inFlight * 20);
    expect(last).toBe(16);
    expect(seconds).toBeLessThan(5);
  });

  it('steps down to one at a server with a lock, where company only hinders', () => {
    const { limits, seconds } = play(1000, 4, 16, (inFlight) => 50 / (1 + 0.2 * (inFlight - 1)));
    expect(limits.filter((limit) => limit === 1).length).toBeGreaterThan(500);
    expect(seconds).toBeLessThan((1000 / 50) * 1.15);
  });

  it('stays where it is best when the server scales up to a point', () => {
    const { limits } = play(3000, 4, 16, (inFlight) => Math.min(inFlight, 6) * 10);
    const settled = limits.slice(500);
    expect(settled.filter((limit) => limit >= 4 && limit <= 9).length / settled.length).toBeGreaterThan(0.8);
  });

  it('halves at once when the server is overloaded, and never falls below one', () => {
    const concurrency = createAdaptiveConcurrency({ start: 8, max: 16 });
    concurrency.finished(1, 'overload');
    expect(concurrency.limit).toBe(4);
    for (let index = 0; index < 5; index++) concurrency.finished(2, 'overload');
    expect(concurrency.limit).toBe(1);
  });
});
