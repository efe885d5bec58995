import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readCertificate } from '../../../../src-main/hosts/web/certificate.ts';
import { changeDevices, deviceFile } from '../../../../src-main/hosts/web/device-file.ts';
import type { DeviceHost } from '../../../../src-main/hosts/web/device-host.ts';
import { type Devices, openDevices } from '../../../../src-main/hosts/web/open-devices.ts';
import { createSmallApi, type SmallApi } from '../../../contract/small-api.ts';
import { createRecordingLogger, type RecordingLogger } from '../../../fakes/recording-logger.ts';
import { makeSelfSigned } from '../../../fakes/self-signed.ts';
import { type SocketClient, sayHello, talkOver } from './socket-client.ts';

const { cert, key } = makeSelfSigned(['127.0.0.1', 'studio.example']);
const day = 24 * 60 * 60 * 1000;

let folder: string;
let api: SmallApi;
let logger: RecordingLogger;
let now: number;
let devices: Devices;
let host: DeviceHost;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-sync-devices-'));
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html><title>Task Sync</title>');
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key);
  api = createSmallApi();
  logger = createRecordingLogger();
  now = Date.now();
  await start();
});
afterEach(async () => {
  await devices.close();
  await rm(folder, { recursive: true });
});

async function start(): Promise<void> {
  const clock = { now: () => now, sleep: async () => undefined };
  devices = await openDevices({
    api,
    dataDir: folder,
    folder: join(folder, 'page'),
    clock,
    logger,
    hasFixedAddress: true,
  });
  const certificate = await readCertificate(join(folder, 'cert.pem'), join(folder, 'key.pem'), now);
  host = await devices.open({ listen: { address: '127.0.0.1', port: 0 }, certificate });
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

async function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const server = { host: '127.0.0.1', port: host.port, ca: cert, agent: false };
  // Else it would not even send another name than those of the certificate.
  const outgoing = request({ ...server, path, method, headers, checkServerIdentity: () => undefined });
  outgoing.on('error', () => undefined);
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, body: text };
}

const origin = (): string => `https://127.0.0.1:${host.port}`;

async function pair(code: string, headers: Record<string, string> = {}): Promise<Reply> {
  const own = { 'content-type': 'application/json', origin: origin(), ...headers };
  return await ask('/pair', { method: 'POST', headers: own, body: JSON.stringify({ code, name: 'A phone' }) });
}

async function paired(): Promise<string> {
  const { code } = await devices.api.call('devices.code', {});
  const { headers } = await pair(code);
  return String(headers['set-cookie']).split(';', 1)[0] ?? '';
}

function openSocket(cookie: string | null, headers: Record<string, string> = {}): WebSocket {
  const own = { origin: origin(), ...(cookie === null ? {} : { cookie }), ...headers };
  return new WebSocket(`wss://127.0.0.1:${host.port}/api`, { ca: cert, headers: own });
}

const connect = (cookie: string): Promise<SocketClient> => talkOver(openSocket(cookie), '');

async function closeCode(socket: WebSocket): Promise<number> {
  const [code] = await once(socket, 'close');
  return code;
}

