import { afterEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { startTrelloPlace, type TrelloPlace } from './trello-place.ts';

let place: TrelloPlace;
let clock: FakeClock;
afterEach(() => place.close());

async function start(): Promise<void> {
  clock = createFakeClock({ auto: true });
  place = await startTrelloPlace({ clock, limits: true });
}

describe('a hundred requests in ten seconds', () => {
  it('are kept by slowing down before Trello has to say so', async () => {
    await start();
    const connector = await place.connect(clock);
    const started = clock.now();
    for (let request = 0; request < 250; request++) await connector.schema(place.container);
    expect(place.exchanges.length).toBe(500);
    expect(place.exchanges.filter(({ status }) => status === 429)).toEqual([]);
    // 90 in each interval: five of them are over.
    expect(clock.now() - started).toBe(50_000);
  });

  it('that another program used up are waited for, ten seconds, without being told for how long', async () => {
    await start();
    const [one, other] = [await place.connect(clock), await place.connect(clock)];
    for (let request = 0; request < 45; request++) await one.schema(place.container);
    place.service.http.faults.add({
      fault: { kind: 'status', status: 429, body: '{"error":"API_TOKEN_LIMIT_EXCEEDED"}' },
      times: 1,
    });
    const started = clock.now();
    await other.schema(place.container);
    expect(clock.now() - started).toBe(10_000);
  });

  it('a write that is one too many is not sent again, and says when it may be', async () => {
    await start();
    const connector = await place.connect(clock);
    await connector.schema(place.container);
    const body = JSON.stringify({ error: 'API_KEY_LIMIT_EXCEEDED', message: 'Rate limit exceeded' });
    place.service.http.faults.add({
      fault: { kind: 'status', status: 429, body },
      when: ({ method }) => method === 'POST',
    });
    const creating = connector.create({
      container: place.container,
      identity: 'a'.repeat(26),
      fields: { title: 'Made' },
    });
    await expect(creating).rejects.toMatchObject({ code: 'rate-limited', applied: 'no', retryAfterMs: 10_000 });
    expect(place.exchanges.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('of requests about members are waited for a quarter of an hour, in a later run', async () => {
    await start();
    const connector = await place.connect(clock);
    const body = JSON.stringify({ error: 'RATE_LIMIT_EXCEEDED', message: 'Exceeded rate limit to /1/member' });
    place.service.http.faults.add({ fault: { kind: 'status', status: 429, body }, times: 1 });
    await expect(connector.check()).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 900_000 });
  });
});
