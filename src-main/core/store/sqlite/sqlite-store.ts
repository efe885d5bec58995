import type { Step } from '../steps.ts';
import type { Store } from '../store.ts';
import type { Access } from './access.ts';
import { Repos } from './repos.ts';

export class SqliteStore extends Repos implements Store {
  readonly #access: Access;

  constructor(access: Access) {
    super(access);
    this.#access = access;
  }

  transaction<T>(step: Step, work: (store: Store) => Promise<T>): Promise<T> {
    return this.#access.transaction(work, step);
  }

  /** Asking also tries: the store becomes the writer as soon as the other program has gone. */
  get writable(): boolean {
    return this.#access.writable;
  }

  close(): Promise<void> {
    return this.#access.close();
  }
}
