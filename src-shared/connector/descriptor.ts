import type { Clock, Http, Logger, RequestEntry } from '../ports/ports.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connector } from './connector.ts';
import type { SignInKind, SignInMethod } from './sign-in.ts';

/** A connector as data: its name, what to ask the person for (drives the form and the command line), what it can do. */
export interface ConnectorDescriptor {
  /** Short, lower-case, for files and the command line. */
  readonly id: string;
  readonly name: string;
  /** One honest sentence: what syncs and what does not. */
  readonly summary: string;
  readonly config: readonly ConfigField[];
  /** Ways to sign in, the one to be offered first at the beginning. Absent: the `secret` of `config`, if there is one. */
  readonly signIn?: readonly SignInMethod[];
  /** False: not offered to people, because its services live only inside one program. Default: true. */
  readonly isOffered?: boolean;
  readonly capabilities: Capabilities;
  /** May load its code first, so that a program that never uses this provider does not pay for it. */
  connect(context: ConnectContext): Connector | Promise<Connector>;
}

export interface ConfigField {
  /** `url`, `username` and `secret` have their own place in a Connection; any other key is an option. */
  readonly key: string;
  readonly label: string;
  /** `certificate`: PEM text that is trusted at `url`, and nowhere else. */
  readonly kind: 'url' | 'text' | 'secret' | 'choice' | 'flag' | 'certificate';
  readonly required: boolean;
  readonly help?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly default?: string;
}

/** How many requests a service still takes from an account. */
export interface RequestAllowance {
  /** Requests in the whole period; null: not said. */
  readonly limit: number | null;
  readonly remaining: number;
  /** Milliseconds until it is full again. */
  readonly resetMs: number;
}

/** All a connector gets. It lives for one run or one test; every request ends when `signal` aborts. */
export interface ConnectContext {
  readonly http: Http;
  readonly url: string | null;
  readonly username: string | null;
  /** How `secret` came about: with `code` and `device` it is an access token, to be sent as `Bearer`. Absent: `token`. */
  readonly signedIn?: SignInKind;
  /** Where the API is, when the sign-in says that it is not at `url` (Atlassian); `url` is then what people see. */
  readonly apiUrl?: string;
  /** Asked when needed; an access token that is about to end is renewed first. Throws `auth-expired` when there is none. */
  readonly secret: () => Promise<string>;
  readonly options: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Asks for another secret after the service refused the last one (401). True: `secret` now gives one that is worth a try.
   * Absent: a person has to give it. Throws `auth-expired` when a person has to sign in.
   */
  readonly renew?: () => Promise<boolean>;
  /**
   * The same object for everything that uses the credential while the program runs: its rate budget and its cached answers
   * hang on it. Absent: nothing is shared.
   */
  readonly account?: object;
  /** Whether a person waits for it now: such requests go before those of runs that nobody watches. Absent: nobody does. */
  readonly isAwaited?: () => boolean;
  /** Told until when a request has to wait (milliseconds, by `clock`), and null when it goes on. */
  readonly onWait?: (until: number | null) => void;
  /** Told what the service says is left of the account's usual allowance. */
  readonly onAllowance?: (allowance: RequestAllowance) => void;
  /** A number for the next request, so that it can be told apart in logs. Absent: they all have none (0). */
  readonly nextRequest?: () => number;
  /** Told of every request that was sent. */
  readonly onRequest?: (entry: RequestEntry) => void;
}
