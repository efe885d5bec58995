import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Redirect } from '../../../src-shared/connector/sign-in.ts';
import { portTaken } from './sign-in-errors.ts';

/** Waits at a port of this computer for the browser to bring a service's answer (RFC 8252, 7.3). */
export interface Loopback {
  /** To be registered at the service, port included where it has a fixed one. */
  readonly redirectUri: string;
  /** The query of the first hit that has our state. Never rejects; `close` leaves it open. */
  readonly answer: Promise<URLSearchParams>;
  /** Hits with another state so far. */
  readonly strangers: number;
  close(): void;
}

export interface LoopbackOptions {
  readonly service: string;
  readonly redirect: Redirect;
  readonly state: string;
}

/**
 * Only what a browser sends when it is redirected gets through: a GET for the path, with our own host name (no rebinding)
 * and no `Origin` (no script of a web page), with each parameter once and our state. A hit with another state is told off
 * and counted, and we go on waiting: a page that knows the port must not be able to end the sign-in either.
 */
export async function listenForAnswer({ service, redirect, state }: LoopbackOptions): Promise<Loopback> {
  // A part of Node that most commands do not need; see `node-http.ts`.
  const http = process.getBuiltinModule('node:http');
  let strangers = 0;
  let take: (query: URLSearchParams) => void = () => {};
  const answer = new Promise<URLSearchParams>((resolve) => {
    take = resolve;
  });
  const servers: Server[] = [];
  let hosts: readonly string[] = [];
  const close = (): void => {
    for (const server of servers) {
      server.close();
      server.closeIdleConnections();
    }
  };

  /** Null: it is the answer. */
  const objection = (request: IncomingMessage, url: URL | null): readonly [number, string] | null => {
    if (!hosts.includes(request.headers.host ?? '')) return [400, 'This is not for here.'];
    if (url?.pathname !== redirect.path) return [404, 'There is nothing here.'];
    if (request.method !== 'GET' || !isNavigation(request)) return [403, 'Only a sign-in page may come here.'];
    const query = url.searchParams;
    const isRepeated = [...query.keys()].some((name) => query.getAll(name).length > 1);
    if (!isRepeated && query.get('state') === state) return null;
    strangers++;
    return [400, 'This answer does not belong to the sign-in that Task Sync began. It was ignored.'];
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    const objected = objection(request, url);
    if (objected !== null || url === null) {
      page(response, ...(objected ?? ([404, 'There is nothing here.'] as const)));
      return;
    }
    const words = url.searchParams.has('error')
      ? `${service} did not allow the sign-in. Task Sync says more.`
      : 'Task Sync has the answer and goes on from here. You can close this page.';
    page(response, 200, words);
    close();
    take(url.searchParams);
  };

  const listen = (address: string, port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const server = http.createServer(
        { requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 },
        serve,
      );
      server.once('error', reject);
      server.listen(port, address, () => {
        const bound = server.address();
        servers.push(server);
        resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
      });
    });

  let port: number;
  try {
    port = await listen('127.0.0.1', redirect.port ?? 0);
  } catch {
    throw portTaken(service, redirect.port ?? 0);
  }
  // Some systems send `localhost` to the other loopback address first. Without IPv6 there is nothing to be had.
  if (redirect.host === 'localhost') await listen('::1', port).catch(() => undefined);
  hosts = [`${redirect.host}:${port}`];
  return {
    redirectUri: `http://${redirect.host}:${port}${redirect.path}`,
    answer,
    close,
    get strangers() {
      return strangers;
    },
  };
}

/** Browsers that say what a request is for say `navigate` here; a script of a page cannot. */
function isNavigation({ headers }: IncomingMessage): boolean {
  const mode = headers['sec-fetch-mode'];
  return headers.origin === undefined && (mode === undefined || mode === 'navigate');
}

function page(response: ServerResponse, status: number, words: string): void {
  const text = words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    // The address holds the code: it must not be told to anybody.
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(`<!doctype html><html lang="en"><title>Task Sync</title><h1>Task Sync</h1><p>${text}</p></html>\n`);
}
