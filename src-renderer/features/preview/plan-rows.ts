import type { ConflictView, PlanView } from '../../../src-shared/api/views.ts';
import { t } from '../../i18n/t.ts';

export type PlanAction = PlanView['actions'][number];
export type PlanRefusal = PlanView['refusals'][number];
export type PlanKind = PlanAction['kind'] | 'conflict' | 'refusal';

/** What is shown of a plan: also an undoing has actions. */
export type ShownPlan = Pick<PlanView, 'actions' | 'conflicts' | 'refusals'>;

/** All that happens to one task: it is chosen, or left, as a whole. */
export interface TaskRow {
  readonly kind: 'task';
  readonly id: string;
  readonly task: string;
  readonly title: string;
  /** The gravest of what happens at services, or here when nothing does. */
  readonly does: PlanAction['kind'];
  readonly actions: readonly PlanAction[];
}

/** One line of the preview. Headings are lines too, so that the whole plan is one list of any length. */
export type PlanRow =
  | { readonly kind: 'heading'; readonly id: string; readonly text: string }
  | TaskRow
  | { readonly kind: 'conflict'; readonly id: string; readonly conflict: ConflictView }
  | { readonly kind: 'refusal'; readonly id: string; readonly refusal: PlanRefusal };

export const actionKinds = ['create', 'update', 'close', 'delete', 'restore', 'link', 'unlink'] as const;

const byGravity = ['delete', 'close', 'create', 'restore', 'update', 'link', 'unlink'] as const;

/** One row for each task that something happens to, in the plan's order. */
export function taskRows({ actions }: Pick<ShownPlan, 'actions'>): readonly TaskRow[] {
  return [...Map.groupBy(actions, ({ task }) => task)].map(([task, own]) => ({
    ...{ kind: 'task', id: `task-${task}`, task, title: own[0]?.title ?? '', does: gravest(own) },
    actions: own,
  }));
}

function gravest(actions: readonly PlanAction[]): PlanAction['kind'] {
  const there = actions.filter(({ endpoint }) => endpoint !== 'here');
  const kinds = new Set((there.length > 0 ? there : actions).map(({ kind }) => kind));
  return byGravity.find((kind) => kinds.has(kind)) ?? 'update';
}

export interface PlanQuery {
  readonly kind: PlanKind | 'all';
  /** Only rows that change this field; empty: all. */
  readonly field: string;
  readonly words: string;
}

export const wholePlan: PlanQuery = { kind: 'all', field: '', words: '' };

/** The rows that a query leaves, with a heading before each kind. */
export function planRows(plan: ShownPlan, { kind: only, field, words }: PlanQuery): readonly PlanRow[] {
  const wanted = words.trim().toLocaleLowerCase();
  const says = (title: string | null): boolean => (title ?? '').toLocaleLowerCase().includes(wanted);
  const tasks = taskRows(plan)
    .filter(({ title }) => says(title))
    .filter(({ actions }) => field === '' || actions.some((one) => one.fields.some((each) => each.field === field)));
  const conflicts = plan.conflicts
    .filter((one) => says(one.title) && (field === '' || one.field === field))
    .map((conflict, index): PlanRow => ({ kind: 'conflict', id: `conflict-${conflict.id || index}`, conflict }));
  const refusals = plan.refusals
    .filter((one) => says(one.title) && (field === '' || one.field === field))
    .map((refusal, index): PlanRow => ({ kind: 'refusal', id: `refusal-${index}`, refusal }));
  return [
    ...actionKinds.map((kind) => ({ kind, rows: tasks.filter(({ does }) => does === kind) as readonly PlanRow[] })),
    { kind: 'conflict' as const, rows: conflicts },
    { kind: 'refusal' as const, rows: refusals },
  ]
    .filter(({ kind, rows }) => rows.length > 0 && (only === 'all' || only === kind))
    .flatMap(({ kind, rows }) => [
      {
        kind: 'heading' as const,
        id: `heading-${kind}`,
        text: t('preview.heading', { kind: t(`preview.kind.${kind}`), count: rows.length }),
      },
      ...rows,
    ]);
}

/** How many rows of each kind there are, without those that do not occur. */
export function kindCounts(plan: ShownPlan): readonly { readonly kind: PlanKind; readonly count: number }[] {
  const rows = taskRows(plan);
  return [
    ...actionKinds.map((kind) => ({ kind, count: rows.filter(({ does }) => does === kind).length })),
    { kind: 'conflict' as const, count: plan.conflicts.length },
    { kind: 'refusal' as const, count: plan.refusals.length },
  ].filter(({ count }) => count > 0);
}

/** Fields that the plan changes or asks about. */
export function fieldsOf(plan: ShownPlan): readonly string[] {
  const fields = [
    ...plan.actions.flatMap((action) => action.fields.map(({ field }) => field)),
    ...plan.conflicts.map(({ field }) => field),
    ...plan.refusals.flatMap(({ field }) => field ?? []),
  ];
  return [...new Set(fields)].sort();
}

export interface CountRow {
  readonly place: string;
  readonly counts: Readonly<Record<PlanAction['kind'], number>>;
}

/** How much of each kind would happen at each place; this device last, because nothing there is written to a service. */
export function planCounts(plan: Pick<ShownPlan, 'actions'>): readonly CountRow[] {
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
export function usedKinds(plan: Pick<ShownPlan, 'actions'>): readonly PlanAction['kind'][] {
  return actionKinds.filter((kind) => plan.actions.some((action) => action.kind === kind));
}
