import type { Connector, RemoteTask, WriteResult } from '../../../src-shared/connector/connector.ts';
import { type Fields, type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import { here, type RemoteId, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Evidence, Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import { parkFor } from './back-off.ts';
import { createdBase } from './created-base.ts';
import type { Outcome } from './outcome.ts';
import { type Place, problemAt, type RunContext, timestamp } from './run-context.ts';
import { needsPlan, referencesOf, storeDeletions, storeObservations, toObservation } from './store-observations.ts';

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

interface Taken {
  readonly op: Op;
  readonly outcome: Outcome;
}

/**
 * Outcomes are gathered and confirmed together: records whose answer did not contain them are read back in one request
 * (S2: a base is never what we sent), then links, bases, evidence and history are stored in one transaction.
 */
export function createSettler(context: RunContext, place: Place, connector: Connector): Settler {
  let waiting: Taken[] = [];
  let written = 0;
  let settling: Promise<void> = Promise.resolve();
  const size = Math.min(50, place.descriptor.capabilities.batchSize);

  const settle = async (batch: readonly Taken[]): Promise<void> => {
    const records = await readBack(place, connector, batch);
    await context.store.transaction((tx) => settleBatch(tx, context, place, batch, records));
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
      await context.store.transaction((tx) => storeObservations(tx, context, place, [record]));
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

type Records = ReadonlyMap<string, RemoteTask | 'missing'>;

/** One batch being settled: what was known before, and the rows that come of it. */
interface Desk {
  readonly context: RunContext;
  readonly place: Place;
  readonly tasks: ReadonlyMap<TaskId, Task>;
  /** Links of the batch's tasks at this endpoint. */
  readonly links: ReadonlyMap<TaskId, readonly Link[]>;
  /** Links, of whatever task, that hold the batch's records already. */
  readonly holders: ReadonlyMap<RemoteId, Link>;
  readonly rows: {
    readonly links: Link[];
    readonly references: { readonly link: string; readonly references: readonly string[] }[];
    readonly staleLinks: string[];
    readonly ops: Op[];
    readonly doneOps: string[];
    readonly observed: RemoteTask[];
    readonly deleted: RemoteId[];
    readonly dirty: TaskId[];
    readonly clean: TaskId[];
    /** Tasks whose problems at this endpoint are over. */
    readonly solved: TaskId[];
    readonly problems: Problem[];
    readonly history: Omit<HistoryEntry, 'id'>[];
  };
}

async function settleBatch(
  tx: Store,
  context: RunContext,
  place: Place,
  batch: readonly Taken[],
  records: Records,
): Promise<void> {
  const { id: endpoint } = place.endpoint;
  const ids = batch.map(({ op }) => op.task);
  const links = (await tx.links.byTasks(ids)).filter((link) => link.endpoint === endpoint);
  const remoteIds = batch.flatMap(({ outcome }) => {
    if (outcome.kind === 'written') return [outcome.result.id];
    return outcome.kind === 'adopted' ? [outcome.task.id] : [];
  });
  const holders = await tx.links.byRemote(endpoint, remoteIds);
  const strangers = await tx.tasks.get(holders.map((link) => link.task));
  const tasks = new Map([...(await tx.tasks.get(ids)), ...strangers]);
  const desk: Desk = {
    context,
    place,
    tasks,
    links: Map.groupBy(links, (link) => link.task),
    holders: new Map(holders.map((link) => [link.remoteId, link])),
    rows: {
      links: [],
      references: [],
      staleLinks: [],
      ops: [],
      doneOps: [],
      observed: [],
      deleted: [],
      dirty: [],
      clean: [],
      solved: [],
      problems: [],
      history: [],
    },
  };
  for (const { op, outcome } of batch) settleOne(desk, op, outcome, records);
  await storeRows(tx, desk);
}

async function storeRows(tx: Store, { context, place, rows }: Desk): Promise<void> {
  const { id: endpoint } = place.endpoint;
  await tx.links.remove(rows.staleLinks);
  await tx.links.put(rows.links);
  await tx.links.setReferences(rows.references);
  await storeObservations(tx, context, place, rows.observed);
  await storeDeletions(tx, context, place, rows.deleted);
  await tx.outbox.remove(rows.doneOps);
  await tx.outbox.put(rows.ops);
  await tx.links.clearDirty(rows.clean);
  await tx.links.markDirty(context.profile.id, rows.dirty);
  if (rows.solved.length > 0) await tx.problems.clear(endpoint, { tasks: rows.solved });
  await tx.problems.put(rows.problems);
  await tx.history.append(rows.history);
}

function settleOne(desk: Desk, op: Op, outcome: Outcome, records: Records): void {
  const { context, place, rows } = desk;
  switch (outcome.kind) {
    case 'written': {
      const record = records.get(outcome.result.id);
      if (!record || record === 'missing') leaveUncertain(desk, op);
      else settleWrite(desk, op, outcome.fields, record, howRead(outcome.result, record));
      return;
    }
    case 'adopted':
      settleWrite(desk, op, outcome.fields, outcome.task, 'adopted');
      if (outcome.duplicates > 0) rows.problems.push(duplicated(desk, op, outcome.duplicates));
      return;
    case 'removed':
      settleRemoval(desk, op);
      return;
    case 'obsolete':
    case 'missing': {
      const record = op.remoteId ? records.get(op.remoteId) : undefined;
      if (record === 'missing' && op.remoteId) rows.deleted.push(op.remoteId);
      else if (record && record !== 'missing') rows.observed.push(record);
      rows.doneOps.push(op.id);
      rows.dirty.push(op.task);
      return;
    }
    case 'undecidable':
      park(desk, op, 'uncertain', undecidable(place));
      return;
    case 'too-early':
      rows.ops.push({ ...op, state: 'uncertain', retryAt: timestamp(context.ports, outcome.retryInMs) });
      return;
    case 'failed':
      settleFailure(desk, op, outcome.error, records);
  }
}

/** `edited`: between the write and the reading back somebody made another version of it. */
function howRead({ task, version }: WriteResult, record: RemoteTask): 'response' | 're-read' | 'edited' {
  if (task) return 'response';
  return version !== null && record.version !== null && version !== record.version ? 'edited' : 're-read';
}

/** The record is there as `record`: the link, its base and the evidence for it. */
function settleWrite(
  desk: Desk,
  op: Op,
  sentFields: Fields,
  record: RemoteTask,
  how: 'response' | 're-read' | 'edited' | 'adopted',
): void {
  const { context, place, rows } = desk;
  const mayBeEdited = how === 'adopted' || how === 'edited';
  const links = desk.links.get(op.task) ?? [];
  const before = links.find((link) => link.state === 'linked');
  const evidence: Evidence = {
    kind: how === 'response' ? how : 're-read',
    run: context.run,
    version: record.version,
    at: timestamp(context.ports),
  };
  const link: Link = {
    id: before?.id ?? holderOf(desk, op, record)?.id ?? context.ports.ids.next(),
    task: op.task,
    endpoint: place.endpoint.id,
    remoteId: record.id,
    state: 'linked',
    observation: toObservation(context, record),
    evidence,
    ...(op.kind === 'create' ? createdBase(sentFields, record, mayBeEdited) : updatedBase(before, sentFields, record)),
  };
  rows.links.push(link);
  if (op.kind === 'create') rows.references.push({ link: link.id, references: referencesOf(record) });
  rows.staleLinks.push(...links.filter((one) => one.id !== link.id && one.state === 'gone').map((one) => one.id));
  rows.doneOps.push(op.id);
  if (needsPlan(link) || mayBeEdited) rows.dirty.push(op.task);
  rows.solved.push(op.task);
  rows.history.push(...historyOf(desk, op, before, sentFields, record));
  rows.problems.push(...notAccepted(desk, op, before, sentFields, record));
}

/** The feed may have shown our own new record before its answer was stored: then its placeholder becomes the link. */
function holderOf({ holders, tasks, place, rows }: Desk, op: Op, record: RemoteTask): Link | undefined {
  const holder = holders.get(record.id);
  if (!holder || holder.task === op.task) return holder;
  if (tasks.has(holder.task)) {
    throw new TaskSyncError(
      'bug',
      `${place.endpoint.name} has one record for two of our tasks. Nothing more was written.`,
    );
  }
  rows.clean.push(holder.task);
  return holder;
}

function updatedBase(before: Link | undefined, sentFields: Fields, record: RemoteTask): Pick<Link, 'base' | 'sent'> {
  const base: Record<string, FieldValue> = { ...before?.base };
  const sent: Record<string, FieldValue> = { ...before?.sent };
  for (const [name, said] of Object.entries(sentFields)) {
    const value = record.fields[name];
    if (value === undefined) continue;
    base[name] = value;
    if (sameValue(name, said, value)) delete sent[name];
    else sent[name] = said;
  }
  return { base, sent };
}

/** The service answered "done" and kept its old value: said once, not sent again until it changes here. */
function notAccepted(desk: Desk, op: Op, before: Link | undefined, sentFields: Fields, record: RemoteTask): Problem[] {
  const { context, place } = desk;
  const refused = Object.keys(sentFields).filter((name) => {
    const [said, now, was] = [sentFields[name], record.fields[name], before?.observation?.fields[name]];
    return now !== undefined && !sameValue(name, said, now) && sameValue(name, now, was);
  });
  return refused.map((field) =>
    problemAt(context, place, {
      task: op.task,
      title: titleOf(desk, op),
      remoteId: record.id,
      field,
      code: 'not-accepted',
      message: `${place.endpoint.name} did not accept the change of ${field} and kept its own value. The rest was saved. Check your rights there, or change it there.`,
    }),
  );
}

function historyOf(
  desk: Desk,
  op: Op,
  before: Link | undefined,
  sentFields: Fields,
  record: RemoteTask,
): Omit<HistoryEntry, 'id'>[] {
  const { context, place } = desk;
  const stamps = desk.tasks.get(op.task)?.stamps ?? {};
  const entry = {
    run: context.run,
    at: timestamp(context.ports),
    task: op.task,
    title: titleOf(desk, op),
    place: place.endpoint.id,
    kind: op.kind,
  };
  const actorOf = (name: string) => stamps[name]?.origin ?? here;
  const byOf = (name: string) => stamps[name]?.by ?? null;
  if (op.kind === 'create') {
    return [{ ...entry, field: null, before: undefined, after: undefined, actor: actorOf('title'), by: byOf('title') }];
  }
  return Object.keys(sentFields).map((field) => ({
    ...entry,
    field,
    before: before?.observation?.fields[field],
    after: record.fields[field],
    actor: actorOf(field),
    by: byOf(field),
  }));
}

function settleRemoval(desk: Desk, op: Op): void {
  const { context, place, rows } = desk;
  rows.links.push(...(desk.links.get(op.task) ?? []).map((link) => ({ ...link, state: 'gone' as const })));
  rows.doneOps.push(op.id);
  rows.solved.push(op.task);
  rows.history.push({
    run: context.run,
    at: timestamp(context.ports),
    task: op.task,
    title: titleOf(desk, op),
    place: place.endpoint.id,
    kind: 'delete',
    field: null,
    before: undefined,
    after: undefined,
    actor: here,
    by: null,
  });
}

function settleFailure(desk: Desk, op: Op, error: TaskSyncError, records: Records): void {
  const { place, rows } = desk;
  if (error.retry !== 'later' && error.code !== 'auth-expired') {
    park(desk, op, 'parked', error);
    return;
  }
  const reason = { code: error.code, message: error.message };
  if (op.kind !== 'create') {
    // An update is absolute: whether it arrived shows in a fresh copy, and the next plan does what is left.
    const record = op.remoteId ? records.get(op.remoteId) : undefined;
    if (record && record !== 'missing') rows.observed.push(record);
    rows.ops.push({ ...op, state: 'ready', reason });
    rows.dirty.push(op.task);
    return;
  }
  const mayHaveArrived = error.applied === 'unknown' || op.state === 'uncertain' || op.state === 'attempting';
  if (mayHaveArrived && place.descriptor.capabilities.identity === 'E') park(desk, op, 'uncertain', undecidable(place));
  else rows.ops.push({ ...op, state: mayHaveArrived ? 'uncertain' : 'ready', reason });
}

/** Sent and answered, but not seen again: a create is looked up before anything else, an update is planned again. */
function leaveUncertain({ rows }: Desk, op: Op): void {
  if (op.kind === 'create') rows.ops.push({ ...op, state: 'uncertain' });
  else rows.doneOps.push(op.id);
  rows.dirty.push(op.task);
}

function park(desk: Desk, op: Op, state: 'parked' | 'uncertain', error: TaskSyncError): void {
  const { context, place, rows } = desk;
  const retryAt = timestamp(context.ports, parkFor(op.attempts));
  const reason = { code: error.code, message: error.message };
  rows.ops.push({ ...op, state, reason, retryAt });
  rows.problems.push(
    problemAt(context, place, {
      task: op.task,
      title: titleOf(desk, op),
      remoteId: op.remoteId,
      ...reason,
      retryAt,
    }),
  );
}

function undecidable(place: Place): TaskSyncError {
  return new TaskSyncError(
    'unavailable',
    `The connection broke while this task was being created in ${place.endpoint.name}, and that service gives no way to find out whether it arrived. To avoid a duplicate it was not sent again: look there, then link or delete it.`,
    { applied: 'unknown' },
  );
}

function duplicated(desk: Desk, op: Op, duplicates: number): Problem {
  const { context, place } = desk;
  return problemAt(context, place, {
    task: op.task,
    title: titleOf(desk, op),
    code: 'already-exists',
    message: `${place.endpoint.name} holds ${duplicates + 1} copies of this task. The oldest one is kept in step; delete the others there.`,
  });
}

function titleOf({ tasks }: Desk, { task }: Op): string {
  const title = tasks.get(task)?.fields['title'];
  return typeof title === 'string' ? title : '';
}
