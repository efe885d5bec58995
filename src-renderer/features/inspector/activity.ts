import type { HistoryView, TaskAtView, TaskView } from '../../../src-shared/api/views.ts';
import { commentsField } from '../../../src-shared/domain/comment.ts';
import { type FieldValue, sameValue } from '../../../src-shared/domain/field.ts';
import { fieldsWithValues, isSaid, valueHere } from './outlook-text.ts';

export interface ActivityFilter {
  /** Null: all. */
  readonly field: string | null;
  readonly actor: string | null;
}

/** Who stands behind an entry, as one text that two entries of the same person share. */
export function actorKey({ actor, by }: HistoryView): string {
  return by === null ? actor : `${actor} ${by}`;
}

export function filterActivity(
  entries: readonly HistoryView[],
  { field, actor }: ActivityFilter,
): readonly HistoryView[] {
  return entries.filter(
    (entry) => (field === null || entry.field === field) && (actor === null || actorKey(entry) === actor),
  );
}

/** Each with one entry of theirs, the latest first. */
export function actorsOf(entries: readonly HistoryView[]): readonly HistoryView[] {
  const seen = new Map<string, HistoryView>();
  for (const entry of entries) if (!seen.has(actorKey(entry))) seen.set(actorKey(entry), entry);
  return [...seen.values()];
}

export function fieldsOf(entries: readonly HistoryView[]): readonly string[] {
  return [...new Set(entries.flatMap(({ field }) => (field === null ? [] : [field])))].sort();
}

/** Times at which the task itself became another one, oldest first: the stops of the slider. */
export function momentsOf(entries: readonly HistoryView[]): readonly string[] {
  return [...new Set(entries.filter(({ place }) => place === 'here').map(({ at }) => at))].sort();
}

export interface Difference {
  readonly field: string;
  readonly was: FieldValue | undefined;
  readonly is: FieldValue | undefined;
}

/** Where the task as it was says something else than now. */
export function differencesOf(then: TaskAtView, task: TaskView): readonly Difference[] {
  const own = Object.keys(task.custom).map((name) => `x.${name}`);
  const names = [...Object.keys(then.fields), ...own].filter((field) => field !== commentsField);
  return fieldsWithValues(names, (field) => isSaid(then.fields[field]) || isSaid(valueHere(task, field)))
    .map((field) => ({ field, was: then.fields[field], is: valueHere(task, field) }))
    .filter((one) => !sameValue(one.field, one.was, one.is));
}
