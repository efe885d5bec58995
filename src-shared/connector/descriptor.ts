import type { Clock, Http, Logger } from '../ports/ports.ts';
import type { Capabilities } from './capabilities.ts';
import type { Connector } from './connector.ts';

/** A connector as data: its name, what to ask the person for (drives the form and the command line), what it can do. */
export interface ConnectorDescriptor {
  /** Short, lower-case, for files and the command line. */
  readonly id: string;
  readonly name: string;
  /** One honest sentence: what syncs and what does not. */
  readonly summary: string;
  readonly config: readonly ConfigField[];
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
  readonly kind: 'url' | 'text' | 'secret' | 'choice' | 'flag';
  readonly required: boolean;
  readonly help?: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly default?: string;
}

/** All a connector gets. It lives for one run or one test; every request ends when `signal` aborts. */
export interface ConnectContext {
  readonly http: Http;
  readonly url: string | null;
  readonly username: string | null;
  /** Read when first needed. Throws `auth-expired` when there is none. */
  readonly secret: () => Promise<string>;
  readonly options: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly logger: Logger;
}
