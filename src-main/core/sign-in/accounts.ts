import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { ConnectionId } from '../../../src-shared/domain/ids.ts';
import type { CoreOptions } from '../core.ts';
import type { Store } from '../store/store.ts';
import { type Account, createAccount } from './account.ts';

/** The accounts of one core: each connection has one as long as the program runs. */
export interface Accounts {
  of(connection: Connection): Account;
  /** The secret was replaced or removed: what is known of the old one is not true any more. */
  forget(connection: ConnectionId): void;
  /** Resolves when no renewal is under way. */
  idle(): Promise<void>;
}

const byStore = new WeakMap<Store, Accounts>();

/** A core is known by its store, of which it has one; so runs, previews and tests of connections meet at the same account. */
export function accountsOf({ store, ports }: Pick<CoreOptions, 'store' | 'ports'>): Accounts {
  const known = byStore.get(store);
  if (known !== undefined) return known;
  const accounts = new Map<ConnectionId, Account>();
  const made: Accounts = {
    of: (connection) => {
      const account = accounts.get(connection.id) ?? createAccount(ports, connection);
      accounts.set(connection.id, account);
      return account;
    },
    forget: (connection) => {
      accounts.delete(connection);
    },
    idle: async () => {
      await Promise.all([...accounts.values()].map((account) => account.idle()));
    },
  };
  byStore.set(store, made);
  return made;
}
