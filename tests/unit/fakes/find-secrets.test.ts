import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { findSecrets } from '../../fakes/find-secrets.ts';

const secret = 'canary-Zx81/ü+&="quoted"';
const canaries = [{ name: 'the secret', secret }];
const bytes = Buffer.from(secret);

it.each([
  ['plain', bytes],
  ['URL', Buffer.from(encodeURIComponent(secret))],
  ['JSON', Buffer.from(JSON.stringify({ secret }))],
  ['Base64', Buffer.from(bytes.toString('base64'))],
  ['Base64 after one byte', Buffer.from(Buffer.from(`:${secret}`).toString('base64'))],
  ['Base64 after two bytes', Buffer.from(Buffer.from(`a:${secret}`).toString('base64'))],
  ['Base64 of a Basic header', Buffer.from(Buffer.from(`ana@example.org:${secret}`).toString('base64'))],
  ['Base64url', Buffer.from(bytes.toString('base64url'))],
  ['hex', Buffer.from(bytes.toString('hex'))],
  ['upper-case hex', Buffer.from(bytes.toString('hex').toUpperCase())],
  ['UTF-16', Buffer.from(secret, 'utf16le')],
  ['UTF-16, high byte first', Buffer.from(secret, 'utf16le').swap16()],
  ['gzip', gzipSync(bytes)],
  ['gzip of Base64', gzipSync(Buffer.from(bytes.toString('base64')))],
])('the search finds a secret that was planted as %s (SEC-21)', (_, planted) => {
  const place = { name: 'a file', bytes: Buffer.concat([Buffer.from('before '), planted, Buffer.from(' after')]) };
  expect(findSecrets(canaries, [place])).not.toEqual([]);
});

it('finds nothing where nothing is, and refuses what is too short to tell', () => {
  const place = { name: 'a file', bytes: Buffer.from(`canary-Zx81 ${bytes.toString('base64').slice(0, 12)}`) };
  expect(findSecrets(canaries, [place])).toEqual([]);
  expect(() => findSecrets([{ name: 'short', secret: 'short' }], [place])).toThrow('too short');
});
