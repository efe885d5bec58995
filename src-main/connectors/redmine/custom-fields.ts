import type { CustomKind, FieldOption, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldName, FieldValue } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { createFieldNames } from '../kit/field-names.ts';
import type { CustomField, CustomValue, Named } from './redmine-wire.ts';

/** A custom field of the project's issues, under the name that it has in a task. */
export interface CustomDefinition {
  readonly id: number;
  readonly name: FieldName;
  readonly schema: FieldSchema;
}

/** What the choices of fields that refer to something are made of. */
export interface Choices {
  readonly people: readonly FieldOption[];
  readonly versions: readonly FieldOption[];
}

/** Names that issues have anyway. */
const reserved: ReadonlySet<string> = new Set(['x.tracker', 'x.category']);

/**
 * @param known with their formats; Redmine tells those to administrators only. For others a field is a text, and Redmine
 *   itself says what it does not take.
 */
export function defineFields(
  fields: readonly Named[],
  known: readonly CustomField[],
  choices: Choices,
): readonly CustomDefinition[] {
  const formats = new Map(known.map((field) => [field.id, field]));
  const nameOf = createFieldNames(reserved);
  return [...fields]
    .sort((a, b) => a.id - b.id)
    .flatMap(({ id, name }) => {
      const schema = schemaOf(formats.get(id), choices);
      if (schema === null) return [];
      return [{ id, name: nameOf(name, id), schema }];
    });
}

/** Null: we cannot hold it. */
function schemaOf(field: CustomField | undefined, choices: Choices): FieldSchema | null {
  if (field === undefined) return { writable: true, kind: 'text' };
  const chosen: CustomKind = field.multiple === true ? 'options' : 'option';
  const limit = field.max_length ? { maxLength: field.max_length } : {};
  switch (field.field_format) {
    case 'int':
    case 'float':
      return { writable: true, kind: 'number' };
    case 'bool':
      return { writable: true, kind: 'flag' };
    case 'date':
      return { writable: true, kind: 'date', dates: ['date'] };
    case 'list':
    case 'enumeration': {
      const options = (field.possible_values ?? []).map(({ value, label }) => ({ value, label: label ?? value }));
      return { writable: true, kind: chosen, options };
    }
    case 'user':
      return { writable: true, kind: chosen, options: choices.people };
    case 'version':
      return { writable: true, kind: chosen, options: choices.versions };
    case 'attachment':
      return null;
    default:
      return { writable: true, kind: 'text', ...limit };
  }
}

/** Redmine says all values as text. What is none of the field's kind stays as it is, and the mapper refuses it. */
export function readCustom({ schema }: CustomDefinition, value: CustomValue['value']): FieldValue {
  if (schema.kind === 'options')
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => one !== null && one !== '');
  const text = Array.isArray(value) ? (value[0] ?? null) : value;
  if (text === null || text === '') return null;
  switch (schema.kind) {
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : text;
    case 'flag':
      return text === '1' ? true : text === '0' ? false : text;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? { kind: 'date', date: text } : text;
    default:
      return text.replace(/\r\n?/g, '\n');
  }
}

/** An empty text clears; of several choices an empty list would be left out on the way. */
export function writeCustom(value: FieldValue): string | readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? [''] : value;
  if (value === null) return '';
  if (isWhen(value)) return value.kind === 'date' ? value.date : '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return String(value);
}
