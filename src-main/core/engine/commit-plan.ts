import type { Action } from '../../../src-shared/domain/action.ts';
import type { Conflict } from '../../../src-shared/domain/conflict.ts';
import { type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import { type EndpointId, here, type LinkId, type TaskId } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Op } from '../../../src-shared/domain/op.ts';
import type { HistoryEntry, Problem } from '../../../src-shared/domain/run.ts';
import type { Stamp, Task } from '../../../src-shared/domain/task.ts';
import { withoutReturned } from '../../../src-shared/sync/link-marks.ts';
import type { Store } from '../store/store.ts';
import { breakCircles } from './break-circles.ts';
import { leaveEarlierRecord } from './comments-of-new-records.ts';
import { identityOf } from './identity.ts';
import type { MadePlan, PlannedItem } from './make-plan.ts';
import { isBelowRestored, markChildren, restoredIn } from './restored-parents.ts';
import { breathe, ownPlans, placeOf, problemAt, type RunContext, timestamp } from './run-context.ts';
import { rootOfReference } from './store-observations.ts';
import { addStrangers, strangersOf } from './strangers.ts';

export interface Committed {
  readonly tasks: { created: number; updated: number; deleted: number };
  /** Plans left out because the task was edited meanwhile; the next round takes them up. */
  readonly overtaken: number;
}

/**
 * Step 4: merged task fields, moved bases, conflicts and the writes to come, a batch in one transaction. What is here after
 * a crash is either all of a task's plan or nothing of it.
 */
export async function commitPlan(context: RunContext, made: MadePlan): Promise<Committed> {
  const committed = { tasks: { created: 0, updated: 0, deleted: 0 }, overtaken: 0, restored: new Set<FieldValue>() };
  for await (const batch of made.batches()) {
    await context.store.transaction('plan', (tx) => commitBatch(tx, context, batch, committed));
    await breathe(context);
  }
  if (made.absorbed.length > 0) await context.store.transaction('absorbed', (tx) => tx.links.clearDirty(made.absorbed));
  return committed;
}

/** Rows of one batch, gathered first and then stored kind by kind. */
interface Rows {
  readonly tasks: Task[];
  readonly links: Link[];
  readonly ops: Op[];
  readonly staleOps: string[];
  readonly conflicts: Conflict[];
  readonly history: Omit<HistoryEntry, 'id'>[];
  readonly problems: Problem[];
  /** Their marks are taken off. */
  readonly planned: TaskId[];
  /** To be planned again; a task that a newcomer turned out to be may not have been marked before. */
  readonly undecided: TaskId[];
  /** They have a twin that they did not have before, which may lack their comments. */
  readonly matched: TaskId[];
  /** Where nothing of the task is left to write, its problems are over, unless the plan just named one. */
  readonly quiet: { readonly task: TaskId; readonly isBusyAt: (endpoint: EndpointId) => boolean }[];
}

async function commitBatch(
  tx: Store,
  context: RunContext,
  planned: readonly PlannedItem[],
  committed: Committed & { overtaken: number; readonly restored: Set<FieldValue> },
): Promise<void> {
  const { batch, circular } = await breakCircles(tx, context, planned);
  const ids = batch.map(({ item }) => item.taskId);
  const restored = restoredIn(batch);
  for (const id of restored) committed.restored.add(id);
  const now = await tx.tasks.get(ids);
  const conflicts = Map.groupBy(await tx.conflicts.byTasks(ids), (conflict) => conflict.task);
  const ops = Map.groupBy(await tx.outbox.byTasks(ids), (op) => op.task);
  const roots = await rootsOf(tx, batch);
  const ended = await endedLinks(tx, batch);
  const rows: Rows = {
    tasks: [],
    links: [],
    ops: [],
    staleOps: [],
    conflicts: [],
    history: [],
    problems: [],
    planned: [],
    undecided: [],
    matched: [],
    quiet: [],
  };
  for (const entry of batch) {
    if ((now.get(entry.item.taskId)?.rev ?? 0) !== (entry.item.task?.rev ?? 0)) {
      committed.overtaken++;
      continue;
    }
    addTask(context, rows, entry, committed.tasks);
    addLinks(context, rows, entry);
    rows.links.push(...(ended.get(entry.item.taskId) ?? []));
    addOps(context, rows, entry, ops.get(entry.item.taskId) ?? [], roots);
    addConflicts(context, rows, entry, conflicts.get(entry.item.taskId) ?? []);
    addProblems(context, rows, entry);
    // From here on only new events mark it again: an edit, another observation, a write that did not work out.
    const isOpen = isUndecided(context, entry) || circular.has(entry.item.taskId);
    const isAgain = isOpen || isBelowRestored(entry, committed.restored);
    (isAgain ? rows.undecided : rows.planned).push(entry.item.taskId);
    if (entry.plan.actions.some((action) => action.kind === 'link')) rows.matched.push(entry.item.taskId);
    rows.quiet.push({ task: entry.item.taskId, isBusyAt: (endpoint) => isBusy(entry, endpoint) });
  }
  await storeRows(tx, context, rows);
  await markChildren(tx, context, restored);
}

