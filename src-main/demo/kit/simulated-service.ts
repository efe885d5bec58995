import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { createRouter, Refusal, type Reply, type Route, type ServiceRequest } from './routes.ts';

export interface ServiceOptions {
  readonly routes: readonly Route[];
  /** Looked at before the route: sign-in, limits. Null: go on. */
  readonly guard?: (request: ServiceRequest) => Reply | null;
  /** Headers that every answer has, such as what is left of a limit. */
  readonly headers?: (request: ServiceRequest) => Readonly<Record<string, string>>;
  /** What the service says where it has nothing. */
  readonly notFound: Reply;
  /** Before every answer. Default: none. */
  readonly latencyMs?: number;
  /** Default: any free one. */
  readonly port?: number;
}

/** One request and its answer, for logs and for checks against the provider's description. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  /** Of the route; null when there is none. */
  readonly template: string | null;
  readonly query: URLSearchParams;
  readonly requestHeaders: Readonly<Record<string, string | undefined>>;
  readonly requestBody: Buffer;
  /** 0: the connection was broken off. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** What the answer says, before it was written as JSON. */
  readonly responseBody: unknown;
  /** The answer was made by a fault, not by the service. */
  readonly isFault: boolean;
}

/** A task service that speaks HTTP on 127.0.0.1. Its state belongs to whoever made its routes. */
export interface SimulatedService {
  /** Without a slash at the end. */
  readonly origin: string;
  readonly faults: Faults;
  latencyMs: number;
  /** @returns how to stop listening */
  onExchange(listener: (exchange: Exchange) => void): () => void;
  close(): Promise<void>;
}

export async function startSimulatedService(options: ServiceOptions): Promise<SimulatedService> {
  const route = createRouter(options.routes);
  const faults = createFaults();
  const listeners = new Set<(exchange: Exchange) => void>();
  let origin = '';
  let latencyMs = options.latencyMs ?? 0;

  const carryOut = async (request: ServiceRequest, handle: Route['handle'] | undefined): Promise<Reply> => {
    try {
      const refused = options.guard?.(request) ?? null;
      if (refused !== null) return refused;
      return handle === undefined ? options.notFound : await handle(request);
    } catch (error) {
      if (error instanceof Refusal) return error.reply;
      throw error;
    }
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(incoming);
    const url = new URL(incoming.url ?? '/', origin);
    const method = incoming.method ?? '';
    const found = route(method, url.pathname);
    const request = toRequest(incoming, url, body, found?.route.path ?? '', found?.params ?? {}, origin);
    const fault = faults.take({ method, path: url.pathname, body: body.toString('utf8') });
    if (latencyMs > 0) await sleep(latencyMs);
    if (fault?.kind === 'delay') await sleep(fault.ms);
    const reply = isInstead(fault) ? faultyReply(fault) : await carryOut(request, found?.route.handle);
    const isLost = fault?.kind === 'drop';
    const headers = { ...(isInstead(fault) ? {} : options.headers?.(request)), ...reply.headers };
    const exchange: Exchange = {
      ...{ method, path: url.pathname, template: found?.route.path ?? null, query: url.searchParams },
      ...{ requestHeaders: request.headers, requestBody: body, status: isLost ? 0 : reply.status },
      ...{ responseHeaders: headers, responseBody: reply.body, isFault: fault !== null },
    };
    for (const listener of listeners) listener(exchange);
    if (isLost) response.destroy();
    else send(response, { ...reply, headers }, fault);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A simulated service with a mistake answers as a real one would, and its maker sees the reason.
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.stack : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has no port.');
  origin = `http://127.0.0.1:${address.port}`;

  return {
    origin,
    faults,
    get latencyMs() {
      return latencyMs;
    },
    set latencyMs(ms) {
      latencyMs = ms;
    },
    onExchange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function toRequest(
  incoming: IncomingMessage,
  url: URL,
  body: Buffer,
  template: string,
  params: Readonly<Record<string, string>>,
  origin: string,
): ServiceRequest {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const json = (): unknown => {
    if (body.length === 0) return undefined;
    try {
      return JSON.parse(body.toString('utf8'));
    } catch {
      throw new Refusal({ status: 400, body: { message: 'Problems parsing JSON' } });
    }
  };
  return {
    ...{ method: incoming.method ?? '', template, path: url.pathname, params, query: url.searchParams },
    ...{ headers, body, json, origin },
  };
}

/** These are said before the service has seen the request. */
function isInstead(fault: Fault | null): fault is Fault {
  return fault?.kind === 'status' || fault?.kind === 'html' || (fault?.kind === 'drop' && fault.when === 'before');
}

function faultyReply(fault: Fault): Reply {
  if (fault.kind === 'html') {
    const body = Buffer.from('<!doctype html><html><body><h1>Please sign in</h1></body></html>');
    return { status: 200, headers: { 'content-type': 'text/html' }, body };
  }
  if (fault.kind !== 'status') return { status: 0 };
  const { status, headers, body } = fault;
  return { status, ...(headers && { headers }), ...(body !== undefined && { body: Buffer.from(body) }) };
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply, fault: Fault | null): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const isBytes = body instanceof Uint8Array;
  const type = isBytes ? 'application/octet-stream' : 'application/json; charset=utf-8';
  let bytes = isBytes ? body : Buffer.from(JSON.stringify(body));
  if (fault?.kind === 'body') bytes = Buffer.from(fault.body);
  response.writeHead(status, { 'content-type': type, 'content-length': String(bytes.length), ...headers });
  if (fault?.kind === 'truncate') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  } else response.end(bytes);
}
