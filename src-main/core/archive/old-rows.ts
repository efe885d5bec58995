import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import type { HistoryEntry } from '../../../src-shared/domain/run.ts';
import type { CompactionCuts, OldIds, Store } from '../store/store.ts';
import type { ArchiveHead, OldRow, OldTask } from './archive.ts';

/** Some of what may go, whole. @param limit about how many rows */
export async function readOldRows(store: Store, cuts: CompactionCuts, limit: number): Promise<readonly OldRow[]> {
  const { tasks, changes, runs, conflicts } = await store.compaction.old(cuts, limit);
  return [
    ...(await readOldTasks(store, tasks)),
    ...changes.map((change): OldRow => ({ kind: 'change', ...change })),
    ...runs.map((run): OldRow => ({ kind: 'run', run })),
    ...conflicts.map((conflict): OldRow => ({ kind: 'conflict', conflict })),
  ];
}

async function readOldTasks(store: Store, ids: readonly string[]): Promise<readonly OldTask[]> {
  if (ids.length === 0) return [];
  const tasks = await store.tasks.get(ids);
  const changes = Map.groupBy(await store.history.list({ tasks: ids }), ({ task }) => task);
  const comments = Map.groupBy(await store.comments.byTasks(ids), ({ task }) => task);
  const attachments = Map.groupBy(await store.attachments.byTasks(ids), ({ task }) => task);
  const conflicts = Map.groupBy(await store.conflicts.byTasks(ids), ({ task }) => task);
  return [...tasks.values()].map((task) => ({
    kind: 'task',
    task,
    changes: changes.get(task.id) ?? [],
    comments: comments.get(task.id) ?? [],
    attachments: attachments.get(task.id) ?? [],
    conflicts: conflicts.get(task.id) ?? [],
  }));
}

/**
 * Removes the rows that are still as given: a person may have taken a task out of the bin, or a decision back, since they were
 * read. Inside a transaction. @returns how many of the rows are gone
 * @param before from when changes may be gone because of their age
 */
export async function removeOldRows(tx: Store, rows: readonly OldRow[], before: Timestamp): Promise<number> {
  const tasks = rows.flatMap((row) => (row.kind === 'task' ? [row] : []));
  const now = await readOldTasks(
    tx,
    tasks.map(({ task }) => task.id),
  );
  const asNow = new Set(now.map((task) => JSON.stringify(task)));
  const decided: string[] = [];
  for (const row of rows) {
    if (row.kind !== 'conflict') continue;
    const found = await tx.conflicts.get(row.conflict.id);
    if (JSON.stringify(found) === JSON.stringify(row.conflict)) decided.push(row.conflict.id);
  }
  const ids: OldIds = {
    tasks: tasks.filter((task) => asNow.has(JSON.stringify(task))).map(({ task }) => task.id),
    changes: rows.flatMap((row) => (row.kind === 'change' ? [row.entry.id] : [])),
    runs: rows.flatMap((row) => (row.kind === 'run' ? [row.run.id] : [])),
    conflicts: decided,
  };
  return await tx.compaction.remove(ids, before);
}

/** @param at milliseconds since 1970 */
export async function headOf(store: Store, rows: readonly OldRow[], at: number): Promise<ArchiveHead> {
  const moments = rows.flatMap(momentsOf).toSorted();
  const own = new Set(rows.map(profileOf));
  const made = new Date(at).toISOString();
  const changes = rows.flatMap((row): readonly HistoryEntry[] => (row.kind === 'task' ? row.changes : []));
  const count = (kind: OldRow['kind']): number => rows.filter((row) => row.kind === kind).length;
  return {
    format: 'task-sync history archive',
    version: 1,
    at: made,
    from: moments.at(0) ?? made,
    to: moments.at(-1) ?? made,
    lines: rows.length,
    counts: {
      changes: count('change') + changes.length,
      runs: count('run'),
      conflicts:
        count('conflict') + rows.reduce((sum, row) => sum + (row.kind === 'task' ? row.conflicts.length : 0), 0),
      tasks: count('task'),
    },
    profiles: (await store.profiles.list())
      .filter(({ id }) => own.has(id))
      .map(({ id, name, endpoints }) => ({ id, name, endpoints: endpoints.map(({ id, name }) => ({ id, name })) })),
  };
}

export function profileOf(row: OldRow): string {
  switch (row.kind) {
    case 'change':
      return row.profile;
    case 'run':
      return row.run.profile;
    case 'conflict':
      return row.conflict.profile;
    case 'task':
      return row.task.profile;
  }
}

function momentsOf(row: OldRow): readonly string[] {
  switch (row.kind) {
    case 'change':
      return [row.entry.at];
    case 'run':
      return [row.run.startedAt];
    case 'conflict':
      return [row.conflict.since];
    case 'task':
      return [row.task.deletedAt ?? row.task.updatedAt, ...row.changes.map(({ at }) => at)];
  }
}
