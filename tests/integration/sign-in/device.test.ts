import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../src-main/core/core.ts';
import type { SignInStart } from '../../../src-shared/api/views.ts';
import { addDesk, type Bench, createBench, failure, passing } from './bench.ts';

let bench: Bench;
let core: Core;

async function open(options: { readonly errorsAreOk: boolean }): Promise<void> {
  bench = await createBench(options);
  core = await bench.open();
  await addDesk(core, 'device');
}
const begin = () => core.api.call('connections.beginSignIn', { name: 'desk' });
const finish = ({ attempt }: SignInStart) => core.api.call('connections.finishSignIn', { attempt });
const polls = () =>
  bench.server.books.asked.filter((body) => (body.get('grant_type') ?? '').endsWith('device_code')).length;
/** Lets the time pass in which the next question is due, and waits until it was answered. */
async function nextPoll(ms = 5_000): Promise<void> {
  const before = polls();
  await expect.poll(() => bench.clock.sleeping).toBeGreaterThan(0);
  await bench.clock.advance(ms);
  await expect.poll(polls).toBe(before + 1);
}

afterEach(() => bench.close());

describe.each([
  ['with the statuses of the standard', { errorsAreOk: false }],
  ['with status 200 for errors, as GitHub', { errorsAreOk: true }],
])('signing in with a code, %s', (_, options) => {
  beforeEach(() => open(options));

  it('shows a code and where to enter it, asks as often as it may, and then the connection works', async () => {
    const start = await begin();
    expect(start).toMatchObject({ kind: 'device', address: `${bench.server.origin}/device` });
    expect(start.code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
    expect(Date.parse(start.expiresAt)).toBe(bench.clock.now() + 900_000);
    const finished = finish(start);
    await nextPoll();
    await nextPoll();
    bench.server.books.devices.decide(start.code ?? '', 'allowed');
    await nextPoll();
    expect(await finished).toMatchObject({ ok: true });
  });

  it('asks less often when it is told to', async () => {
    const start = await begin();
    const finished = finish(start);
    await nextPoll();
    // The service's clock stands still for a moment: the next question is too early for it.
    bench.clock.set(bench.clock.now() - 3_000);
    await nextPoll();
    bench.server.books.devices.decide(start.code ?? '', 'allowed');
    const before = polls();
    await expect.poll(() => bench.clock.sleeping).toBeGreaterThan(0);
    await bench.clock.advance(9_000);
    expect(polls()).toBe(before);
    await bench.clock.advance(1_000);
    expect(await finished).toMatchObject({ ok: true });
  });

  it.each([
    ['denied', 'forbidden', 'was not allowed'],
    ['late', 'auth-expired', 'not entered in time'],
  ] as const)('%s is said', async (what, code, words) => {
    const start = await begin();
    const finished = failure(finish(start));
    await nextPoll();
    if (what === 'denied') {
      bench.server.books.devices.decide(start.code ?? '', 'denied');
      await nextPoll();
    } else {
      await expect.poll(() => bench.clock.sleeping).toBeGreaterThan(0);
      await bench.clock.advance(900_000);
    }
    expect(await passing(bench, finished)).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('goes on after a connection that broke', async () => {
    const start = await begin();
    const finished = finish(start);
    bench.server.service.faults.add({ fault: { kind: 'drop', when: 'before' }, times: 1 });
    bench.server.books.devices.decide(start.code ?? '', 'allowed');
    await expect.poll(() => bench.clock.sleeping).toBeGreaterThan(0);
    await bench.clock.advance(5_000);
    await nextPoll(10_000);
    expect(await finished).toMatchObject({ ok: true });
  });

  it('stops asking when it is stopped', async () => {
    const start = await begin();
    const finished = failure(finish(start));
    await core.api.call('connections.cancelSignIn', { attempt: start.attempt });
    expect((await finished).code).toBe('cancelled');
    await bench.clock.advance(60_000);
    expect(polls()).toBe(0);
  });

  it('says that the app is not known', async () => {
    const begun = core.api.call('connections.beginSignIn', { name: 'desk', clientId: 'client-2' });
    expect(await failure(begun)).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('does not know this app'),
    });
  });
});
