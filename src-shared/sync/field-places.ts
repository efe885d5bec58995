import type { FieldName, FieldPlaces } from '../domain/field.ts';
import { beginDraft, type Draft, linkAt } from './draft.ts';
import { flowAt, reads, writes } from './flow.ts';
import type { EndpointRules, SyncItem, SyncRules } from './rules.ts';

/**
 * Where fields of a task live. One only comes from a place that is read and not written: by the profile's direction, by a
 * rule, or because the service does not let it be changed. Pure.
 */
export function fieldPlaces(item: SyncItem, rules: SyncRules, fields: readonly FieldName[]): readonly FieldPlaces[] {
  const draft = beginDraft(item, rules);
  return fields.map((field) => {
    const having = rules.endpoints.filter(({ mapper }) => mapper.fields.includes(field));
    return {
      field,
      places: having.map(({ endpoint }) => endpoint.name),
      comesFrom: having.filter((place) => onlyComes(draft, place, field)).map(({ endpoint }) => endpoint.name),
    };
  });
}

/** A place that has no record of the task has no say in what it is. */
function onlyComes(draft: Draft, place: EndpointRules, field: FieldName): boolean {
  const link = linkAt(draft, place);
  if (link?.state !== 'linked') return false;
  const flow = flowAt(draft, place, link);
  const isWritten = writes(flow, field) && place.mapper.isWritable(field);
  return !isWritten && reads(flow, field);
}
