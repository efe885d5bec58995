import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../src-main/core/core.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { deskAt } from '../../fakes/sign-in-provider.ts';
import { addDesk, type Bench, type BenchOptions, browse, createBench, failure, signIn, visit } from './bench.ts';

let bench: Bench;
let core: Core;
const begin = () => core.api.call('connections.beginSignIn', { name: 'desk' });
const finish = (attempt: string) => core.api.call('connections.finishSignIn', { attempt });
const connection = async () => (await core.api.call('connections.list', {}))[0];

async function set(options: BenchOptions = {}): Promise<void> {
  await bench.close();
  bench = await createBench(options);
  core = await bench.open();
  await addDesk(core);
}

beforeEach(async () => {
  bench = await createBench();
  core = await bench.open();
  await addDesk(core);
});
afterEach(() => bench.close());

describe('signing in with the browser', () => {
  it('leads to the page of the service and back, and then the connection works', async () => {
    expect(await connection()).toMatchObject({ hasSecret: false, needsSignIn: true });
    const start = await begin();
    expect(start).toMatchObject({ kind: 'code', code: null, isOpened: false });
    const { status, page } = await browse(start.address);
    expect(status).toBe(200);
    expect(page).toContain('You can close this page');
    expect(page).not.toContain('code-');
    expect(await finish(start.attempt)).toMatchObject({
      ok: true,
      steps: [{}, {}, { detail: 'as Ana Admin' }, {}, {}, {}],
    });
    expect(await connection()).toMatchObject({ hasSecret: true, signIn: { kind: 'code', clientId: 'client-1' } });
    expect(await connection()).not.toHaveProperty('needsSignIn');
  });

  it('proves with PKCE that the code is used by whoever asked for it, and asks for no more than it needs (SEC-33)', async () => {
    await signIn(core);
    const { visit, asked } = bench.server.books;
    expect(visit?.get('code_challenge_method')).toBe('S256');
    expect(visit?.get('scope')).toBe('items');
    expect(visit?.get('state')).toMatch(/^[a-z2-7]{52}$/);
    expect(visit?.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(asked[0]?.get('code_verifier')).toMatch(/^[a-z2-7]{52}$/);
    expect(asked[0]?.get('client_secret')).toBeNull();
  });

  it('sends the secret of the person’s own app where it is needed, and remembers it for the next time', async () => {
    await set({
      clientSecret: 'app-secret',
      describe: (origin) => deskAt(origin, { code: { needsClientSecret: true } }),
    });
    expect(await failure(begin())).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('client secret'),
    });
    await signIn(core, { clientSecret: 'app-secret' });
    await signIn(core);
    expect(bench.server.books.asked.map((body) => body.get('client_secret'))).toEqual(['app-secret', 'app-secret']);
  });

  it('says that the secret of the app is wrong', async () => {
    await set({
      clientSecret: 'app-secret',
      describe: (origin) => deskAt(origin, { code: { needsClientSecret: true } }),
    });
    const start = await core.api.call('connections.beginSignIn', { name: 'desk', clientSecret: 'wrong-secret' });
    await browse(start.address);
    const error = await failure(finish(start.attempt));
    expect(error).toMatchObject({ code: 'invalid-input', message: expect.stringContaining('its secret is wrong') });
    expect(error.message).not.toContain('wrong-secret');
  });

  it('works without PKCE where the service refuses it', async () => {
    await set({ allowsNoPkce: true, describe: (origin) => deskAt(origin, { code: { usesPkce: false } }) });
    await signIn(core);
    expect(bench.server.books.visit?.has('code_challenge')).toBe(false);
    expect(await connection()).toMatchObject({ hasSecret: true });
  });

  it('takes the address of the connection from the one site of the account', async () => {
    await set({
      describe: (origin) => deskAt(origin, { code: { sites: { list: `${origin}/sites`, api: `${origin}/ex/{id}/` } } }),
    });
    bench.server.books.sites = [{ id: 's-1', url: 'https://one.example.org', name: 'One' }];
    await signIn(core);
    expect(await connection()).toMatchObject({ url: 'https://one.example.org/' });
  });

  it('asks which of several sites, and takes the one that the address names', async () => {
    const describeDesk = (origin: string) =>
      deskAt(origin, { code: { sites: { list: `${origin}/sites`, api: `${origin}/ex/{id}/` } } });
    await set({ describe: describeDesk });
    const sites = ['one', 'two'].map((id) => ({ id, url: `https://${id}.example.org`, name: id }));
    bench.server.books.sites = [...sites, ...sites];
    const start = await begin();
    await browse(start.address);
    expect((await failure(finish(start.attempt))).message).toContain('It has: one.example.org, two.example.org.');
    expect(await connection()).toMatchObject({ hasSecret: false });
    await core.api.call('connections.remove', { name: 'desk' });
    await addDesk(core, 'code', 'https://two.example.org/jira');
    await signIn(core);
    expect(await connection()).toMatchObject({ url: 'https://two.example.org/', hasSecret: true });
  });

  it('goes on although nobody waits for the answer', async () => {
    const start = await begin();
    await browse(start.address);
    await expect.poll(async () => (await connection())?.hasSecret).toBe(true);
  });

  it('may follow a sign-in with a token, and be followed by one', async () => {
    await signIn(core);
    await core.api.call('connections.signIn', { name: 'desk', secret: 'a token of Ana' });
    expect(await connection()).not.toHaveProperty('signIn');
    await core.api.call('connections.beginSignIn', { name: 'desk', kind: 'device', clientId: 'client-1' });
  });
});

