import type { FieldOption, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldName, FieldValue, Priority } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { noLocalTime, readWhen } from './asana-dates.ts';
import type { CustomField, CustomValue } from './asana-wire.ts';

/** A custom field of the project, under the name that it has in a task. */
export interface CustomDefinition {
  readonly id: string;
  readonly name: FieldName;
  readonly subtype: string;
  readonly schema: FieldSchema;
}

/**
 * Asana has no priority of its own; what people use is a field of that name, which its templates add. It is the task's
 * priority here, and all others are the service's own fields.
 * @param people what a field for people chooses from
 */
export function defineFields(
  fields: readonly CustomField[],
  people: readonly FieldOption[],
): readonly CustomDefinition[] {
  const priority = fields.find(isPriority)?.gid;
  const taken = new Set<string>();
  return [...fields]
    .sort((a, b) => (BigInt(a.gid) < BigInt(b.gid) ? -1 : 1))
    .map((field) => {
      const schema = schemaOf(field, people);
      const base = { id: field.gid, subtype: field.resource_subtype };
      if (field.gid === priority) {
        const options = schema.options?.map((option) => withMeaning(option)) ?? [];
        return { ...base, name: 'priority', schema: { writable: schema.writable, options } };
      }
      const plain = `x.${field.name ?? field.gid}`;
      const name = taken.has(plain) ? `${plain} (#${field.gid})` : plain;
      taken.add(name);
      return { ...base, name, schema };
    });
}

function isPriority({ resource_subtype, asana_created_field, name }: CustomField): boolean {
  if (resource_subtype !== 'enum') return false;
  return /^priority(_level)?$/.test(asana_created_field ?? '') || /^priorit(y|ät|é|à|eit)$/i.test(name ?? '');
}

const meanings: readonly (readonly [Priority, RegExp])[] = [
  ['urgent', /urgent|critical|highest|blocker|dringend|kritisch|^p0$/i],
  ['high', /high|hoch|haute|alta|^p1$/i],
  ['medium', /medium|normal|mittel|moyen|media|^p2$/i],
  ['low', /low|niedrig|gering|basse|baja|^p[345]$/i],
];

function withMeaning(option: FieldOption): FieldOption {
  const means = meanings.find(([, words]) => words.test(option.label))?.[0];
  return means === undefined ? option : { ...option, means };
}

function schemaOf(field: CustomField, people: readonly FieldOption[]): FieldSchema {
  const writable = field.is_formula_field !== true && field.is_value_read_only !== true;
  // One that is switched off stays at the tasks that have it, and cannot be chosen any more.
  const options = (field.enum_options ?? [])
    .filter(({ enabled }) => enabled !== false)
    .map(({ gid, name }) => ({ value: gid, label: name ?? gid }));
  switch (field.resource_subtype) {
    case 'text':
      return { writable, kind: 'text' };
    case 'number':
      return { writable, kind: 'number' };
    case 'date':
      return { writable, kind: 'date', dates: ['date', 'instant'] };
    case 'enum':
      return { writable, kind: 'option', options };
    case 'multi_enum':
      return { writable, kind: 'options', options };
    case 'people':
      return { writable, kind: 'options', options: people };
    default:
      // References, and kinds that come after this was written: as Asana itself puts them into words.
      return { writable: false, kind: 'text' };
  }
}

export function readCustom({ subtype }: CustomDefinition, value: CustomValue): FieldValue {
  switch (subtype) {
    case 'text':
      return value.text_value === '' ? null : value.text_value;
    case 'number':
      return value.number_value;
    case 'date':
      return readWhen(value.date_value?.date ?? null, value.date_value?.date_time ?? null);
    case 'enum':
      return value.enum_value?.gid ?? null;
    case 'multi_enum':
      return (value.multi_enum_values ?? []).map(({ gid }) => gid);
    case 'people':
      return (value.people_value ?? []).map(({ gid }) => gid);
    default:
      return value.display_value;
  }
}

export function writeCustom({ subtype }: CustomDefinition, value: FieldValue): unknown {
  if (subtype === 'multi_enum' || subtype === 'people') return Array.isArray(value) ? value : [];
  if (value === '' || value === null) return null;
  if (!isWhen(value)) return value;
  if (value.kind === 'local') throw noLocalTime();
  return value.kind === 'date' ? { date: value.date } : { date_time: value.at };
}
