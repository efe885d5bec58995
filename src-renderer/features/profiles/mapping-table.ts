import type { EndpointFile } from '../../../src-shared/api/profile-file.ts';
import type { FieldOption } from '../../../src-shared/connector/connector.ts';

export type Mapping = NonNullable<EndpointFile['mapping']>;
type Entry = Mapping[string];
type Scalar = string | number | boolean | null;
type Values = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/** One line of a translation table: what the service says, and what it means here. */
export interface MappingRow {
  /** The service's value. */
  readonly remote: string;
  readonly label: string;
  /** Task value; null: none (no priority). */
  readonly task: string | null;
}

/**
 * The table in the order in which it counts (`value-table.ts`): what the file says first, then what the service itself
 * suggests. Of rows that mean the same, the first is the one that is written.
 */
export function mappingRows(entry: Entry | undefined, options: readonly FieldOption[]): readonly MappingRow[] {
  const rows = new Map<string, MappingRow>();
  for (const [key, value] of Object.entries(valuesOf(entry))) {
    const task = firstOf(value);
    const { value: remote, label } = optionOf(key, options) ?? { value: key, label: key };
    if (task !== undefined) rows.set(remote, { remote, label, task });
  }
  for (const row of defaultRows(options)) if (!rows.has(row.remote)) rows.set(row.remote, row);
  return [...rows.values()];
}

/** What the service suggests; a value that stands for nothing of ours keeps its own name. */
export function defaultRows(options: readonly FieldOption[]): readonly MappingRow[] {
  return options.map(({ value, label, means }) => ({ remote: value, label, task: means ?? label }));
}

/**
 * The entry for the file after the table was edited; undefined when it says no more than the service itself suggests, so
 * that a profile keeps following its service until a person decides otherwise. Otherwise the whole table is written: the
 * order of a part of it would decide differently about what is written back. What else a row meant is kept unless the
 * row itself was changed.
 */
export function entryOf(
  entry: Entry | undefined,
  rows: readonly MappingRow[],
  options: readonly FieldOption[],
): Entry | undefined {
  const field = typeof entry === 'string' ? entry : isValuesWithField(entry) ? entry.field : undefined;
  if (sameRows(rows, defaultRows(options))) return field;
  const old = new Map(
    Object.entries(valuesOf(entry)).map(([key, value]) => [optionOf(key, options)?.value ?? key, value]),
  );
  const values: Record<string, Scalar | Scalar[]> = {};
  for (const { remote, task } of rows) {
    const before = old.get(remote);
    values[remote] = before !== undefined && firstOf(before) === task ? copyOf(before) : task;
  }
  return field === undefined ? values : { field, values };
}

/** Sets or, with undefined, drops one field's entry. */
export function withEntry(mapping: Mapping, field: string, entry: Entry | undefined): Mapping {
  const { [field]: _old, ...others } = mapping;
  return entry === undefined ? others : { ...others, [field]: entry };
}

/** Rows that share their meaning with an earlier one: they are read, but never written. */
export function readOnlyRows(rows: readonly MappingRow[]): ReadonlySet<string> {
  const seen = new Set<string | null>();
  const later = new Set<string>();
  for (const { remote, task } of rows) {
    if (seen.has(task)) later.add(remote);
    seen.add(task);
  }
  return later;
}

/** Moves a row before the others that mean the same, so that it is the one that is written. */
export function preferRow(rows: readonly MappingRow[], remote: string): readonly MappingRow[] {
  const row = rows.find((candidate) => candidate.remote === remote);
  if (!row) return rows;
  const others = rows.filter((other) => other !== row);
  const first = others.findIndex((other) => other.task === row.task);
  return first < 0 ? rows : others.toSpliced(first, 0, row);
}

function valuesOf(entry: Entry | undefined): Values {
  if (isValuesWithField(entry)) return entry.values;
  return isPlainTable(entry) ? entry : {};
}

function isPlainTable(entry: Entry | undefined): entry is Record<string, Scalar | Scalar[]> {
  return typeof entry === 'object' && !isValuesWithField(entry);
}

/** `{ field?, values }` is told from a plain table by `values` being a table itself. */
function isValuesWithField(
  entry: Entry | undefined,
): entry is { field?: string; values: Record<string, Scalar | Scalar[]> } {
  if (typeof entry !== 'object') return false;
  const { values } = entry as Record<string, unknown>;
  return typeof values === 'object' && values !== null && !Array.isArray(values);
}

/** A file may name an option by its label, in any case. */
function optionOf(key: string, options: readonly FieldOption[]): FieldOption | undefined {
  const wanted = key.trim().toLowerCase();
  return (
    options.find(({ value }) => value === key) ??
    options.find(({ value, label }) => label.toLowerCase() === wanted || value.toLowerCase() === wanted)
  );
}

function firstOf(value: Scalar | readonly Scalar[]): string | null | undefined {
  const first = isList(value) ? value[0] : value;
  return first === undefined || first === null ? first : String(first);
}

function copyOf(value: Scalar | readonly Scalar[]): Scalar | Scalar[] {
  return isList(value) ? [...value] : value;
}

function isList(value: Scalar | readonly Scalar[]): value is readonly Scalar[] {
  return Array.isArray(value);
}

function sameRows(a: readonly MappingRow[], b: readonly MappingRow[]): boolean {
  return (
    a.length === b.length && a.every((row, index) => row.remote === b[index]?.remote && row.task === b[index]?.task)
  );
}
