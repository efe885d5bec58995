import { TaskSyncError } from '../../../src-shared/errors.ts';

/** What to ask the network for so that a refusal is understood: it is explained in more bytes than a small file has. */
export function roomForRefusal(maxBytes: number): number {
  return Math.max(maxBytes, 65_536);
}

/** The same bytes; more than `maxBytes` of them are `invalid-response`. */
export async function* limitedStream(
  service: string,
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > maxBytes) {
      throw new TaskSyncError(
        'invalid-response',
        `${service} sent more of a file than it said the file has. Nothing was taken from it.`,
        { facts: { maxBytes } },
      );
    }
    yield chunk;
  }
}

export async function* noBytes(): AsyncGenerator<Uint8Array> {}
