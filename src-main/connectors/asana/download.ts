import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * Asana keeps files at another host and gives out addresses that are signed and live for two minutes. They are asked without
 * our credentials (SEC-28), and only over an encrypted connection, unless Asana's own is none, as on this computer.
 */
export async function openFile(
  { http, signal, url: base }: ConnectContext,
  address: string,
  maxBytes: number,
): Promise<AsyncIterable<Uint8Array>> {
  const url = URL.parse(address);
  const isPlain = url?.protocol === 'http:' && base?.startsWith('http:') === true;
  if (url === null || (url.protocol !== 'https:' && !isPlain)) {
    throw new TaskSyncError(
      'invalid-response',
      'Asana gave an address for a file that is not an encrypted web address. It was not followed.',
    );
  }
  const { status, stream } = await http.send({
    method: 'GET',
    url: url.href,
    headers: {},
    signal,
    maxBytes,
    asStream: true,
  });
  if (status >= 200 && status < 300) return stream ?? noBytes();
  throw refused(status, url.host);
}

function refused(status: number, host: string): TaskSyncError {
  const facts = { status, host };
  if (status === 404 || status === 410) {
    return new TaskSyncError('not-found', 'A file is not at its place in Asana any more. Nothing was copied.', {
      facts,
    });
  }
  if (status >= 500 || status === 408 || status === 429) {
    return new TaskSyncError('unavailable', 'Asana cannot give out a file just now. It is tried again later.', {
      facts,
    });
  }
  // 403: the two minutes are over; a new address comes with the next attempt.
  const code = status === 403 ? 'unavailable' : 'invalid-response';
  return new TaskSyncError(code, 'Asana did not give out a file that it offered. It is tried again later.', { facts });
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
