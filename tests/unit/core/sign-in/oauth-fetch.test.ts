import { describe, expect, it } from 'vitest';
import { signIn as asana } from '../../../../src-main/connectors/asana/sign-in.ts';
import { signIn as github } from '../../../../src-main/connectors/github/sign-in.ts';
import { signIn as jira } from '../../../../src-main/connectors/jira/sign-in.ts';
import { endpointsOf } from '../../../../src-main/core/sign-in/oauth-client.ts';
import { oauthFetch, requireSafe } from '../../../../src-main/core/sign-in/oauth-fetch.ts';
import type { Http } from '../../../../src-shared/ports/ports.ts';

function answering(status: number, body: unknown): Http {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = { 'content-type': 'application/json', 'www-authenticate': 'Bearer', 'set-cookie': 'a=b' };
  return { send: async () => ({ status, headers, body: new TextEncoder().encode(text) }) };
}
const ask = (http: Http, url = 'https://desk.example.org/token') =>
  oauthFetch(http, 'Desk')(url, { method: 'POST', headers: {}, body: new URLSearchParams() });

describe('requests for tokens', () => {
  it.each([
    [200, { access_token: 'a' }, 200],
    [200, { error: 'authorization_pending' }, 400],
    [200, 'not JSON', 200],
    [200, '{"error":', 200],
    [200, { error: 7 }, 200],
    [400, { error: 'invalid_grant' }, 400],
    [503, '', 503],
  ])('%i with %j is read as %i', async (status, body, read) => {
    expect((await ask(answering(status, body))).status).toBe(read);
  });

  it('hand on nothing of the answer but its type', async () => {
    expect([...(await ask(answering(200, {}))).headers.keys()]).toEqual(['content-type']);
  });

  it.each(['http://desk.example.org/token', 'ftp://desk.example.org/', 'nonsense', ''])(
    'are not sent to %s',
    async (url) => {
      await expect(ask(answering(200, {}), url)).rejects.toMatchObject({ code: 'invalid-input' });
    },
  );

  it.each(['https://desk.example.org/', 'http://127.0.0.1:80/', 'http://[::1]:80/', 'http://localhost/'])(
    'are sent to %s',
    (url) => {
      expect(requireSafe('Desk', url).href).toBe(new URL(url).href);
    },
  );
});

describe('the ways to sign in of the connectors', () => {
  const all = [...asana, ...github, ...jira].filter((method) => method.kind !== 'token');

  it.each(all.map((method) => [method.origin, method] as const))(
    'at %s are encrypted and ask for something',
    (_, method) => {
      for (const address of Object.values(endpointsOf(method, null))) expect(new URL(address).protocol).toBe('https:');
      expect(method.scopes.length).toBeGreaterThan(0);
      expect(new Set(method.scopes).size).toBe(method.scopes.length);
    },
  );

  it.each(all.flatMap((method) => (method.kind === 'code' ? [[method.label, method] as const] : [])))(
    'lead back to this computer: %s',
    (_, { redirect, needsClientSecret, usesPkce }) => {
      expect(redirect.path).toMatch(/^\/\w+$/);
      // Without a secret, only PKCE keeps others from using the code (RFC 8252, 6).
      expect(needsClientSecret || usesPkce).toBe(true);
    },
  );

  const [, device] = github;
  it.each([
    [null, 'https://github.com/login/device/code'],
    ['https://api.github.com', 'https://github.com/login/device/code'],
    ['https://github.com/', 'https://github.com/login/device/code'],
    ['https://git.example.org/api/v3', 'https://git.example.org/login/device/code'],
  ])('of a connection to %s begin at %s', (url, address) => {
    expect(device?.kind === 'device' && endpointsOf(device, url).deviceUrl).toBe(address);
  });
});
