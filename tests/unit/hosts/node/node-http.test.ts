import { getEventListeners, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { NodeHttpOptions } from '../../../../src-main/hosts/node/node-http.ts';
import { createNodeHttp } from '../../../../src-main/hosts/node/node-http.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { HttpRequest } from '../../../../src-shared/ports/ports.ts';
import { httpServer, listen, selfSigned, tcpServer } from './loopback.ts';

function open(options?: NodeHttpOptions) {
  const http = createNodeHttp(options);
  onTestFinished(() => http.close());
  return http;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  headers: {},
  ...more,
});
const put = (url: string, more: Partial<HttpRequest> = {}): HttpRequest =>
  get(url, { method: 'PUT', body: 'x', ...more });

async function failure(what: Promise<unknown>): Promise<TaskSyncError> {
  const error = await what.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TaskSyncError)) throw new Error('expected a TaskSyncError', { cause: error });
  return error;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}

describe('an exchange', () => {
  /** Answers with what it was sent. */
  const mirror = () =>
    httpServer((request, response) => {
      void bodyOf(request).then((body) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
      });
    });

  it.each([
    ['PUT', 'Grüße 🙂', '12'],
    ['PUT', Uint8Array.of(0x68, 0x69), '2'],
    ['PUT', '', '0'],
    ['PUT', undefined, '0'],
    ['REPORT', '<x/>', '4'],
    ['PROPFIND', undefined, '0'],
    ['GET', undefined, undefined],
    ['DELETE', '{"reason":"x"}', '14'],
  ])('carries %s with the body %j', async (method, body, length) => {
    const server = await mirror();
    const request = {
      method,
      url: `${server.url}a%20b?c=d`,
      headers: { 'x-one': '1' },
      ...(body === undefined ? {} : { body }),
    };
    const { status, headers, body: answer } = await open().send(request);
    const seen = JSON.parse(new TextDecoder().decode(answer)) as { headers: Record<string, string> };
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(seen).toMatchObject({ method, url: '/a%20b?c=d', headers: { 'x-one': '1' } });
    expect(seen).toHaveProperty('body', body === undefined ? '' : typeof body === 'string' ? body : 'hi');
    expect(seen.headers['content-length']).toBe(length);
    expect(seen.headers['transfer-encoding']).toBeUndefined();
  });

  it('asks for nothing compressed and names nobody (SEC-18, SEC-56)', async () => {
    const server = await mirror();
    const { body } = await open().send(get(server.url));
    const { headers } = JSON.parse(new TextDecoder().decode(body)) as { headers: Record<string, string> };
    expect(headers).toEqual({
      'accept-encoding': 'identity',
      connection: 'keep-alive',
      host: `127.0.0.1:${server.port}`,
    });
  });

  it('gives the bytes of the answer as they are, in any number of pieces', async () => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);
    const server = await httpServer((_, response) => {
      response.write(bytes.subarray(0, 100));
      setImmediate(() => response.end(bytes.subarray(100)));
    });
    const { body } = await open().send(get(server.url));
    expect(Buffer.compare(body, bytes)).toBe(0);
  });

  it.each([204, 304, 401, 404, 503])('%i is an answer like any other', async (status) => {
    const server = await httpServer((_, response) => response.writeHead(status).end());
    const answer = await open().send(get(server.url));
    expect(answer.status).toBe(status);
    expect(answer.body).toHaveLength(0);
  });

  it('does not follow redirects', async () => {
    const server = await httpServer((_, response) => response.writeHead(302, { location: '/next' }).end());
    expect(await open().send(get(server.url))).toMatchObject({ status: 302, headers: { location: '/next' } });
  });

  it('leaves cookies behind', async () => {
    const server = await httpServer((_, response) =>
      response.writeHead(200, { 'set-cookie': ['session=1', 'b=2'], 'x-kept': 'yes' }).end(),
    );
    const { headers } = await open().send(get(server.url));
    expect(headers).not.toHaveProperty('set-cookie');
    expect(headers).toHaveProperty('x-kept', 'yes');
  });

  it('does not go through a proxy that the environment names', async () => {
    for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY']) vi.stubEnv(name, 'http://127.0.0.1:9/');
    const server = await httpServer((_, response) => response.end('direct'));
    expect(new TextDecoder().decode((await open().send(get(server.url))).body)).toBe('direct');
  });

  it('reaches an IPv6 address', async ({ skip }) => {
    const server = await listen(
      createHttpServer((_, response) => response.end('six')),
      '::1',
    ).catch(() => null);
    if (server === null) return skip('this computer has no IPv6');
    expect((await open().send(get(server.url))).status).toBe(200);
  });
});

