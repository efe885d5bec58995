import type { Action } from '../../../src-shared/domain/action.ts';
import { attachmentsField } from '../../../src-shared/domain/attachment.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import type { FieldName, FieldValue } from '../../../src-shared/domain/field.ts';
import { here, type RunId, type TaskId, undo } from '../../../src-shared/domain/ids.ts';
import type { Link } from '../../../src-shared/domain/link.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import type { HistoryEntry, Run } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { UndoPlan, UndoSkip } from '../../../src-shared/domain/undo.ts';
import { limitScripts } from '../../../src-shared/rules/limit-scripts.ts';
import { applyUndo, isNothing, type Undone } from '../../../src-shared/sync/apply-undo.ts';
import { planItem } from '../../../src-shared/sync/plan-item.ts';
import { planUndo } from '../../../src-shared/sync/plan-undo.ts';
import type { SyncItem, SyncRules } from '../../../src-shared/sync/rules.ts';
import type { UndoItem } from '../../../src-shared/sync/undo-draft.ts';
import type { CoreOptions } from '../core.ts';
import { onePerEndpoint } from '../engine/load-items.ts';
import { rulesFor } from '../engine/make-plan.ts';
import { openPlaces } from '../engine/open-places.ts';
import { breathe, type RunContext, timestamp } from '../engine/run-context.ts';
import { addStrangers, strangersOf } from '../engine/strangers.ts';
import { isDoubtful } from '../store/restored.ts';
import type { Store } from '../store/store.ts';
import { type PlannedAttachmentsUndo, planAttachmentUndos, storeAttachmentUndos } from './undo-attachments.ts';
import { type PlannedCommentsUndo, planCommentUndos, storeCommentUndos } from './undo-comments.ts';

export interface UndoRequest {
  readonly profile: Profile;
  readonly run: RunId;
  /** Only this task. */
  readonly task: TaskId | null;
  /** Only this field of it. */
  readonly field: FieldName | null;
  /** Of the whole run, without these tasks. */
  readonly except?: ReadonlySet<TaskId>;
  /** Of these tasks also what was changed since. */
  readonly also?: ReadonlySet<TaskId>;
  /** Shows what would be done, and does nothing. */
  readonly isPreview: boolean;
}

export interface UndoResult {
  /** The run as which the undoing is in the history; null for a preview, and when there was nothing to do. */
  readonly undo: RunId | null;
  /** Here, and what the next run does at the services. */
  readonly actions: readonly Action[];
  readonly skipped: readonly (UndoSkip & { readonly task: TaskId; readonly title: string })[];
}

const batchSize = 200;

/**
 * Takes a run back: the tasks get their old values with the origin `undo`, and the normal engine carries them to the
 * services. Batch by batch; each is planned inside the transaction that stores it, so that nothing newer is overwritten.
 */
export async function undoRun(options: CoreOptions, request: UndoRequest): Promise<UndoResult> {
  const context = await contextOf(options, request);
  const actions: Action[] = [];
  const skipped: UndoResult['skipped'][number][] = [];
  const counts = { created: 0, updated: 0, deleted: 0 };
  const startedAt = timestamp(options.ports);
  for await (const ids of batches(options.store, request)) {
    // A preview reads what a transaction would, and stores nothing.
    const planned = request.isPreview
      ? await planBatch(options.store, context, request, ids)
      : await options.store.transaction('undo', async (tx) => {
          const batch = await planBatch(tx, context, request, ids);
          await storeBatch(tx, context, batch);
          return batch;
        });
    for (const one of planned) {
      const carried = [one.comments, one.attachments].filter((undo) => undo !== null);
      actions.push(...hereActions(one), ...thereActions(one), ...carried.flatMap((undo) => undo.actions));
      const notes = [...one.plan.skipped, ...carried.flatMap((undo) => undo.skipped)];
      skipped.push(...notes.map((skip) => ({ ...skip, task: one.plan.task, title: one.plan.title })));
      count(counts, one);
    }
    await breathe(context);
  }
  const isDone = !request.isPreview && counts.created + counts.updated + counts.deleted > 0;
  if (isDone) await storeRun(options, context, startedAt, counts);
  return { undo: isDone ? context.run : null, actions, skipped };
}

/** No service is asked for anything: what follows there is the next run's. */
async function contextOf(options: CoreOptions, { profile }: UndoRequest): Promise<RunContext> {
  const { signal } = new AbortController();
  return {
    store: options.store,
    ports: options.ports,
    profile,
    run: options.ports.ids.next(),
    signal,
    byHand: true,
    isPastLost: await isDoubtful(options.store, profile.id),
    scripts: limitScripts(options.ports.scripts),
    places: await openPlaces(options, profile, { signal, mode: 'preview', isAwaited: () => true }),
    report: () => {},
  };
}

