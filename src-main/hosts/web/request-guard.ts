import type { IncomingMessage } from 'node:http';

/** Why a request is not answered; the status says it all, and the body says no more. */
export type Refused = 403 | 405 | 421;

/**
 * The outer wall (SEC-40). A page in the same browser can reach any port of this computer, under any name that its owner
 * lets point to 127.0.0.1 (DNS rebinding); but it cannot choose the headers Host, Origin and Sec-Fetch-Site. Null: pass.
 */
export function refusePage(request: IncomingMessage, port: number): Refused | null {
  const host = ownHost(request, port);
  if (host === null) return 421;
  if (isForeign(request) || !hasOwnOrigin(request, host, 'may be absent')) return 403;
  return request.method === 'GET' || request.method === 'HEAD' ? null : 405;
}

/** The same for a WebSocket, where a browser always says the origin. */
export function refuseSocket(request: IncomingMessage, port: number): Refused | null {
  const host = ownHost(request, port);
  if (host === null) return 421;
  if (isForeign(request) || !hasOwnOrigin(request, host, 'required')) return 403;
  return request.method === 'GET' ? null : 405;
}

/** The Host header, if it is exactly one of ours with our port. */
function ownHost(request: IncomingMessage, port: number): string | null {
  const [host, ...more] = request.headersDistinct['host'] ?? [];
  if (host === undefined || more.length > 0) return null;
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  // Browsers leave the port out where it is the protocol's own.
  const allowed = port === 80 ? names : names.map((name) => `${name}:${port}`);
  return allowed.includes(host) ? host : null;
}

function hasOwnOrigin(request: IncomingMessage, host: string, rule: 'required' | 'may be absent'): boolean {
  const origins = request.headersDistinct['origin'] ?? [];
  if (origins.length === 0) return rule === 'may be absent';
  return origins.every((origin) => origin === `http://${host}`);
}

/** Browsers say who asks: `none` is the person (address bar, bookmark), and programs that are no browsers say nothing. */
function isForeign(request: IncomingMessage): boolean {
  const sites = request.headersDistinct['sec-fetch-site'] ?? [];
  return !sites.every((site) => site === 'same-origin' || site === 'none');
}
