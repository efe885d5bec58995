import type { FieldOption, FieldSchema } from '../connector/connector.ts';
import {
  emptyValue,
  type FieldName,
  type Fields,
  type FieldValue,
  isEmpty,
  isWhen,
  kindOf,
  sameValue,
  whenText,
} from '../domain/field.ts';
import type { Mapped, Mapper } from './apply-mapping.ts';

/** What a field's values become on their way from one place to another; all values as people see them at their service. */
export interface WayTrial {
  /** One real task's value; null: nothing was read, or it is empty there. */
  readonly sample: Passage | null;
  /** How many different values were tried: what stands in the tasks that were read, and the service's own choices. */
  readonly of: number;
  /** Those that nothing at the other place stands for, the first of them. */
  readonly missing: readonly string[];
  readonly missingCount: number;
  /** A value that, coming back, would be another one. */
  readonly lossy: Passage | null;
}

export interface Passage {
  readonly from: FieldValue;
  /** Null with `problem`: it does not arrive. */
  readonly to: FieldValue;
  /** What it would come back as, if nobody remembered what it was. */
  readonly back: FieldValue;
  readonly problem: string | null;
}

/** One side of a trial; `mapper` null: this device, where every value is itself. */
export interface TrialSide {
  readonly mapper: Mapper | null;
  readonly schemaOf: (field: FieldName) => FieldSchema | undefined;
}

const mostValues = 200;
const mostMissing = 20;

/** Pure: the same mapper as a run uses, asked of values that were read before. */
export function tryWay(
  field: FieldName,
  from: TrialSide,
  to: TrialSide,
  records: readonly Fields[],
  sample: Fields | undefined,
): WayTrial {
  const name = from.mapper ? from.mapper.remoteName(field) : field;
  const ways = passagesOf(field, from, to, valuesToTry(field, from.schemaOf(field), records, name));
  const missing = ways.filter(({ to: arrived, problem }) => problem !== null || isLost(arrived));
  const lossy = ways.find(
    (way) => way.problem === null && !isLost(way.to) && !isEmpty(way.from) && !sameValue(field, way.from, way.back),
  );
  const value = sample?.[name];
  return {
    sample: value === undefined || isEmpty(value) ? null : show(field, from, to, passage(field, from, to, value)),
    of: ways.length,
    missing: missing.slice(0, mostMissing).map((way) => textOf(labelled(way.from, from.schemaOf(field)))),
    missingCount: missing.length,
    lossy: lossy ? show(field, from, to, lossy) : null,
  };
}

function passagesOf(
  field: FieldName,
  from: TrialSide,
  to: TrialSide,
  values: readonly FieldValue[],
): readonly Passage[] {
  return values.map((value) => passage(field, from, to, value));
}

function passage(field: FieldName, from: TrialSide, to: TrialSide, value: FieldValue): Passage {
  const lifted = lift(from, field, value);
  if (!lifted.ok) return { from: value, to: null, back: null, problem: lifted.message };
  const sent = project(to, field, lifted.value);
  if (!sent.ok) return { from: value, to: null, back: null, problem: sent.message };
  const returned = lift(to, field, sent.value);
  const back = returned.ok ? project(from, field, returned.value) : returned;
  return { from: value, to: sent.value, back: back.ok ? back.value : null, problem: null };
}

function lift({ mapper }: TrialSide, field: FieldName, value: FieldValue): Mapped {
  return mapper && kindOf(field) !== 'reference' ? mapper.lift(field, value, emptyValue(field)) : { ok: true, value };
}

function project({ mapper }: TrialSide, field: FieldName, value: FieldValue): Mapped {
  return mapper && kindOf(field) !== 'reference' ? mapper.project(field, value, undefined) : { ok: true, value };
}

function isLost(value: FieldValue): boolean {
  return isEmpty(value);
}

/** The choices that the service has, then what tasks hold besides; elements of sets one by one. */
function valuesToTry(
  field: FieldName,
  schema: FieldSchema | undefined,
  records: readonly Fields[],
  name: FieldName,
): readonly FieldValue[] {
  const isSet = kindOf(field) === 'set' || schema?.kind === 'options';
  const seen = new Map<string, FieldValue>();
  const add = (value: FieldValue): void => {
    if (isEmpty(value) || seen.size >= mostValues) return;
    seen.set(isWhen(value) ? whenText(value) : String(value), value);
  };
  for (const { value } of schema?.options ?? []) add(isSet ? [value] : value);
  for (const record of records) {
    const value = record[name] ?? null;
    if (Array.isArray(value)) for (const one of value) add([one]);
    else add(value);
  }
  return [...seen.values()];
}

function show(field: FieldName, from: TrialSide, to: TrialSide, way: Passage): Passage {
  const [here, there] = [from.schemaOf(field), to.schemaOf(field)];
  return {
    from: labelled(way.from, here),
    to: labelled(way.to, there),
    back: labelled(way.back, here),
    problem: way.problem,
  };
}

/** Ids of choices as their names, dates as text. */
function labelled(value: FieldValue, schema: FieldSchema | undefined): FieldValue {
  if (isWhen(value)) return whenText(value);
  if (Array.isArray(value)) return value.map((one) => labelOf(one, schema?.options));
  return typeof value === 'string' ? labelOf(value, schema?.options) : value;
}

function labelOf(value: string, options: readonly FieldOption[] | undefined): string {
  return options?.find((option) => option.value === value)?.label ?? value;
}

function textOf(value: FieldValue): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
