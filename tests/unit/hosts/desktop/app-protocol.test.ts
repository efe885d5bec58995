import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { registerAppScheme, serveApp } from '../../../../src-main/hosts/desktop/app-protocol.ts';
import { resetElectron } from '../../../fakes/electron-double/electron.ts';
import { observed } from '../../../fakes/electron-double/observed.ts';

vi.mock('electron', () => import('../../../fakes/electron-double/electron.ts'));

const secret = 'the secret beside the folder';

beforeAll(async () => {
  resetElectron();
  const home = mkdtempSync(join(tmpdir(), 'task-sync-app-'));
  const folder = join(home, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(home, 'secret.txt'), secret);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Task Sync</title>');
  writeFileSync(join(folder, 'assets/app-1a.js'), 'export {};');
  writeFileSync(join(folder, 'assets/app-1a.js.map'), '{}');
  symlinkSync(join(home, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(home, join(folder, 'up'));
  await serveApp(folder);
});

async function get(url: string, method = 'GET'): Promise<Response> {
  const handler = observed.protocols.get('app');
  if (!handler) throw new Error('app:// is not served');
  // Chromium hands over any address it accepted; the Request of Node refuses some of them.
  return handler({ url, method } as Request);
}

describe('app:// (SEC-02, SEC-03)', () => {
  it('is as standard and secure as https, and bypasses nothing', () => {
    registerAppScheme();
    expect(observed.schemes).toMatchObject([
      { scheme: 'app', privileges: { standard: true, secure: true, bypassCSP: false, corsEnabled: false } },
    ]);
  });

  it.each([
    ['app://task-sync/', 'text/html; charset=utf-8'],
    ['app://task-sync/index.html', 'text/html; charset=utf-8'],
    ['app://task-sync/#/conflicts', 'text/html; charset=utf-8'],
    ['app://task-sync/?x=1', 'text/html; charset=utf-8'],
    ['app://task-sync/assets/app-1a.js', 'text/javascript; charset=utf-8'],
  ])('serves %s', async (url, type) => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
  });

  it.each([
    ...[
      '..',
      '../',
      '%2e%2e',
      '%2E%2E%2f',
      '..%2f',
      '..%5c',
      '..\\',
      '....//',
      '%252e%252e/',
      '.%00./',
      '%c0%ae%c0%ae/',
    ].flatMap((up) => [
      `app://task-sync/${up}secret.txt`,
      `app://task-sync/${up}/secret.txt`,
      `app://task-sync/assets/${up}/${up}/secret.txt`,
    ]),
    'app://task-sync/link.txt',
    'app://task-sync/up/secret.txt',
    'app://task-sync/index.html%00.png',
    'app://task-sync/assets',
    'app://task-sync/assets/',
    'app://task-sync//etc/passwd',
    'app://task-sync/C:/Windows/win.ini',
    'app://task-sync/assets/app-1a.js.map',
    'app://task-sync/__proto__',
    'app://task-sync/constructor',
    'app://example.org/',
    'app://task-sync.example.org/',
    'app://task-sync:80/',
    'app://someone@task-sync/',
    'file:///etc/passwd',
    'nonsense',
  ])('has nothing at %s', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(secret);
  });

  it('never leaves its folder, whatever the path', async () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2e%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      '%00',
      'secret.txt',
      'up',
      'link.txt',
      'assets',
      'renderer',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const response = await get(`app://task-sync/${pieces.join('')}`);
        expect(await response.text()).not.toContain(secret);
      }),
      { numRuns: 10_000 },
    );
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('answers %s with 404', async (method) => {
    expect((await get('app://task-sync/', method)).status).toBe(404);
  });

  it.each(['app://task-sync/', 'app://task-sync/missing'])('sends the content security policy with %s', async (url) => {
    const { headers } = await get(url);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; " +
        "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='; img-src 'self' data: blob:; " +
        "font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "object-src 'none'; require-trusted-types-for 'script'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});
