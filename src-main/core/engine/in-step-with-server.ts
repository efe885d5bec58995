import { type AdaptiveConcurrency, createAdaptiveConcurrency } from './adaptive-concurrency.ts';
import type { Place, RunContext } from './run-context.ts';

/** Says how the server took one write. */
export type Finished = (outcome: 'ok' | 'overload') => void;

/** Works through the queue, side by side, with as many at a time as the place's server takes well; ends early when it is away. */
export async function inStepWithServer<Item>(
  context: RunContext,
  place: Place,
  items: readonly Item[],
  work: (item: Item, finished: Finished) => Promise<void>,
): Promise<void> {
  const concurrency: AdaptiveConcurrency = createAdaptiveConcurrency(place.descriptor.capabilities.concurrency);
  const finished: Finished = (outcome) => concurrency.finished(context.ports.clock.now(), outcome);
  const queue = [...items];
  const inFlight = new Set<Promise<void>>();
  while (queue.length > 0 || inFlight.size > 0) {
    const isOver = place.failure !== null || context.signal.aborted;
    const item = !isOver && inFlight.size < concurrency.limit ? queue.shift() : undefined;
    if (item === undefined) {
      if (inFlight.size === 0) return;
      await Promise.race(inFlight);
      continue;
    }
    const one: Promise<void> = work(item, finished).finally(() => inFlight.delete(one));
    inFlight.add(one);
  }
}
