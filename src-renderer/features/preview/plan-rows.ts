import type { ConflictView, PlanView } from '../../../src-shared/api/views.ts';
import { plural } from '../words/field-text.ts';

export type PlanAction = PlanView['actions'][number];
export type PlanRefusal = PlanView['refusals'][number];
export type PlanKind = PlanAction['kind'] | 'conflict' | 'refusal';

/** One line of the preview. Headings are lines too, so that the whole plan is one list of any length. */
export type PlanRow =
  | { readonly kind: 'heading'; readonly id: string; readonly text: string }
  | { readonly kind: 'action'; readonly id: string; readonly action: PlanAction }
  | { readonly kind: 'conflict'; readonly id: string; readonly conflict: ConflictView }
  | { readonly kind: 'refusal'; readonly id: string; readonly refusal: PlanRefusal };

export const actionKinds = ['create', 'update', 'close', 'delete', 'restore', 'link', 'unlink'] as const;

export const kindLabels: Readonly<Record<PlanKind, string>> = {
  create: 'Create',
  update: 'Update',
  close: 'Close',
  delete: 'Delete',
  restore: 'Restore',
  link: 'Link',
  unlink: 'Unlink',
  conflict: 'Conflict',
  refusal: 'Cannot be done',
};

/** The whole plan, or one kind of it, with a heading before each kind. */
export function planRows(plan: PlanView, only: PlanKind | 'all'): readonly PlanRow[] {
  const groups = actionKinds.map((kind) => ({
    kind,
    rows: plan.actions.flatMap((action, index): PlanRow[] =>
      action.kind === kind ? [{ kind: 'action', id: `action-${index}`, action }] : [],
    ),
  }));
  const conflicts = plan.conflicts.map((conflict): PlanRow => ({ kind: 'conflict', id: conflict.id, conflict }));
  const refusals = plan.refusals.map(
    (refusal, index): PlanRow => ({ kind: 'refusal', id: `refusal-${index}`, refusal }),
  );
  return [...groups, { kind: 'conflict' as const, rows: conflicts }, { kind: 'refusal' as const, rows: refusals }]
    .filter(({ kind, rows }) => rows.length > 0 && (only === 'all' || only === kind))
    .flatMap(({ kind, rows }) => [
      {
        kind: 'heading' as const,
        id: `heading-${kind}`,
        text: `${kindLabels[kind]} · ${plural(rows.length, 'entry', 'entries')}`,
      },
      ...rows,
    ]);
}

export interface CountRow {
  readonly place: string;
  readonly counts: Readonly<Record<PlanAction['kind'], number>>;
}

/** How much of each kind would happen at each place; this device last, because nothing there is written to a service. */
export function planCounts(plan: PlanView): readonly CountRow[] {
  const places = new Map<string, Record<PlanAction['kind'], number>>();
  for (const { endpoint, kind } of plan.actions) {
    const counts = places.get(endpoint) ?? {
      create: 0,
      update: 0,
      close: 0,
      delete: 0,
      restore: 0,
      link: 0,
      unlink: 0,
    };
    counts[kind] += 1;
    places.set(endpoint, counts);
  }
  const rows = [...places].map(([place, counts]) => ({ place, counts }));
  return rows.sort((a, b) => Number(a.place === 'here') - Number(b.place === 'here') || a.place.localeCompare(b.place));
}

/** Kinds that occur, in their usual order. */
export function usedKinds(plan: PlanView): readonly PlanAction['kind'][] {
  return actionKinds.filter((kind) => plan.actions.some((action) => action.kind === kind));
}
