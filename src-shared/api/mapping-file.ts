import type { FieldValue } from '../domain/field.ts';
import type { FieldMapping, Mapping } from '../domain/profile.ts';
import type { EndpointFile } from './profile-file.ts';

export type MappingFile = NonNullable<EndpointFile['mapping']>;

/** A mapping as a profile file says it. Writing it again says the same. */
export function readMapping(raw: Readonly<Record<string, unknown>>): Mapping {
  return Object.fromEntries(Object.entries(raw).map(([field, value]) => [field, readFieldMapping(field, value)]));
}

export function writeMapping(mapping: Mapping): MappingFile {
  return Object.fromEntries(Object.entries(mapping).map(([field, rule]) => [field, writeFieldMapping(field, rule)]));
}

function readFieldMapping(name: string, raw: unknown): FieldMapping | false {
  if (raw === false) return false;
  if (typeof raw === 'string') return { field: raw };
  if (!isRecord(raw)) return {};
  const direction = readDirection(raw);
  if (direction && !isRecord(raw['values'])) {
    // A direction without a table names its field, so that nobody takes it for a table.
    return { ...(raw['field'] === name ? {} : { field: String(raw['field']) }), direction };
  }
  const table = isRecord(raw['values']) ? raw['values'] : raw;
  const field = isRecord(raw['values']) && typeof raw['field'] === 'string' ? { field: raw['field'] } : {};
  const values = Object.entries(table).map(([remote, task]): [string, readonly FieldValue[]] => [
    remote,
    (Array.isArray(task) ? task : [task]).filter(isTaskValue),
  ]);
  return { ...field, values: Object.fromEntries(values), ...(direction ? { direction } : {}) };
}

function writeFieldMapping(name: string, rule: FieldMapping | false): MappingFile[string] {
  if (rule === false) return false;
  const { field, direction } = rule;
  if (!rule.values) return direction ? { field: field ?? name, direction } : (field ?? {});
  const values = Object.fromEntries(
    Object.entries(rule.values).map(([remote, tasks]) => [remote, tasks.length === 1 ? tasks[0] : [...tasks]]),
  ) as Record<string, string>;
  if (field === undefined && !direction) return values;
  return { ...(field === undefined ? {} : { field }), values, ...(direction ? { direction } : {}) };
}

/** Where it stands beside a field or a table; elsewhere `direction` is a value like any other. */
function readDirection(raw: Readonly<Record<string, unknown>>): FieldMapping['direction'] {
  const { direction, field, values } = raw;
  const isNamed = isRecord(values) || (typeof field === 'string' && Object.keys(raw).length === 2);
  return isNamed && (direction === 'pull' || direction === 'push') ? direction : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTaskValue(value: unknown): value is FieldValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
