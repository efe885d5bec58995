import type { TaskGroupView } from '../../../src-shared/api/views.ts';

export type Row =
  | { readonly kind: 'group'; readonly group: TaskGroupView; readonly isOpen: boolean }
  /** Its place among all tasks of the list. */
  | { readonly kind: 'task'; readonly task: number };

/** The rows of a list that may be cut into groups, each with a heading that can be closed. */
export interface Rows {
  readonly count: number;
  at(row: number): Row;
  /** Null: its group is closed. */
  ofTask(task: number): number | null;
}

interface Stretch {
  readonly group: TaskGroupView;
  readonly isOpen: boolean;
  readonly firstRow: number;
  readonly firstTask: number;
}

/** A group's name among the closed ones. */
export function groupId({ key }: TaskGroupView): string {
  return JSON.stringify(key);
}

/** @param groups null: one list */
export function rowsOf(total: number, groups: readonly TaskGroupView[] | null, closed: ReadonlySet<string>): Rows {
  if (groups === null) {
    return { count: total, at: (row) => ({ kind: 'task', task: row }), ofTask: (task) => task };
  }
  const stretches: Stretch[] = [];
  let [row, task] = [0, 0];
  for (const group of groups) {
    const isOpen = !closed.has(groupId(group));
    stretches.push({ group, isOpen, firstRow: row, firstTask: task });
    row += 1 + (isOpen ? group.count : 0);
    task += group.count;
  }
  const last = (isBefore: (stretch: Stretch) => boolean) => stretches.findLast(isBefore);
  return {
    count: row,
    at(wanted) {
      const stretch = last(({ firstRow }) => firstRow <= wanted);
      if (!stretch) return { kind: 'task', task: wanted };
      if (stretch.firstRow === wanted) return { kind: 'group', group: stretch.group, isOpen: stretch.isOpen };
      return { kind: 'task', task: stretch.firstTask + wanted - stretch.firstRow - 1 };
    },
    ofTask(wanted) {
      const stretch = last(({ firstTask, group }) => firstTask <= wanted && group.count > 0);
      if (!stretch) return null;
      return stretch.isOpen ? stretch.firstRow + 1 + wanted - stretch.firstTask : null;
    },
  };
}
