import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { limitedStream, noBytes, roomForRefusal } from './limited-stream.ts';

export interface Elsewhere {
  readonly service: string;
  /** As the service gave it; relative to `from`. */
  readonly address: string;
  /** Where the address came from. */
  readonly from: string;
  readonly maxBytes: number;
}

/**
 * The bytes of a file that a service keeps at another host, behind an address that is signed for some minutes. It is asked without
 * our credentials (SEC-28), no nearer to us than the service itself is (SEC-34), and only over an encrypted connection, unless the
 * service's own is none, as on this computer.
 */
export async function openElsewhere(
  { http, signal }: Pick<ConnectContext, 'http' | 'signal'>,
  { service, address, from, maxBytes }: Elsewhere,
): Promise<AsyncIterable<Uint8Array>> {
  const url = URL.parse(address, from);
  const isPlain = url?.protocol === 'http:' && new URL(from).protocol === 'http:';
  if (url === null || (url.protocol !== 'https:' && !isPlain)) throw notFollowed(service);
  const { status, stream } = await http.send({
    method: 'GET',
    url: url.href,
    from,
    headers: {},
    signal,
    maxBytes: roomForRefusal(maxBytes),
    asStream: true,
  });
  if (status >= 200 && status < 300) return limitedStream(service, stream ?? noBytes(), maxBytes);
  throw refused(service, status, url.host);
}

function notFollowed(service: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `${service} gave an address for a file that is not an encrypted web address. It was not followed.`,
  );
}

function refused(service: string, status: number, host: string): TaskSyncError {
  const facts = { status, host };
  if (status === 404 || status === 410) {
    const message = `A file is not at its place in ${service} any more. Nothing was copied.`;
    return new TaskSyncError('not-found', message, { facts });
  }
  // 403: the signature is too old, and the next attempt gets a new address.
  const isPassing = status >= 500 || status === 403 || status === 408 || status === 429;
  const message = `The server that keeps the files of ${service} did not give one of them (status ${status}). It is tried again later.`;
  return new TaskSyncError(isPassing ? 'unavailable' : 'invalid-response', message, { facts });
}
