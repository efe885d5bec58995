import { describe, expect, it } from 'vitest';
import { createRateBudget, type Passing, type RateBudget } from '../../../../src-main/connectors/kit/rate-budget.ts';
import type { Rate } from '../../../../src-main/connectors/kit/token-bucket.ts';
import { createFakeClock, type FakeClock } from '../../../fakes/fake-clock.ts';

interface Bench {
  readonly clock: FakeClock;
  readonly budget: RateBudget;
  readonly waits: (number | null)[];
  passing(changes?: Partial<Passing['context']>): Passing;
}

function bench({ rate = null, auto = true }: { rate?: Rate | null; auto?: boolean } = {}): Bench {
  const clock = createFakeClock({ auto });
  const waits: (number | null)[] = [];
  const signal = new AbortController().signal;
  return {
    clock,
    waits,
    budget: createRateBudget(() => clock.now(), rate),
    passing: (changes) => ({
      ...{ service: 'Tracker', host: 'tracker.example.org', allowance: '' },
      context: { clock, signal, onWait: (until) => waits.push(until), ...changes },
    }),
  };
}

const left = (remaining: number, reset: number, limit = 100) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(reset),
});
const awaited = { isAwaited: () => true };

describe('the documented rate', () => {
  it('lets a burst through, and then keeps to it', async () => {
    const { budget, clock, passing } = bench({ rate: { requests: 10, perMs: 10_000 } });
    const start = clock.now();
    for (let sent = 0; sent < 30; sent++) await budget.pass(passing());
    expect(clock.now() - start).toBe(20_000);
  });

  it('never exceeds it in any period by more than one burst', async () => {
    const { budget, clock, passing } = bench({ rate: { requests: 5, perMs: 1_000 } });
    const sent: number[] = [];
    for (let index = 0; index < 60; index++) {
      await budget.pass(passing());
      sent.push(clock.now());
    }
    for (const at of sent) {
      const inPeriod = sent.filter((other) => other >= at && other < at + 1_000).length;
      expect(inPeriod).toBeLessThanOrEqual(10);
    }
  });

  it('lets those go first that a person waits for', async () => {
    const { budget, clock, passing } = bench({ rate: { requests: 1, perMs: 1_000 }, auto: false });
    const order: string[] = [];
    const send = (name: string, changes?: Partial<Passing['context']>) =>
      budget.pass(passing(changes)).then(() => order.push(name));
    const all = [send('first'), send('run 1'), send('run 2'), send('person', awaited)];
    await clock.advance(10_000);
    await Promise.all(all);
    expect(order).toEqual(['first', 'person', 'run 1', 'run 2']);
  });

  it('lets a run go first as soon as somebody waits for it', async () => {
    const { budget, clock, passing } = bench({ rate: { requests: 1, perMs: 1_000 }, auto: false });
    const order: string[] = [];
    let isAwaited = false;
    const all = [
      budget.pass(passing()).then(() => order.push('first')),
      budget.pass(passing()).then(() => order.push('run 1')),
      budget.pass(passing({ isAwaited: () => isAwaited })).then(() => order.push('run 2')),
    ];
    isAwaited = true;
    await clock.advance(10_000);
    await Promise.all(all);
    expect(order).toEqual(['first', 'run 2', 'run 1']);
  });

  it('is not used up by whoever gave up waiting', async () => {
    const { budget, clock, passing } = bench({ rate: { requests: 1, perMs: 1_000 }, auto: false });
    await budget.pass(passing());
    const stop = new AbortController();
    const given = expect(budget.pass(passing({ signal: stop.signal }))).rejects.toMatchObject({ code: 'cancelled' });
    stop.abort();
    await given;
    const next = budget.pass(passing());
    await clock.advance(1_000);
    await next;
  });

  it('goes on when the clock is set back', async () => {
    const { budget, clock, passing } = bench({ rate: { requests: 1, perMs: 1_000 } });
    await budget.pass(passing());
    clock.set(clock.now() - 86_400_000);
    const start = clock.now();
    await budget.pass(passing());
    expect(clock.now() - start).toBeLessThanOrEqual(1_000);
  });
});

describe('what the service says is left', () => {
  it('is not exceeded: the next one waits until it is full again', async () => {
    const { budget, clock, passing } = bench();
    await budget.pass(passing(awaited));
    budget.learn('', left(2, 30));
    const start = clock.now();
    await budget.pass(passing(awaited));
    await budget.pass(passing(awaited));
    expect(clock.now() - start).toBe(0);
    await budget.pass(passing(awaited));
    expect(clock.now() - start).toBe(30_000);
  });

  it('counts those in flight, whose answers are not counted there yet', async () => {
    const { budget, clock, passing } = bench();
    await Promise.all([1, 2, 3].map(() => budget.pass(passing(awaited))));
    budget.learn('', left(2, 30));
    const start = clock.now();
    await budget.pass(passing(awaited));
    expect(clock.now() - start).toBe(30_000);
  });

  it('is not used up by answers that cost nothing (304)', async () => {
    const { budget, clock, passing } = bench();
    const start = clock.now();
    for (let sent = 0; sent < 50; sent++) {
      await budget.pass(passing(awaited));
      budget.learn('', left(5, 30));
    }
    expect(clock.now()).toBe(start);
  });

  it('keeps the last tenth for people, and says so', async () => {
    const { budget, passing } = bench();
    await budget.pass(passing());
    budget.learn('', left(10, 1800));
    await expect(budget.pass(passing())).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 1_800_000,
      facts: { isReserved: true },
      message: expect.stringContaining('in 30 min'),
    });
    await budget.pass(passing(awaited));
  });

  it('is kept apart for each allowance', async () => {
    const { budget, passing } = bench();
    await budget.pass({ ...passing(awaited), allowance: 'search' });
    budget.learn('search', left(0, 3600));
    await budget.pass(passing(awaited));
    await expect(budget.pass({ ...passing(awaited), allowance: 'search' })).rejects.toMatchObject({
      code: 'rate-limited',
    });
  });

  it('is forgotten when the clock was set back: nobody knows how long it would be', async () => {
    const { budget, clock, passing } = bench();
    await budget.pass(passing(awaited));
    budget.learn('', left(0, 3600));
    clock.set(clock.now() - 1_000_000);
    await budget.pass(passing(awaited));
  });
});

describe('waiting', () => {
  it('is told with the time it ends, and when it is over', async () => {
    const { budget, clock, passing, waits } = bench();
    budget.close(5_000);
    const until = clock.now() + 5_000;
    await budget.pass(passing());
    expect(waits).toEqual([until, null]);
  });

  it('of less than a second is not told', async () => {
    const { budget, passing, waits } = bench();
    budget.close(900);
    await budget.pass(passing());
    expect(waits).toEqual([]);
  });

  it('is told to be over when it was given up', async () => {
    const { budget, passing, waits } = bench({ auto: false });
    budget.close(5_000);
    const stop = new AbortController();
    const sending = expect(budget.pass(passing({ signal: stop.signal }))).rejects.toThrow();
    stop.abort();
    await sending;
    expect(waits).toEqual([expect.any(Number), null]);
  });
});
