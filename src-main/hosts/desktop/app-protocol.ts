import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { appHost, appScheme, isAppUrl } from './app-origin.ts';

/**
 * SEC-03. The one hash is the style element that react-aria-components writes (1.22.1); React's `style` attribute goes
 * through the object model and needs no permission. Pages talk to nobody but us, over IPC.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const guardHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** Must run before `ready`. Standard and secure as https is; no CSP bypass, no cross-origin requests. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        bypassCSP: false,
        corsEnabled: false,
        allowServiceWorkers: false,
        stream: false,
        codeCache: true,
      },
    },
  ]);
}

/** Serves the files of `folder` as `app://task-sync/…`. */
export async function serveApp(folder: string): Promise<void> {
  const files = await listFiles(folder);
  protocol.handle(appScheme, (request) => respond(files, request));
}

/**
 * URL path → file, for every plain file there is. A path is only ever looked up, never joined to the folder, so `..` in
 * any spelling, NUL, backslashes and links have nothing to climb. The build names files with letters, digits, `-_.`, so
 * nothing needs decoding either.
 */
async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).replaceAll(sep, '/')}`, file);
  }
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

async function respond(files: ReadonlyMap<string, string>, request: Request): Promise<Response> {
  const url = isAppUrl(request.url) ? new URL(request.url) : null;
  const file = url === null ? undefined : files.get(url.pathname);
  if (file === undefined || request.method !== 'GET') {
    return new Response(`Nothing here on ${appHost}.`, { status: 404, headers: guardHeaders });
  }
  return new Response(await readFile(file), {
    headers: { ...guardHeaders, 'content-type': types[extname(file)] ?? 'application/octet-stream' },
  });
}
