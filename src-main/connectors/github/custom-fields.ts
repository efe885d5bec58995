import type { FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldName, Fields, FieldValue } from '../../../src-shared/domain/field.ts';
import { isWhen, parseWhen } from '../../../src-shared/domain/field.ts';
import type { FieldValueAtIssue, Issue, IssueField } from './github-wire.ts';

/** A field that the organisation gave to its issues, under the name that it has in a task. */
export interface CustomDefinition {
  readonly id: number;
  readonly name: FieldName;
  readonly schema: FieldSchema;
}

/** The issue's type. */
export const typeField = 'x.type';

export function defineFields(fields: readonly IssueField[], writable: boolean): readonly CustomDefinition[] {
  const taken = new Set<string>([typeField]);
  return [...fields]
    .sort((a, b) => a.id - b.id)
    .flatMap(({ id, name, data_type, options }) => {
      const kind = kinds[data_type];
      if (kind === undefined) return [];
      const plain = `x.${name}`;
      const unique = taken.has(plain) ? `${plain} (#${id})` : plain;
      taken.add(unique);
      const choices = (options ?? []).map((option) => ({ value: option.name, label: option.name }));
      const isChosen = kind === 'option' || kind === 'options';
      const schema: FieldSchema = {
        ...{ writable, kind },
        ...(isChosen ? { options: choices } : {}),
        ...(kind === 'date' ? { dates: ['date'] } : {}),
      };
      return [{ id, name: unique, schema }];
    });
}

const kinds: Readonly<Record<string, NonNullable<FieldSchema['kind']>>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  single_select: 'option',
  multi_select: 'options',
};

/** An issue names the fields that have a value only; the others are empty. */
export function readCustom({ issue_field_values }: Issue, custom: readonly CustomDefinition[]): Fields {
  if (!issue_field_values) return {};
  const values = new Map(issue_field_values.map((one) => [one.issue_field_id, one]));
  return Object.fromEntries(custom.map(({ id, name, schema }) => [name, readValue(schema, values.get(id))]));
}

function readValue({ kind }: FieldSchema, found: FieldValueAtIssue | undefined): FieldValue {
  if (kind === 'options') return (found?.multi_select_options ?? []).map(({ name }) => name);
  if (found === undefined) return null;
  if (kind === 'option') return found.single_select_option?.name ?? textOf(found.value);
  if (kind === 'date') return parseWhen(textOf(found.value)?.slice(0, 10) ?? '') ?? textOf(found.value);
  if (kind === 'number') return typeof found.value === 'number' ? found.value : numberOf(found.value);
  return textOf(found.value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;
}

function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** Null: to be cleared. */
export function writeCustom(value: FieldValue): string | number | readonly string[] | null {
  if (value === null || value === '') return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value;
  if (isWhen(value)) return value.kind === 'date' ? value.date : null;
  return typeof value === 'number' ? value : String(value);
}