describe('removing the connection (SEC-26)', () => {
  const giving = { describe: (origin: string) => deskAt(origin, { code: { revocationPath: '/oauth/revoke' } }) };
  const accessToken = () => bench.server.books.seen.at(-1)?.replace('Bearer ', '') ?? '';

  it('ends the sign-in at the service, too', async () => {
    await set(giving);
    await signIn(core);
    expect(bench.server.books.tokens.isGood(accessToken())).toBe(true);
    await core.api.call('connections.remove', { name: 'desk' });
    expect(bench.server.books.tokens.isGood(accessToken())).toBe(false);
  });

  it('does not need the service', async () => {
    await set(giving);
    await signIn(core);
    bench.server.service.faults.add({ fault: { kind: 'drop', when: 'before' } });
    await core.api.call('connections.remove', { name: 'desk' });
    expect(await core.api.call('connections.list', {})).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it.each([
    ['deny', 'forbidden', 'was not allowed'],
    ['server-error', 'unavailable', 'has a problem of its own'],
  ] as const)('%s is said', async (decision, code, words) => {
    bench.server.books.decision = decision;
    const start = await begin();
    const { page } = await browse(start.address);
    expect(page).toContain('did not allow the sign-in');
    expect(await failure(finish(start.attempt))).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(await connection()).toMatchObject({ hasSecret: false, needsSignIn: true });
  });

  it('an answer with another state is ignored, and the right one still counts', async () => {
    const start = await begin();
    const redirect = new URL(start.address).searchParams.get('redirect_uri') ?? '';
    const foreign = await visit(`${redirect}?state=another&code=stolen`);
    expect(foreign.status).toBe(400);
    await browse(start.address);
    expect(await finish(start.attempt)).toMatchObject({ ok: true });
    expect(bench.server.books.asked.map((body) => body.get('code'))).not.toContain('stolen');
  });

  it('only answers with another state are said when the time is over', async () => {
    const start = await begin();
    const redirect = new URL(start.address).searchParams.get('redirect_uri') ?? '';
    await visit(`${redirect}?code=stolen`);
    const finished = failure(finish(start.attempt));
    await bench.clock.advance(300_000);
    expect(await finished).toMatchObject({
      code: 'auth-expired',
      message: expect.stringContaining('state was another'),
    });
    await expect(visit(redirect)).rejects.toThrow();
  });

  it('no answer within five minutes closes the port', async () => {
    const start = await begin();
    const finished = failure(finish(start.attempt));
    await bench.clock.advance(300_000);
    expect(await finished).toMatchObject({
      code: 'auth-expired',
      message: expect.stringContaining('within 5 minutes'),
    });
    await expect(browse(start.address)).rejects.toThrow();
  });

  it('stopping it closes the port', async () => {
    const start = await begin();
    const finished = failure(finish(start.attempt));
    await core.api.call('connections.cancelSignIn', { attempt: start.attempt });
    expect((await finished).code).toBe('cancelled');
    await expect(browse(start.address)).rejects.toThrow();
  });

  it('a second one ends the first', async () => {
    const first = await begin();
    const ended = failure(finish(first.attempt));
    const second = await begin();
    expect((await ended).code).toBe('cancelled');
    await browse(second.address);
    expect(await finish(second.attempt)).toMatchObject({ ok: true });
  });

  it('a port that is taken is said before anything is sent', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        const address = other.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await set({
      describe: (origin) => deskAt(origin, { code: { redirect: { host: 'localhost', port, path: '/callback' } } }),
    });
    expect(await failure(begin())).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`port ${port}`),
    });
    other.close();
  });

  it('a fixed port under the name localhost works', async () => {
    await set({
      describe: (origin) => deskAt(origin, { code: { redirect: { host: 'localhost', port: 47_901, path: '/cb' } } }),
    });
    await signIn(core);
    expect(bench.server.books.visit?.get('redirect_uri')).toBe('http://localhost:47901/cb');
    expect(await connection()).toMatchObject({ hasSecret: true });
  });

  it('a page in place of an answer is not understood, and its words are not repeated', async () => {
    bench.server.service.faults.add({ fault: { kind: 'html' }, when: ({ path }) => path === '/oauth/token' });
    const start = await begin();
    await browse(start.address);
    expect(await failure(finish(start.attempt))).toMatchObject({ code: 'invalid-response' });
  });

  it('a service without this way to sign in is said', async () => {
    await core.api.call('connections.remove', { name: 'desk' });
    const add = core.api.call('connections.add', {
      ...{ name: 'desk', connector: 'desk', url: null, username: null, secret: null, options: {} },
    });
    expect((await failure(add)).code).toBe('invalid-input');
  });

  it('a vault that nobody can open is said before the person is sent away', async () => {
    await core.stop();
    core = await bench.open({
      secrets: (real) => ({
        ...real,
        state: async () => 'unset',
        set: async () => {
          throw new TaskSyncError('no-keychain', 'There is no passphrase yet.');
        },
      }),
    });
    expect(await failure(begin())).toMatchObject({ code: 'no-keychain' });
    expect(bench.server.books.visit).toBeNull();
  });

  it('a program that may only look does not sign in', async () => {
    const second = await bench.open();
    const error = await failure(second.api.call('connections.beginSignIn', { name: 'desk' }));
    expect(error).toMatchObject({ code: 'locked' });
  });
});

describe('the port of this computer (SEC-30)', () => {
  it.each([
    ['another path', (at: URL) => new URL('/elsewhere', at), {}, 404],
    ['another method', (at: URL) => at, { method: 'POST' }, 403],
    ['a script of a page', (at: URL) => at, { headers: { origin: 'https://evil.example.org' } }, 403],
    ['a hidden request of a page', (at: URL) => at, { headers: { 'sec-fetch-mode': 'no-cors' } }, 403],
    ['a parameter twice', (at: URL) => new URL(`${at.href}&state=2`), {}, 400],
  ] as const)('refuses %s, and goes on waiting', async (_, change, init, status) => {
    const start = await begin();
    const query = new URL(start.address).searchParams;
    const at = new URL(`${query.get('redirect_uri')}?state=${query.get('state')}&code=stolen`);
    expect((await visit(change(at), init)).status).toBe(status);
    await browse(start.address);
    expect(await finish(start.attempt)).toMatchObject({ ok: true });
  });

  it('does not answer a second time', async () => {
    const start = await begin();
    await browse(start.address);
    await finish(start.attempt);
    await expect(browse(start.address)).rejects.toThrow();
  });
});
