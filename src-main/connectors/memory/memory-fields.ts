import type { ContainerSchema, CustomKind, FieldOption, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { emptyValue, isEmpty, isWhen, kindOf } from '../../../src-shared/domain/field.ts';

function choices(...labels: readonly string[]): readonly FieldOption[] {
  return labels.map((label) => ({ value: label.toLowerCase().replace(' ', '-'), label }));
}

/** A service that has every field; its choices have words of their own, as real ones do. */
export const fullSchema: ContainerSchema = {
  fields: {
    title: { writable: true, maxLength: 255 },
    body: { writable: true },
    status: {
      writable: true,
      options: [
        { value: 'open', label: 'Open', means: 'todo' },
        { value: 'started', label: 'In progress', means: 'doing' },
        { value: 'closed', label: 'Closed', means: 'done' },
        { value: 'dropped', label: 'Dropped', means: 'cancelled' },
      ],
    },
    priority: {
      writable: true,
      options: [
        { value: 'p1', label: 'Urgent', means: 'urgent' },
        { value: 'p2', label: 'High', means: 'high' },
        { value: 'p3', label: 'Medium', means: 'medium' },
        { value: 'p4', label: 'Low', means: 'low' },
      ],
    },
    assignees: { writable: true },
    labels: { writable: true },
    start: { writable: true },
    due: { writable: true },
    milestone: { writable: true },
    parent: { writable: true },
    estimate: { writable: true },
    progress: { writable: true },
    // One of each kind of field that only a service has.
    'x.customer': { writable: true, kind: 'text', maxLength: 100 },
    'x.points': { writable: true, kind: 'number' },
    'x.billable': { writable: true, kind: 'flag' },
    'x.review': { writable: true, kind: 'date', dates: ['date'] },
    'x.area': { writable: true, kind: 'option', options: choices('Front end', 'Back end', 'Design') },
    'x.platforms': { writable: true, kind: 'options', options: choices('Linux', 'macOS', 'Windows') },
  },
};

/** A record has every field of its schema; what nobody gave is empty, and a status starts with its first option. */
export function completeFields(schema: ContainerSchema, fields: Fields): Fields {
  const first = schema.fields['status']?.options?.[0]?.value ?? null;
  return Object.fromEntries(
    Object.keys(schema.fields).map((name) => [name, fields[name] ?? (name === 'status' ? first : emptyValue(name))]),
  );
}

/** Without fields that the service no longer has. */
export function knownFields(schema: ContainerSchema, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(schema.fields, name)));
}

/** What a new record has to have and has not, as a sentence. */
export function omission(schema: ContainerSchema, fields: Fields): string | null {
  const missing = Object.keys(schema.fields).find((name) => schema.fields[name]?.required && isEmpty(fields[name]));
  return missing === undefined ? null : `${missing}: it is required`;
}

/** Why the service would not take these values, as a sentence; null when it does. */
export function refusal(schema: ContainerSchema, fields: Fields): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const rule = schema.fields[name];
    const reason = rule === undefined ? 'there is no such field' : valueRefusal(name, value, rule);
    if (reason !== null) return `${name}: ${reason}`;
  }
  return null;
}

function valueRefusal(name: FieldName, value: FieldValue, rule: FieldSchema): string | null {
  if (!rule.writable) return 'it cannot be written';
  if (rule.kind !== undefined) return customRefusal(value, rule, rule.kind);
  if (isEmpty(value)) return name === 'title' || name === 'status' ? 'it cannot be empty' : null;
  const chosen = Array.isArray(value) ? value : [value];
  if (rule.options !== undefined && !chosen.every((one) => rule.options?.some((option) => option.value === one)))
    return 'not one of its choices';
  if (typeof value === 'string' && value.length > (rule.maxLength ?? value.length)) return 'too long';
  if (kindOf(name) === 'set') {
    if (!Array.isArray(value)) return 'a list is expected';
    return value.length > (rule.maxItems ?? value.length) ? 'too many' : null;
  }
  if (kindOf(name) === 'date') {
    if (!isWhen(value)) return 'a date is expected';
    return rule.dates !== undefined && !rule.dates.includes(value.kind) ? 'not this kind of date' : null;
  }
  return typeof value === 'object' ? 'a single value is expected' : null;
}

const isKind: Readonly<Record<CustomKind, (value: FieldValue) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  date: isWhen,
  option: (value) => typeof value === 'string',
  options: Array.isArray,
};

function customRefusal(value: FieldValue, { options, maxLength, dates }: FieldSchema, kind: CustomKind): string | null {
  if (isEmpty(value)) return null;
  if (!isKind[kind](value)) return 'another kind of value is expected';
  const chosen = Array.isArray(value) ? value : [value];
  if (options !== undefined && !chosen.every((one) => options.some((option) => option.value === one)))
    return 'not one of its choices';
  if (typeof value === 'string' && value.length > (maxLength ?? value.length)) return 'too long';
  return isWhen(value) && dates !== undefined && !dates.includes(value.kind) ? 'not this kind of date' : null;
}
