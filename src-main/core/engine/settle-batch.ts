import { type EndpointId, here, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Store } from '../store/store.ts';
import { parkFor } from './back-off.ts';
import { awaitComments } from './comments-of-new-records.ts';
import { countedFromNow, type Outcome } from './outcome.ts';
import { ownPlans, type Place, problemAt, type RunContext, timestamp } from './run-context.ts';
import { type Desk, type Records, type Taken, titleOf } from './settle-desk.ts';
import { howRead, settleWrite } from './settle-write.ts';
import { storeDeletions, storeObservations } from './store-observations.ts';
import { addStrangers, strangersOf } from './strangers.ts';

/** Links, bases, evidence, history and the outbox for a batch of outcomes; call it inside one transaction. */
export async function settleBatch(
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
      remade: [],
      problems: [],
      history: [],
    },
  };
  for (const { op, outcome } of batch) settleOne(desk, op, outcome, records);
  await storeRows(tx, desk);
  const isRefused = batch.some(({ outcome }) => outcome.kind === 'failed' && outcome.error.code === 'rejected');
  // Its fields and choices may be other ones than we think: they are read again at the next run.
  if (isRefused) await tx.endpoints.put({ ...(await tx.endpoints.get(endpoint)), schemaAt: null });
}

async function storeRows(tx: Store, { context, place, rows }: Desk): Promise<void> {
  const { id: endpoint } = place.endpoint;
  await tx.links.remove(rows.staleLinks);
  await tx.links.put(rows.links);
  await addStrangers(tx, strangersOf(rows.links));
  await tx.links.setReferences(rows.references);
  await storeObservations(tx, context, place, rows.observed, 'look');
  await storeDeletions(tx, context, place, rows.deleted);
  await tx.outbox.remove(rows.doneOps);
  await tx.outbox.put(rows.ops);
  const made = new Set(rows.references.map(({ link }) => link));
  const newLinks = rows.links.filter(({ id }) => made.has(id));
  await awaitComments(tx, context, endpoint, newLinks);
  await tx.attachments.markTasksDirty(newLinks.map(({ task }) => task));
  await tx.links.clearDirty(rows.clean);
  await tx.links.markDirty(context.profile.id, rows.dirty);
  // Somebody may have put records below it before we knew that it is there.
  const named =
    newLinks.length === 0
      ? []
      : await tx.links.naming(
          endpoint,
          newLinks.map(({ remoteId }) => remoteId),
        );
  await tx.links.markDirty(context.profile.id, named);
  // Records below one that was made again still name the one that was deleted.
  await tx.links.markDirty(context.profile.id, await tx.tasks.childrenOf(context.profile.id, rows.remade));
  if (rows.solved.length > 0) {
    // Of what was refused beside the write only a plan knows whether it still is.
    await tx.links.markDirty(context.profile.id, await refusedBeside(tx, endpoint, rows.solved));
    await tx.problems.clear(endpoint, { tasks: rows.solved, exceptFields: ownPlans });
  }
  await tx.problems.put(rows.problems);
  await tx.history.append(rows.history);
}

async function refusedBeside(tx: Store, endpoint: EndpointId, tasks: readonly TaskId[]): Promise<readonly TaskId[]> {
  const problems = await tx.problems.open({ tasks });
  const own: readonly (string | null)[] = [null, ...ownPlans];
  return problems.flatMap(({ endpoint: at, task, field }) =>
    at === endpoint && task !== null && !own.includes(field) ? [task] : [],
  );
}

function settleOne(desk: Desk, op: Op, outcome: Outcome, records: Records): void {
  const { context, place, rows } = desk;
  switch (outcome.kind) {
    case 'written': {
      const record = records.get(outcome.result.id);
      if (!record || record === 'missing') leaveUncertain(desk, op);
      else if (isTaken(desk, op, record.id)) park(desk, op, 'parked', taken(place));
      else settleWrite(desk, op, outcome.fields, record, howRead(outcome.result, record));
      return;
    }
    case 'adopted':
      if (isTaken(desk, op, outcome.task.id)) {
        park(desk, op, 'parked', taken(place));
        return;
      }
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
      settleFailure(desk, op, outcome, records);
  }
}

/** The record belongs to another task already: a second copy of ours that was taken for a task of its own (S18). */
function isTaken({ holders, tasks }: Desk, op: Op, remoteId: string): boolean {
  const holder = holders.get(remoteId);
  return holder !== undefined && holder.task !== op.task && tasks.has(holder.task);
}

function taken({ endpoint }: Place): TaskSyncError {
  return new TaskSyncError(
    'already-exists',
    `${endpoint.name} holds one record for this task and another one here. Nothing was written. Delete one of the two tasks here, or at ${endpoint.name}.`,
  );
}

function settleRemoval(desk: Desk, op: Op): void {
  const { context, place, rows } = desk;
  const links = desk.links.get(op.task) ?? [];
  rows.links.push(...links.map(({ marks: _, ...link }) => ({ ...link, state: 'gone' as const })));
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
    op: op.id,
    ...removed(links.find((link) => link.remoteId === op.remoteId)),
  });
}

/** All that is known of a record that was deleted, so that it can be made again. */
function removed(link: Link | undefined): Pick<HistoryEntry, 'remote' | 'content'> {
  if (!link?.observation) return {};
  const { fields, raw, version } = link.observation;
  return { remote: { link: link.id, remoteId: link.remoteId, version }, content: { fields, raw } };
}

function settleFailure(
  desk: Desk,
  attempted: Op,
  outcome: Outcome & { readonly kind: 'failed' },
  records: Records,
): void {
  const { context, place, rows } = desk;
  const { error, isUnseen } = outcome;
  const op = countedFromNow(context, attempted, outcome);
  if (error.retry !== 'later' && error.code !== 'auth-expired') {
    // A create that was refused has not arrived. When it was only the look-up, it stays open: made anew it might be there twice.
    const isOpen = op.kind === 'create' && (isUnseen || error.applied === 'unknown');
    park(desk, op, isOpen ? 'uncertain' : 'parked', error);
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
function leaveUncertain({ context, rows }: Desk, op: Op): void {
  if (op.kind === 'create') rows.ops.push({ ...op, state: 'uncertain', attemptedAt: timestamp(context.ports) });
  else rows.doneOps.push(op.id);
  rows.dirty.push(op.task);
}

function park(desk: Desk, op: Op, state: 'parked' | 'uncertain', error: TaskSyncError): void {
  const { context, place, rows } = desk;
  const retryAt = timestamp(context.ports, parkFor(op.attempts));
  const reason = { code: error.code, message: error.message };
  rows.ops.push({ ...op, state, reason, retryAt });
  // Before it is tried again it is planned again: what it says may be out of date by then.
  rows.dirty.push(op.task);
  rows.problems.push(
    problemAt(context, place, {
      task: op.task,
      title: titleOf(desk, op),
      remoteId: op.remoteId,
      ...reason,
      facts: error.facts,
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
