import { emptyValue, type FieldName, type FieldValue, sameValue } from '../domain/field.ts';
import { here } from '../domain/ids.ts';
import type { HistoryEntry } from '../domain/run.ts';
import type { EndpointRules } from './rules.ts';
import { note, placeOf, staysChanged, type UndoDraft, valueNow } from './undo-draft.ts';

/** One field as the run found and left it, in the value space of its place. */
interface Touched {
  /** The first of the run. */
  readonly entry: HistoryEntry;
  readonly before: FieldValue | undefined;
  readonly after: FieldValue | undefined;
}

/**
 * Values that the run took over, and those that it carried from here to a service. Where it did both, the task's own old
 * value says more than its translation.
 */
export function undoFields(draft: UndoDraft, only: FieldName | null): void {
  const { entries } = draft.item;
  const isWanted = (field: FieldName): boolean => only === null || only === field;
  const taken = touched(entries.filter((entry) => entry.place === here));
  for (const [field, change] of taken) if (isWanted(field)) restoreTaken(draft, field, change);

  for (const [endpoint, own] of Map.groupBy(entries, (entry) => entry.place)) {
    if (endpoint === here) continue;
    const place = placeOf(draft, endpoint);
    for (const [name, change] of touched(own)) {
      const field = place?.mapper.fields.find((one) => place.mapper.remoteName(one) === name);
      if (!isWanted(field ?? name) || (field && taken.has(field))) continue;
      if (place && field) restoreSent(draft, place, field, change);
      else note(draft, 'no-endpoint', name, endpoint, 'This field is no longer kept in step there.');
    }
  }
}

/** By field: its first value before and its last value after. */
function touched(entries: readonly HistoryEntry[]): ReadonlyMap<FieldName, Touched> {
  const changes = new Map<FieldName, Touched>();
  for (const entry of entries) {
    if (entry.kind !== 'update' || entry.field === null) continue;
    const first = changes.get(entry.field);
    changes.set(entry.field, {
      entry: first?.entry ?? entry,
      before: first ? first.before : entry.before,
      after: entry.after,
    });
  }
  return changes;
}

function restoreTaken(draft: UndoDraft, field: FieldName, { before, after }: Touched): void {
  restore(draft, field, before ?? emptyValue(field), sameValue(field, valueNow(draft, field), after));
}

/** What was carried from here to a service: the task gets the value back that it had when both last agreed. */
function restoreSent(draft: UndoDraft, place: EndpointRules, field: FieldName, change: Touched): void {
  const { entry, before, after } = change;
  if (draft.fields.some((one) => one.field === field) || before === undefined) return;
  const now = valueNow(draft, field);
  const said = place.mapper.project(field, now, after);
  const isStill = said.ok && sameValue(field, said.value, after);
  const target = valueBefore(draft, place, field, entry, before);
  if (target === undefined) {
    const where = place.endpoint.name;
    note(draft, 'unmapped', field, place.endpoint.id, `Its old value in ${where} has no counterpart here any more.`);
  } else restore(draft, field, target, isStill);
}

/** The latest earlier value that stands for the service's old one; else its plain translation. */
function valueBefore(
  draft: UndoDraft,
  { mapper }: EndpointRules,
  field: FieldName,
  entry: HistoryEntry,
  before: FieldValue,
): FieldValue | undefined {
  const known = draft.item.earlier(field, entry).find((value) => {
    const said = mapper.project(field, value, before);
    return said.ok && sameValue(field, said.value, before);
  });
  if (known !== undefined) return known;
  const lifted = mapper.lift(field, before, emptyValue(field));
  return lifted.ok ? lifted.value : undefined;
}

function restore(draft: UndoDraft, field: FieldName, target: FieldValue, isAsTheRunLeftIt: boolean): void {
  const now = valueNow(draft, field);
  if (draft.fields.some((one) => one.field === field) || draft.skipped.some((one) => one.field === field)) return;
  if (sameValue(field, now, target)) note(draft, 'already', field, null, 'It is as it was before already.');
  else if (isAsTheRunLeftIt || !staysChanged(draft, field, null, 'It was changed since, so it stays as it is.'))
    draft.fields.push({ field, before: now, after: target });
}
