import type { ManyChanged } from '../../../src-shared/api/views.ts';
import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { here, type TaskId, undo } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { Task } from '../../../src-shared/domain/task.ts';
import type { Store } from '../store/store.ts';
import type { ApiContext } from './api-context.ts';
import { storeChanges } from './edit-many.ts';
import { binTask, type Changed, entryFor } from './task-changes.ts';

type Stretch = readonly [number, number];

/** Entries taken back in one transaction, so that a stretch that nobody wrote cannot be large. */
const mostEntries = 5_000;

/**
 * Gives tasks back what these entries took, the newest first: to the byte, and only where it is still as they left it. A stretch is one
 * transaction, as it was when it was written, unless it is too long for one.
 */
export async function revertEntries(context: ApiContext, stretches: readonly Stretch[]): Promise<ManyChanged> {
  const { store, ports } = context.options;
  const changed = new Set<TaskId>();
  const skipped = new Set<TaskId>();
  const entries: Stretch[] = [];
  for (const [from, to] of stretches.toReversed()) {
    for (let before: number | null = to + 1; before !== null; ) {
      const end: number = before;
      const part = await store.transaction('task', async (tx) => await revertStretch(context, tx, from, end));
      for (const id of part.changed) changed.add(id);
      for (const id of part.skipped) skipped.add(id);
      entries.push(...part.entries);
      before = part.next;
      await ports.clock.sleep(0);
    }
  }
  return { changed: changed.size, skipped: skipped.size, entries };
}

interface Reverted {
  readonly changed: readonly TaskId[];
  readonly skipped: readonly TaskId[];
  readonly entries: readonly Stretch[];
  /** The entry before which there is more; null: that was all. */
  readonly next: number | null;
}

async function revertStretch(context: ApiContext, tx: Store, from: number, before: number): Promise<Reverted> {
  const all = await tx.history.list({ from, before, limit: mostEntries });
  const own = Map.groupBy(all.filter(isOfPerson), ({ task }) => task);
  const tasks = await tx.tasks.get([...own.keys()]);
  const done: Changed[] = [];
  const skipped: TaskId[] = [];
  for (const [id, entries] of own) {
    const task = tasks.get(id);
    const reverted = task && revertTask(context, task, entries);
    if (reverted) done.push(reverted.changed);
    if (!reverted || reverted.isPartial) skipped.push(id);
  }
  const restored = done.filter(({ task }) => task.deletedAt === null && tasks.get(task.id)?.deletedAt !== null);
  const others = done.filter((one) => !restored.includes(one));
  const parts = [await storeChanges(context, tx, restored, true), await storeChanges(context, tx, others, false)];
  return {
    changed: done.map(({ task }) => task.id),
    skipped,
    entries: parts.flatMap((part) => part.entries),
    next: all.length < mostEntries ? null : (all.at(-1)?.id ?? null),
  };
}

/** What a run did is taken back by `runs.undo`, which knows the services' side of it. */
function isOfPerson({ run, place, actor }: HistoryEntry): boolean {
  return run === null && place === here && (actor === here || actor === undo);
}

/** @param entries newest first @returns null when nothing of it can be taken back */
function revertTask(
  context: ApiContext,
  task: Task,
  entries: readonly HistoryEntry[],
): { readonly changed: Changed; readonly isPartial: boolean } | null {
  let now = task;
  const written: Omit<HistoryEntry, 'id'>[] = [];
  let isPartial = false;
  for (const entry of entries) {
    const step = revertOne(context, now, entry);
    if (step === null) isPartial = true;
    else {
      now = step.task;
      written.push(...step.entries.map((one) => ({ ...one, actor: undo })));
    }
  }
  return written.length === 0 ? null : { changed: { task: now, entries: written }, isPartial };
}

function revertOne(context: ApiContext, task: Task, entry: HistoryEntry): Changed | null {
  switch (entry.kind) {
    case 'create':
      return isSame(task.fields, entry.content?.fields) ? binTask(context, task, true) : null;
    case 'delete':
      return binTask(context, task, false);
    case 'restore':
      return binTask(context, task, true);
    case 'update':
      return entry.field === null || entry.comment || entry.attachment ? null : revertField(context, task, entry);
    default:
      return null;
  }
}

function revertField(context: ApiContext, task: Task, { field, before, after }: HistoryEntry): Changed | null {
  if (field === null || !isSame(task.fields[field], after)) return null;
  const at = new Date(context.options.ports.clock.now()).toISOString();
  const rev = task.rev + 1;
  const stamp = { rev, origin: undo, at, by: null };
  const { [field]: _gone, ...others } = task.fields;
  const fields: Readonly<Record<string, FieldValue>> =
    before === undefined ? others : { ...task.fields, [field]: before };
  const next: Task = { ...task, rev, updatedAt: at, fields, stamps: { ...task.stamps, [field]: stamp } };
  return { task: next, entries: [{ ...entryFor(context, next, 'update'), field, before: after, after: before }] };
}

/** To the byte: what looks the same to a person may be somebody's change all the same. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
