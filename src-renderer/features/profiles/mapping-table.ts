import type { EndpointFile } from '../../../src-shared/api/profile-file.ts';
import type { FieldOption } from '../../../src-shared/connector/connector.ts';

export type Mapping = NonNullable<EndpointFile['mapping']>;
type Entry = Mapping[string];
type Scalar = string | number | boolean | null;
type Values = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/** One line of a translation table: what the service says, and what it means here. */
export interface MappingRow {
  /** The service's value; the file may name it by its label instead. */
  readonly remote: string;
  readonly label: string;
  /** Task value; null: none (no priority); undefined: not translated. */
  readonly task: string | null | undefined;
}

/** The table as it stands: what the file says, and where it says nothing what the service suggests. */
export function mappingRows(entry: Entry | undefined, options: readonly FieldOption[]): readonly MappingRow[] {
  const values = valuesOf(entry);
  if (!values) return defaultRows(options);
  const named = new Set(options.flatMap(({ value, label }) => [value, label]));
  const rows = options.map(({ value, label }) => ({
    remote: value,
    label,
    task: firstOf(Object.hasOwn(values, value) ? values[value] : values[label]),
  }));
  const others = Object.entries(values)
    .filter(([remote]) => !named.has(remote))
    .map(([remote, task]) => ({ remote, label: remote, task: firstOf(task) }));
  return [...rows, ...others];
}

export function defaultRows(options: readonly FieldOption[]): readonly MappingRow[] {
  return options.map(({ value, label, means }) => ({ remote: value, label, task: means }));
}

/**
 * The entry for the file after the table was edited; undefined when it says no more than the service itself suggests, so
 * that a profile keeps following its service until a person decides otherwise. Of several rows that mean the same the
 * first is written back, so their order is kept; what else a row meant is kept unless the row itself was changed.
 */
export function entryOf(
  entry: Entry | undefined,
  rows: readonly MappingRow[],
  options: readonly FieldOption[],
): Entry | undefined {
  const field = typeof entry === 'string' ? entry : isValuesWithField(entry) ? entry.field : undefined;
  if (sameRows(rows, defaultRows(options))) return field;
  const old = valuesOf(entry) ?? {};
  const values: Record<string, Scalar | Scalar[]> = {};
  for (const row of rows) {
    if (row.task === undefined) continue;
    const before = Object.hasOwn(old, row.remote) ? old[row.remote] : old[row.label];
    values[row.remote] = before !== undefined && firstOf(before) === row.task ? copyOf(before) : row.task;
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
    if (task === undefined) continue;
    if (seen.has(task)) later.add(remote);
    seen.add(task);
  }
  return later;
}

function valuesOf(entry: Entry | undefined): Values | null {
  if (isValuesWithField(entry)) return entry.values;
  return isPlainTable(entry) ? entry : null;
}

function isPlainTable(entry: Entry | undefined): entry is Record<string, Scalar | Scalar[]> {
  return typeof entry === 'object' && !isValuesWithField(entry);
}

/** `{ field?, values }` is told from a plain table by `values` being a table itself. */
function isValuesWithField(
  entry: Entry | undefined,
): entry is { field?: string; values: Record<string, Scalar | Scalar[]> } {
  if (typeof entry !== 'object') return false;
  const { values } = entry;
  return typeof values === 'object' && values !== null && !Array.isArray(values);
}

function firstOf(value: Scalar | readonly Scalar[] | undefined): string | null | undefined {
  const first = isList(value) ? value[0] : value;
  return first === undefined || first === null ? first : String(first);
}

function copyOf(value: Scalar | readonly Scalar[]): Scalar | Scalar[] {
  return isList(value) ? [...value] : value;
}

function isList(value: Scalar | readonly Scalar[] | undefined): value is readonly Scalar[] {
  return Array.isArray(value);
}

function sameRows(a: readonly MappingRow[], b: readonly MappingRow[]): boolean {
  return (
    a.length === b.length && a.every((row, index) => row.remote === b[index]?.remote && row.task === b[index]?.task)
  );
}
