import { describe, expect, it } from 'vitest';
import { trustingHttp } from '../../../src-main/core/sign-in/own-certificate.ts';
import { makeAuthority, makeSelfSigned, type SelfSigned } from '../../fakes/self-signed.ts';
import { failure, get, openHttp, witness } from './hostile-network.ts';

const known = makeAuthority('An authority that the person knows');
const other = makeAuthority('Another authority');
const names = ['127.0.0.1', 'localhost'];
const good = makeSelfSigned(names, { issuer: known });

/** A server, and what is said of it when the person trusts `known` there, or nobody besides the system. */
const servers: readonly (readonly [string, SelfSigned & { readonly maxVersion?: 'TLSv1.1' }, string, string])[] = [
  ['expired', makeSelfSigned(names, { issuer: known, from: -20, to: -1 }), 'has expired', 'has expired'],
  ['not valid yet', makeSelfSigned(names, { issuer: known, from: 1 }), 'is not valid yet', 'is not valid yet'],
  [
    'for another host',
    makeSelfSigned(['tasks.example.org'], { issuer: known }),
    'belongs to another name',
    'cannot be verified',
  ],
  ['signed by nobody but itself', makeSelfSigned(names), 'nobody but itself', 'nobody but itself'],
  ['of an unknown authority', makeSelfSigned(names, { issuer: other }), 'cannot be verified', 'cannot be verified'],
  [
    'of an unknown authority, which it sends along',
    chain(makeSelfSigned(names, { issuer: other })),
    'unknown here',
    'unknown here',
  ],
  ['good, but over TLS 1.1', { ...good, maxVersion: 'TLSv1.1' }, 'no encrypted connection', 'no encrypted connection'],
];

function chain(leaf: SelfSigned): SelfSigned {
  return { ...leaf, cert: `${leaf.cert}${other.cert}` };
}

describe.each([true, false])('where the person gave a certificate: %s', (isGiven) => {
  it.each(servers)(
    'a server that is %s gets nothing (SEC-29)',
    async (_, { maxVersion, ...pair }, withOwn, without) => {
      const old = maxVersion ? ({ minVersion: 'TLSv1', maxVersion, ciphers: 'DEFAULT@SECLEVEL=0' } as const) : {};
      const server = await witness((_request, response) => response.end('trusted?'), { ...pair, ...old });
      const url = server.url.replace('http:', 'https:');
      const http = isGiven ? trustingHttp(openHttp(), new URL(url).origin, known.cert) : openHttp();
      const error = await failure(http.send(get(url, { headers: { authorization: 'Bearer canary' } })));
      expect(error).toMatchObject({ code: 'unavailable', applied: 'no' });
      expect(error.message).toContain(isGiven ? withOwn : without);
      expect(server.seen).toEqual([]);
    },
  );
});

it('a certificate that the person gave is trusted at that service, and nowhere else (SEC-29)', async () => {
  const mine = await witness((_, response) => response.end('mine'), good);
  const theirs = await witness((_, response) => response.end('theirs'), good);
  const [url, elsewhere] = [mine, theirs].map((one) => one.url.replace('http:', 'https:')) as [string, string];
  const wire = openHttp();
  const http = trustingHttp(wire, new URL(url).origin, known.cert);
  expect((await http.send(get(url))).status).toBe(200);
  // Not at another port, and not for another connection to the same one, although the wire is open now.
  await failure(http.send(get(elsewhere)));
  await failure(wire.send(get(url)));
  await failure(trustingHttp(wire, new URL(url).origin, other.cert).send(get(url)));
  expect(mine.seen).toHaveLength(1);
  expect(theirs.seen).toEqual([]);
});

it('one that vouches only for itself can be trusted as itself (SEC-29)', async () => {
  const pair = makeSelfSigned(names);
  const server = await witness((_, response) => response.end('mine'), pair);
  const url = server.url.replace('http:', 'https:');
  const http = trustingHttp(openHttp(), new URL(url).origin, pair.cert);
  expect((await http.send(get(url))).status).toBe(200);
});
