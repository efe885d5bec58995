import type { ConnectionId, Timestamp } from './ids.ts';

/** A signed-in account at a provider. Its secret lives in the secret store under the connection's id, never here. */
export interface Connection {
  readonly id: ConnectionId;
  readonly name: string;
  /** Id of the connector, e.g. `caldav`. */
  readonly connector: string;
  readonly url: string | null;
  readonly username: string | null;
  readonly options: Readonly<Record<string, string>>;
  readonly createdAt: Timestamp;
  /** How it is signed in to over the service's own pages; absent: with a password or token of the person. */
  readonly signIn?: ConnectionSignIn;
  /** Nothing is ever written over it, and profiles only take from it. Absent: it may write. */
  readonly readOnly?: true;
  /** When a test of it passed last. Absent: none did yet. */
  readonly testedAt?: Timestamp;
}

export interface ConnectionSignIn {
  readonly kind: 'code' | 'device';
  /** Of the app that the person registered at the service. Public; its secret is not. */
  readonly clientId: string;
  /** Where the API is, when the sign-in said that it is not at `url`. */
  readonly apiUrl: string | null;
}
