import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSmallApi } from '../../../contract/small-api.ts';
import { startTestHost, type TestHost } from './start-host.ts';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let host: TestHost;

beforeEach(async () => {
  host = await startTestHost(createSmallApi());
});
afterEach(() => host.close());

/** One request with exactly these headers; the path goes out as it is, without any tidying. */
async function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Reply> {
  const outgoing = request({ host: '127.0.0.1', port: host.port, path, method, headers, agent: false });
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, headers: response.headers, body };
}

/** What `request` would not send: the text goes to the socket as it is. */
async function askRaw(text: string): Promise<string> {
  const socket = connect(host.port, '127.0.0.1');
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer.split('\r\n', 1)[0] ?? '';
}

describe('the page', () => {
  it('is served at / with its files, each with its type', async () => {
    expect(await ask('/')).toMatchObject({ status: 200, body: expect.stringContaining('<title>Task Sync</title>') });
    expect((await ask('/?reload=1')).status).toBe(200);
    expect((await ask('/')).headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await ask('/icon.svg')).headers['content-type']).toBe('image/svg+xml');
    expect((await ask('/assets/main-1a2b.js')).headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it('may be kept for ever where the name carries a hash, and is asked for again otherwise', async () => {
    expect((await ask('/assets/main-1a2b.js')).headers['cache-control']).toContain('immutable');
    expect((await ask('/')).headers['cache-control']).toBe('no-cache');
  });

  it('lists what a browser may keep, and nothing but files of the page', async () => {
    const { body, headers } = await ask('/shell.json');
    const { files } = JSON.parse(body);
    expect(files).toContain('/');
    expect(files).toContain('/assets/main-1a2b.js');
    expect(files).not.toContain('/shell-worker.js');
    expect(headers['cache-control']).toBe('no-store');
    for (const file of files) expect((await ask(file)).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    expect(await ask('/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  it.each(['/', '/nothing', '/assets/main-1a2b.js'])(
    'guards itself at %s: no scripts from elsewhere, no frames, no CORS, no cookies',
    async (path) => {
      const { headers } = await ask(path);
      const policy = String(headers['content-security-policy']);
      for (const rule of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(Object.keys(headers).filter((name) => /^access-control|cookie|x-powered/.test(name))).toEqual([]);
    },
  );
});

describe('what the host refuses (SEC-40)', () => {
  it.each([
    'evil.example.org',
    'evil.example.org:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.:PORT',
    'localhost.:PORT',
    'LOCALHOST:PORT',
    'localhost.evil.example.org:PORT',
    '0.0.0.0:PORT',
    '127.1:PORT',
    '2130706433:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '127.0.0.1:PORT, evil.example.org',
    'user@127.0.0.1:PORT',
  ])('another name for this computer: Host %j', async (name) => {
    const { status, body } = await ask('/', { host: name.replace('PORT', String(host.port)) });
    expect(status).toBe(421);
    expect(body).not.toContain('<');
  });

  it('two Host headers, an empty one, and none', async () => {
    const own = `Host: 127.0.0.1:${host.port}`;
    expect(await askRaw(`GET / HTTP/1.1\r\n${own}\r\nConnection: close\r\n\r\n`)).toContain(' 200 ');
    expect(await askRaw(`GET / HTTP/1.1\r\n${own}\r\nHost: evil.example.org\r\n\r\n`)).toMatch(/ 4\d\d /);
    expect(await askRaw('GET / HTTP/1.1\r\nHost:\r\n\r\n')).toMatch(/ 4\d\d /);
    expect(await askRaw('GET / HTTP/1.1\r\n\r\n')).toMatch(/ 4\d\d /);
    expect(await askRaw('GET / HTTP/1.0\r\n\r\n')).toMatch(/ 4\d\d /);
  });

  it('knows its three own names', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      expect((await ask('/', { host: `${name}:${host.port}` })).status).toBe(200);
    }
  });

  it.each([
    'null',
    'http://evil.example.org',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
    'http://127.0.0.1',
    'file://',
    '',
  ])('a request from another origin: %j', async (origin) => {
    expect((await ask('/', { origin: origin.replace('PORT', String(host.port)) })).status).toBe(403);
  });

  it('accepts a request from its own origin', async () => {
    expect((await ask('/', { origin: `http://127.0.0.1:${host.port}` })).status).toBe(200);
  });

  it.each(['cross-site', 'same-site', 'something-new'])('a request that the browser calls %s', async (site) => {
    expect((await ask('/', { 'sec-fetch-site': site })).status).toBe(403);
  });

  it.each(['same-origin', 'none'])('but not one that the browser calls %s', async (site) => {
    expect((await ask('/', { 'sec-fetch-site': site })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s', async (method) => {
    const { status, headers } = await ask('/', {}, method);
    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/%2e%2e%2foutside.txt',
    '/%252e%252e/outside.txt',
    '/..\\outside.txt',
    '/..%5coutside.txt',
    '/assets/../../outside.txt',
    '/assets/..;/../../outside.txt',
    '/./../outside.txt',
    '//outside.txt',
    '/....//outside.txt',
    '/index.html%00',
    '/index.html/',
    '/%00',
    '/etc/passwd',
    '/%c0%ae%c0%ae/outside.txt',
    '/assets',
    '/assets/',
    '/assets/main-1a2b.js.map',
    '/INDEX.HTML',
    '/constructor',
    '/__proto__',
    'http://127.0.0.1/../outside.txt',
    '*',
  ])('the path %j', async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain('outside');
  });

  it('an ordinary request for the socket', async () => {
    expect((await ask('/api')).status).toBe(404);
  });

  it('every other network interface', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const socket = connect({ host: address, port: host.port, timeout: 2000 });
      const result = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch((error: unknown) => [
        error,
      ]);
      socket.destroy();
      expect(result[0]).toMatchObject({ code: 'ECONNREFUSED' });
    }
  });

  it('a port that is taken, with a sentence', async () => {
    await expect(startTestHost(createSmallApi(), { port: host.port })).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('taken by another program'),
    });
  });
});
