import type { FieldOption } from '../connector/connector.ts';
import type { FieldName, FieldValue } from '../domain/field.ts';
import type { Mapping } from '../domain/profile.ts';
import { nearestCategory } from './apply-mapping.ts';
import type { PlaceSide } from './field-pairs.ts';
import { buildValueTable, type ValueTable } from './value-table.ts';

/** A value of one place and what it becomes at another; null: it has no partner there and stays as it is. */
export interface ValuePair {
  readonly from: FieldOption;
  readonly to: FieldOption | null;
}

/** A place's choices for one field of tasks. */
export interface ValueSide extends PlaceSide {
  readonly field: FieldName;
}

export function valuePairs(from: ValueSide, to: ValueSide): readonly ValuePair[] {
  const [here, there] = [tableOf(from), tableOf(to)];
  const targets = optionsOf(to);
  return optionsOf(from).map((option) => {
    const remote = there.project.get(here.lift.get(option.value)?.[0] ?? null);
    return { from: option, to: targets.find(({ value }) => value === remote) ?? null };
  });
}

/**
 * Both mappings after one value was given a partner. What stands for both is a value of the profile: the partner's own where it
 * has one that leads to it, otherwise its name. Meanings that only this value had stay with it, so nothing loses its partner.
 */
export function withValuePair(
  from: ValueSide,
  to: ValueSide,
  pair: { from: string; to: string },
): { readonly from: Mapping; readonly to: Mapping } {
  const [here, there] = [plainTable(from), plainTable(to)];
  const projected = tableOf(to).project;
  const own = (there.get(pair.to) ?? []).find((value) => projected.get(value) === pair.to);
  const meaning = own ?? labelOf(to, pair.to);
  if (own === undefined) there.set(pair.to, [meaning, ...(there.get(pair.to) ?? [])]);
  const others = new Set([...here].filter(([option]) => option !== pair.from).flatMap(([, values]) => values));
  const kept = (here.get(pair.from) ?? []).filter((value) => value !== meaning && !others.has(value));
  here.set(pair.from, [meaning, ...kept]);
  return {
    from: withTable(from, here),
    to: own === undefined ? withTable(to, there) : to.endpoint.mapping,
  };
}

/** The mapping after a value of the place was given a meaning in the profile. */
export function withMeaning(side: ValueSide, option: string, meaning: FieldValue): Mapping {
  const table = plainTable(side);
  table.set(option, [meaning]);
  return withTable(side, table);
}

/** What a value of the place means in the profile; undefined: nothing. */
export function meaningOf(side: ValueSide, option: string): FieldValue | undefined {
  return tableOf(side).lift.get(option)?.[0];
}

export function optionsOf({ field, endpoint, schema }: ValueSide): readonly FieldOption[] {
  return schema.fields[remoteNameOf(field, endpoint.mapping)]?.options ?? [];
}

function remoteNameOf(field: FieldName, mapping: Mapping): FieldName {
  return (mapping[field] || undefined)?.field ?? field;
}

/** As the engine reads it. */
function tableOf(side: ValueSide): ValueTable {
  const own = (side.endpoint.mapping[side.field] || undefined)?.values ?? {};
  return buildValueTable(own, optionsOf(side), side.field === 'status' ? nearestCategory : {});
}

/** Without what only stands in for a missing partner. */
function plainTable(side: ValueSide): Map<string, readonly FieldValue[]> {
  const own = (side.endpoint.mapping[side.field] || undefined)?.values ?? {};
  return new Map(buildValueTable(own, optionsOf(side)).lift);
}

function withTable(side: ValueSide, table: ReadonlyMap<string, readonly FieldValue[]>): Mapping {
  const { mapping } = side.endpoint;
  const values = Object.fromEntries([...table].map(([option, list]) => [keyOf(side, option), list]));
  return { ...mapping, [side.field]: { ...(mapping[side.field] || {}), values } };
}

/** Keys that look like numbers would be put in order, and the order decides what is written: there the label stands. */
function keyOf(side: ValueSide, option: string): string {
  if (!/^\d+$/.test(option)) return option;
  const label = labelOf(side, option);
  const isUnique = optionsOf(side).filter((one) => one.label.toLowerCase() === label.toLowerCase()).length === 1;
  return isUnique && !/^\d+$/.test(label) ? label : option;
}

function labelOf(side: ValueSide, option: string): string {
  return optionsOf(side).find(({ value }) => value === option)?.label ?? option;
}