describe('connections', () => {
  it('are kept and used again', async () => {
    const server = await httpServer((_, response) => response.end('ok'));
    const http = open();
    for (let count = 0; count < 20; count++) await http.send(put(server.url));
    expect(server.connections()).toBe(1);
  });

  it('are never more than allowed', async () => {
    const server = await httpServer((_, response) => {
      setImmediate(() => response.end('ok'));
    });
    const http = open({ maxSockets: 4 });
    await Promise.all(Array.from({ length: 100 }, () => http.send(put(server.url))));
    expect(server.connections()).toBe(4);
  });

  it('that break before the answer leave a write in doubt, also when they were used before', async () => {
    let requests = 0;
    const server = await httpServer((request, response) => {
      if (++requests === 1) response.end('ok');
      else request.socket.destroy();
    });
    const http = open();
    await http.send(put(server.url));
    const error = await failure(http.send(put(server.url)));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'unknown' });
    expect(requests).toBe(2);
  });
});

describe('without a connection', () => {
  it('says who refused it, and that nothing was sent', async () => {
    const error = await failure(open().send(put('http://127.0.0.1:9/secret-path?token=abc')));
    expect(error).toMatchObject({
      code: 'unavailable',
      applied: 'no',
      facts: { host: '127.0.0.1:9', cause: 'ECONNREFUSED' },
    });
    expect(error.message).toBe(
      'Cannot reach 127.0.0.1:9: it refused the connection. Nothing was sent. Check the address and the port, and that the service is running.',
    );
  });

  it('says that a name is not known', async () => {
    const error = await failure(open().send(put('https://tasks.example.invalid/')));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'no' });
    expect(error.message).toContain('Cannot reach tasks.example.invalid: its name');
  });

  it('gives up when encryption is not agreed upon in time', async () => {
    const silent = await tcpServer(() => undefined);
    const error = await failure(open({ connectTimeoutMs: 50 }).send(put(`https://127.0.0.1:${silent.port}/`)));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'no', facts: { cause: 'ETIMEDOUT' } });
  });

  it('trusts no certificate that vouches for itself (SEC-29)', async () => {
    let requests = 0;
    const server = await listen(
      createTlsServer(selfSigned(), (_, response) => {
        requests++;
        response.end('trusted?');
      }),
    );
    const error = await failure(open().send(put(`https://127.0.0.1:${server.port}/`)));
    expect(error).toMatchObject({
      code: 'unavailable',
      applied: 'no',
      facts: { cause: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(error.message).toContain('its certificate is signed by nobody but itself');
    expect(requests).toBe(0);
  });

  it('speaks no TLS before 1.2 (SEC-29)', async () => {
    const server = await listen(
      createTlsServer({ ...selfSigned(), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    );
    const error = await failure(open().send(put(`https://127.0.0.1:${server.port}/`)));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'no' });
    expect(error.message).toContain('no encrypted connection could be made');
  });

  it('says that a plain service is not encrypted', async () => {
    const server = await httpServer((_, response) => response.end('plain'));
    const error = await failure(open().send(put(`https://127.0.0.1:${server.port}/`)));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'no' });
    expect(error.message).toContain('no encrypted connection could be made');
  });
});