/** A write is planned there, or a create whose outcome is unknown waits there. */
function isBusy({ item, plan }: PlannedItem, endpoint: EndpointId): boolean {
  const isWrite = ({ at, kind }: Action): boolean => at === endpoint && kind !== 'link' && kind !== 'unlink';
  return item.creating.has(endpoint) || plan.actions.some(isWrite);
}

/** While nothing is known of an endpoint, or of what became of a create there, a task is not done with. */
function isUndecided(context: RunContext, { item }: PlannedItem): boolean {
  return item.creating.size > 0 || context.places.some((place) => place.schema === null);
}

async function storeRows(tx: Store, context: RunContext, rows: Rows): Promise<void> {
  await tx.tasks.put(rows.tasks);
  await tx.links.put(rows.links);
  await addStrangers(tx, strangersOf(rows.links));
  await tx.outbox.remove(rows.staleOps);
  await tx.outbox.put(rows.ops);
  await tx.conflicts.put(rows.conflicts);
  await tx.history.append(rows.history);
  for (const { endpoint } of context.places) {
    const tasks = rows.quiet.filter(({ isBusyAt }) => !isBusyAt(endpoint.id)).map(({ task }) => task);
    if (tasks.length > 0) await tx.problems.clear(endpoint.id, { tasks, exceptFields: ownPlans });
  }
  await tx.problems.put(rows.problems);
  await tx.comments.markTasksDirty(rows.matched);
  await tx.attachments.markTasksDirty(rows.matched);
  const matched = rows.matched.length > 0 ? await tx.links.byTasks(rows.matched) : [];
  for (const { endpoint } of context.places) {
    const own = matched.filter((link) => link.endpoint === endpoint.id && link.state === 'linked');
    if (own.length > 0) await leaveEarlierRecord(tx, context, endpoint.id, own);
  }
  if (context.profile.backlinks) {
    for (const { endpoint, remoteId } of matched) await tx.comments.markDirty(endpoint, [remoteId]);
  }
  await tx.links.clearDirty(rows.planned);
  await tx.links.markDirty(context.profile.id, rows.undecided);
}

