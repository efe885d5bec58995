import { createFaults, type Fault, type Faults } from './faults.ts';
import type { Front, Incoming, Outgoing } from './front.ts';
import { httpFront } from './http-front.ts';
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
  /** How it can be reached. Default: HTTP on 127.0.0.1. */
  readonly front?: Front;
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

/** A task service on this computer. Its state belongs to whoever made its routes. */
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

  const serve = async (incoming: Incoming): Promise<Outgoing> => {
    const { method, url, body } = incoming;
    const found = route(method, url.pathname);
    const request = toRequest(incoming, found?.route.path ?? '', found?.params ?? {});
    const fault = incoming.fault ?? faults.take({ method, path: url.pathname, body: body.toString('utf8') });
    if (latencyMs > 0) await incoming.sleep(latencyMs);
    if (fault?.kind === 'delay') await incoming.sleep(fault.ms);
    const reply = isInstead(fault) ? faultyReply(fault) : await carryOut(request, found?.route.handle);
    const isLost = fault?.kind === 'drop';
    const headers = { ...(isInstead(fault) ? {} : options.headers?.(request)), ...reply.headers };
    const exchange: Exchange = {
      ...{ method, path: url.pathname, template: found?.route.path ?? null, query: url.searchParams },
      ...{ requestHeaders: request.headers, requestBody: body, status: isLost ? 0 : reply.status },
      ...{ responseHeaders: headers, responseBody: reply.body, isFault: fault !== null },
    };
    for (const listener of listeners) listener(exchange);
    return isLost ? { kind: 'lost' } : toOutgoing({ ...reply, headers }, fault);
  };

  const door = await (options.front ?? httpFront).open((incoming) => serve(incoming).catch(mistake), options.port);
  return {
    origin: door.origin,
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
    close: door.close,
  };
}

function toRequest(
  { method, url, headers, body }: Incoming,
  template: string,
  params: Readonly<Record<string, string>>,
): ServiceRequest {
  const json = (): unknown => {
    if (body.length === 0) return undefined;
    try {
      return JSON.parse(body.toString('utf8'));
    } catch {
      throw new Refusal({ status: 400, body: { message: 'Problems parsing JSON' } });
    }
  };
  return {
    ...{ method, template, path: url.pathname, params, query: url.searchParams },
    ...{ headers, body, json, origin: url.origin },
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

function toOutgoing({ status, headers = {}, body }: Reply, fault: Fault | null): Outgoing {
  if (body === undefined) return { kind: 'answer', status, headers, body: null, isCut: false };
  const isBytes = body instanceof Uint8Array;
  const type = isBytes ? 'application/octet-stream' : 'application/json; charset=utf-8';
  let bytes = isBytes ? body : Buffer.from(JSON.stringify(body));
  if (fault?.kind === 'body') bytes = Buffer.from(fault.body);
  const all = { 'content-type': type, 'content-length': String(bytes.length), ...headers };
  return { kind: 'answer', status, headers: all, body: bytes, isCut: fault?.kind === 'truncate' };
}

/** A simulated service with a mistake answers as a real one would, and its maker sees the reason. */
function mistake(error: unknown): Outgoing {
  const body = Buffer.from(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return { kind: 'answer', status: 500, headers: { 'content-type': 'text/plain' }, body, isCut: false };
}
