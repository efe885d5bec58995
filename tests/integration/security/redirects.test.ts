import { describe, expect, it } from 'vitest';
import { openElsewhere } from '../../../src-main/connectors/kit/open-elsewhere.ts';
import { trustingHttp } from '../../../src-main/core/sign-in/own-certificate.ts';
import { makeAuthority, makeSelfSigned } from '../../fakes/self-signed.ts';
import { clientAt, failure, openHttp, witness } from './hostile-network.ts';

const statuses = [301, 302, 303, 307, 308];
const methods = ['GET', 'HEAD', 'PROPFIND', 'REPORT', 'PUT', 'POST', 'PATCH', 'DELETE'];
const authority = makeAuthority('Redirect test authority');
const tls = makeSelfSigned(['localhost', '127.0.0.1'], { issuer: authority });

/** Where a hostile answer may lead, from a service over TLS at 127.0.0.1. */
const places: Readonly<Record<string, (own: URL, thief: URL, plain: URL) => string>> = {
  'another port': (_, thief) => thief.href,
  'another name of the host': (own) => `https://localhost:${own.port}/stolen`,
  'another port, without a protocol': (_, thief) => `//${thief.host}/stolen`,
  'another port, with our name before it': (_, thief) => `https://127.0.0.1@${thief.host}/stolen`,
  'another port, with backslashes': (_, thief) => `\\\\${thief.host}/stolen`,
  'an unencrypted place': (_own, _thief, plain) => plain.href,
  'the same port, unencrypted': (own) => `http://${own.host}/stolen`,
};

describe.each(statuses)('status %i', (status) => {
  it.each(Object.entries(places))('to %s: the credential stays, and nothing goes there (SEC-28)', async (_, place) => {
    let location = '';
    const thief = await witness((_request, response) => response.end('{}'), tls);
    const plain = await witness((_request, response) => response.end('{}'));
    const service = await witness((_request, response) => response.writeHead(status, { location }).end(), tls);
    const own = new URL(service.url.replace('http:', 'https:'));
    location = place(own, new URL(thief.url.replace('http:', 'https:')), new URL(plain.url));
    const http = trustingHttp(openHttp(), own.origin, authority.cert);
    const client = clientAt(own.href, http);
    for (const method of methods) {
      const { code, message } = await failure(client.send({ method, path: 'tasks' }));
      expect(code, method).toBe('invalid-response');
      expect(message).not.toContain('canary');
    }
    expect(thief.connections() + plain.connections()).toBe(0);
    // Each was asked once, and only at its own place.
    expect(service.seen.map(({ url }) => url)).toEqual(methods.map(() => '/tasks'));
  });

  it('within the service: reads go along with their method, changes never do (SEC-28)', async () => {
    for (const location of ['/moved', 'moved', './moved', 'own']) {
      const service = await witness((request, response) => {
        if (request.url === '/moved') response.end('{"here":true}');
        else response.writeHead(status, { location: location === 'own' ? `${service.url}moved` : location }).end();
      });
      const client = clientAt(service.url, openHttp());
      const answer = await client.send({ method: 'GET', path: 'tasks' });
      expect(answer.json()).toEqual({ here: true });
      for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
        expect((await failure(client.send({ method, path: 'tasks', body: 'x' }))).code, method).toBe(
          'invalid-response',
        );
      }
      expect(service.seen.filter(({ url }) => url === '/moved').map(({ method }) => method)).toEqual(['GET']);
    }
  });
});

it('a file at another host is fetched without any credential (SEC-28)', async () => {
  const store = await witness((_, response) => response.end('file'));
  const service = await witness((_, response) => response.writeHead(302, { location: store.url }).end());
  const http = openHttp();
  const answer = await clientAt(service.url, http).send({ method: 'GET', path: 'file', expect: [302] });
  const bytes = await openElsewhere(
    { http, signal: new AbortController().signal },
    { service: 'Desk', address: answer.headers['location'] ?? '', from: answer.url, maxBytes: 100 },
  );
  for await (const part of bytes) expect(Buffer.from(part).toString()).toBe('file');
  expect(store.seen).toHaveLength(1);
  const [{ headers } = { headers: {} }] = store.seen;
  expect(Object.keys(headers).sort()).toEqual(['accept-encoding', 'connection', 'host']);
});
