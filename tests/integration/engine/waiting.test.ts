import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Core } from '../../../src-main/core/core.ts';
import { createEditHold } from '../../../src-main/core/edit-hold.ts';
import { createRuns } from '../../../src-main/core/engine/runs.ts';
import type { ApiEvent } from '../../../src-shared/api/contract.ts';
import type { ConnectContext, ConnectorDescriptor } from '../../../src-shared/connector/descriptor.ts';
import { deskAt } from '../../fakes/sign-in-provider.ts';
import { addDesk, type Bench, createBench, passing, signIn } from '../sign-in/bench.ts';

let bench: Bench;
let core: Core;
let context: ConnectContext | undefined;
const watchedDesk = (origin: string): ConnectorDescriptor => {
  const desk = deskAt(origin);
  const connect = (given: ConnectContext) => {
    context = given;
    return desk.connect(given);
  };
  return { ...desk, connect };
};
let headers: Readonly<Record<string, string>> = {};
let before = 0;

beforeEach(async () => {
  headers = {};
  bench = await createBench({ headers: () => headers, describe: watchedDesk });
  core = await bench.open();
  await addDesk(core);
  await signIn(core);
  for (const name of ['one', 'two']) {
    const endpoint = { connection: 'desk', container: 'all', direction: 'pull' as const };
    await core.api.call('profiles.save', { file: { name, endpoints: [endpoint] } });
  }
  before = asked();
});
afterEach(() => bench.close());

const start = (profile: string) => core.api.call('runs.start', { profile });
const asked = () => bench.requests?.recent().filter(({ path }) => path === '/api/{}').length ?? 0;
/** Requests since the connection was signed in to, which reads the list as well. */
const items = () => asked() - before;
/** As the scheduler does it, whoever waits or not. */
async function scheduled() {
  const options = bench.optionsOf(core);
  const profile = await options.store.profiles.byName('one');
  if (!profile) throw new Error('no profile');
  const runs = createRuns(options, createEditHold(options.store, options.ports.clock), {
    onProgress: () => {},
    onPreviewing: () => {},
    onBegun: () => {},
    onEnding: async () => {},
    onFinished: async () => {},
  });
  return { runs, profile, run: runs.start(profile, { trigger: 'schedule' }) };
}

it('a run that has to wait says until when, and that it goes on', async () => {
  const waits: (string | null)[] = [];
  core.api.subscribe((event: ApiEvent) => {
    if (event.kind === 'run-progress') waits.push(event.progress.waitingUntil);
  });
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '30' } } as const;
  bench.server.service.faults.add({ fault, when: ({ path }) => path === '/api/items', times: 1 });
  const until = new Date(bench.clock.now() + 30_000).toISOString();
  const run = start('one');
  await expect.poll(() => waits).toContain(until);
  const { state, problems } = await passing(bench, run);
  expect({ state, problems }).toEqual({ state: 'done', problems: [] });
  expect(waits.at(-1)).toBeNull();
});

it('a pause that one profile was asked to make holds for all that use the account', async () => {
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '30' } } as const;
  bench.server.service.faults.add({ fault, when: ({ path }) => path === '/api/items', times: 1 });
  const first = start('one');
  await expect.poll(items).toBe(1);
  const second = start('two');
  await expect.poll(() => bench.clock.sleeping).toBeGreaterThanOrEqual(2);
  await bench.clock.advance(29_000);
  expect(items()).toBe(1);
  const runs = await passing(bench, Promise.all([first, second]));
  expect(runs.map(({ state }) => state)).toEqual(['done', 'done']);
});

it('what is left for a person is not used up in the background, and the person does not wait for it', async () => {
  headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '1800' };
  await passing(bench, start('two'));
  const { run } = await scheduled();
  const { state, problems } = await passing(bench, run);
  expect(state).not.toBe('done');
  expect(problems.map(({ message }) => message).join()).toContain('kept for when you sync by hand');
  expect(await passing(bench, start('one'))).toMatchObject({ state: 'done', problems: [] });
});

it('somebody who asks for a run that is under way is waited for from then on', async () => {
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '30' } } as const;
  bench.server.service.faults.add({ fault, when: ({ path }) => path === '/api/items', times: 1 });
  const { runs, profile, run } = await scheduled();
  await expect.poll(items).toBe(1);
  expect(context?.isAwaited?.()).toBe(false);
  const joined = runs.start(profile, { trigger: 'you' });
  await expect.poll(() => context?.isAwaited?.()).toBe(true);
  expect((await passing(bench, joined)).id).toBe((await run).id);
});
