import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../src-main/core/core.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Secrets } from '../../../src-shared/ports/ports.ts';
import { addDesk, type Bench, type BenchOptions, createBench, passing, signIn } from './bench.ts';

let bench: Bench;
let core: Core;

async function set(options: BenchOptions = {}): Promise<void> {
  bench = await createBench(options);
  core = await bench.open();
  await addDesk(core);
  await signIn(core);
}
const hour = 3_600_000;
/** Reads something behind the sign-in. */
const test = async (by: Core = core) => (await by.api.call('connections.test', { name: 'desk' })).ok;
const needsSignIn = async (by: Core = core) => (await by.api.call('connections.list', {}))[0]?.needsSignIn === true;
const tokens = () => bench.server.books.tokens;
const renewalsAsked = () =>
  bench.server.books.asked.filter((body) => body.get('grant_type') === 'refresh_token').length;
/** Runs a profile that reads the connection, made when it is not there. */
async function run(profile: string) {
  const endpoint = { connection: 'desk', container: 'all', direction: 'pull' as const };
  const isThere = (await core.api.call('profiles.list', {})).some(({ name }) => name === profile);
  if (!isThere) await core.api.call('profiles.save', { file: { name: profile, endpoints: [endpoint] } });
  return passing(bench, core.api.call('runs.start', { profile }));
}

afterEach(() => bench.close());

