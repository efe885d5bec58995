import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Http } from '../../../src-shared/ports/ports.ts';

/** The part of `fetch` that oauth4webapi uses. */
export interface OAuthFetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const timeoutMs = 30_000;
const mostBytes = 1_000_000;

/**
 * Lets oauth4webapi send through our Http port, with its limits and its TLS rules. Redirects are not followed: an answer
 * with tokens comes from the address that was asked or from nowhere.
 *
 * GitHub says errors with status 200 (docs.github.com, "Authorizing OAuth apps", device flow), which RFC 6749, 5.2 does not
 * allow; they become 400, so that they are read as errors. Of the headers only the type is handed on.
 */
export function oauthFetch(http: Http, service: string) {
  return async (url: string, init: OAuthFetchInit): Promise<Response> => {
    requireSafe(service, url);
    const answer = await http.send({
      method: init.method,
      url,
      headers: init.headers,
      timeoutMs,
      maxBytes: mostBytes,
      ...(init.body instanceof URLSearchParams ? { body: init.body.toString() } : {}),
    });
    const status = answer.status === 200 && isError(answer.body) ? 400 : answer.status;
    // A body is forbidden with these, and `Response` insists.
    const body = status === 204 || status === 205 || status === 304 ? null : Buffer.from(answer.body);
    return new Response(body, { status, headers: { 'content-type': answer.headers['content-type'] ?? '' } });
  };
}

/** A token must not travel unencrypted, except to this computer. */
export function requireSafe(service: string, address: string): URL {
  const url = URL.parse(address);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isThisComputer(url.hostname))) return url;
  throw new TaskSyncError(
    'invalid-input',
    `Signing in at ${service} needs an address that begins with https://. Nothing was sent. Change the address of the connection.`,
  );
}

export function isThisComputer(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost';
}

function isError(body: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null && 'error' in value && typeof value.error === 'string';
  } catch {
    return false;
  }
}
