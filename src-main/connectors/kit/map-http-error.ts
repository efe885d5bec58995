import type { Applied, ErrorCode } from '../../../src-shared/errors.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { isRead } from '../../../src-shared/http/methods.ts';
import type { Answer } from './answer.ts';
import { pauseOf, retryAfterMs } from './retry-after.ts';

export interface Refused {
  readonly service: string;
  readonly method: string;
  readonly answer: Answer;
  /** Our clock, for a `Retry-After` date without a `Date` beside it. */
  readonly now: number;
  /** Takes secrets out of what the server says. */
  readonly redact: (text: string) => string;
}

/** The usual meaning of HTTP statuses; a connector that knows better asks for the status through `expect`. */
export function mapHttpError({ service, method, answer, now, redact }: Refused): TaskSyncError {
  const { status } = answer;
  const pause = pauseOf(answer, now);
  // A 403 that says when to come back is no lack of permission.
  const code = status === 403 && pause !== null ? 'rate-limited' : codeOf(status);
  const wait = pause ?? (code === 'unavailable' ? retryAfterMs(answer.headers, now) : null);
  const said = code === 'rejected' || code === 'forbidden' || code === 'stale-version' ? excerpt(answer) : null;
  const applied = appliedAfter(method, status);
  const sentence = sentences[code](service, status);
  const tail =
    applied === 'unknown' && code === 'unavailable'
      ? ' Whether the last change arrived is looked up before it is sent again.'
      : '';
  return new TaskSyncError(code, `${sentence}${tail}${said === null ? '' : ` It said: “${redact(said)}”`}`, {
    applied,
    facts: { status, method },
    ...(wait === null ? {} : { retryAfterMs: wait }),
  });
}

type Situation = Extract<
  ErrorCode,
  | 'auth-expired'
  | 'forbidden'
  | 'not-found'
  | 'stale-version'
  | 'rejected'
  | 'rate-limited'
  | 'unavailable'
  | 'unsupported'
  | 'invalid-response'
>;

function codeOf(status: number): Situation {
  if (status >= 500) return status === 501 ? 'unsupported' : 'unavailable';
  return byStatus[status] ?? 'invalid-response';
}

const byStatus: Readonly<Record<number, Situation>> = {
  400: 'rejected',
  401: 'auth-expired',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  407: 'forbidden',
  408: 'unavailable',
  409: 'stale-version',
  410: 'not-found',
  412: 'stale-version',
  413: 'rejected',
  415: 'rejected',
  422: 'rejected',
  423: 'unavailable',
  425: 'unavailable',
  429: 'rate-limited',
  451: 'forbidden',
};

/** A definite 4xx or 501 was not carried out; behind another 5xx, or a server that gave up waiting (408), it may have been. */
function appliedAfter(method: string, status: number): Applied {
  if (isRead(method)) return 'no';
  return (status >= 500 && status !== 501) || status === 408 ? 'unknown' : 'no';
}

const sentences: Readonly<Record<Situation, (service: string, status: number) => string>> = {
  'auth-expired': (service) =>
    `${service} did not accept the sign-in. Nothing was lost; changes wait here. Sign in again to go on.`,
  forbidden: (service, status) =>
    status === 407
      ? `A proxy on the way to ${service} asks for its own sign-in, which Task Sync cannot give. Nothing was changed. Ask whoever runs the network.`
      : `${service} does not allow this to the account that is signed in. Nothing was changed. Ask for permission there, or sign in as somebody else.`,
  'not-found': (service) => `${service} does not have this any more, or never had it. Nothing was changed.`,
  'stale-version': (service) =>
    `Somebody changed this at ${service} a moment ago. It was not overwritten; it is read again and compared.`,
  rejected: (service) =>
    `${service} refused the values. They are kept here, and nothing was changed there. Correct them, then try again.`,
  'rate-limited': (service) => `${service} asks us to slow down. Nothing was lost; it goes on after a pause.`,
  unavailable: (service, status) =>
    `${service} has a problem of its own at the moment (status ${status}). Nothing was lost here; it is tried again later.`,
  unsupported: (service, status) =>
    `${service} cannot do that (status ${status}). Nothing was changed. Check that the address leads to the right kind of service.`,
  'invalid-response': (service, status) =>
    `${service} answered in a way that Task Sync does not understand (status ${status}). Nothing was taken from it. Check the address of the connection.`,
};

const longest = 200;

/**
 * The server's own words, where it is a program that speaks to programs: a string in the JSON member `errors`, `error`,
 * `message` or `errorMessages`. Anything else (a web page, a stack trace) stays out of sentences.
 */
function excerpt(answer: Answer): string | null {
  if (!/json/i.test(answer.headers['content-type'] ?? '')) return null;
  let body: unknown;
  try {
    body = answer.json();
  } catch {
    return null;
  }
  if (typeof body !== 'object' || body === null) return null;
  const { errors, error, message, errorMessages } = body as Readonly<Record<string, unknown>>;
  const words = [errors, errorMessages, error, message].flatMap(strings).slice(0, 5);
  const text = words
    .map(tidy)
    .filter((word) => word !== '')
    .join('; ');
  if (text === '') return null;
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.slice(0, 5).flatMap((item) => strings(item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value)
    .slice(0, 5)
    .filter((item) => typeof item === 'string');
}

/** No tags, no control or direction-changing characters, single spaces (SEC-17). */
function tidy(text: string): string {
  return text
    .slice(0, 2_000)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
}
