import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Api } from '../../../src-shared/api/contract.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Clock, Logger } from '../../../src-shared/ports/ports.ts';
import { createGate } from './gate.ts';
import { guardHeaders } from './page-headers.ts';
import { refusePage, refuseSocket } from './request-guard.ts';
import { createSocketServer } from './socket-server.ts';
import { listStaticFiles, type StaticFile } from './static-files.ts';

export interface WebHostOptions {
  readonly api: Api;
  /** The built page. */
  readonly folder: string;
  /** Default 0: the system chooses a free one. */
  readonly port?: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** See `SocketServerOptions`. */
  readonly helloTimeoutMs?: number;
}

export interface WebHost {
  readonly port: number;
  /** A new address that signs one browser tab in, once. */
  link(): string;
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
const socketPath = '/api';
/** The files that a browser may keep, for the page's worker. */
const shellPath = '/shell.json';

/** The app in a browser of this computer: one folder of files and one WebSocket, on the loopback interface only (SEC-40). */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { api, folder, port: wantedPort = 0, clock, logger, helloTimeoutMs } = options;
  const files = await listStaticFiles(folder);
  const gate = createGate();
  const server = createServer();
  const port = await listen(server, wantedPort);
  const sockets = createSocketServer({
    api,
    gate,
    clock,
    logger,
    ...(helloTimeoutMs === undefined ? {} : { helloTimeoutMs }),
  });
  const shell = shellList([...files.keys()]);
  server.on('request', (request, response) => {
    const refused = refusePage(request, port);
    if (refused === null && pathOf(request) === shellPath) sendShell(shell, request, response);
    else if (refused === null) void sendFile(files.get(pathOf(request)), request, response);
    else sendStatus(response, refused);
  });
  server.on('upgrade', (request, socket, head) => {
    const refused = refuseSocket(request, port) ?? (pathOf(request) === socketPath ? null : 404);
    if (refused === null) sockets.accept(request, socket, head);
    else refuseUpgrade(socket, refused);
  });
  return {
    port,
    link: () => `http://${loopback}:${port}/#token=${gate.invite()}`,
    close: async () => {
      sockets.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(port, error)));
    server.listen({ host: loopback, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function cannotListen(port: number, cause: Error): TaskSyncError {
  const reason = 'code' in cause && cause.code === 'EADDRINUSE' ? 'is taken by another program' : 'cannot be used';
  return new TaskSyncError(
    'invalid-input',
    `Port ${port} of this computer ${reason}. Nothing was started. Choose another one with --port, or leave it out to get a free one.`,
    { cause },
  );
}

/** Only a path as the files are listed under is ever found; the query says nothing to us. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

async function sendFile(
  found: StaticFile | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = found && (await readFile(found.file).catch(() => undefined));
  if (found === undefined || body === undefined) {
    sendStatus(response, 404);
    return;
  }
  response.writeHead(200, {
    ...guardHeaders,
    'content-type': found.type,
    'content-length': body.length,
    'cache-control': found.caching,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The worker itself is not in it: browsers look for a new one by their own rules. */
function shellList(paths: readonly string[]): string {
  const files = paths.filter((path) => path !== '/index.html' && path !== '/shell-worker.js' && path !== shellPath);
  return `${JSON.stringify({ files: files.sort() })}\n`;
}

function sendShell(body: string, request: IncomingMessage, response: ServerResponse): void {
  const type = 'application/json; charset=utf-8';
  response.writeHead(200, { ...guardHeaders, 'content-type': type, 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function sendStatus(response: ServerResponse, status: number): void {
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

function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
