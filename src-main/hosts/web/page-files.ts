import { readFile } from 'node:fs/promises';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { guardHeaders } from './page-headers.ts';
import { listStaticFiles } from './static-files.ts';

/** The files that a browser may keep, for the page's worker. */
const shellPath = '/shell.json';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers requests for the built page. */
export async function servePageFiles(folder: string): Promise<Answer> {
  const files = await listStaticFiles(folder);
  const shell = shellList([...files.keys()]);
  return async (request, response) => {
    const path = pathOf(request);
    if (path === shellPath) {
      const type = 'application/json; charset=utf-8';
      send(request, response, { type, caching: 'no-store' }, Buffer.from(shell));
      return;
    }
    const found = files.get(path);
    const body = found && (await readFile(found.file).catch(() => undefined));
    if (found === undefined || body === undefined) sendStatus(response, 404);
    else send(request, response, found, body);
  };
}

/** Only a path as the files are listed under is ever found; the query says nothing to us. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { type, caching }: { readonly type: string; readonly caching: string },
  body: Buffer,
): void {
  response.writeHead(200, {
    ...guardHeaders,
    'content-type': type,
    'content-length': body.length,
    'cache-control': caching,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The worker itself is not in it: browsers look for a new one by their own rules. */
function shellList(paths: readonly string[]): string {
  const files = paths.filter((path) => path !== '/index.html' && path !== '/shell-worker.js' && path !== shellPath);
  return `${JSON.stringify({ files: files.sort() })}\n`;
}

export function sendStatus(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    ...guardHeaders,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
    // The rest of a request that nobody wants is not read.
    connection: 'close',
  });
  response.end(`${STATUS_CODES[status]}\n`);
}

export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
