import type { Connector, RemoteTask } from '../../../src-shared/connector/connector.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Outcome } from './outcome.ts';
import type { Place, RunContext } from './run-context.ts';
import { settleBatch } from './settle-batch.ts';
import type { Records, Taken } from './settle-desk.ts';
import { storeObservations } from './store-observations.ts';

/** Step 6 for one endpoint: takes the outcomes of writes and makes bases of them. */
export interface Settler {
  /** Writes that were carried out. */
  readonly written: number;
  take(op: Op, outcome: Outcome): Promise<void>;
  /** A fresh copy that turned up on the way. */
  observe(record: RemoteTask): Promise<void>;
  /** Confirms and stores everything taken so far. */
  flush(): Promise<void>;
}

/**
 * Outcomes are gathered and confirmed together: records whose answer did not contain them are read back in one request
 * (S2: a base is never what we sent), then links, bases, evidence and history are stored in one transaction.
 */
export function createSettler(context: RunContext, place: Place, connector: Connector): Settler {
  let waiting: Taken[] = [];
  let written = 0;
  let settling: Promise<void> = Promise.resolve();
  const size = Math.min(100, place.descriptor.capabilities.batchSize);

  const settle = async (batch: readonly Taken[]): Promise<void> => {
    const records = await readBack(place, connector, batch);
    await context.store.transaction('settle', (tx) => settleBatch(tx, context, place, batch, records));
  };
  const flush = (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length > 0) settling = settling.then(() => settle(batch));
    return settling;
  };

  return {
    get written() {
      return written;
    },
    async take(op, outcome) {
      if (outcome.kind === 'written' || outcome.kind === 'adopted' || outcome.kind === 'removed') {
        written++;
        count(place, op);
      }
      waiting.push({ op, outcome });
      // Not awaited: the next writes need not wait for the reading back of these.
      if (waiting.length >= size) flush().catch(() => {});
    },
    async observe(record) {
      await context.store.transaction('fresh-copy', (tx) => storeObservations(tx, context, place, [record], 'look'));
    },
    flush,
  };
}

function count({ tally }: Place, { kind }: Op): void {
  if (kind === 'create') tally.created++;
  else if (kind === 'update') tally.updated++;
  else if (kind === 'close') tally.closed++;
  else tally.deleted++;
}

/** Fresh copies, by remote id: what was written without an answer that shows it, and what turned out to have changed. */
async function readBack(place: Place, connector: Connector, batch: readonly Taken[]): Promise<Records> {
  const found = new Map<string, RemoteTask | 'missing'>();
  const ids = batch.flatMap(({ op, outcome }) => {
    if (outcome.kind === 'written' && outcome.result.task) found.set(outcome.result.id, outcome.result.task);
    if (outcome.kind === 'written' && !outcome.result.task) return [outcome.result.id];
    const isUnclear = outcome.kind === 'failed' && outcome.error.applied === 'unknown';
    return (outcome.kind === 'obsolete' || outcome.kind === 'missing' || isUnclear) && op.remoteId ? [op.remoteId] : [];
  });
  if (ids.length === 0 || place.failure) return found;
  try {
    const { tasks, missing } = await connector.get(place.endpoint.container, ids);
    for (const task of tasks) found.set(task.id, task);
    // A 404 counts when it comes twice with a good read in between (S8); the second is this one's.
    const proven = missing.length > 0 ? (await connector.get(place.endpoint.container, missing)).missing : [];
    for (const id of proven) found.set(id, 'missing');
  } catch (error) {
    // Not confirmed: creates stay as attempts and are looked up, everything else is planned again.
    if (!(error instanceof TaskSyncError)) throw error;
    if (error.code === 'unavailable' || error.code === 'auth-expired') place.failure = error;
  }
  return found;
}
