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
}
