import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import type { Client } from '../kit/client.ts';
import { noBytes } from '../kit/limited-stream.ts';
import { openElsewhere } from '../kit/open-elsewhere.ts';

const redirects = [301, 302, 303, 307, 308];

/**
 * A file of a card: on the host of the API, with the sign-in in the header and nowhere else
 * (community.developer.atlassian.com, "Authenticated Access to S3"). From there we may be sent on to the store of files.
 */
export function createDownload(send: Client['send'], context: ConnectContext) {
  return async (card: string, id: string, name: string, maxBytes: number): Promise<AsyncIterable<Uint8Array>> => {
    const path = ['cards', card, 'attachments', id, 'download', name].map(encodeURIComponent).join('/');
    const answer = await send({ method: 'GET', path, asStream: true, maxBytes, expect: redirects });
    if (!redirects.includes(answer.status)) return answer.stream ?? noBytes();
    const address = answer.headers['location'] ?? '';
    return openElsewhere(context, { service: 'Trello', address, from: answer.url, maxBytes });
  };
}
