/**
 * One error class with a closed list of codes. Behaviour is asked as a question (`retry`, `applied`), never guessed from
 * a message or an HTTP status.
 */
export const errorCodes = [
  'not-found', // the record, container or page is not there (404, 410)
  'stale-version', // somebody changed it since we looked (409, 412)
  'already-exists', // our own identity is already taken: an earlier create did arrive
  'auth-expired', // sign-in needed (401)
  'forbidden', // signed in, but not allowed to (403)
  'rate-limited', // asked to wait; `retryAfterMs` says how long, if the service said so (429)
  'unavailable', // cannot be reached, timed out, or answers 5xx
  'invalid-response', // it answered, but not in its own language (HTML for JSON, broken XML)
  'rejected', // it understood and refused the values (400, 413, 422)
  'unsupported', // this service or container cannot do that
  'invalid-input', // what the person or program gave us is wrong
  'conflict-unresolved', // a decision is open
  'held', // a brake stopped the run
  'locked', // another Task Sync works on this data folder
  'no-keychain', // secrets cannot be stored or read now
  'cancelled', // stopped by a person, or because the program ends
  'bug', // a fault of Task Sync; please report it
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** `never`: the same request fails again. `later`: wait and try. `after-user`: somebody has to act first. */
export type Retry = 'never' | 'later' | 'after-user';

/** For writes: did the service carry it out? `unknown` starts the look-up of the create protocol (correctness.md 1.6). */
export type Applied = 'no' | 'yes' | 'unknown';

/** Ids, counts, status codes, host names. Never titles, bodies, tokens or whole URLs. */
export type SafeFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly facts: SafeFacts;
}

const retryByCode: Readonly<Record<ErrorCode, Retry>> = {
  'not-found': 'never',
  'stale-version': 'later',
  'already-exists': 'never',
  'auth-expired': 'after-user',
  forbidden: 'after-user',
  'rate-limited': 'later',
  unavailable: 'later',
  'invalid-response': 'later',
  rejected: 'after-user',
  unsupported: 'never',
  'invalid-input': 'never',
  'conflict-unresolved': 'after-user',
  held: 'after-user',
  locked: 'later',
  'no-keychain': 'after-user',
  cancelled: 'later',
  bug: 'never',
};

export interface ErrorOptions {
  readonly applied?: Applied;
  readonly retryAfterMs?: number;
  readonly facts?: SafeFacts;
  readonly cause?: unknown;
}

export class TaskSyncError extends Error {
  readonly code: ErrorCode;
  readonly applied: Applied;
  readonly retryAfterMs: number | undefined;
  readonly facts: SafeFacts;

  /** @param message one or two sentences for a person: what happened, to what, what we did, what to do. No secrets. */
  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'TaskSyncError';
    this.code = code;
    this.applied = options.applied ?? 'no';
    this.retryAfterMs = options.retryAfterMs;
    this.facts = options.facts ?? {};
  }

  get retry(): Retry {
    return retryByCode[this.code];
  }
}

/** Unknown things become `bug`, with the original as `cause`; done once, at each edge. */
export function toTaskSyncError(error: unknown): TaskSyncError {
  if (error instanceof TaskSyncError) return error;
  if (error instanceof Error && error.name === 'AbortError') {
    return new TaskSyncError('cancelled', 'Stopped as asked.', { cause: error });
  }
  return new TaskSyncError('bug', 'Something went wrong inside Task Sync. Your data was left as it was.', {
    applied: 'unknown',
    cause: error,
  });
}

/** What may cross IPC, a socket or a log. */
export function toErrorData(error: unknown): ErrorData {
  const known = toTaskSyncError(error);
  return {
    code: known.code,
    message: known.message,
    facts: known.facts,
    ...(known.retryAfterMs === undefined ? {} : { retryAfterMs: known.retryAfterMs }),
  };
}

export function fromErrorData(data: ErrorData): TaskSyncError {
  return new TaskSyncError(data.code, data.message, {
    facts: data.facts,
    ...(data.retryAfterMs === undefined ? {} : { retryAfterMs: data.retryAfterMs }),
  });
}
