import type { ClientRequest, IncomingMessage } from 'node:http';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import type { Http, HttpRequest, HttpResponse, HttpUpload } from '../../../src-shared/ports/ports.ts';
import { isUpload, pieces, upload } from './http-streams.ts';
import { networkError } from './network-error.ts';
import { createRouteGuard, type Resolve, resolveName } from './route-guard.ts';
import { createWires, type Wire } from './wires.ts';

export interface NodeHttpOptions {
  /** Connections at the same time to one host. Default 32. */
  readonly maxSockets?: number;
  /** Until the connection stands, TLS included. Default 10 s. */
  readonly connectTimeoutMs?: number;
  /** Longest silence once it stands. Default 30 s. */
  readonly idleTimeoutMs?: number;
  /** Looks names up. Default: as the system does. */
  readonly resolve?: Resolve;
}

export interface NodeHttp extends Http {
  /** Closes the kept-alive connections, so that the process can end. */
  close(): void;
}

const totalTimeoutMs = 120_000;
const streamTimeoutMs = 3_600_000;
const mostBytes = 50_000_000;

/**
 * The Http port on Node's own client rather than on `fetch`, which follows redirects of its own, costs more CPU per
 * request, and does not tell whether anything can have been sent. Proxies from the environment are not used; nothing
 * compressed is asked for, so no small answer unpacks into a huge one.
 */
export function createNodeHttp(limits: NodeHttpOptions = {}): NodeHttp {
  const { maxSockets = 32, connectTimeoutMs = 10_000, idleTimeoutMs = 30_000 } = limits;
  const { resolve = resolveName } = limits;
  const guard = createRouteGuard(resolve);
  // The agent's timeout is the silence allowed on busy connections and the life of unused ones; a shorter life that the
  // server announces (`Keep-Alive: timeout=5`) is respected.
  const options = { keepAlive: true, maxSockets, maxFreeSockets: maxSockets, timeout: idleTimeoutMs } as const;
  const wires = createWires(options, guard);
  return {
    send: async (request) => {
      const target = parseTarget(request.url);
      const { protocol, hostname } = target;
      const { from, trust } = request;
      const route = {
        isEncrypted: protocol === 'https:',
        from: from === undefined ? undefined : parseTarget(from).hostname,
      };
      guard.check(hostname, route);
      return exchange(request, target, wires.for(route, trust), connectTimeoutMs);
    },
    close: () => wires.close(),
  };
}

function exchange(request: HttpRequest, target: Target, wire: Wire, connectTimeoutMs: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { signal } = request;
    const { host } = target;
    let sent = false;
    let settled = false;
    let failure: TaskSyncError | null = null;
    let connectTimer: NodeJS.Timeout | undefined;
    if (signal?.aborted) throw cancelled(host, sent);

    const settle = (): boolean => {
      if (settled) return false;
      settled = true;
      clearTimeout(totalTimer);
      clearTimeout(connectTimer);
      signal?.removeEventListener('abort', stop);
      return true;
    };
    const fail = (error: TaskSyncError): void => {
      if (!settle()) return;
      failure = error;
      reject(error);
      outgoing.destroy();
    };
    const failWith = (error: unknown): void =>
      fail(error instanceof TaskSyncError ? error : networkError(host, error, sent));
    const timeOut = (): void => failWith({ code: 'ETIMEDOUT' });
    const stop = (): void => fail(cancelled(host, sent));

    const maxBytes = request.maxBytes ?? mostBytes;
    const tooMuch = (): TaskSyncError => tooLarge(host, maxBytes);
    const outgoing = open(wire, request, target, (response) => {
      const head = { status: response.statusCode ?? 0, headers: plainHeaders(response) };
      if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
        fail(tooMuch());
      } else if (request.asStream && head.status >= 200 && head.status < 300) {
        const stream = pieces(response, maxBytes, {
          tooMuch,
          cause: (error) => failure ?? networkError(host, error, sent),
          over: settle,
        });
        resolve({ ...head, body: new Uint8Array(), stream });
      } else {
        collect(response, maxBytes, {
          done: (parts) => {
            if (settle()) resolve(answerOf(head, parts));
            // It answered before it had read everything, and so does not want the rest.
            if (!outgoing.writableEnded) outgoing.destroy();
          },
          broken: failWith,
          tooLarge: () => fail(tooMuch()),
        });
      }
    });
    const isLong = request.asStream === true || isUpload(request.body);
    const totalTimer = setTimeout(timeOut, request.timeoutMs ?? (isLong ? streamTimeoutMs : totalTimeoutMs));
    outgoing.on('error', failWith);
    outgoing.on('timeout', timeOut);
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) {
        sent = true;
        return;
      }
      connectTimer = setTimeout(timeOut, connectTimeoutMs);
      socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
        sent = true;
        clearTimeout(connectTimer);
      });
    });
    signal?.addEventListener('abort', stop, { once: true });
    if (isUpload(request.body)) upload(outgoing, request.body).catch((error) => fail(toTaskSyncError(error)));
    else outgoing.end(request.body);
  });
}

interface Target {
  readonly protocol: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
}

function parseTarget(address: string): Target {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TaskSyncError(
      'invalid-input',
      'This is not a web address. Nothing was sent. It has to start with https:// or http://.',
    );
  }
  // Node wants IPv6 addresses without the brackets that a URL has around them.
  const hostname = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  return { protocol: url.protocol, host: url.host, hostname, port: url.port, path: url.pathname + url.search };
}

function open(
  { start, agent }: Wire,
  { method, headers, body }: HttpRequest,
  { host, hostname, port, path }: Target,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  try {
    return start(
      {
        method,
        hostname,
        port,
        path,
        agent,
        headers: {
          'accept-encoding': 'identity',
          ...headers,
          ...(body === undefined ? {} : { 'content-length': lengthOf(body) }),
        },
      },
      onResponse,
    );
  } catch {
    // Node checks names and values of headers here. Its error is not kept, because a value may be a password.
    throw new TaskSyncError(
      'invalid-input',
      `The request to ${host} contains characters that cannot be sent. Nothing was sent. Check the user name, password or token for stray spaces and line breaks.`,
      { facts: { host } },
    );
  }
}

function lengthOf(body: string | Uint8Array | HttpUpload): number {
  return isUpload(body) ? body.size : Buffer.byteLength(body);
}

interface Outcome {
  readonly done: (parts: readonly Buffer[]) => void;
  readonly broken: (error: unknown) => void;
  readonly tooLarge: () => void;
}

function collect(response: IncomingMessage, maxBytes: number, { done, broken, tooLarge }: Outcome): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) tooLarge();
    else chunks.push(chunk);
  });
  response.on('error', broken);
  response.on('end', () => done(chunks));
}

function answerOf(head: Pick<HttpResponse, 'status' | 'headers'>, parts: readonly Buffer[]): HttpResponse {
  return {
    ...head,
    parts,
    get body() {
      const [only = Buffer.alloc(0)] = parts;
      return parts.length > 1 ? Buffer.concat(parts) : only;
    },
  };
}

function cancelled(host: string, sent: boolean): TaskSyncError {
  return new TaskSyncError('cancelled', 'Stopped as asked.', { applied: sent ? 'unknown' : 'no', facts: { host } });
}

function tooLarge(host: string, maxBytes: number): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `${host} sent more than the ${Math.round(maxBytes / 1_000_000)} MB that Task Sync accepts in one answer. Nothing was taken from it.`,
    { applied: 'unknown', facts: { host, maxBytes } },
  );
}

/** `Set-Cookie` stays behind: it is the only header with several values, it is a secret, and nobody here wants it. */
function plainHeaders(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}
