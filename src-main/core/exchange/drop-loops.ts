import type { ImportProblem, ImportProblemCode } from '../../../src-shared/api/exchange.ts';
import type { TaskId } from '../../../src-shared/domain/ids.ts';
import type { Store } from '../store/store.ts';
import type { PlannedRow } from './plan-import.ts';

/**
 * Leaves out rows whose parent would be no task, because its own row is left out, or a descendant of theirs. What is left out
 * can in turn be a parent, so it goes on until nothing more falls out.
 */
export async function dropLoops(
  store: Store,
  planned: readonly PlannedRow[],
  problems: ImportProblem[],
): Promise<readonly PlannedRow[]> {
  const kept = new Map(planned.map((row) => [row.id, row]));
  const looped = await rowsInLoops(store, kept);
  const drop = (row: PlannedRow, code: ImportProblemCode, message: string): void => {
    kept.delete(row.id);
    problems.push({ line: row.line, field: 'parent', code, message });
  };
  for (const row of looped) drop(row, 'own-ancestor', 'A task cannot stand above itself.');
  const children = Map.groupBy(planned, ({ fields }) => fields['parent']);
  const gone = await withoutTask(store, planned, kept);
  for (const id of gone) {
    for (const child of children.get(id) ?? []) {
      if (!kept.has(child.id)) continue;
      drop(child, 'parent-left-out', 'The task above it is left out.');
      if (child.before === null) gone.add(child.id);
    }
  }
  return planned.filter(({ id }) => kept.has(id));
}

/** Parents that are neither here nor made. A set that grows is read to its end. */
async function withoutTask(
  store: Store,
  planned: readonly PlannedRow[],
  kept: ReadonlyMap<TaskId, PlannedRow>,
): Promise<Set<TaskId>> {
  const named = new Set(planned.flatMap(({ fields: { parent } }) => (typeof parent === 'string' ? [parent] : [])));
  const unknown = [...named].filter((id) => !kept.has(id));
  const here = await store.tasks.get(unknown);
  return new Set(unknown.filter((id) => !here.has(id)));
}

async function rowsInLoops(store: Store, planned: ReadonlyMap<TaskId, PlannedRow>): Promise<readonly PlannedRow[]> {
  const known = new Map<TaskId, TaskId | null>();
  const parentOf = async (id: TaskId): Promise<TaskId | null> => {
    const row = planned.get(id);
    if (row && 'parent' in row.fields) return asId(row.fields['parent']);
    if (row) return asId(row.before?.fields['parent']);
    const found = known.get(id) ?? asId((await store.tasks.get([id])).get(id)?.fields['parent']);
    known.set(id, found);
    return found;
  };
  const looped: PlannedRow[] = [];
  // Those that were walked through already end well.
  const sound = new Set<TaskId>();
  for (const row of planned.values()) {
    if (typeof row.fields['parent'] !== 'string') continue;
    const path = new Set<TaskId>();
    let at: TaskId | null = row.id;
    while (at !== null && !path.has(at) && !sound.has(at)) {
      path.add(at);
      at = await parentOf(at);
    }
    if (at === null || sound.has(at)) for (const id of path) sound.add(id);
    else looped.push(row);
  }
  return looped;
}

function asId(value: unknown): TaskId | null {
  return typeof value === 'string' ? value : null;
}
