import { describe, expect, it } from 'vitest';
import { countingHttp } from '../../../src-shared/http/counting-http.ts';
import { readOnlyHttp } from '../../../src-shared/http/read-only-http.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const start = Date.UTC(2026, 2, 1, 9);

/** A server whose clock is off, behind a network that takes its time. */
function remote(clock: ReturnType<typeof createFakeClock>, offsetMs: number, delays: readonly number[]): Http {
  let count = 0;
  return {
    send: async () => {
      const delay = delays[Math.min(count++, delays.length - 1)] ?? 0;
      await clock.sleep(delay / 2);
      const date = new Date(clock.now() + offsetMs).toUTCString();
      await clock.sleep(delay / 2);
      return { status: 200, headers: { date }, body: new Uint8Array() };
    },
  };
}

const get = { method: 'GET', url: 'https://tasks.example.org/', headers: {} };

describe('countingHttp', () => {
  it('counts requests, also those that fail', async () => {
    const failing: Http = { send: () => Promise.reject(new Error('broken')) };
    const http = countingHttp(failing, createFakeClock());
    await expect(http.send(get)).rejects.toThrow('broken');
    await expect(http.send(get)).rejects.toThrow('broken');
    expect(http.requests).toBe(2);
    expect(http.clockOffsetMs).toBeNull();
  });

  it.each([0, 7_200_000, -7_200_000, 1_500])(
    'measures a server that is %i ms off to within a second',
    async (offset) => {
      const clock = createFakeClock({ start: start + 333, auto: true });
      const http = countingHttp(remote(clock, offset, [40]), clock);
      await http.send(get);
      expect(Math.abs((http.clockOffsetMs ?? Number.NaN) - offset)).toBeLessThanOrEqual(520);
    },
  );

  it('believes the quickest exchange', async () => {
    const clock = createFakeClock({ start, auto: true });
    const http = countingHttp(remote(clock, 10_000, [60_000, 20, 30_000]), clock);
    for (let count = 0; count < 3; count++) await http.send(get);
    expect(Math.abs((http.clockOffsetMs ?? Number.NaN) - 10_000)).toBeLessThanOrEqual(510);
  });

  it('knows nothing without a Date', async () => {
    const silent: Http = { send: async () => ({ status: 200, headers: {}, body: new Uint8Array() }) };
    const http = countingHttp(silent, createFakeClock());
    await http.send(get);
    expect(http.clockOffsetMs).toBeNull();
  });
});

describe('readOnlyHttp', () => {
  const sent: string[] = [];
  const http = readOnlyHttp({
    send: async ({ method }) => {
      sent.push(method);
      return { status: 200, headers: {}, body: new Uint8Array() };
    },
  });

  it.each(['GET', 'HEAD', 'OPTIONS', 'PROPFIND', 'REPORT'])('lets %s pass', async (method) => {
    await http.send({ ...get, method });
    expect(sent.at(-1)).toBe(method);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'MKCALENDAR', 'MOVE', 'PROPPATCH', 'put', 'QUERY', ''])(
    'stops %j before it is sent',
    async (method) => {
      const before = sent.length;
      await expect(http.send({ ...get, method })).rejects.toMatchObject({ code: 'bug', applied: 'no' });
      expect(sent).toHaveLength(before);
    },
  );
});