describe('an access token that has ended (SEC-32)', () => {
  beforeEach(() => set());

  it('is renewed before it is used', async () => {
    await bench.clock.advance(hour);
    expect(await test()).toBe(true);
    expect(tokens().renewals).toBe(1);
    expect(bench.requests?.recent().map(({ status }) => status)).not.toContain(401);
  });

  it('is renewed a little before its end, and not earlier', async () => {
    await bench.clock.advance(hour - 61_000);
    await test();
    expect(tokens().renewals).toBe(0);
    await bench.clock.advance(2_000);
    await test();
    expect(tokens().renewals).toBe(1);
  });

  it('is renewed once for all who use it at the same time', async () => {
    await bench.clock.advance(hour);
    const results = await Promise.all(Array.from({ length: 10 }, () => test()));
    expect(results).not.toContain(false);
    expect(tokens().renewals).toBe(1);
  });

  it.each(['GET', 'run'])('is renewed after a 401 when the clocks disagree (%s)', async (what) => {
    bench.skew.ms = hour;
    if (what === 'GET') expect(await test()).toBe(true);
    else expect(await run('one')).toMatchObject({ state: 'done' });
    expect(tokens().renewals).toBe(1);
    expect(bench.requests?.recent().map(({ path, status }) => `${path} ${status}`)).toContain('/oauth/token 200');
    expect(bench.requests?.recent().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('is renewed once for all whose requests were refused at the same time', async () => {
    bench.skew.ms = hour;
    const second = await bench.open();
    const results = await Promise.all([core, core, core, second, second].map((one) => test(one)));
    expect(results).not.toContain(false);
    expect(tokens()).toMatchObject({ renewals: 1, reuses: 0 });
  });

  it('is renewed once by programs that work on the same data at the same time', async () => {
    const second = await bench.open();
    const third = await bench.open();
    await bench.clock.advance(hour);
    const results = await Promise.all([core, second, third].flatMap((one) => [test(one), test(one)]));
    expect(results).not.toContain(false);
    expect(tokens().renewals).toBe(1);
    expect(tokens().reuses).toBe(0);
  });

  it('is renewed once for two profiles that run at the same time', async () => {
    await bench.clock.advance(hour);
    const runs = await Promise.all([run('one'), run('two')]);
    expect(runs.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(tokens().renewals).toBe(1);
  });

  it('lives on through many renewals, each stored before it is used', async () => {
    for (let round = 0; round < 20; round++) {
      await bench.clock.advance(hour);
      expect(await test()).toBe(true);
      if (round % 5 === 4) {
        await core.stop();
        core = await bench.open();
      }
    }
    expect(tokens()).toMatchObject({ renewals: 20, reuses: 0 });
  });

  it('keeps a refresh token that the service does not replace', async () => {
    await bench.close();
    await set({ rules: { refresh: 'keep' } });
    for (let round = 0; round < 3; round++) {
      await bench.clock.advance(hour);
      expect(await test()).toBe(true);
    }
    expect(tokens().renewals).toBe(3);
  });

  it('without a refresh token asks for a person', async () => {
    await bench.close();
    await set({ rules: { refresh: 'none' } });
    await bench.clock.advance(hour);
    expect(await test()).toBe(false);
    expect(await needsSignIn()).toBe(true);
    await signIn(core);
    expect(await needsSignIn()).toBe(false);
    expect(await test()).toBe(true);
  });
});

describe('when the service ends it', () => {
  beforeEach(() => set());

  it('asks twice, then no more, and says what to do', async () => {
    tokens().revokeAll();
    const { steps } = await passing(bench, core.api.call('connections.test', { name: 'desk' }));
    expect(steps.find(({ id }) => id === 'sign-in')?.detail).toContain('The sign-in of desk has ended');
    expect(renewalsAsked()).toBe(2);
    expect(await needsSignIn()).toBe(true);
    const sent = bench.requests?.recent().length;
    for (let again = 0; again < 10; again++) expect(await test()).toBe(false);
    expect(renewalsAsked()).toBe(2);
    expect(bench.requests?.recent()).toHaveLength(sent ?? 0);
    await core.stop();
    core = await bench.open();
    expect(await test()).toBe(false);
    expect(renewalsAsked()).toBe(2);
  });

  it('a profile that uses it needs its person, and goes on after the sign-in', async () => {
    tokens().revokeAll();
    expect(await run('one')).toMatchObject({ state: 'failed', problems: [{ code: 'auth-expired' }] });
    expect((await core.api.call('status.get', {})).state).toBe('needs-you');
    await signIn(core);
    expect(await run('one')).toMatchObject({ state: 'done' });
  });

  it('is not ended by a service that is away: it is tried again later', async () => {
    await bench.clock.advance(hour);
    const end = bench.server.service.faults.add({
      fault: { kind: 'status', status: 503 },
      when: ({ path }) => path === '/oauth/token',
    });
    expect(await passing(bench, test())).toBe(false);
    expect(await needsSignIn()).toBe(false);
    end();
    expect(await test()).toBe(true);
  });

  it('is not ended by a sign-in that is away a moment before it would end', async () => {
    await bench.clock.advance(hour - 30_000);
    bench.server.service.faults.add({
      fault: { kind: 'status', status: 503 },
      when: ({ path }) => path === '/oauth/token',
    });
    expect(await test()).toBe(true);
    expect(renewalsAsked()).toBeLessThanOrEqual(2);
  });

  it('the secret of the app that was changed there is named as the reason', async () => {
    await bench.clock.advance(hour);
    bench.server.service.faults.add({
      fault: {
        ...{ kind: 'status', status: 401, headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ error: 'invalid_client' }),
      },
      when: ({ path }) => path === '/oauth/token',
    });
    const { steps } = await passing(bench, core.api.call('connections.test', { name: 'desk' }));
    expect(steps.find(({ id }) => id === 'sign-in')?.detail).toContain('client secret');
    expect(await needsSignIn()).toBe(true);
  });
});

describe('a crash while it is renewed', () => {
  /** A vault that dies in the middle of storing a grant, before or after it is on the disk. */
  const dying =
    (when: 'before' | 'after') =>
    (real: Secrets): Secrets => ({
      ...real,
      set: async (key, value) => {
        if (when === 'after') await real.set(key, value);
        throw new TaskSyncError('no-keychain', 'The computer went off.');
      },
    });
  const crash = async (when: 'before' | 'after'): Promise<void> => {
    await core.stop();
    const dies = await bench.open({ secrets: dying(when) });
    await bench.clock.advance(hour);
    await passing(bench, test(dies));
    await dies.stop();
    core = await bench.open();
  };

  it('after it was stored loses nothing', async () => {
    await set();
    await crash('after');
    expect(await test()).toBe(true);
    expect(tokens()).toMatchObject({ renewals: 1, reuses: 0 });
  });

  it('before it was stored loses nothing where the service gives the same answer again', async () => {
    await set({ rules: { graceMs: 60_000 } });
    await crash('before');
    expect(await test()).toBe(true);
    expect(tokens()).toMatchObject({ renewals: 1, reuses: 0 });
  });

  it('before it was stored costs one sign-in where the service is strict, and never a storm', async () => {
    await set();
    await crash('before');
    expect(await passing(bench, test())).toBe(false);
    expect(await needsSignIn()).toBe(true);
    const asked = renewalsAsked();
    for (let again = 0; again < 5; again++) await test();
    expect(renewalsAsked()).toBe(asked);
    await signIn(core);
    expect(await test()).toBe(true);
  });

  it('an answer that is lost on the way is asked for again at once', async () => {
    await set({ rules: { graceMs: 10_000 } });
    await bench.clock.advance(hour);
    bench.server.service.faults.add({
      fault: { kind: 'drop', when: 'after' },
      when: ({ path }) => path === '/oauth/token',
      times: 1,
    });
    // Slower than elsewhere: a line of a test is given up after ten seconds of this clock.
    expect(await passing(bench, test(), 100)).toBe(true);
    expect(tokens()).toMatchObject({ renewals: 1, reuses: 0 });
  });

  it('a disk that is full for a moment loses nothing, because the answer is kept until it can be stored (SEC-61)', async () => {
    await set();
    await core.stop();
    let isFull = false;
    core = await bench.open({
      secrets: (real) => ({
        ...real,
        set: async (key, value) => {
          if (isFull) throw new TaskSyncError('no-keychain', 'The disk is full.');
          await real.set(key, value);
        },
      }),
    });
    await bench.clock.advance(hour);
    isFull = true;
    expect(await test()).toBe(false);
    isFull = false;
    expect(await test()).toBe(true);
    await core.stop();
    core = await bench.open();
    expect(await test()).toBe(true);
    expect(tokens()).toMatchObject({ renewals: 1, reuses: 0 });
  });
});

it('a sign-in during a renewal is not overwritten by it', async () => {
  await set();
  await bench.clock.advance(hour);
  bench.server.service.faults.add({
    fault: { kind: 'delay', ms: 150 },
    when: ({ path, body }) => path === '/oauth/token' && body.includes('refresh_token'),
    times: 1,
  });
  const renewing = test();
  await expect.poll(() => bench.requests?.recent().length).toBeGreaterThan(0);
  await core.api.call('connections.signIn', { name: 'desk', secret: 'a token of Ana' });
  await renewing;
  expect((await core.api.call('connections.list', {}))[0]).not.toHaveProperty('signIn');
  await test();
  expect(bench.server.books.seen.at(-1)).toBe('Bearer a token of Ana');
});
