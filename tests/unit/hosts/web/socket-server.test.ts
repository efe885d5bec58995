import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { createSmallApi, type SmallApi } from '../../../contract/small-api.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { connectSocket, openSocket, sayHello, tokenOf } from './socket-client.ts';
import { startTestHost, type TestHost } from './start-host.ts';

let api: SmallApi;
let host: TestHost;

beforeEach(async () => {
  api = createSmallApi();
  host = await startTestHost(api);
});
afterEach(() => host.close());

/** The HTTP status with which the upgrade was refused. */
async function refusal(headers: Readonly<Record<string, string>>): Promise<number> {
  const socket = openSocket(host.port, headers);
  socket.on('error', () => undefined);
  const [, response] = await Promise.race([
    once(socket, 'unexpected-response'),
    once(socket, 'open').then(() => [undefined, { statusCode: 101 }]),
  ]);
  socket.terminate();
  return response.statusCode;
}

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code;
}

describe('the door of the socket (SEC-40)', () => {
  it.each([
    [{ host: 'evil.example.org' }, 421],
    [{ host: 'localhost' }, 421],
    [{ origin: 'http://evil.example.org' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: '' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
  ])('is shut for %j', async (headers, status) => {
    expect(await refusal(headers)).toBe(status);
  });

  it('wants the origin of the very name it was called by', async () => {
    expect(await refusal({ origin: `http://localhost:${host.port}` })).toBe(403);
    expect(await refusal({ host: `localhost:${host.port}`, origin: `http://localhost:${host.port}` })).toBe(101);
  });

  it('is nowhere else than at /api', async () => {
    const socket = new (openSocket(host.port).constructor as typeof WebSocket)(`ws://127.0.0.1:${host.port}/`, {
      headers: { origin: `http://127.0.0.1:${host.port}` },
    });
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.statusCode).toBe(404);
  });
});

describe('signing in (SEC-40)', () => {
  it('takes the token of the address once and gives a session that works again', async () => {
    const token = tokenOf(host.link());
    const first = await sayHello(openSocket(host.port), token);
    expect(first).toEqual({ session: expect.stringMatching(/^[\w-]{43}$/) });
    const { session } = first as { session: string };
    expect(session).not.toBe(token);
    expect(await sayHello(openSocket(host.port), token)).toEqual({ closed: 4401 });
    expect(await sayHello(openSocket(host.port), session)).toEqual({ session });
  });

  it('gives every address its own token of 256 bits', () => {
    const tokens = [host.link(), host.link()].map(tokenOf);
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  });

  it('refuses a wrong token, an empty one and one of another kind', async () => {
    expect(await sayHello(openSocket(host.port), randomBytes(32).toString('base64url'))).toEqual({ closed: 4401 });
    expect(await sayHello(openSocket(host.port), '')).toEqual({ closed: 4401 });
    const socket = openSocket(host.port);
    await once(socket, 'open');
    socket.send(JSON.stringify({ kind: 'hello', token: 7 }));
    expect(await closeCode(socket)).toBe(4401);
  });

  it.each([
    ['a call', JSON.stringify({ kind: 'call', id: 1, name: 'connections.list', input: {} })],
    ['no JSON', 'hello'],
    ['a hello that is far too long', JSON.stringify({ kind: 'hello', token: 'x'.repeat(2000) })],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('closes on %s in place of the hello, unanswered', async (_what, text) => {
    const socket = openSocket(host.port);
    const heard: unknown[] = [];
    socket.on('message', (data) => heard.push(data));
    await once(socket, 'open');
    socket.send(text);
    expect(await closeCode(socket)).toBe(4401);
    expect(heard).toEqual([]);
  });

  it('waits for the hello only so long', async () => {
    const impatient = await startTestHost(api, { helloTimeoutMs: 20 });
    const socket = openSocket(impatient.port);
    expect(await closeCode(socket)).toBe(4408);
    await impatient.close();
  });

  it('lets a stranger hear no events', async () => {
    const stranger = openSocket(host.port);
    await once(stranger, 'open');
    const heard: unknown[] = [];
    stranger.on('message', (data) => heard.push(data));
    const guest = await connectSocket(host.port, tokenOf(host.link()));
    api.announce({ kind: 'changed', what: ['tasks'] });
    await guest.call('connections.list', {});
    stranger.close();
    await once(stranger, 'close');
    expect(heard).toEqual([]);
  });

  it('answers wrong tokens ever more slowly, and the right one at once', async () => {
    const clock = createFakeClock();
    const slow = await startTestHost(api, { clock });
    const wrong = Array.from({ length: 6 }, () => openSocket(slow.port));
    for (const socket of wrong) {
      await once(socket, 'open');
      socket.send(JSON.stringify({ kind: 'hello', token: 'wrong' }));
    }
    await expect.poll(() => clock.sleeps).toEqual([0, 0, 0, 200, 400, 800]);
    expect(await sayHello(openSocket(slow.port), tokenOf(slow.link()))).toHaveProperty('session');
    await slow.close();
  });
});

describe('after signing in', () => {
  it.each([
    ['no JSON', 'nonsense'],
    ['an unknown kind', JSON.stringify({ kind: 'run', id: 1, name: 'status.get' })],
    ['another hello', JSON.stringify({ kind: 'hello', token: 'x' })],
    ['a call without a number', JSON.stringify({ kind: 'call', id: 'one', name: 'status.get' })],
    ['a call without a name', JSON.stringify({ kind: 'call', id: 1 })],
    ['bytes', Buffer.from('{"kind":"call","id":1,"name":"status.get"}')],
    ['null', 'null'],
  ])('ends the talk on %s', async (_what, text) => {
    const { socket } = await connectSocket(host.port, tokenOf(host.link()));
    socket.send(text);
    expect(await closeCode(socket)).toBe(1008);
  });

  it('ends the talk on a message larger than any input can be', async () => {
    const { socket } = await connectSocket(host.port, tokenOf(host.link()));
    socket.on('error', () => undefined);
    socket.send('x'.repeat(33 * 1024 * 1024));
    // The host may close the line before it has read all of it.
    expect([1009, 1006]).toContain(await closeCode(socket));
    const other = await connectSocket(host.port, tokenOf(host.link()));
    expect(await other.call('connections.list', {})).toEqual([]);
  });

  it('tells every page what happens', async () => {
    const pages = [
      await connectSocket(host.port, tokenOf(host.link())),
      await connectSocket(host.port, tokenOf(host.link())),
    ];
    const heard = pages.map((page) => new Promise((resolve) => page.subscribe(resolve)));
    api.announce({ kind: 'changed', what: ['tasks'] });
    expect(await Promise.all(heard)).toEqual([
      { kind: 'changed', what: ['tasks'] },
      { kind: 'changed', what: ['tasks'] },
    ]);
  });

  it('writes neither tokens nor inputs into the log', async () => {
    const token = tokenOf(host.link());
    const guest = await connectSocket(host.port, token);
    await guest.call('status.get', {}).catch(() => undefined);
    await sayHello(openSocket(host.port), token);
    const log = JSON.stringify(host.logger.entries);
    expect(log).toContain('call-failed');
    expect(log).toContain('socket-refused');
    expect(log).not.toContain(token);
    expect(log).not.toContain(guest.session);
  });
});
