import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Client } from '../kit/client.ts';

const redirects = [301, 302, 303, 307, 308];

/**
 * A file of a card: on the host of the API, with the sign-in in the header and nowhere else
 * (community.developer.atlassian.com, "Authenticated Access to S3"). Where it sends us on to the store of files, that address
 * is signed itself, and gets no sign-in of ours (SEC-28, SEC-34).
 */
export function createDownload(send: Client['send'], { http, signal }: ConnectContext, base: URL) {
  return async (card: string, id: string, name: string, maxBytes: number): Promise<AsyncIterable<Uint8Array>> => {
    const path = ['cards', card, 'attachments', id, 'download', name].map(encodeURIComponent).join('/');
    const answer = await send({ method: 'GET', path, asStream: true, maxBytes, expect: redirects });
    if (!redirects.includes(answer.status)) return answer.stream ?? noBytes();
    const target = URL.parse(answer.headers['location'] ?? '', answer.url);
    if (target === null || target.protocol !== base.protocol) throw notThere(answer.status);
    const { status, stream } = await http.send({
      ...{ method: 'GET', url: target.href, headers: {}, asStream: true, maxBytes, signal },
    });
    if (status !== 200) throw notThere(status);
    return stream ?? noBytes();
  };
}

function notThere(status: number): TaskSyncError {
  return new TaskSyncError(
    'unavailable',
    'Trello did not give a file that is attached to a card. It stays where it is; it is tried again later.',
    { facts: { status } },
  );
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
