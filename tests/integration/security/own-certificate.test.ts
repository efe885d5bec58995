import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CaldavServer, createCaldavServer } from '../../fakes/caldav-server.ts';
import { makeAuthority, makeSelfSigned } from '../../fakes/self-signed.ts';
import { createTestCli, type TestCli } from '../cli-run.ts';
import { witness } from './hostile-network.ts';

const authority = makeAuthority('Authority of the office');
const other = makeAuthority('Somebody else');

let cli: TestCli;
let server: CaldavServer;
beforeEach(async () => {
  cli = await createTestCli();
  server = await createCaldavServer();
});
afterEach(async () => {
  await server.close();
  await cli.close();
});

/** The server behind TLS. */
async function overTls(): Promise<string> {
  const front = await witness(
    (request, response) => {
      const { method, url, headers } = request;
      const behind = ask(new URL(url ?? '/', server.url), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      request.pipe(behind);
    },
    makeSelfSigned(['127.0.0.1'], { issuer: authority }),
  );
  return new URL(new URL(server.url).pathname, front.url.replace('http:', 'https:')).href;
}

async function pem(text: string): Promise<string> {
  const file = join(cli.scratch, 'certificate.pem');
  await writeFile(file, text);
  return file;
}

const password = { DAV_PASSWORD: 'sync-secret' };
const add = (url: string, ...more: string[]) => [
  ...['connections', 'add', 'caldav', '--name', 'office', '--url', url, '--username', 'sync'],
  ...['--secret-env', 'DAV_PASSWORD', ...more],
];

it('a certificate is trusted when the person gives it, and its fingerprint is shown (SEC-29)', async () => {
  const url = await overTls();
  expect((await cli.run(add(url), password)).code).toBe(0);
  const before = await cli.run(['connections', 'test', 'office']);
  expect(before.stdout + before.stderr).toContain('cannot be verified');
  expect(before.stdout + before.stderr).toContain('give its certificate with the connection');
  expect(server.requests).toEqual([]);

  const changed = await cli.run(['connections', 'certificate', 'office', await pem(authority.cert)]);
  expect(changed.code).toBe(0);
  const after = await cli.run(['connections', 'test', 'office']);
  expect(after.stdout).toContain(`SHA-256 ${new X509Certificate(authority.cert).fingerprint256}`);
  expect(after.code).toBe(0);

  expect((await cli.run(['connections', 'certificate', 'office', await pem(other.cert)])).code).toBe(0);
  expect((await cli.run(['connections', 'test', 'office'])).code).not.toBe(0);
  expect((await cli.run(['connections', 'certificate', 'office'])).stdout).toContain('what the system trusts');
  expect((await cli.run(['connections', 'test', 'office'])).code).not.toBe(0);
}, 60_000);

it('a certificate comes with a new connection, and nothing else is taken for one (SEC-29)', async () => {
  const url = await overTls();
  const { key } = makeSelfSigned(['127.0.0.1']);
  for (const [text, words] of [
    ['not a certificate', 'This is no certificate'],
    ['', 'This is no certificate'],
    [`${authority.cert}${key}`, 'private key'],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'This is no certificate'],
  ] as const) {
    const refused = await cli.run(add(url, '--certificate', await pem(text)), password);
    if (text !== '') expect(refused.stderr).toContain(words);
    expect(refused.stderr).not.toContain(key.slice(40, 80));
  }
  expect((await cli.json(['connections', 'list'])).value).toMatchObject(expect.anything());
  await cli.run(['connections', 'remove', 'office']);
  expect((await cli.run(add(url, '--certificate', await pem(authority.cert)), password)).code).toBe(0);
  expect((await cli.run(['connections', 'test', 'office'])).code).toBe(0);
}, 60_000);
