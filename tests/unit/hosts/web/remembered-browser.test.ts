import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { deviceFile } from '../../../../src-main/hosts/web/device-file.ts';
import { type Devices, openDevices } from '../../../../src-main/hosts/web/open-devices.ts';
import { proofText } from '../../../../src-shared/api/messages.ts';
import { createSmallApi } from '../../../contract/small-api.ts';
import { createRecordingLogger } from '../../../fakes/recording-logger.ts';
import { openSocket, sayHello, tokenOf } from './socket-client.ts';
import { startTestHost, type TestHost } from './start-host.ts';

const day = 24 * 60 * 60 * 1000;

let folder: string;
let now: number;
let devices: Devices;
let host: TestHost;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-sync-browser-'));
  now = Date.now();
  await start();
});
afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

async function start(hasFixedAddress = true): Promise<void> {
  const clock = { now: () => now, sleep: async () => undefined };
  const logger = createRecordingLogger();
  devices = await openDevices({ api: createSmallApi(), dataDir: folder, folder, clock, logger, hasFixedAddress });
  host = await startTestHost(devices.api, { clock, browsers: devices.browsers });
}

async function stop(): Promise<void> {
  await host.close();
  await devices.close();
}

function makePair(): { readonly key: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { key: privateKey, publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url') };
}

async function remembered(): Promise<{ readonly id: string; readonly key: KeyObject }> {
  const { key, publicKey } = makePair();
  return { ...(await devices.api.call('devices.remember', { name: 'Firefox', key: publicKey })), key };
}

function signed(key: KeyObject, nonce: string, origin = `http://127.0.0.1:${host.port}`): string {
  const text = Buffer.from(proofText(origin, nonce));
  return sign('sha256', text, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** What the host says next: a message, or the code that it closes with. */
async function next(socket: WebSocket): Promise<Record<string, unknown>> {
  return await Promise.race([
    once(socket, 'message').then(([data]) => JSON.parse(String(data))),
    once(socket, 'close').then(([closed]) => ({ closed })),
  ]);
}

async function challenged(id: string): Promise<{ readonly socket: WebSocket; readonly nonce: string }> {
  const socket = openSocket(host.port);
  await once(socket, 'open');
  const answer = next(socket);
  socket.send(JSON.stringify({ kind: 'hello', token: '', browser: id }));
  const { nonce } = await answer;
  return { socket, nonce: String(nonce) };
}

async function prove(socket: WebSocket, signature: string): Promise<Record<string, unknown>> {
  const answer = next(socket);
  socket.send(JSON.stringify({ kind: 'proof', signature }));
  return await answer;
}

async function enter({ id, key }: { readonly id: string; readonly key: KeyObject }) {
  const { socket, nonce } = await challenged(id);
  return { socket, answer: await prove(socket, signed(key, nonce)) };
}

describe('a remembered browser', () => {
  it('comes back by its key, also after the host was started again, of which only the public half is kept', async () => {
    const browser = await remembered();
    await stop();
    expect(await readFile(deviceFile(folder), 'utf8')).not.toContain('digest');
    await start();
    const { socket, answer } = await enter(browser);
    expect(answer).toEqual({ kind: 'welcome', session: '' });
    const reply = next(socket);
    socket.send(JSON.stringify({ kind: 'call', id: 1, name: 'devices.show', input: {} }));
    expect(await reply).toMatchObject({
      ok: true,
      output: { self: null, devices: [{ id: browser.id, kind: 'browser', name: 'Firefox' }] },
    });
    socket.close();
  });

  it('is not let in by a guess, a proof of before, one for another address, or no proof at all', async () => {
    const { id, key } = await remembered();
    const first = await challenged(id);
    const proof = signed(key, first.nonce);
    expect(await prove(first.socket, proof)).toMatchObject({ kind: 'welcome' });
    first.socket.close();

    const replay = await challenged(id);
    expect(replay.nonce).not.toBe(first.nonce);
    expect(await prove(replay.socket, proof)).toEqual({ closed: 4401 });
    const guess = await challenged(id);
    expect(await prove(guess.socket, signed(makePair().key, guess.nonce))).toEqual({ closed: 4401 });
    const elsewhere = await challenged(id);
    const foreign = signed(key, elsewhere.nonce, 'http://127.0.0.1:1');
    expect(await prove(elsewhere.socket, foreign)).toEqual({ closed: 4401 });
    const garbage = await challenged(id);
    expect(await prove(garbage.socket, 'not a signature')).toEqual({ closed: 4401 });
    const eager = await challenged(id);
    const answer = next(eager.socket);
    eager.socket.send(JSON.stringify({ kind: 'call', id: 1, name: 'devices.show', input: {} }));
    expect(await answer).toEqual({ closed: 4401 });
    const stranger = openSocket(host.port);
    await once(stranger, 'open');
    const unknown = next(stranger);
    stranger.send(JSON.stringify({ kind: 'hello', token: '', browser: '00000000' }));
    expect(await unknown).toEqual({ closed: 4401 });
  });

  it('is cut off at once when it is forgotten, and does not come back', async () => {
    const browser = await remembered();
    const { socket } = await enter(browser);
    const closed = once(socket, 'close');
    await devices.api.call('devices.end', { device: browser.id });
    expect((await closed)[0]).toBe(4401);
    expect((await challenged(browser.id)).nonce).toBe('undefined');
  });

  it('is forgotten after 30 days without use', async () => {
    const browser = await remembered();
    now += 29 * day;
    (await enter(browser)).socket.close();
    now += 31 * day;
    expect((await challenged(browser.id)).nonce).toBe('undefined');
  });

  it('has no session that would outlive it: the token of a page stays the one of its own tab', async () => {
    const browser = await remembered();
    const { answer } = await enter(browser);
    expect(answer['session']).toBe('');
    expect(await sayHello(openSocket(host.port), '')).toEqual({ closed: 4401 });
    expect(await sayHello(openSocket(host.port), tokenOf(host.link()))).toHaveProperty('session');
  });

  it('shows a key of the right kind', async () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    const other = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
    for (const key of ['', 'x', other]) {
      const asked = devices.api.call('devices.remember', { name: 'Firefox', key });
      await expect(asked).rejects.toMatchObject({ code: 'invalid-input' });
    }
    expect((await devices.api.call('devices.show', {})).devices).toEqual([]);
  });

  it('is not remembered where the address is another one at each start', async () => {
    await stop();
    await start(false);
    await expect(remembered()).rejects.toMatchObject({ code: 'unsupported' });
    expect(await devices.api.call('devices.show', {})).toMatchObject({ canRemember: false, devices: [] });
  });
});