async function* batches(
  store: Store,
  { run, task, except = new Set() }: UndoRequest,
): AsyncGenerator<readonly TaskId[]> {
  if (task !== null) {
    yield [task];
    return;
  }
  for (let after: TaskId | null = null; ; ) {
    const ids: readonly TaskId[] = await store.history.tasksOf(run, after, batchSize);
    const wanted = ids.filter((id) => !except.has(id));
    if (wanted.length > 0) yield wanted;
    if (ids.length < batchSize) return;
    after = ids.at(-1) ?? null;
  }
}

interface PlannedUndo {
  readonly plan: UndoPlan;
  readonly item: UndoItem;
  readonly rules: SyncRules;
  /** Null: nothing is left to undo. */
  readonly undone: Undone | null;
  /** Null: the run touched none. */
  readonly comments: PlannedCommentsUndo | null;
  readonly attachments: PlannedAttachmentsUndo | null;
}

async function planBatch(
  store: Store,
  context: RunContext,
  { run, field, also = new Set() }: UndoRequest,
  ids: readonly TaskId[],
): Promise<readonly PlannedUndo[]> {
  const loaded = await loadUndoItems(store, run, ids);
  const items = loaded.map(({ item }) => item);
  const rules = await rulesFor({ ...context, store }, items.map(toSyncItem));
  const at = timestamp(context.ports);
  const planned = loaded.map(({ item, carried }) => {
    const isInsisted = also.has(item.task.id);
    const plan = planUndo({ ...item, isInsisted }, rules, field);
    const undone = !isNothing(plan) ? applyUndo(item.task, item.links, plan, at) : null;
    // What belongs to a task that goes goes with it.
    const isWanted = (name: FieldName): boolean => plan.bin !== 'in' && (field === null || field === name);
    const entriesFor = (name: FieldName) =>
      isWanted(name) ? carried.filter((entry) => entry.run === run && entry.field === name) : [];
    return { plan, item, rules, undone, carried, isInsisted, isWanted, entriesFor };
  });
  const inside = { ...context, store };
  const comments = await planCommentUndos(
    inside,
    planned.map(({ plan: { title }, item, undone, isInsisted, entriesFor }) => {
      return { item: toSyncItem(undone ?? item), title, isInsisted, entries: entriesFor(commentsField) };
    }),
  );
  const attachments = await planAttachmentUndos(
    inside,
    planned.map(({ plan, item, undone, carried, isWanted, entriesFor }) => ({
      ...{ item: toSyncItem(undone ?? item), title: plan.title, entries: entriesFor(attachmentsField) },
      ...{ history: carried, isRestored: plan.bin === 'out' && isWanted(attachmentsField) },
    })),
  );
  return planned.map(({ plan, item, undone }) => {
    const { id } = item.task;
    return { plan, item, rules, undone, comments: comments.get(id) ?? null, attachments: attachments.get(id) ?? null };
  });
}

interface Loaded {
  readonly item: UndoItem;
  /** What any run did to its comments and attachments, oldest first. */
  readonly carried: readonly HistoryEntry[];
}

async function loadUndoItems(store: Store, run: RunId, ids: readonly TaskId[]): Promise<readonly Loaded[]> {
  const tasks = await store.tasks.get(ids);
  const links = Map.groupBy(await store.links.byTasks(ids), (link) => link.task);
  const history = Map.groupBy(await store.history.list({ tasks: ids }), (entry) => entry.task);
  return ids.flatMap((taskId): Loaded[] => {
    const all = history.get(taskId) ?? [];
    const own = all.filter((entry) => entry.run === run).reverse();
    const task = tasks.get(taskId);
    if (!task || own.length === 0) return [];
    const item = {
      task,
      links: links.get(taskId) ?? [],
      entries: own.filter(({ field }) => field !== commentsField && field !== attachmentsField),
      earlier: (field: FieldName, before: HistoryEntry) => earlierValues(all, field, before),
    };
    const carried = all.filter((entry) => entry.comment !== undefined || entry.attachment !== undefined);
    return [{ item, carried: carried.reverse() }];
  });
}

/** @param all newest first */
function earlierValues(all: readonly HistoryEntry[], field: FieldName, { id }: HistoryEntry): readonly FieldValue[] {
  const values: (FieldValue | undefined)[] = [];
  for (const entry of all) {
    if (entry.id >= id || entry.place !== here) continue;
    if (entry.kind === 'create') values.push(entry.content?.fields[field]);
    else if (entry.field === field) values.push(entry.after, entry.before);
  }
  return values.filter((value) => value !== undefined);
}

function toSyncItem({ task, links }: Pick<UndoItem, 'task' | 'links'>): SyncItem {
  return { taskId: task.id, task, links: onePerEndpoint(links), creating: new Set() };
}

function hereActions({ plan, item, undone }: PlannedUndo): readonly Action[] {
  if (!undone) return [];
  const action = { task: item.task.id, title: plan.title, at: here, remoteId: null, from: undo };
  return [
    ...(plan.bin === 'out' ? [{ ...action, kind: 'restore' as const, fields: [] }] : []),
    ...(plan.bin === 'in' ? [{ ...action, kind: 'delete' as const, fields: [] }] : []),
    ...(plan.fields.length > 0 ? [{ ...action, kind: 'update' as const, fields: plan.fields }] : []),
    ...plan.links
      .filter(({ kind }) => kind === 'let-go')
      .map(({ link, endpoint }) => ({
        ...action,
        kind: 'unlink' as const,
        at: endpoint,
        remoteId: item.links.find((one) => one.id === link)?.remoteId ?? null,
        fields: [],
      })),
  ];
}

