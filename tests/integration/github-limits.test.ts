import { afterEach, describe, expect, it } from 'vitest';
import type { GithubServiceOptions } from '../../src-main/demo/github/github-service.ts';
import { createServiceClock } from '../../src-main/demo/kit/service-clock.ts';
import { randomIds } from '../../src-main/hosts/node/random-ids.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';
import { createGithubDesk, type GithubDesk } from '../fakes/github.ts';

let desk: GithubDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** Service and connector live in the same time, which passes by waiting only. */
async function start(options: GithubServiceOptions) {
  const clock = createFakeClock({ auto: true });
  desk = await createGithubDesk({ ...options, clock: createServiceClock(() => clock.now()) });
  const { container, connect, exchanges } = desk;
  const create = async (connector: Awaited<ReturnType<typeof connect>>, title = 'New') =>
    connector.create({ container, identity: randomIds.next(), fields: { title } });
  return { desk, clock, container, connect, exchanges, create };
}

describe("GitHub's limits", () => {
  it("an hour's limit that is used up is waited for, as long as GitHub says", async () => {
    const { connect, clock } = await start({ limits: { perHour: 3 } });
    const connector = await connect({ clock });
    for (let request = 0; request < 3; request++) await connector.check();
    const error = await connector.check().catch((reason: unknown) => reason);
    // Longer than a run should sleep: the engine comes back.
    expect(error).toMatchObject({ code: 'rate-limited', retryAfterMs: 3_600_000 });
    await clock.sleep(3_600_000);
    expect((await connector.check()).name).toBe('Ana Admin');
  });

  it('a secondary limit that comes as 403 is no lack of permission', async () => {
    const { connect, clock, create } = await start({ limits: { contentPerMinute: 1 } });
    const connector = await connect({ clock, options: { pacing: 'false' } });
    await create(connector);
    await expect(create(connector)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 60_000,
      applied: 'no',
    });
    await clock.sleep(60_000);
    await create(connector);
  });

  it('a secondary limit in words only is waited for a minute', async () => {
    const { connect, clock, create } = await start({ limits: { contentPerMinute: 1, secondary: 'words' } });
    const connector = await connect({ clock, options: { pacing: 'false' } });
    await create(connector);
    await expect(create(connector)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 60_000,
      applied: 'no',
    });
  });

  it('is never reached by our own pace: 200 new issues take two minutes more, and none is refused', async () => {
    const { connect, clock, create, exchanges } = await start({ limits: true });
    const connector = await connect({ clock });
    const started = clock.now();
    for (let made = 0; made < 200; made++) await create(connector, `Issue ${made}`);
    expect(exchanges.filter(({ status }) => status === 403)).toEqual([]);
    expect(clock.now() - started).toBeGreaterThanOrEqual(120_000);
    expect(clock.now() - started).toBeLessThan(125_000);
  });

  it('of an hour is said rather than slept through', async () => {
    const { connect, clock, create } = await start({ limits: { contentPerMinute: 100_000 } });
    const connector = await connect({ clock });
    for (let made = 0; made < 500; made++) await create(connector);
    const error = await create(connector).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rate-limited', applied: 'no' });
    expect(error).toHaveProperty(
      'retryAfterMs',
      expect.toSatisfy((wait: number) => wait > 3_000_000),
    );
  });

  it('does not pace a server without limits', async () => {
    const { connect, clock, create } = await start({});
    const connector = await connect({ clock });
    const started = clock.now();
    for (let made = 0; made < 100; made++) await create(connector);
    expect(clock.now()).toBe(started);
  });

  it('of searches does not hold up the reading', async () => {
    const { desk: here, connect, clock, create } = await start({ limits: { searchesPerMinute: 1 } });
    const connector = await connect({ clock });
    // Of an empty repository nothing has to be counted; and the search lags.
    await create(connector);
    await clock.sleep(10_000);
    const started = clock.now();
    expect((await here.pull(null, { connector })).liveCount).toBe(1);
    expect((await here.pull(null, { connector })).liveCount).toBeUndefined();
    expect(clock.now()).toBe(started);
  });
});
