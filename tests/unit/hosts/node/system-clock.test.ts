import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src-main/hosts/node/system-clock.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('systemClock', () => {
  it('tells the time of this computer', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
    expect(systemClock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('sleeps until the time has passed, and leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const before = performance.now();
    await systemClock.sleep(20, signal);
    expect(performance.now() - before).toBeGreaterThanOrEqual(18);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('wakes with cancelled when it is stopped, at once if it was stopped before', async () => {
    const controller = new AbortController();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ code: 'cancelled' });
    await expect(systemClock.sleep(60_000, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('sleeps longer than one timer of Node can', async () => {
    vi.useFakeTimers();
    const days = 60 * 86_400_000;
    let awake = false;
    const sleeping = systemClock.sleep(days).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(days - 1);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await sleeping;
    expect(awake).toBe(true);
  });
});
