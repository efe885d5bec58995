import { TaskSyncError } from '../../../../src-shared/errors.ts';
import type { Step } from '../steps.ts';
import type { Store } from '../store.ts';
import { Repos } from './repos.ts';
import type { Tx } from './tx.ts';

/** The store as the work of one transaction sees it. */
export class TransactionStore extends Repos implements Store {
  readonly writable = true;
  readonly tx: Tx;

  constructor(tx: Tx) {
    super(tx);
    this.tx = tx;
  }

  transaction<T>(_step: Step, work: (store: Store) => Promise<T>): Promise<T> {
    return this.tx.join(() => work(this));
  }

  async close(): Promise<void> {
    throw new TaskSyncError('bug', 'The store cannot be closed inside a transaction. Please report this.');
  }
}
