import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { guardHeaders } from '../web/page-headers.ts';
import { listStaticFiles, type StaticFile } from '../web/static-files.ts';
import { appScheme, isAppUrl } from './app-origin.ts';

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

const headers = { ...guardHeaders, 'content-security-policy': contentSecurityPolicy };

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

/** Serves the files of `folder` as `app://task-sync/…`. A path is only ever looked up among them, never followed. */
export async function serveApp(folder: string): Promise<void> {
  const files = await listStaticFiles(folder);
  protocol.handle(appScheme, (request) => respond(files, request));
}

async function respond(files: ReadonlyMap<string, StaticFile>, request: Request): Promise<Response> {
  const found = isAppUrl(request.url) ? files.get(new URL(request.url).pathname) : undefined;
  if (found === undefined || request.method !== 'GET') return new Response('Nothing here.', { status: 404, headers });
  return new Response(await readFile(found.file), { headers: { ...headers, 'content-type': found.type } });
}
