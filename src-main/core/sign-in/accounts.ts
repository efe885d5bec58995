import { createHash } from 'node:crypto';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { ConnectionId } from '../../../src-shared/domain/ids.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import { type Account, createAccount } from './account.ts';
import { parseGrant } from './grant.ts';
import { httpOf } from './own-certificate.ts';

/** The accounts of one core: each connection has one as long as the program runs. */
export interface Accounts {
  of(connection: Connection): Account;
  /**
   * The same object for all connections that a service counts together, because they use the same token or password there. A
   * sign-in in the browser gives each connection a token of its own. Throws what the secret store throws.
   */
  countedAs(connection: Connection): Promise<object>;
  /** The secret was replaced or removed: what is known of the old one is not true any more. */
  forget(connection: ConnectionId): void;
  /** Nothing that can be read again is held any longer (SEC-59). */
  lock(): void;
  /** Resolves when no renewal is under way. */
  idle(): Promise<void>;
}

const byStore = new WeakMap<Store, Accounts>();

/** A core is known by its store, of which it has one; so runs, previews and tests of connections meet at the same account. */
export function accountsOf({ store, ports }: Pick<CoreOptions, 'store' | 'ports'>): Accounts {
  const known = byStore.get(store);
  if (known !== undefined) return known;
  const accounts = new Map<ConnectionId, Account>();
  const counted = new Map<string, object>();
  const made: Accounts = {
    of: (connection) => {
      const account =
        accounts.get(connection.id) ?? createAccount({ ...ports, http: httpOf(ports.http, connection) }, connection);
      accounts.set(connection.id, account);
      return account;
    },
    countedAs: async (connection) => {
      const secret = await ports.secrets.get(connection.id);
      if (secret === null || parseGrant(secret) !== null) return made.of(connection);
      const { connector, url, username } = connection;
      // A digest: nothing that lives as long as the program needs to hold another copy of the secret.
      const key = createHash('sha256')
        .update(JSON.stringify([connector, url, username, secret]))
        .digest('hex');
      const together = counted.get(key) ?? {};
      counted.set(key, together);
      return together;
    },
    forget: (connection) => {
      accounts.delete(connection);
    },
    lock: () => {
      for (const account of accounts.values()) account.lock();
    },
    idle: async () => {
      await Promise.all([...accounts.values()].map((account) => account.idle()));
    },
  };
  byStore.set(store, made);
  return made;
}
