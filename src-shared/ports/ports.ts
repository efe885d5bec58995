import type { ErrorCode, SafeFacts } from '../errors.ts';

/** What the core asks of its host. Interfaces only; `src-main/hosts` supplies them, tests supply fakes. */

export interface Clock {
  /** Milliseconds since 1970, wall clock. */
  now(): number;
  /** Resolves after `ms`, or rejects with `cancelled` when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** 128 random bits as 26 lower-case base32 characters. */
  next(): string;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | HttpUpload;
  readonly signal?: AbortSignal;
  /** From the first byte sent to the last received; default 120 s, and an hour where bytes pass through in pieces. */
  readonly timeoutMs?: number;
  /** Bytes of the answer; default 50 MB. More is `invalid-response`. */
  readonly maxBytes?: number;
  /** A 2xx answer comes as `stream`, in pieces as they are asked for, instead of as `body`. */
  readonly asStream?: boolean;
  /** Certificates (PEM) that are trusted instead of the system's, because the person gave them for this service. */
  readonly trust?: string;
  /**
   * Where we have the address from, when the person did not give it: it may lead no nearer to this computer than that host
   * is. A service must not make us fetch what is behind the person's firewall (SEC-34).
   */
  readonly from?: string;
}

/**
 * A body that is sent in pieces, never held as a whole. Exactly `size` bytes: with others, or when `chunks` throws, the request
 * is broken off before its end, so that the server cannot take it for complete, and `send` throws that error.
 */
export interface HttpUpload {
  readonly size: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where there is a `stream`. */
  readonly body: Uint8Array;
  /** The body in the parts in which it came, so that a large one need not be in memory twice; `body` joins them. */
  readonly parts?: readonly Uint8Array[];
  /** To be read once, or given up with its iterator's `return`; the connection is busy until then. Throws as `send` does. */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/**
 * Sends one request over a kept-alive connection. Never follows redirects, never retries. Throws only `TaskSyncError`:
 * `unavailable` (with `applied: 'no'` when the connection could not be made, `'unknown'` when it broke afterwards),
 * `invalid-response` (answer too large) or `cancelled`.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** One request, for finding out what went on; nothing in it is a secret or somebody's words. */
export interface RequestEntry {
  /** Which one since the program began; the same in the log. */
  readonly request: number;
  /** When it was sent, by our clock. */
  readonly at: number;
  readonly method: string;
  readonly host: string;
  /** A template of the service's own description, or the path without everything that may be an id or a name. */
  readonly path: string;
  /** Null: no answer came; `code` says why. */
  readonly status: number | null;
  readonly code: ErrorCode | null;
  readonly ms: number;
  /** Of the answer; 0 where it was read in pieces. */
  readonly bytes: number;
  /** The service said that nothing changed, and the answer that was kept was used. */
  readonly isCached: boolean;
}

/** The last requests, in memory. */
export interface RequestLog {
  add(request: LoggedRequest): void;
  /** Oldest first. */
  recent(): readonly LoggedRequest[];
}

export interface LoggedRequest extends RequestEntry {
  /** Name. */
  readonly connection: string;
  /** Null: not in a run. */
  readonly run: string | null;
}

/**
 * `keychain` and `open` can be used; `for-now` as well, until the program ends; `locked` waits for its passphrase; `unset` has
 * no passphrase yet.
 */
export type SecretsState = 'keychain' | 'open' | 'for-now' | 'locked' | 'unset';

/** Passwords and tokens by key. Values never reach a log, an error, the database or the renderer. */
export interface Secrets {
  state(): Promise<SecretsState>;
  /** Opens, or on first use sets, the passphrase of the encrypted file. Throws `no-keychain` when it is wrong. */
  unlock(passphrase: string): Promise<void>;
  /**
   * Keeps secrets until the program ends and writes none, because the person wants that rather than a passphrase. Changes
   * nothing where there is a keychain. Throws `no-keychain` where secrets are stored already. Absent: the host cannot.
   */
  keepForNow?(): Promise<void>;
  get(key: string): Promise<string | null>;
  /** On the disk when it resolves: a power failure does not take it back. */
  set(key: string, value: string): Promise<void>;
  remove(key: string): Promise<void>;
  /**
   * Lets go of keys that can be read again without the person; the bytes are overwritten. What was given out is not ours any more.
   * Absent: nothing is held.
   */
  forget?(): Promise<void>;
  /**
   * Does the work while nobody else does any here, no other program on the same data either: what is renewed by being used
   * must be used by one at a time. Ends with the process, however that ends. Absent: there is only one program.
   */
  exclusively?<T>(work: () => Promise<T>): Promise<T>;
}

/** Shows a page to the person in the browser of their system. */
export interface Browser {
  /** Only `https:`, or `http:` to this computer. False: none could be started; the address has to be shown then. */
  open(address: string): Promise<boolean>;
}

/** Structured: an event name and facts that may be seen by anybody. Titles, bodies and secrets cannot be expressed. */
export interface Logger {
  debug(event: string, facts?: SafeFacts): void;
  info(event: string, facts?: SafeFacts): void;
  warn(event: string, facts?: SafeFacts): void;
  error(event: string, facts?: SafeFacts): void;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One event as it was written down. */
export interface LogLine {
  readonly time: string;
  readonly level: LogLevel;
  readonly event: string;
  readonly facts: SafeFacts;
}

/** What a host keeps of its log, for people to read. */
export interface LogFile {
  readonly folder: string;
  /** Nothing below it is written. */
  level(): LogLevel;
  /** The environment says it, so the setting does not count. */
  readonly isFixed: boolean;
  setLevel(level: LogLevel): void;
  size(): Promise<{ readonly files: number; readonly bytes: number; readonly mostBytes: number }>;
  /** The newest that fit, oldest first. */
  lines(query: {
    readonly level: LogLevel;
    /** Only lines of this run. */
    readonly run?: string;
    readonly limit: number;
  }): Promise<readonly LogLine[]>;
  /** A live secret: it is taken out of whatever is written from now on, should it get there at all (SEC-23). */
  hide(secret: string): void;
}

export interface NoticeAction {
  readonly label: string;
  readonly run?: () => void;
}

export interface Notifier {
  /**
   * Shows one message to the person, or does nothing where the host has no means. `tag` replaces an earlier one; `route` is where
   * in the page a click on it leads.
   */
  notify(message: {
    readonly tag: string;
    readonly title: string;
    readonly body: string;
    readonly route?: string;
    /** Buttons, the most wanted first; without `run` one leads to `route`, as a click on the message does. */
    readonly actions?: readonly NoticeAction[];
    /** Added to the text where the system shows no buttons: where else they are. */
    readonly withoutActions?: string;
  }): void;
  /** Takes the message away if it is still there: it does not hold any more. Absent: messages stay. */
  withdraw?(tag: string): void;
}

/** What the desktop keeps for itself, for the settings screen. */
export interface DesktopPort {
  read(): DesktopChoices | Promise<DesktopChoices>;
  change(choices: { readonly onClose?: 'background' | 'quit'; readonly startsAtLogin?: boolean }): void | Promise<void>;
  /** Shows a folder of ours in the system's file manager. */
  showFolder(folder: string): void | Promise<void>;
  /** Shows a file of ours there, among its neighbours. */
  showFile(file: string): void | Promise<void>;
}

export interface DesktopChoices {
  readonly onClose: 'background' | 'quit' | null;
  readonly startsAtLogin: boolean;
}

/** Random numbers for jitter only. */
export interface Random {
  /** 0 <= x < 1 */
  next(): number;
}
