import type { Connector, RemoteTask, WriteResult } from '../../../src-shared/connector/connector.ts';
import { type Fields, type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import type { EndpointId, OpId, Timestamp } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import { TaskSyncError, toTaskSyncError } from '../../../src-shared/errors.ts';
import { isPending } from '../../../src-shared/sync/pending-reference.ts';
import { createAdaptiveConcurrency } from './adaptive-concurrency.ts';
import { backOff } from './back-off.ts';
import { closesCircle, parentName } from './break-circles.ts';
import { orderWrites, pendingParent } from './order-writes.ts';
import { cause, type Outcome } from './outcome.ts';
import { longestPauseMs } from './pausing-connector.ts';
import { type Place, placeOf, type RunContext, timestamp } from './run-context.ts';
import { createSettler, type Settler } from './settle.ts';
import { needsPlan } from './store-observations.ts';

/**
 * Step 5: carries the outbox out, endpoint by endpoint side by side, and within one as many records at a time as its server
 * takes well. Every write is on the disk as `attempting` before its first byte leaves (S21).
 * @returns how many writes were carried out
 */
export async function executeOps(context: RunContext): Promise<number> {
  const order = await orderWrites(context);
  const total = [...order.values()].flat().reduce((sum, generation) => sum + generation.length, 0);
  const progress = { done: 0, total };
  const written = await Promise.all(
    [...order].map(([endpoint, generations]) => executeAt(context, endpoint, generations, progress)),
  );
  return written.reduce((sum, count) => sum + count, 0);
}

async function executeAt(
  context: RunContext,
  endpoint: EndpointId,
  generations: readonly (readonly OpId[])[],
  progress: { done: number; total: number },
): Promise<number> {
  const place = placeOf(context, endpoint);
  if (!place?.connector || place.failure || place.endpoint.direction === 'pull') return 0;
  const settler = createSettler(context, place, place.connector);
  const work: Work = { context, place, connector: place.connector, settler, progress, failures: 0 };
  for (const generation of generations) {
    await executeGeneration(work, generation);
    await settler.flush();
    if (place.failure || context.signal.aborted) break;
  }
  return settler.written;
}

export interface Work {
  readonly context: RunContext;
  readonly place: Place;
  readonly connector: Connector;
  readonly settler: Settler;
  readonly progress: { done: number; total: number };
  /** Consecutive writes that found the service away. */
  failures: number;
}

/**
 * Ops marked as attempted in one transaction. More save waits for the disk; fewer save look-ups after a crash, and where
 * nothing can be looked up (identity E) every mark that was never sent would wait for a person.
 */
function marksAtOnce({ capabilities }: Place['descriptor'], inFlight: number): number {
  return capabilities.identity === 'E' ? inFlight : Math.max(64, inFlight * 4);
}

async function executeGeneration(work: Work, ops: readonly OpId[]): Promise<void> {
  const { context, place } = work;
  const concurrency = createAdaptiveConcurrency(place.descriptor.capabilities.concurrency);
  const queue = [...ops];
  let marked: Op[] = [];
  let marking: Promise<void> | null = null;
  const inFlight = new Set<Promise<void>>();
  const mark = async (): Promise<void> => {
    const next = queue.splice(0, marksAtOnce(place.descriptor, concurrency.limit));
    const ready = await markAttempting(work, await context.store.outbox.get(next));
    marked.push(...ready);
  };
  while (queue.length > 0 || marked.length > 0 || inFlight.size > 0) {
    if (place.failure || context.signal.aborted) break;
    if (marked.length === 0 && queue.length > 0) {
      marking ??= mark().finally(() => {
        marking = null;
      });
      await marking;
      continue;
    }
    const op = inFlight.size < concurrency.limit ? marked.shift() : undefined;
    if (!op) {
      await Promise.race(inFlight);
      continue;
    }
    const one: Promise<void> = executeOp(work, op).then((outcome) => {
      inFlight.delete(one);
      concurrency.finished(context.ports.clock.now(), outcome);
    });
    inFlight.add(one);
  }
  await Promise.all(inFlight);
  if (marked.length > 0) await unmark(work, marked);
  marked = [];
}

/** Loads what each write needs and stores the attempt; writes whose look-up or parent is not there yet are put off. */
export async function markAttempting(work: Work, ops: readonly Op[]): Promise<readonly Op[]> {
  const { context } = work;
  const attemptedAt = timestamp(context.ports);
  const attempting = ops.map(
    (op): Op => ({ ...op, state: 'attempting', attempts: op.attempts + 1, attemptedAt, reason: null }),
  );
  await context.store.transaction('attempt', (tx) => tx.outbox.put(attempting));
  // The state before tells whether an earlier attempt may have arrived.
  return ops.map((op) => ({ ...op, attempts: op.attempts + 1, attemptedAt: earlier(op.attemptedAt, attemptedAt) }));
}

/** The last request that may have arrived. One that lies in the future was made before the clock was set back, and counts from now (S27). */
export function earlier(last: Timestamp | null, now: Timestamp): Timestamp {
  return last !== null && last <= now ? last : now;
}

/** Never sent: the intent goes back to where it was. */
export async function unmark(work: Work, ops: readonly Op[]): Promise<void> {
  await work.context.store.transaction('withdraw', (tx) =>
    tx.outbox.put(ops.map((op) => ({ ...op, attempts: op.attempts - 1 }))),
  );
}

/** One write with its outcome; never throws. The answer tells the concurrency control how the server took it. */
async function executeOp(work: Work, op: Op): Promise<'ok' | 'overload'> {
  const { context, settler, progress, place } = work;
  const outcome = await attempt(work, op).catch((error: unknown): Outcome => cause(op, toTaskSyncError(error)));
  await settler.take(op, outcome);
  progress.done++;
  context.report({ phase: 'write', endpoint: place.endpoint.name, ...progress, waitingUntil: null });
  if (outcome.kind !== 'failed') {
    work.failures = 0;
    return 'ok';
  }
  return judgeFailure(work, outcome.error);
}

export async function judgeFailure(work: Work, error: TaskSyncError): Promise<'ok' | 'overload'> {
  const { context, place } = work;
  switch (error.code) {
    case 'rate-limited':
      await waitForLimit(work, error);
      return 'overload';
    case 'auth-expired':
      place.failure = error;
      return 'ok';
    case 'unavailable':
      work.failures++;
      // One lost answer is bad luck; a connection that cannot be made, or three in a row, is a service that is away.
      if (error.applied === 'no' || work.failures >= 3) place.failure = error;
      else
        await context.ports.clock
          .sleep(backOff(work.failures, context.ports.random.next()), context.signal)
          .catch(() => {});
      return 'overload';
    default:
      return 'ok';
  }
}

async function waitForLimit(work: Work, error: TaskSyncError): Promise<void> {
  const { context, place } = work;
  const pause = error.retryAfterMs ?? backOff(++work.failures, context.ports.random.next());
  if (pause > longestPauseMs || work.failures > 8) {
    place.failure = error;
    return;
  }
  const waitingUntil = timestamp(context.ports, pause);
  context.report({ phase: 'write', endpoint: place.endpoint.name, ...work.progress, waitingUntil });
  await context.ports.clock.sleep(pause, context.signal).catch(() => {});
}

export async function attempt(work: Work, op: Op): Promise<Outcome> {
  const link = op.kind === 'create' ? undefined : await linkOf(work.context, op);
  const fields = await resolveReferences(work, op);
  if (op.kind === 'create') return await createRecord(work, op, fields);
  if (link?.state !== 'linked' || !link.observation) return { kind: 'obsolete' };
  // Planned on top of another version than the one that was read since: what is new in that goes through the planner first (S7).
  const isOutdated = op.expected !== null && op.expected !== link.observation.version;
  if (isOutdated && needsPlan(link)) return { kind: 'obsolete' };
  const current = await currentCopy(work, link);
  if (current === 'changed') return { kind: 'obsolete' };
  if (current === 'missing') return { kind: 'missing' };
  const { container } = work.place.endpoint;
  if (op.kind === 'delete') {
    await work.connector.remove({ container, id: link.remoteId, version: current.version });
    return { kind: 'removed' };
  }
  const news = withoutKnownParent(op, fields, current);
  if (Object.keys(news).length === 0) return { kind: 'obsolete' };
  if (await closesCircleThere(work, link, current, news)) return { kind: 'obsolete' };
  const result = await work.connector.update({ container, id: link.remoteId, fields: news, current });
  return { kind: 'written', result, fields: news };
}

async function linkOf(context: RunContext, op: Op): Promise<Link | undefined> {
  const links = await context.store.links.byTasks([op.task]);
  return links.find((link) => link.endpoint === op.endpoint && link.state === 'linked');
}

/**
 * What the write goes on top of. With a precondition the server itself refuses an old version; without one the record is
 * read just before, and anything new in it goes through the planner first (S7).
 */
async function currentCopy(work: Work, link: Link): Promise<RemoteTask | 'changed' | 'missing'> {
  const seen = link.observation;
  if (!seen) return 'changed';
  if (work.place.descriptor.capabilities.precondition) {
    return { ...seen, id: link.remoteId, references: [], identity: null };
  }
  const { tasks, missing } = await work.connector.get(work.place.endpoint.container, [link.remoteId]);
  const [now] = tasks;
  if (!now) return missing.length > 0 ? 'missing' : 'changed';
  if (now.version === seen.version) return now;
  await work.settler.observe(now);
  return 'changed';
}

/** A parent that was created a moment ago has an id now; one that could not be created is left out for this time. */
async function resolveReferences(work: Work, op: Op): Promise<Fields> {
  const parent = pendingParent(op);
  if (parent === null) return op.fields;
  const links = await work.context.store.links.byTasks([parent]);
  const twin = links.find((link) => link.endpoint === op.endpoint && link.state === 'linked');
  const fields: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(op.fields)) {
    if (!isPending(value)) fields[name] = value;
    else if (twin) fields[name] = twin.remoteId;
  }
  return fields;
}