/** What the next run would do at the services, by the planner itself: so it also says what is closed and what is deleted. */
function thereActions({ rules, undone }: PlannedUndo): readonly Action[] {
  if (!undone) return [];
  const next = toSyncItem({ task: undone.task, links: undone.links });
  return planItem(next, rules).actions.filter(({ at }) => at !== here);
}

async function storeBatch(tx: Store, context: RunContext, batch: readonly PlannedUndo[]): Promise<void> {
  const done = batch.flatMap((one) => (one.undone ? [{ ...one, undone: one.undone }] : []));
  await tx.tasks.put(done.map(({ undone }) => undone.task));
  await tx.links.remove(done.flatMap(({ undone }) => undone.removed));
  const links = done.flatMap(({ plan, undone }) =>
    undone.links.filter((link) => plan.links.some((change) => change.link === link.id)),
  );
  await tx.links.put(links);
  await addStrangers(tx, strangersOf(links));
  await tx.history.append(done.flatMap((one) => entriesOf(context, one)));
  await storeCommentUndos(
    tx,
    context,
    changedIn(batch, ({ comments }) => comments),
  );
  await storeAttachmentUndos(
    tx,
    context,
    changedIn(batch, ({ attachments }) => attachments),
  );
  const { id: profile } = context.profile;
  const restored = done.filter(({ plan }) => plan.bin === 'out').map(({ undone }) => undone.task.id);
  await tx.links.markDirty(profile, [
    ...done.map(({ undone }) => undone.task.id),
    ...(await tx.tasks.childrenOf(profile, restored)),
  ]);
}

/** The undoing is a change like any other, so that it can be undone as well. */
function entriesOf(
  context: RunContext,
  { plan, item, undone }: PlannedUndo & { readonly undone: Undone },
): Omit<HistoryEntry, 'id'>[] {
  const nothing = { field: null, before: undefined, after: undefined };
  const entry = {
    run: context.run,
    at: undone.task.updatedAt,
    task: item.task.id,
    title: plan.title,
    place: here,
    actor: undo,
    by: null,
  };
  return [
    ...(plan.bin === 'in' ? [{ ...entry, ...nothing, kind: 'delete' as const, content: contentOf(undone.task) }] : []),
    ...(plan.bin === 'out' ? [{ ...entry, ...nothing, kind: 'restore' as const }] : []),
    ...plan.fields.map(({ field, before, after }) => ({ ...entry, kind: 'update' as const, field, before, after })),
    ...plan.links.flatMap(({ link: id, kind, endpoint }) => {
      const link = item.links.find((one) => one.id === id);
      if (!link || kind === 'rejoin') return [];
      return [{ ...entry, place: endpoint, ...letGo(link) }];
    }),
  ];
}

function contentOf({ fields }: Task): NonNullable<HistoryEntry['content']> {
  return { fields, raw: null };
}

function letGo({ id, state, remoteId, observation }: Link) {
  const remote = { link: id, remoteId, version: observation?.version ?? null };
  return { kind: 'unlink' as const, field: null, before: state, after: 'unlinked', remote };
}

/** By task, where there is something to change. */
function changedIn<U extends { readonly changes: readonly unknown[] }>(
  batch: readonly PlannedUndo[],
  of: (one: PlannedUndo) => U | null,
): ReadonlyMap<TaskId, U> {
  return new Map(
    batch.flatMap((one): [TaskId, U][] => {
      const undo = of(one);
      return undo && undo.changes.length > 0 ? [[one.item.task.id, undo]] : [];
    }),
  );
}

function count(counts: { created: number; updated: number; deleted: number }, one: PlannedUndo): void {
  const { plan, undone, comments, attachments } = one;
  if (!undone && !comments?.changes.length && !attachments?.changes.length) return;
  if (plan.bin === 'in') counts.deleted++;
  else if (plan.bin === 'out') counts.created++;
  else counts.updated++;
}

async function storeRun(
  { store, ports }: CoreOptions,
  context: RunContext,
  startedAt: string,
  tasks: Run['tasks'],
): Promise<void> {
  const { profile } = context;
  const finishedAt = timestamp(ports);
  const run: Run = {
    id: context.run,
    profile: profile.id,
    trigger: 'undo',
    state: 'done',
    startedAt,
    finishedAt,
    endpoints: [],
    tasks,
    conflicts: (await store.conflicts.open(profile.id)).length,
    pending: tasks.created + tasks.updated + tasks.deleted,
    problems: [],
    brakes: [],
    durationMs: Date.parse(finishedAt) - Date.parse(startedAt),
  };
  await store.transaction('undo', (tx) => tx.runs.put(run));
}
