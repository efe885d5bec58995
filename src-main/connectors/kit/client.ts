import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { HttpResponse, HttpUpload } from '../../../src-shared/ports/ports.ts';
import type { Answer } from './answer.ts';
import { createAnswer, requireNoWebPage } from './answer.ts';
import { backOffMs, spread } from './back-off.ts';
import { mapHttpError } from './map-http-error.ts';
import { parseBaseUrl, resolveAddress } from './origin.ts';
import { createRateGate } from './rate-gate.ts';
import { createRedactor, secretsInHeaders } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

export type { Answer } from './answer.ts';

export interface ClientOptions {
  readonly context: ConnectContext;
  /** Credentials are bound to its origin (SEC-28); relative paths are relative to it as to a folder. */
  readonly baseUrl: string;
  /** Name for sentences, e.g. 'Redmine'. */
  readonly service: string;
  /** Headers of the sign-in. Asked once per client, when first needed; a failure is not kept. */
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
}

export interface Call {
  readonly method: string;
  /** Absolute URL, or relative to `baseUrl`: `/a` starts at the host, `a` below the base. Another origin is refused. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | HttpUpload;
  /** A 2xx answer comes as `stream`. What it holds is not looked at here: the size of a file tells it from a sign-in page. */
  readonly asStream?: boolean;
  /** Statuses besides 2xx that the caller wants to see: they are neither followed, nor retried, nor thrown. */
  readonly expect?: readonly number[];
  readonly maxBytes?: number;
}

/**
 * Sends requests of one connection.
 *
 * Reads (GET, HEAD, OPTIONS, PROPFIND, REPORT) are tried up to four times: after a lost connection, a timeout, a 5xx or
 * a 429. Writes are sent once; whether an unanswered one arrived is in the error's `applied`. A `Retry-After` of at most
 * a minute holds back every request of this client for exactly that long; a longer one throws `rate-limited` (or
 * `unavailable`, for a 5xx) with `retryAfterMs`. Statuses become errors as `mapHttpError` says.
 */
export interface Client {
  send(call: Call): Promise<Answer>;
}

const mostRetries = 3;
const mostRedirects = 5;
const longestWaitMs = 60_000;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function createClient(options: ClientOptions): Client {
  const { context, service } = options;
  const base = parseBaseUrl(service, options.baseUrl);
  const gate = createRateGate(() => context.clock.now());
  let signIn: Promise<Readonly<Record<string, string>>> | null = null;

  const authorization = (): Promise<Readonly<Record<string, string>>> => {
    signIn ??= options.authorization().catch((error: unknown) => {
      signIn = null;
      throw error;
    });
    return signIn;
  };

  /** Waits while the service asked us to, or throws when that is too long for a run. */
  const pass = async (): Promise<void> => {
    if (context.signal.aborted) throw new TaskSyncError('cancelled', 'Stopped as asked.');
    for (let wait = gate.remaining(); wait > 0; wait = gate.remaining()) {
      if (wait > longestWaitMs) {
        throw new TaskSyncError(
          'rate-limited',
          `${service} asked for a longer pause. Nothing was sent; it goes on after that.`,
          { retryAfterMs: wait, facts: { host: base.host } },
        );
      }
      await context.clock.sleep(wait, context.signal);
    }
  };

  const attempt = async (call: Call, url: URL): Promise<HttpResponse> => {
    await pass();
    const { body, maxBytes, asStream } = call;
    const response = await context.http.send({
      method: call.method,
      url: url.href,
      headers: { ...call.headers, ...(await authorization()) },
      signal: context.signal,
      ...(body === undefined ? {} : { body }),
      ...(maxBytes === undefined ? {} : { maxBytes }),
      ...(asStream === undefined ? {} : { asStream }),
    });
    if (response.status === 429 || response.status === 503) {
      gate.close(retryAfterMs(response.headers, context.clock.now()) ?? 0);
    }
    return response;
  };

  const follow = async (call: Call, start: URL): Promise<Answer> => {
    let url = start;
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const response = await attempt(call, url);
      const answer = createAnswer(service, url.href, response);
      if (call.expect?.includes(response.status)) return answer;
      requireNoWebPage(service, response);
      if (response.status >= 200 && response.status < 300) return answer;
      if (!redirects.has(response.status)) throw await refused(call, answer);
      url = redirectTarget(service, call, base, url, response);
    }
    throw redirectRefused(service, call, base, 'sends us round in circles');
  };

  const refused = async (call: Call, answer: Answer): Promise<TaskSyncError> => {
    const redact = createRedactor(secretsInHeaders(await authorization()));
    return mapHttpError({ service, method: call.method, answer, now: context.clock.now(), redact });
  };

  const send = async (call: Call): Promise<Answer> => {
    const url = resolveAddress(service, base, base, call.path);
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    for (let retry = 0; ; retry++) {
      try {
        return await follow(call, url);
      } catch (error) {
        if (!isRead(call.method) || retry >= mostRetries || !isWorthRetrying(error)) throw error;
        context.logger.info('http.retry', { host: base.host, method: call.method, code: error.code, retry: retry + 1 });
        // What the service asked for is kept by the gate; without a wish of its own, we spread out.
        if (error.retryAfterMs === undefined) {
          await context.clock.sleep(
            backOffMs(retry, spread(`${context.clock.now()} ${url.href} ${retry}`)),
            context.signal,
          );
        }
      }
    }
  };

  return { send };
}

function isWorthRetrying(error: unknown): error is TaskSyncError {
  if (!(error instanceof TaskSyncError)) return false;
  if (error.code !== 'unavailable' && error.code !== 'rate-limited') return false;
  return (error.retryAfterMs ?? 0) <= longestWaitMs;
}

/** Only reads are followed, with their method, inside the origin. A 303 asks for another method, so it fits GET and HEAD alone. */
function redirectTarget(service: string, call: Call, base: URL, from: URL, response: HttpResponse): URL {
  const location = response.headers['location'];
  if (!isRead(call.method) || (response.status === 303 && !/^(get|head)$/i.test(call.method))) {
    throw redirectRefused(service, call, base, 'wants a change to be sent somewhere else');
  }
  if (location === undefined) throw redirectRefused(service, call, base, 'sends us on without saying where');
  return resolveAddress(service, base, from, location);
}

function redirectRefused(service: string, call: Call, base: URL, what: string): TaskSyncError {
  return new TaskSyncError(
    'invalid-response',
    `${service} at ${base.host} ${what}. It was not followed, and nothing was changed. Check the address of the connection.`,
    { facts: { host: base.host, method: call.method } },
  );
}