/** What is above its new parent there may have been moved below it after this was planned (S25). */
async function closesCircleThere(
  { context, place }: Work,
  { remoteId }: Link,
  current: RemoteTask,
  fields: Fields,
): Promise<boolean> {
  const name = parentName(place);
  const parent = fields[name];
  if (typeof parent !== 'string' || parent === current.fields[name]) return false;
  return await closesCircle(context.store, place, remoteId, parent);
}

/** Its parent was deleted and made again under the same id: the record still names it (S5). */
function withoutKnownParent(op: Op, fields: Fields, current: RemoteTask): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) => !isPending(op.fields[name]) || !sameValue(name, value, current.fields[name]),
    ),
  );
}

/** The create protocol (correctness.md 1.6): after an attempt whose outcome is unknown, look before sending again. */
async function createRecord(work: Work, op: Op, fields: Fields): Promise<Outcome> {
  const { connector, place, context } = work;
  const { container } = place.endpoint;
  const identity = op.identity ?? '';
  const { identity: idClass, settleMs } = place.descriptor.capabilities;
  const mayHaveArrived = op.state === 'attempting' || op.state === 'uncertain';
  // Where the service itself refuses a second one (A) there is no need to ask first.
  const mayBeThere = place.isShared && idClass !== 'A' && idClass !== 'E';
  if (mayHaveArrived || mayBeThere) {
    const found = await connector.find(container, identity).catch(toTaskSyncError);
    if (found instanceof TaskSyncError) return { kind: 'failed', error: found, isUnseen: mayHaveArrived };
    const adopted = oldest(found);
    if (adopted) return { kind: 'adopted', task: adopted, duplicates: found.length - 1, fields };
  }
  if (mayHaveArrived) {
    if (idClass === 'E') return { kind: 'undecidable' };
    const since = context.ports.clock.now() - Date.parse(op.attemptedAt ?? '');
    if (since < settleMs) return { kind: 'too-early', retryInMs: settleMs - since };
  }
  try {
    const result: WriteResult = await connector.create({ container, identity, fields });
    return { kind: 'written', result, fields };
  } catch (error) {
    if (!(error instanceof TaskSyncError) || error.code !== 'already-exists') throw error;
    const adopted = oldest(await connector.find(container, identity));
    if (!adopted) throw error;
    return { kind: 'adopted', task: adopted, duplicates: 0, fields };
  }
}

function oldest(tasks: readonly RemoteTask[]): RemoteTask | undefined {
  return [...tasks].sort((a, b) => (a.updatedAt ?? '').localeCompare(b.updatedAt ?? '') || a.id.localeCompare(b.id))[0];
}