describe('pairing (SEC-41)', () => {
  it('gives a device a session in a cookie that scripts, plain connections and other sites never get', async () => {
    const { code } = await devices.api.call('devices.code', {});
    const { status, headers } = await pair(code);
    expect(status).toBe(200);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-task-sync=[\w-]{43}; Path=\/; /);
    for (const rule of ['HttpOnly', 'Secure', 'SameSite=Strict']) expect(cookie).toContain(rule);
    expect(cookie).not.toContain('Domain');
    const phone = await connect(cookie.split(';', 1)[0] ?? '');
    expect(await phone.call('connections.list', {})).toEqual([]);
    const shown = await devices.api.call('devices.show', {});
    expect(shown).toMatchObject({ isOpen: true, self: null, devices: [{ name: 'A phone' }] });
    expect(shown.addresses).toEqual([`${origin()}/`, `https://studio.example:${host.port}/`]);
    await phone.close();
  });

  it('refuses a wrong code, a used one, one that is too old and one that was tried too often', async () => {
    const first = await devices.api.call('devices.code', {});
    expect((await pair('AAAA-AAAA')).status).toBe(403);
    expect((await pair(first.code)).status).toBe(200);
    expect((await pair(first.code)).status).toBe(410);
    const second = await devices.api.call('devices.code', {});
    now += 10 * 60_000;
    expect((await pair(second.code)).status).toBe(410);
    const third = await devices.api.call('devices.code', {});
    for (let tries = 0; tries < 5; tries++) expect((await pair('wrong')).status).toBe(403);
    expect(await pair(third.code)).toMatchObject({ status: 410, body: expect.stringContaining('gone') });
    expect((await devices.api.call('devices.show', {})).devices).toHaveLength(1);
  });

  it('slows everybody down after many tries', async () => {
    for (let tries = 0; tries < 10; tries++) await pair('wrong');
    const { code } = await devices.api.call('devices.code', {});
    expect((await pair(code)).status).toBe(429);
  });

  it.each([
    [{ origin: 'https://evil.example.org' }, 403],
    [{ origin: 'null' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ host: 'evil.example.org' }, 421],
    [{ 'content-type': 'text/plain' }, 415],
    [{ 'content-type': 'application/json; charset=utf-8' }, 415],
  ])('is not for %j', async (headers, status) => {
    const { code } = await devices.api.call('devices.code', {});
    expect((await pair(code, headers)).status).toBe(status);
    expect((await pair(code)).status).toBe(200);
  });

  it('wants an origin, POST, and no more than it needs', async () => {
    const { code } = await devices.api.call('devices.code', {});
    const body = JSON.stringify({ code, name: 'x' });
    const type = { 'content-type': 'application/json' };
    expect((await ask('/pair', { method: 'POST', headers: type, body })).status).toBe(403);
    expect((await ask('/pair', { headers: { ...type, origin: origin() } })).status).toBe(405);
    const own = { ...type, origin: origin() };
    expect((await ask('/pair', { method: 'POST', headers: own, body: `${body}${' '.repeat(2000)}` })).status).toBe(400);
    expect((await ask('/pair', { method: 'POST', headers: own, body: '{}' })).status).toBe(400);
    expect((await ask('/', { method: 'POST', headers: own, body })).status).toBe(405);
  });
});

describe('the door (SEC-41)', () => {
  it('speaks TLS only', async () => {
    const outgoing = plainRequest({ host: '127.0.0.1', port: host.port, path: '/', agent: false });
    outgoing.end();
    expect(await once(outgoing, 'response').catch((error: unknown) => error)).toBeInstanceOf(Error);
  });

  it('answers only to the names of its certificate, with all guards and without a cookie', async () => {
    expect((await ask('/', { headers: { host: `studio.example:${host.port}` } })).status).toBe(200);
    for (const name of ['localhost', 'studio.example', 'other.example:443', `localhost:${host.port}`]) {
      expect((await ask('/', { headers: { host: name } })).status).toBe(421);
    }
    const { headers } = await ask('/');
    expect(String(headers['content-security-policy'])).toContain("default-src 'none'");
    expect(Object.keys(headers).filter((name) => /cookie|access-control/.test(name))).toEqual([]);
  });

  it('shows the page to anybody and the data to nobody', async () => {
    expect((await ask('/')).body).toContain('Task Sync');
    expect(await sayHello(openSocket(null), '')).toEqual({ closed: 4401 });
    expect(await sayHello(openSocket('__Host-task-sync=wrong'), '')).toEqual({ closed: 4401 });
    const cookie = await paired();
    expect(await sayHello(openSocket(`${cookie}; ${cookie}`), '')).toEqual({ closed: 4401 });
    const foreign = openSocket(cookie, { origin: 'https://evil.example.org' });
    foreign.on('error', () => undefined);
    const [, response] = await once(foreign, 'unexpected-response');
    expect(response.statusCode).toBe(403);
    foreign.terminate();
  });
});

