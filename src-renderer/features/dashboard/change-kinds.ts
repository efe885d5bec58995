import type { StatsView } from '../../../src-shared/api/views.ts';

/** What the chart of changes stacks, from the bottom (ux.md 3.3). */
export const changeKinds = ['created', 'changed', 'deleted', 'conflicts'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export type ChangeTotals = Readonly<Record<ChangeKind, number>>;

export function totalsOf(columns: StatsView['changes']): ChangeTotals {
  const sum = (kind: ChangeKind): number => columns.reduce((total, column) => total + column[kind], 0);
  return { created: sum('created'), changed: sum('changed'), deleted: sum('deleted'), conflicts: sum('conflicts') };
}

/** Without conflicts, which are no changes. */
export function changesIn(column: ChangeTotals): number {
  return column.created + column.changed + column.deleted;
}