function addTask(context: RunContext, rows: Rows, entry: PlannedItem, counts: Committed['tasks']): void {
  const { item, plan } = entry;
  const actions = plan.actions.filter((action) => action.at === here);
  if (actions.length === 0) {
    addOverruled(context, rows, entry);
    return;
  }
  const at = timestamp(context.ports);
  let task: Task = item.task ?? {
    id: item.taskId,
    profile: context.profile.id,
    fields: {},
    stamps: {},
    rev: 0,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  const rev = task.rev + 1;
  for (const action of actions) {
    task = { ...applyHere(task, action, stampFor(context, item.links, action, rev), at), rev, updatedAt: at };
    rows.history.push(...historyOf(context, action, task));
  }
  rows.tasks.push(task);
  if (actions.some((action) => action.kind === 'create')) counts.created++;
  else if (actions.some((action) => action.kind === 'delete')) counts.deleted++;
  else counts.updated++;
  addOverruled(context, rows, entry);
}

function applyHere(task: Task, action: Action, stamp: Stamp, at: string): Task {
  if (action.kind === 'delete') return { ...task, deletedAt: at };
  if (action.kind === 'restore') return { ...task, deletedAt: null };
  const changed = action.fields.map(({ field, after }) => [field, after] as const);
  return {
    ...task,
    fields: { ...task.fields, ...Object.fromEntries(changed) },
    stamps: { ...task.stamps, ...Object.fromEntries(changed.map(([field]) => [field, stamp])) },
  };
}

function stampFor(context: RunContext, links: readonly Link[], action: Action, rev: number): Stamp {
  const seen = links.find((link) => link.endpoint === action.from)?.observation;
  const offset = placeOf(context, action.from)?.http.clockOffsetMs ?? 0;
  const at = seen?.updatedAt ? new Date(Date.parse(seen.updatedAt) - offset).toISOString() : timestamp(context.ports);
  return { rev, origin: action.from, at, by: seen?.updatedBy ?? null };
}

function historyOf(context: RunContext, action: Action, task: Task): Omit<HistoryEntry, 'id'>[] {
  const entry = {
    run: context.run,
    at: timestamp(context.ports),
    task: task.id,
    title: String(task.fields['title'] ?? action.title),
    place: here,
    kind: action.kind,
    actor: action.from,
    by: task.stamps[action.fields[0]?.field ?? '']?.by ?? null,
  };
  if (action.kind !== 'update') {
    const isWhole = action.kind === 'create' || action.kind === 'delete';
    const content = isWhole ? { content: { fields: task.fields, raw: null } } : {};
    return [{ ...entry, field: null, before: undefined, after: undefined, ...content }];
  }
  return action.fields.map(({ field, before, after }) => ({ ...entry, field, before, after }));
}

/** Values that a rule overruled stay in the history, so that a person can have them back. */
function addOverruled(context: RunContext, rows: Rows, { item, plan }: PlannedItem): void {
  for (const { task, endpoint, field, value, rule } of plan.overruled) {
    rows.history.push({
      run: context.run,
      at: timestamp(context.ports),
      task,
      title: String(item.task?.fields['title'] ?? ''),
      place: endpoint,
      kind: 'overruled',
      field,
      before: value,
      after: rule,
      actor: endpoint,
      by: null,
    });
  }
}

function addLinks(context: RunContext, rows: Rows, { item, plan, isRemarked }: PlannedItem): void {
  for (const link of item.links) {
    const agreed = plan.agreed.find((agreement) => agreement.link === link.id);
    const isUnlinked = plan.actions.some((action) => action.kind === 'unlink' && action.at === link.endpoint);
    const waits = plan.conflicts.some(
      (conflict) => conflict.kind === 'deletion' && conflict.endpoint === link.endpoint,
    );
    const isDone = link.state === 'deleted' && !waits && (item.task !== null || plan.actions.length > 0);
    const isNew = plan.actions.some((action) => action.kind === 'link' && action.at === link.endpoint);
    const scope = plan.scopes.find((change) => change.link === link.id)?.state;
    if (!agreed && !isUnlinked && !isDone && !isNew && !isRemarked && !scope) continue;
    const state = isUnlinked ? 'unlinked' : isDone ? 'gone' : (scope ?? link.state);
    const { marks: _, ...unmarked } = link;
    rows.links.push({
      ...(isUnlinked ? unmarked : withoutReturned(link)),
      ...(agreed ? moveBase(context, link, agreed.fields) : {}),
      state,
    });
    if (isUnlinked || isNew) rows.history.push(pairingEntry(context, item, link, isUnlinked ? 'unlink' : 'link'));
  }
}

/** Tombstones of records whose place another one takes, before anybody dealt with their deletion. */
async function endedLinks(tx: Store, batch: readonly PlannedItem[]): Promise<ReadonlyMap<TaskId, readonly Link[]>> {
  const isJoined = ({ plan }: PlannedItem, endpoint: EndpointId): boolean =>
    plan.actions.some(({ kind, at }) => kind === 'link' && at === endpoint);
  const joined = batch.filter(({ plan }) => plan.actions.some(({ kind }) => kind === 'link'));
  const entries = new Map(joined.map((entry) => [entry.item.taskId, entry]));
  const links = (await tx.links.byTasks([...entries.keys()])).filter(({ task, endpoint, state }) => {
    const entry = entries.get(task);
    return state === 'deleted' && entry !== undefined && isJoined(entry, endpoint);
  });
  return Map.groupBy(
    links.map((link) => ({ ...link, state: 'gone' as const })),
    (link) => link.task,
  );
}

/** Two records became twins, or are twins no more. */
function pairingEntry(
  context: RunContext,
  item: PlannedItem['item'],
  link: Link,
  kind: 'link' | 'unlink',
): Omit<HistoryEntry, 'id'> {
  return {
    run: context.run,
    at: timestamp(context.ports),
    task: item.taskId,
    title: String(item.task?.fields['title'] ?? link.observation?.fields['title'] ?? ''),
    place: link.endpoint,
    kind,
    field: null,
    before: link.state,
    after: kind === 'unlink' ? 'unlinked' : 'linked',
    actor: here,
    by: null,
    remote: { link: link.id, remoteId: link.remoteId, version: link.observation?.version ?? null },
  };
}

/** The evidence is the observation that is stored with the link (S2). */
function moveBase(context: RunContext, link: Link, fields: Readonly<Record<string, FieldValue>>): Partial<Link> {
  const version = link.observation?.version ?? null;
  const sent = Object.fromEntries(Object.entries(link.sent).filter(([name]) => !Object.hasOwn(fields, name)));
  return {
    base: { ...link.base, ...fields },
    evidence: { kind: 'observed', run: context.run, version, at: timestamp(context.ports) },
    sent,
  };
}

/** Roots of the links of tasks that are about to be created somewhere. */
async function rootsOf(tx: Store, batch: readonly PlannedItem[]): Promise<ReadonlyMap<LinkId, string>> {
  const creating = batch.filter(({ plan }) => plan.actions.some(({ kind, at }) => kind === 'create' && at !== here));
  const links = creating.flatMap(({ item }) => item.links.map((link) => link.id));
  const roots = new Map<LinkId, string>();
  for (const { link, references } of await tx.links.referencesOf(links)) {
    const [root] = references.flatMap((reference) => rootOfReference(reference) ?? []);
    if (root !== undefined) roots.set(link, root);
  }
  return roots;
}

function addOps(
  context: RunContext,
  rows: Rows,
  { item, plan }: PlannedItem,
  open: readonly Op[],
  roots: ReadonlyMap<LinkId, string>,
): void {
  const fresh = plan.actions.flatMap((action) => toOp(context, item, action, roots));
  for (const op of open) {
    if (item.creating.has(op.endpoint)) continue;
    rows.staleOps.push(op.id);
  }
  for (const op of fresh) {
    const before = open.find((one) => one.endpoint === op.endpoint);
    const isRefusedAgain = before?.state === 'parked' && sameWrite(before, op);
    rows.ops.push(before && isRefusedAgain ? { ...op, ...keepPark(before) } : op);
  }
}

function sameWrite(a: Op, b: Op): boolean {
  return a.kind === b.kind && JSON.stringify(a.fields) === JSON.stringify(b.fields);
}

/** The same write was refused before: it waits its time, or for a person to ask. */
function keepPark({ state, attempts, reason, retryAt, attemptedAt }: Op): Partial<Op> {
  return { state, attempts, reason, retryAt, attemptedAt };
}

function toOp(
  context: RunContext,
  item: PlannedItem['item'],
  action: Action,
  roots: ReadonlyMap<LinkId, string>,
): Op[] {
  const place = placeOf(context, action.at);
  const { kind } = action;
  if (!place || kind === 'link' || kind === 'unlink' || kind === 'restore') return [];
  const link = item.links.find((one) => one.endpoint === action.at);
  const isCreate = kind === 'create';
  return [
    {
      id: context.ports.ids.next(),
      profile: context.profile.id,
      endpoint: action.at,
      task: action.task,
      kind,
      remoteId: isCreate ? null : (link?.remoteId ?? null),
      identity: isCreate ? identityOf(action.task, item.links, context.places, place, roots) : null,
      fields: Object.fromEntries(action.fields.map(({ field, after }) => [field, after])),
      expected: isCreate ? null : (link?.observation?.version ?? null),
      state: 'ready',
      attempts: 0,
      reason: null,
      retryAt: null,
      run: context.run,
      createdAt: timestamp(context.ports),
      attemptedAt: null,
    },
  ];
}

function addConflicts(context: RunContext, rows: Rows, { plan }: PlannedItem, known: readonly Conflict[]): void {
  const open = known.filter((conflict) => conflict.state === 'open');
  const key = (one: Pick<Conflict, 'field' | 'endpoint' | 'kind'>): string =>
    `${one.kind} ${one.endpoint} ${one.field}`;
  for (const draft of plan.conflicts) {
    const before = open.find((conflict) => key(conflict) === key(draft));
    rows.conflicts.push({
      ...draft,
      // Our own later write of another field must not make us the author of theirs.
      sides: before && sameSides(before, draft) ? before.sides : draft.sides,
      id: before?.id ?? context.ports.ids.next(),
      profile: context.profile.id,
      since: before?.since ?? timestamp(context.ports),
      state: 'open',
      resolution: null,
    });
  }
  for (const conflict of open) {
    if (plan.conflicts.some((draft) => key(draft) === key(conflict))) continue;
    rows.conflicts.push({ ...conflict, state: 'resolved', resolution: 'equal' });
  }
}

function sameSides(a: Pick<Conflict, 'field' | 'sides'>, b: Pick<Conflict, 'sides'>): boolean {
  return a.sides.every(({ side, value }, index) => {
    const other = b.sides[index];
    return other?.side === side && sameValue(a.field, value, other.value);
  });
}

function addProblems(context: RunContext, rows: Rows, { plan }: PlannedItem): void {
  for (const { task, title, endpoint, remoteId, field, reason, message } of plan.refusals) {
    const place = placeOf(context, endpoint);
    if (place) rows.problems.push(problemAt(context, place, { task, title, remoteId, field, code: reason, message }));
  }
}
