import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { onTestFinished } from 'vitest';
import { createClient } from '../../../src-main/connectors/kit/client.ts';
import { createNodeHttp, type NodeHttpOptions } from '../../../src-main/hosts/node/node-http.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Http, HttpRequest } from '../../../src-shared/ports/ports.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLogger } from '../../fakes/recording-logger.ts';
import { type Loopback, listen } from '../../unit/hosts/node/loopback.ts';

/** A server that notes what reached it. */
export interface Witness extends Loopback {
  readonly seen: readonly IncomingMessage[];
}

export async function witness(answer: RequestListener, tls?: ServerOptions): Promise<Witness> {
  const seen: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(request);
    answer(request, response);
  };
  const server = await listen(tls ? createTlsServer(tls, listener) : createServer(listener));
  return { ...server, seen };
}

export function openHttp(options?: NodeHttpOptions) {
  const http = createNodeHttp(options);
  onTestFinished(() => http.close());
  return http;
}

/** A client as connectors have it, with a credential. */
export function clientAt(baseUrl: string, http: Http, secret = 'canary-credential') {
  const context = {
    ...{ http, url: baseUrl, username: null, secret: async () => secret, options: {} },
    ...{
      signal: new AbortController().signal,
      clock: createFakeClock({ auto: true }),
      logger: createRecordingLogger(),
    },
  };
  const authorization = async () => ({
    authorization: `Bearer ${secret}`,
    'x-api-key': secret,
    cookie: `key=${secret}`,
  });
  return createClient({ context, baseUrl, service: 'Desk', authorization });
}

export async function failure(work: Promise<unknown>): Promise<TaskSyncError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof TaskSyncError) return error;
  throw new Error('expected a TaskSyncError', { cause: error });
}

export const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  ...{ method: 'GET', url, headers: {} },
  ...more,
});
