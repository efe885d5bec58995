import type { ConnectContext } from '../../../src-shared/connector/descriptor.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { HttpResponse, HttpUpload } from '../../../src-shared/ports/ports.ts';
import { accountOf } from './account.ts';
import type { Answer } from './answer.ts';
import { createAnswer, requireNoWebPage } from './answer.ts';
import { backOffMs, spread } from './back-off.ts';
import { limitedStream, roomForRefusal } from './limited-stream.ts';
import { mapHttpError } from './map-http-error.ts';
import { parseBaseUrl, resolveAddress } from './origin.ts';
import { longestWaitMs } from './rate-budget.ts';
import { readAllowance } from './rate-limit-headers.ts';
import { createRedactor, secretsInHeaders } from './redact.ts';
import { pauseOf } from './retry-after.ts';
import { safePath } from './safe-path.ts';
import type { Rate } from './token-bucket.ts';

export type { Answer } from './answer.ts';

export interface ClientOptions {
  readonly context: ConnectContext;
  /** Credentials are bound to its origin (SEC-28); relative paths are relative to it as to a folder. */
  readonly baseUrl: string;
  /** Name for sentences, e.g. 'Redmine'. */
  readonly service: string;
  /**
   * Headers of the sign-in. Asked when first needed and then kept, unless the secret can be renewed: it is asked for each
   * request then, because it may end in the middle of a run. A failure is not kept.
   */
  readonly authorization: () => Promise<Readonly<Record<string, string>>>;
  /** As its documentation says, for the whole account. Default: only what the service itself says is left counts. */
  readonly rate?: Rate;
  /** GETs carry the ETag of their last answer, which is used again when nothing changed. Default: false. */
  readonly usesEtags?: boolean;
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
  /** Of a 2xx answer; a refusal may be longer than a small file. */
  readonly maxBytes?: number;
  /** For logs: the path as the service's description writes it, `/issues/{id}`. Default: the path without ids and names. */
  readonly template?: string;
  /** Which allowance it counts against, where a service has several (GitHub's search). Default: the usual one. */
  readonly allowance?: string;
  /** False: where the service's limits would make it wait it throws `rate-limited` at once; what it asks is not worth that. */
  readonly mayWait?: boolean;
}

/**
 * Sends requests of one connection.
 *
 * Reads (GET, HEAD, OPTIONS, PROPFIND, REPORT) are tried up to four times: after a lost connection, a timeout, a 5xx or
 * a 429. Writes are sent once; whether an unanswered one arrived is in the error's `applied`. A `Retry-After` of at most
 * a minute holds back every request of this account for exactly that long; a longer one throws `rate-limited` (or
 * `unavailable`, for a 5xx) with `retryAfterMs`. After a 401 the secret is renewed once, where that can be done. Statuses
 * become errors as `mapHttpError` says.
 */
export interface Client {
  send(call: Call): Promise<Answer>;
}

type Headers = Readonly<Record<string, string>>;

const mostRetries = 3;
const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function createClient(options: ClientOptions): Client {
  const { context, service } = options;
  const base = parseBaseUrl(service, options.baseUrl);
  const { budget, cache } = accountOf(context, base.origin, options.rate ?? null);
  let signIn: Promise<Headers> | null = null;

  const authorization = (): Promise<Headers> => {
    if (context.renew !== undefined) return options.authorization();
    signIn ??= options.authorization().catch((error: unknown) => {
      signIn = null;
      throw error;
    });
    return signIn;
  };

  const attempt = async (call: Call, url: URL, signedIn: Headers): Promise<HttpResponse> => {
    const { method, body, maxBytes, asStream, allowance = '', mayWait = true } = call;
    const question = { url: url.href, headers: { ...call.headers, ...signedIn } };
    const isAskedAgain = options.usesEtags === true && method === 'GET' && asStream !== true;
    await budget.pass({ service, host: base.host, allowance, mayWait, context });
    const at = context.clock.now();
    const log = {
      request: context.nextRequest?.() ?? 0,
      at,
      method,
      host: base.host,
      path: call.template ?? safePath(url.pathname),
    };
    let headers: Headers | null = null;
    try {
      const received = await context.http.send({
        method,
        url: url.href,
        headers: { ...question.headers, ...(isAskedAgain ? cache.condition(question) : {}) },
        signal: context.signal,
        ...(body === undefined ? {} : { body }),
        ...(maxBytes === undefined ? {} : { maxBytes: asStream ? roomForRefusal(maxBytes) : maxBytes }),
        ...(asStream === undefined ? {} : { asStream }),
      });
      headers = received.headers;
      const { response, isCached } = isAskedAgain
        ? cache.resolve(question, received)
        : { response: limited(service, call, received), isCached: false };
      const ms = context.clock.now() - at;
      context.onRequest?.({ ...log, status: received.status, code: null, ms, bytes: bytesOf(received), isCached });
      return response;
    } catch (error) {
      const { code } = toTaskSyncError(error);
      const ms = context.clock.now() - at;
      context.onRequest?.({ ...log, status: null, code, ms, bytes: 0, isCached: false });
      throw error;
    } finally {
      budget.learn(allowance, headers);
      const said = headers && allowance === '' ? readAllowance(headers, context.clock.now()) : null;
      if (said) context.onAllowance?.(said);
    }
  };

  /** Sends it, and once more with another secret when this one is not accepted: a 401 was certainly not carried out. */
  const attemptSignedIn = async (call: Call, url: URL): Promise<HttpResponse> => {
    if (context.signal.aborted) throw new TaskSyncError('cancelled', 'Stopped as asked.');
    const signedIn = await authorization();
    const response = await attempt(call, url, signedIn);
    const pause = pauseOf(response, context.clock.now());
    if (pause !== null) budget.close(pause);
    // What was read from a stream once cannot be sent again.
    const isRepeatable = !(typeof call.body === 'object' && 'chunks' in call.body);
    if (response.status !== 401 || context.renew === undefined || !isRepeatable) return response;
    const isRenewed = !isSame(await authorization(), signedIn) || (await context.renew());
    return isRenewed ? await attempt(call, url, await authorization()) : response;
  };

  const follow = async (call: Call, start: URL): Promise<Answer> => {
    let url = start;
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const response = await attemptSignedIn(call, url);
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
        // What the service asked for is kept by the budget; without a wish of its own, we spread out.
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

function isSame(a: Headers, b: Headers): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function limited(service: string, { maxBytes }: Call, response: HttpResponse): HttpResponse {
  if (response.stream === undefined || maxBytes === undefined) return response;
  return { ...response, stream: limitedStream(service, response.stream, maxBytes) };
}

function bytesOf({ parts, body }: HttpResponse): number {
  return parts ? parts.reduce((sum, part) => sum + part.length, 0) : body.length;
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
