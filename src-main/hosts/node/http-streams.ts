import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { HttpRequest, HttpUpload } from '../../../src-shared/ports/ports.ts';

export function isUpload(body: HttpRequest['body']): body is HttpUpload {
  return typeof body === 'object' && 'chunks' in body;
}

/**
 * Sends a body piece by piece, the next one when the socket has taken the last. Another number of bytes than announced
 * throws before the end, so the server never gets a complete request. Returns early when the exchange is over.
 */
export async function upload(outgoing: ClientRequest, { size, chunks }: HttpUpload): Promise<void> {
  let bytes = 0;
  for await (const chunk of chunks) {
    if (outgoing.destroyed) return;
    bytes += chunk.length;
    if (bytes > size) break;
    if (!outgoing.write(chunk)) await roomIn(outgoing);
  }
  if (outgoing.destroyed) return;
  if (bytes !== size) {
    throw new TaskSyncError(
      'invalid-response',
      'A file has another size than its service said, so it was not copied. It is tried again later.',
      { facts: { announced: size, read: bytes } },
    );
  }
  outgoing.end();
}

async function roomIn(outgoing: ClientRequest): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  // An error closes it, too, and is told by the exchange.
  await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })]).catch(() => {});
  stop.abort();
}

interface Ends {
  readonly tooMuch: () => TaskSyncError;
  /** What broke the exchange, for an error of the stream. */
  readonly cause: (error: unknown) => TaskSyncError;
  /** Called once, however it ends. */
  readonly over: () => void;
}

/** The bytes of an answer as they are asked for; whoever reads slowly slows the server down (no buffer grows). */
export async function* pieces(
  response: IncomingMessage,
  maxBytes: number,
  { tooMuch, cause, over }: Ends,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooMuch();
      yield chunk;
    }
  } catch (error) {
    throw error instanceof TaskSyncError ? error : cause(error);
  } finally {
    over();
  }
}
