import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { createRouteGuard, type Resolve, type Route } from '../../../src-main/hosts/node/route-guard.ts';
import { failure, get, openHttp, witness } from './hostile-network.ts';

/** A name server in the hands of an attacker: what each name leads to can change at any time. */
function nameServer(first: Readonly<Record<string, readonly string[]>>) {
  const records = new Map(Object.entries(first));
  const resolve = async (name: string): Promise<readonly LookupAddress[]> =>
    (records.get(name) ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return { records, resolve };
}

/** Where a connection would go, without going there. */
function asker(resolve: Resolve, more: Partial<Route> = {}) {
  const guard = createRouteGuard(resolve);
  const lookup = guard.lookup({ isEncrypted: true, from: undefined, ...more });
  return (name: string) =>
    new Promise((resolved, reject) => {
      lookup(name, {}, (error, address) => (error ? reject(error) : resolved(address)));
    });
}

/** Nothing answers there (RFC 5737). */
const outside = '192.0.2.1';

describe('a name that leads to this computer all of a sudden (SEC-34)', () => {
  it.each(['127.0.0.1', '169.254.169.254', '0.0.0.0', '::1', '::ffff:127.0.0.1'])(
    'is not followed to %s',
    async (near) => {
      const local = await witness((_, response) => response.end('secret'));
      const { records, resolve } = nameServer({ 'tasks.example.org': [outside] });
      const http = openHttp({ resolve, connectTimeoutMs: 30 });
      await failure(http.send(get(`https://tasks.example.org:${local.port}/`)));
      for (const addresses of [[near], [outside, near]]) {
        records.set('tasks.example.org', addresses);
        const error = await failure(http.send(get(`https://tasks.example.org:${local.port}/`)));
        expect(error).toMatchObject({ code: 'invalid-response', applied: 'no' });
        expect(error.message).toContain('suddenly leads to this computer');
      }
      expect(local.connections()).toBe(0);
    },
  );

  it('is followed within private networks, where a name may lead to another door', async () => {
    const { records, resolve } = nameServer({ 'tasks.example.org': [outside] });
    const ask = asker(resolve);
    expect(await ask('tasks.example.org')).toBe(outside);
    records.set('tasks.example.org', ['192.168.1.4']);
    expect(await ask('tasks.example.org')).toBe('192.168.1.4');
    records.set('tasks.example.org', ['127.0.0.1']);
    await expect(ask('tasks.example.org')).rejects.toMatchObject({ code: 'invalid-response' });
  });

  it('is followed where it always led there: the person entered it', async () => {
    const local = await witness((_, response) => response.end('mine'));
    const { resolve } = nameServer({ 'tasks.test': ['127.0.0.1'] });
    const http = openHttp({ resolve });
    expect((await http.send(get(`http://tasks.test:${local.port}/`))).status).toBe(200);
  });
});

describe('an address that a service gave us (SEC-34)', () => {
  it('leads no nearer than the service: not into the network behind the firewall', async () => {
    const local = await witness((_, response) => response.end('secret'));
    const { resolve } = nameServer({
      ...{ 'tasks.example.org': [outside], 'inside.example.org': ['127.0.0.1'], 'office.example.org': ['10.0.0.9'] },
    });
    const http = openHttp({ resolve, connectTimeoutMs: 30 });
    const from = 'https://tasks.example.org/';
    await failure(http.send(get(from)));
    for (const url of [
      `https://127.0.0.1:${local.port}/`,
      `https://[::ffff:127.0.0.1]:${local.port}/`,
      `https://inside.example.org:${local.port}/`,
      'https://office.example.org/',
      'https://192.168.0.1/',
      'https://169.254.169.254/latest/meta-data/',
    ]) {
      const error = await failure(http.send(get(url, { from })));
      expect(error, url).toMatchObject({ code: 'invalid-response', applied: 'no' });
      expect(error.message).toContain('leads into the network of this computer');
    }
    expect(local.connections()).toBe(0);
  });

  it('may be as near as the service is', async () => {
    const files = await witness((_, response) => response.end('file'));
    const http = openHttp();
    expect((await http.send(get(files.url, { from: 'http://127.0.0.1:8080/' }))).status).toBe(200);
  });
});

describe('without encryption (SEC-29)', () => {
  it.each(['http://tasks.example.org/', 'http://192.0.2.1/', 'http://[2001:db8::1]/'])(
    'nothing goes to the internet: %s',
    async (url) => {
      const { resolve } = nameServer({ 'tasks.example.org': ['10.0.0.1', outside] });
      const error = await failure(openHttp({ resolve }).send(get(url, { headers: { authorization: 'canary' } })));
      expect(error).toMatchObject({ code: 'invalid-input', applied: 'no' });
      expect(error.message).toContain('https://');
    },
  );

  it('private networks and this computer can be reached', async () => {
    const { resolve } = nameServer({ 'nas.local': ['192.168.1.4'], localhost: ['127.0.0.1'] });
    expect(await asker(resolve, { isEncrypted: false })('nas.local')).toBe('192.168.1.4');
    expect(await asker(resolve, { isEncrypted: false })('localhost')).toBe('127.0.0.1');
  });
});
