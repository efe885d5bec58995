import { createHash } from 'node:crypto';
import type { Content } from '../../../src-shared/connector/attachments.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';

/** A file on its way from one service to another, piece by piece. */
export interface FileContent extends Content {
  /** What went wrong at the side that it is read from; null: nothing. */
  readonly failure: TaskSyncError | null;
}

/**
 * Counts and hashes the bytes that pass. Another number than `size` breaks it off: the source is cut off, or a sign-in page
 * stands in its place.
 * @param open called when the first piece is asked for
 */
export function fileContent(size: number, open: () => Promise<AsyncIterable<Uint8Array>>): FileContent {
  const hash = createHash('sha256');
  let bytes = 0;
  let failure: TaskSyncError | null = null;
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of await open()) {
        bytes += chunk.length;
        if (bytes > size) throw wrongSize(size, bytes);
        hash.update(chunk);
        yield chunk;
      }
      if (bytes !== size) throw wrongSize(size, bytes);
    } catch (error) {
      failure = toTaskSyncError(error);
      throw failure;
    }
  }
  return {
    size,
    chunks: read(),
    sha256: () => hash.copy().digest('hex'),
    get failure() {
      return failure;
    },
  };
}

/** SHA-256 of a file in hex; nothing of it is kept. */
export async function digestOf(size: number, open: () => Promise<AsyncIterable<Uint8Array>>): Promise<string> {
  const content = fileContent(size, open);
  for await (const _ of content.chunks);
  return content.sha256();
}

function wrongSize(announced: number, read: number): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    'A file that was read is not as large as its service says. It was not copied; it is tried again later.',
    { facts: { announced, read } },
  );
}
