import { getEventListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createNodeHttp, type NodeHttpOptions } from '../../../../src-main/hosts/node/node-http.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Http, HttpRequest } from '../../../../src-shared/ports/ports.ts';
import { httpServer } from './loopback.ts';

const piece = new Uint8Array(64 * 1024).fill(7);
const mb = 1_000_000;

function open(options?: NodeHttpOptions): Http {
  const http = createNodeHttp(options);
  onTestFinished(() => http.close());
  return http;
}

const download = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  ...{ method: 'GET', url, headers: {}, asStream: true },
  ...more,
});

async function* repeated(chunk: Uint8Array, times: number, seen: () => void = () => {}): AsyncGenerator<Uint8Array> {
  for (let count = 0; count < times; count++) {
    seen();
    yield chunk;
  }
}

async function lengthOf(stream: AsyncIterable<Uint8Array> | undefined): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream ?? []) bytes += chunk.length;
  return bytes;
}

async function failure(what: Promise<unknown>): Promise<TaskSyncError> {
  const error = await what.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TaskSyncError)) throw new Error('expected a TaskSyncError', { cause: error });
  return error;
}

describe('an answer in pieces', () => {
  it('passes all bytes, and its head comes first', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/pdf' });
      for (let count = 0; count < 20; count++) response.write(piece);
      response.end();
    });
    const { status, headers, body, stream } = await open().send(download(server.url));
    expect([status, headers['content-type'], body.length]).toEqual([200, 'application/pdf', 0]);
    expect(await lengthOf(stream)).toBe(20 * piece.length);
  });

  it('is read as it is asked for: a server that has more is kept waiting', async () => {
    let written = 0;
    const total = 200 * mb;
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': total });
      const more = (): void => {
        while (written < total) {
          const next = piece.subarray(0, Math.min(piece.length, total - written));
          written += next.length;
          if (!response.write(next)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const { stream } = await open().send(download(server.url, { maxBytes: total }));
    const iterator = stream?.[Symbol.asyncIterator]();
    await iterator?.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    // What the sockets of both sides hold, and nothing near to the whole.
    expect(written).toBeLessThan(20 * mb);
    await iterator?.return?.();
  });

  it('an error is an answer like any other', async () => {
    const server = await httpServer((_, response) => response.writeHead(404).end('gone'));
    const { status, body, stream } = await open().send(download(server.url));
    expect([status, new TextDecoder().decode(body), stream]).toEqual([404, 'gone', undefined]);
  });

  it('larger than allowed is refused: by its announced size, or when it goes on', async () => {
    const announced = await httpServer((_, response) => response.writeHead(200, { 'content-length': 101 }).end());
    expect((await failure(open().send(download(announced.url, { maxBytes: 100 })))).code).toBe('invalid-response');
    const chunked = await httpServer((_, response) => void response.write(piece, () => response.end()));
    const { stream } = await open().send(download(chunked.url, { maxBytes: 100 }));
    expect((await failure(lengthOf(stream))).code).toBe('invalid-response');
  });

  it('cut off in the middle says so', async () => {
    const server = await httpServer((_, response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write('half', () => response.destroy());
    });
    const { stream } = await open().send(download(server.url));
    expect((await failure(lengthOf(stream))).code).toBe('unavailable');
  });

  it('ends with the signal, and leaves no listener behind', async () => {
    const server = await httpServer((_, response) => void response.writeHead(200).write('first'));
    const abort = new AbortController();
    const { stream } = await open().send(download(server.url, { signal: abort.signal }));
    const reading = lengthOf(stream);
    abort.abort();
    expect((await failure(reading)).code).toBe('cancelled');
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  });

  it('that goes silent is given up', async () => {
    const server = await httpServer((_, response) => void response.writeHead(200).write('first'));
    const { stream } = await open({ idleTimeoutMs: 100 }).send(download(server.url));
    expect((await failure(lengthOf(stream))).code).toBe('unavailable');
  });

  it('gives its connection back when it was read', async () => {
    const server = await httpServer((_, response) => response.end(piece));
    const http = open();
    for (let count = 0; count < 3; count++) await lengthOf((await http.send(download(server.url))).stream);
    expect(server.connections()).toBe(1);
  });
});

describe('a body in pieces', () => {
  const post = (url: string, size: number, chunks: AsyncIterable<Uint8Array>): HttpRequest => ({
    ...{ method: 'POST', url, headers: {}, body: { size, chunks } },
  });
  /** What arrived, and whether all of it did. */
  const counting = async () => {
    const seen: { bytes: number; announced: string | undefined; isComplete: boolean }[] = [];
    const server = await httpServer((request, response) => {
      const entry = { bytes: 0, announced: request.headers['content-length'], isComplete: false };
      seen.push(entry);
      request.on('data', (chunk: Buffer) => {
        entry.bytes += chunk.length;
      });
      request.on('error', () => {});
      request.on('end', () => {
        entry.isComplete = request.complete;
        response.end('ok');
      });
    });
    return { server, seen };
  };

  it('arrives whole, with its size announced', async () => {
    const { server, seen } = await counting();
    await open().send(post(server.url, 50 * piece.length, repeated(piece, 50)));
    expect(seen).toEqual([{ bytes: 50 * piece.length, announced: String(50 * piece.length), isComplete: true }]);
  });

  it('empty is a body, too', async () => {
    const { server, seen } = await counting();
    await open().send(post(server.url, 0, repeated(piece, 0)));
    expect(seen).toEqual([{ bytes: 0, announced: '0', isComplete: true }]);
  });

  it('is asked for as the server takes it', async () => {
    let asked = 0;
    let request: IncomingMessage | undefined;
    const server = await httpServer((incoming) => {
      request = incoming.pause();
    });
    const chunks = repeated(piece, 3_000, () => asked++);
    const sending = open().send(post(server.url, 3_000 * piece.length, chunks));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(asked * piece.length).toBeLessThan(20 * mb);
    request?.destroy();
    expect((await failure(sending)).code).toBe('unavailable');
  });

  it.each([
    ['shorter', 3],
    ['longer', 5],
  ])('%s than announced is broken off, so that it never counts as complete', async (_, count) => {
    const { server, seen } = await counting();
    const error = await failure(open().send(post(server.url, 4 * piece.length, repeated(piece, count))));
    expect(error.code).toBe('invalid-response');
    expect(seen.every(({ isComplete }) => !isComplete)).toBe(true);
  });

  it('whose source breaks is broken off, and says what happened to the source', async () => {
    const { server, seen } = await counting();
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield piece;
      throw new TaskSyncError('forbidden', 'The source does not allow it.');
    }
    const error = await failure(open().send(post(server.url, 2 * piece.length, breaking())));
    expect([error.code, error.message]).toEqual(['forbidden', 'The source does not allow it.']);
    expect(seen.every(({ isComplete }) => !isComplete)).toBe(true);
  });

  it('that is refused before its end is not read any further', async () => {
    let asked = 0;
    const server = await httpServer((request, response) => {
      request.pause();
      response.writeHead(413, { connection: 'close' }).end('too large');
    });
    const chunks = repeated(piece, 3_000, () => asked++);
    const answer = await open()
      .send(post(server.url, 3_000 * piece.length, chunks))
      .catch((error: TaskSyncError) => error);
    // The refusal or, where the connection broke first, that.
    expect('status' in answer ? answer.status : answer.code).toBeOneOf([413, 'unavailable']);
    expect(asked).toBeLessThan(3_000);
  });
});
