import type { IncomingMessage } from 'node:http';

/** Why a request is not answered; the status says it all, and the body says no more. */
export type Refused = 403 | 405 | 421;

/** What a host was opened as. */
export interface Place {
  readonly scheme: 'http' | 'https';
  /** The only names that it answers to, as browsers write them. */
  readonly names: readonly string[];
  readonly port: number;
}

/**
 * The outer wall (SEC-40). A page in the same browser can reach any port of this computer, under any name that its owner
 * lets point to 127.0.0.1 (DNS rebinding); but it cannot choose the headers Host, Origin and Sec-Fetch-Site. Null: pass.
 */
export function refusePage(request: IncomingMessage, place: Place): Refused | null {
  const refused = refuseStranger(request, place, 'may be absent');
  return refused ?? (request.method === 'GET' || request.method === 'HEAD' ? null : 405);
}

/** The same for a WebSocket, where a browser always says the origin. */
export function refuseSocket(request: IncomingMessage, place: Place): Refused | null {
  return refuseStranger(request, place, 'required') ?? (request.method === 'GET' ? null : 405);
}

/** The same for what a page sends to its host, where a browser says the origin as well. */
export function refusePost(request: IncomingMessage, place: Place): Refused | null {
  return refuseStranger(request, place, 'required') ?? (request.method === 'POST' ? null : 405);
}

type OriginRule = 'required' | 'may be absent';

function refuseStranger(request: IncomingMessage, place: Place, rule: OriginRule): 403 | 421 | null {
  const host = ownHost(request, place);
  if (host === null) return 421;
  return isForeign(request) || !hasOwnOrigin(request, `${place.scheme}://${host}`, rule) ? 403 : null;
}

/** The Host header, if it is exactly one of ours with our port. */
function ownHost(request: IncomingMessage, place: Place): string | null {
  const [host, ...more] = request.headersDistinct['host'] ?? [];
  if (host === undefined || more.length > 0) return null;
  return hostsOf(place).includes(host) ? host : null;
}

/** Each name with the port, as a browser puts it into Host and addresses. */
export function hostsOf({ scheme, names, port }: Place): readonly string[] {
  // Browsers leave the port out where it is the protocol's own.
  const isUsual = port === (scheme === 'http' ? 80 : 443);
  return isUsual ? names : names.map((name) => `${name}:${port}`);
}

function hasOwnOrigin(request: IncomingMessage, own: string, rule: OriginRule): boolean {
  const origins = request.headersDistinct['origin'] ?? [];
  if (origins.length === 0) return rule === 'may be absent';
  return origins.every((origin) => origin === own);
}

/** Browsers say who asks: `none` is the person (address bar, bookmark), and programs that are no browsers say nothing. */
function isForeign(request: IncomingMessage): boolean {
  const sites = request.headersDistinct['sec-fetch-site'] ?? [];
  return !sites.every((site) => site === 'same-origin' || site === 'none');
}
