import type { ProfileId } from '../../../src-shared/domain/ids.ts';
import type { Clock } from '../../../src-shared/ports/ports.ts';
import type { OpHead, Store } from './store.ts';

const pageSize = 500;

interface Options {
  readonly store: Pick<Store, 'outbox'>;
  readonly ports: { readonly clock: Pick<Clock, 'sleep'> };
}

/**
 * All open writes of a profile, oldest first, a page at a time with a turn for everybody else in between: after a first
 * copy there are as many as tasks. What is put or removed meanwhile may be in it or not.
 */
export async function* openOps({ store, ports }: Options, profile: ProfileId): AsyncGenerator<readonly OpHead[]> {
  for (let after: OpHead | null = null; ; ) {
    const page: readonly OpHead[] = await store.outbox.open(profile, after, pageSize);
    if (page.length > 0) yield page;
    after = page.at(-1) ?? null;
    if (page.length < pageSize) return;
    await ports.clock.sleep(0);
  }
}
