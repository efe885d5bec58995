import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../src-shared/ports/ports.ts';

/** What happens to a request in place of, or after, the real exchange; null: nothing. */
export type Fault = (request: HttpRequest, pass: () => Promise<HttpResponse>) => Promise<HttpResponse> | null;

export interface SpyHttp extends Http {
  /** Everything that was sent, or would have been. */
  readonly requests: readonly HttpRequest[];
  forget(): void;
  inject(fault: Fault): void;
  heal(): void;
}

/** Stands between connector and server: looks on, and answers in the server's place while a fault is on. */
export function createSpyHttp(http: Http): SpyHttp {
  let requests: HttpRequest[] = [];
  let fault: Fault = () => null;
  return {
    send: async (request) => {
      requests.push(request);
      return fault(request, () => http.send(request)) ?? http.send(request);
    },
    get requests() {
      return requests;
    },
    forget: () => {
      requests = [];
    },
    inject: (next) => {
      fault = next;
    },
    heal: () => {
      fault = () => null;
    },
  };
}

export function writesIn(requests: readonly HttpRequest[]): readonly HttpRequest[] {
  return requests.filter(({ method }) => !isRead(method));
}

const ofWrites =
  (fault: Fault): Fault =>
  (request, pass) =>
    isRead(request.method) ? null : fault(request, pass);

export function response(status: number, headers: Record<string, string> = {}, body = ''): HttpResponse {
  return { status, headers, body: new TextEncoder().encode(body) };
}

/** Every request, or every write, is answered with this. */
export function answer(given: HttpResponse, { only }: { only?: 'writes' } = {}): Fault {
  const fault: Fault = async () => given;
  return only === 'writes' ? ofWrites(fault) : fault;
}

/** The first request is answered with this; the service answers the others. */
export function answerOnce(given: HttpResponse): Fault {
  let used = false;
  return () => {
    if (used) return null;
    used = true;
    return Promise.resolve(given);
  };
}

/** Writes reach the service, and then the connection breaks before its answer is here. */
export const loseAnswersToWrites: Fault = ofWrites(async (_, pass) => {
  await pass();
  throw new TaskSyncError('unavailable', 'Cannot reach the server: the connection broke.', { applied: 'unknown' });
});

/** There is no connection, and so nothing was sent. */
export const refuseConnections: Fault = async () => {
  throw new TaskSyncError('unavailable', 'Cannot reach the server: it refused the connection.', { applied: 'no' });
};

/** Answers to reads end in the middle. */
export const cutAnswersToReads: Fault = async (_, pass) => {
  const whole = await pass();
  return { ...whole, body: whole.body.subarray(0, Math.floor(whole.body.length / 2)) };
};

/** No answer ever comes; only giving up ends it. */
export const hang: Fault = ({ signal }) =>
  new Promise((_, reject) => {
    const stop = (): void => reject(new TaskSyncError('cancelled', 'Stopped as asked.', { applied: 'unknown' }));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