describe('a paired device', () => {
  it('may neither touch secrets, accounts and settings, nor let another one in', async () => {
    const phone = await connect(await paired());
    const connection = { name: 'x', connector: 'memory', url: null, username: null, secret: null, options: {} };
    for (const [name, input] of [
      ['connections.add', connection],
      ['connections.remove', { name: 'x' }],
      ['connections.signIn', { name: 'x', secret: 'y' }],
      ['secrets.unlock', { passphrase: 'long enough' }],
      ['settings.change', { binDays: 1 }],
      ['demo.enter', {}],
      ['devices.code', {}],
    ] as const) {
      await expect(phone.call(name, input)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await phone.close();
  });

  it('ends its own session and nobody else’s', async () => {
    const phone = await connect(await paired());
    const tablet = await connect(await paired());
    const { devices: both } = await devices.api.call('devices.show', {});
    const { self } = (await phone.call('devices.show', {})) as { self: string };
    const other = both.find(({ id }) => id !== self)?.id ?? '';
    await expect(phone.call('devices.end', { device: other })).rejects.toMatchObject({ code: 'forbidden' });
    const closed = closeCode(phone.socket);
    void phone.call('devices.end', { device: self }).catch(() => undefined);
    expect(await closed).toBe(4401);
    expect(await tablet.call('connections.list', {})).toEqual([]);
    await tablet.close();
  });

  it('is cut off at once when its session is ended here, and does not come back', async () => {
    const cookie = await paired();
    const phone = await connect(cookie);
    const closed = closeCode(phone.socket);
    await devices.api.call('devices.end', { device: 'A phone' });
    expect(await closed).toBe(4401);
    expect(await sayHello(openSocket(cookie), '')).toEqual({ closed: 4401 });
  });

  it('is cut off when another program ends its session', async () => {
    const phone = await connect(await paired());
    const closed = closeCode(phone.socket);
    await changeDevices(deviceFile(folder), now, () => []);
    expect(await closed).toBe(4401);
  });

  it('stays paired over a restart, of which only digests are kept', async () => {
    const cookie = await paired();
    await devices.close();
    const file = await readFile(deviceFile(folder), 'utf8');
    expect(file).not.toContain(cookie.split('=')[1]);
    if (process.platform !== 'win32') expect((await stat(deviceFile(folder))).mode & 0o777).toBe(0o600);
    await start();
    const phone = await connect(cookie);
    expect(await phone.call('connections.list', {})).toEqual([]);
    await phone.close();
  });

  it('is forgotten after 30 days without use, also with a line that stayed open', async () => {
    const cookie = await paired();
    now += 29 * day;
    const phone = await connect(cookie);
    now += 29 * day;
    expect(await phone.call('connections.list', {})).toEqual([]);
    now += 31 * day;
    await expect(phone.call('connections.list', {})).rejects.toMatchObject({ code: 'forbidden' });
    expect(await sayHello(openSocket(cookie), '')).toEqual({ closed: 4401 });
    await phone.close();
  });

  it('is not let in when the file of devices is damaged', async () => {
    const phone = await connect(await paired());
    const closed = closeCode(phone.socket);
    await writeFile(deviceFile(folder), '{');
    expect(await closed).toBe(4401);
    await devices.close();
    await expect(start()).rejects.toMatchObject({ code: 'invalid-input' });
    await rm(deviceFile(folder));
    await start();
  });

  it('leaves neither codes nor sessions in the log', async () => {
    const cookie = await paired();
    const { code } = await devices.api.call('devices.code', {});
    await pair('AAAA-AAAA');
    const log = JSON.stringify(logger.entries);
    expect(log).toContain('pairing-refused');
    for (const secret of [code, 'AAAA', cookie.split('=')[1] ?? '']) expect(log).not.toContain(secret);
  });
});

describe('the certificate', () => {
  async function read(given: { cert: string; key: string }): Promise<unknown> {
    await writeFile(join(folder, 'c.pem'), given.cert);
    await writeFile(join(folder, 'k.pem'), given.key);
    return await readCertificate(join(folder, 'c.pem'), join(folder, 'k.pem'), now);
  }

  it.each([
    ['no certificate', { cert: 'x', key }],
    ['no key', { cert, key: 'x' }],
    ['the key of another', { cert, key: makeSelfSigned(['a.example']).key }],
    ['one that is over', makeSelfSigned(['a.example'], { from: -3, to: -1 })],
    ['one of the future', makeSelfSigned(['a.example'], { from: 1, to: 3 })],
  ])('is refused with a sentence: %s', async (_what, given) => {
    await expect(read(given)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('Nothing was opened.'),
    });
  });

  it('says the names, without wildcards', async () => {
    expect(await read(makeSelfSigned(['Studio.example', '*.example.org', '192.168.1.20']))).toMatchObject({
      names: ['studio.example', '192.168.1.20'],
    });
  });
});