describe('when the answer does not come (SEC-36)', () => {
  it('gives up after a silence, and leaves it open whether the request arrived', async () => {
    const server = await httpServer(() => undefined);
    const error = await failure(open({ idleTimeoutMs: 50 }).send(put(server.url)));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'unknown', facts: { cause: 'ETIMEDOUT' } });
    expect(error.message).toContain('Whether the request arrived is not known.');
  });

  it('gives up on an answer that drips', async () => {
    const server = await httpServer((_, response) => {
      const drip = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(drip));
    });
    const error = await failure(open().send(get(server.url, { timeoutMs: 100 })));
    expect(error).toMatchObject({ code: 'unavailable', applied: 'unknown' });
  });

  it.each([
    ['after its first bytes', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this'],
    ['between its pieces', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'],
    ['inside its headers', 'HTTP/1.1 200 OK\r\ncontent-le'],
    ['before its first byte', ''],
  ])('says that it broke off %s', async (_, bytes) => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end(bytes)));
    const error = await failure(open().send(put(server.url)));
    expect(error).toMatchObject({ applied: 'unknown' });
    expect(['unavailable', 'invalid-response']).toContain(error.code);
  });

  it('says that it is not HTTP, and repeats nothing of it', async () => {
    const server = await tcpServer((socket) => socket.once('data', () => socket.end('SSH-2.0-private words\r\n')));
    const error = await failure(open().send(put(server.url)));
    expect(error).toMatchObject({ code: 'invalid-response', applied: 'unknown' });
    expect(JSON.stringify([error.message, error.facts, String(error.cause)])).not.toContain('private');
  });
});

describe('an answer that is too large (SEC-18)', () => {
  it.each([
    ['by its own account', { 'content-length': '2000' }],
    ['by what arrives', {}],
  ])('is refused %s', async (_, headers) => {
    const server = await httpServer((_request, response) => {
      response.writeHead(200, headers);
      response.write('x'.repeat(1001));
    });
    const error = await failure(open().send(get(server.url, { maxBytes: 1000 })));
    expect(error).toMatchObject({ code: 'invalid-response', applied: 'unknown', facts: { maxBytes: 1000 } });
  });

  it('may be exactly as large as allowed', async () => {
    const server = await httpServer((_, response) => response.end('x'.repeat(1000)));
    expect((await open().send(get(server.url, { maxBytes: 1000 }))).body).toHaveLength(1000);
  });
});

describe('stopping', () => {
  it('before it began sends nothing', async () => {
    const server = await httpServer((_, response) => response.end());
    const error = await failure(open().send(put(server.url, { signal: AbortSignal.abort() })));
    expect(error).toMatchObject({ code: 'cancelled', applied: 'no' });
    expect(server.connections()).toBe(0);
  });

  it('in the middle closes the connection and leaves the write in doubt', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    const server = await httpServer((_, response) => {
      closed = once(response, 'close');
      controller.abort();
    });
    const error = await failure(open().send(put(server.url, { signal: controller.signal })));
    expect(error).toMatchObject({ code: 'cancelled', applied: 'unknown' });
    await closed;
  });

  it('leaves no listener behind', async () => {
    const server = await httpServer((_, response) => response.end());
    const { signal } = new AbortController();
    const http = open();
    await Promise.all(Array.from({ length: 50 }, () => http.send(put(server.url, { signal }))));
    await failure(http.send(put('http://127.0.0.1:9/', { signal })));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('what cannot be sent', () => {
  it.each(['ftp://tasks.example.org/', 'tasks.example.org', 'file:///etc/passwd', ''])(
    '%j is no web address',
    async (url) => {
      expect(await failure(open().send(get(url)))).toMatchObject({ code: 'invalid-input', applied: 'no' });
    },
  );

  it('a line break in a password cannot forge a header, and is not repeated', async () => {
    const headers = { authorization: 'Bearer secret\r\nx-forged: 1' };
    const error = await failure(open().send(get('http://127.0.0.1:9/', { headers })));
    expect(error).toMatchObject({ code: 'invalid-input', applied: 'no' });
    expect(`${error.message}${String(error.cause)}`).not.toContain('secret');
  });
});
