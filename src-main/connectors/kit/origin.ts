import { TaskSyncError } from '../../../src-shared/errors.ts';

/** The address of a connection as the base of all its requests: a folder, without credentials, query or fragment. */
export function parseBaseUrl(service: string, address: string): URL {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new TaskSyncError(
      'invalid-input',
      `The address of ${service} is not a web address. Nothing was sent. It has to start with https:// (or http://) and a host name.`,
    );
  }
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * Where an address leads, seen from `from`. Refuses whatever is outside the connection's origin (scheme, host and
 * port): addresses come from remote data too, and both a credential and a request from inside the person's network
 * are worth stealing (SEC-28, SEC-34).
 */
export function resolveAddress(service: string, base: URL, from: URL, address: string): URL {
  const url = URL.parse(address, from.href);
  if (url?.origin === base.origin) {
    url.username = '';
    url.password = '';
    return url;
  }
  throw new TaskSyncError(
    'invalid-response',
    `${service} at ${base.host} points to ${nameOf(base, url)}. It was not followed, because the sign-in belongs to ${base.host} alone. If the service has moved, change the address of the connection.`,
    { facts: { host: base.host, target: url?.host ?? null } },
  );
}

function nameOf(base: URL, url: URL | null): string {
  if (url === null) return 'something that is not an address';
  if (url.host === base.host && url.protocol === 'http:') return 'an unencrypted address';
  return url.host === '' ? 'another kind of address' : `another server, ${url.host}`;
}
