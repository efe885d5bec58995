import type { FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { FieldName, FieldValue } from '../../../src-shared/domain/field.ts';
import { readWhen, writeWhen } from './dates.ts';
import type { CustomField, CustomItem } from './trello-wire.ts';

/** A custom field of a board, under the name that it has in a task. */
export interface CustomDefinition {
  readonly id: string;
  readonly name: FieldName;
  readonly schema: FieldSchema;
}

/** Names that cards have anyway. */
const reserved: ReadonlySet<string> = new Set(['x.Checklists']);

/** In the order of the board; what has the same name as another one gets its id beside it. */
export function defineFields(fields: readonly CustomField[]): readonly CustomDefinition[] {
  const taken = new Set<string>(reserved);
  return [...fields]
    .sort((a, b) => a.id.localeCompare(b.id))
    .flatMap((field) => {
      const schema = schemaOf(field);
      if (schema === null) return [];
      const plain = `x.${field.name}`;
      const name = taken.has(plain) ? `${plain} (${field.id})` : plain;
      taken.add(name);
      return [{ id: field.id, name, schema }];
    });
}

/** Null: a kind that we do not know. */
function schemaOf({ type, options }: CustomField): FieldSchema | null {
  switch (type) {
    case 'text':
      return { writable: true, kind: 'text' };
    case 'number':
      return { writable: true, kind: 'number' };
    case 'checkbox':
      return { writable: true, kind: 'flag' };
    case 'date':
      return { writable: true, kind: 'date', dates: ['date', 'instant'] };
    case 'list': {
      const inOrder = [...(options ?? [])].sort((a, b) => (a.pos ?? 0) - (b.pos ?? 0));
      return {
        writable: true,
        kind: 'option',
        options: inOrder.map(({ id, value }) => ({ value: id, label: value.text })),
      };
    }
    default:
      return null;
  }
}

/** A card has items for those fields only that are set. Trello says all values as text. */
export function readCustom({ schema }: CustomDefinition, item: CustomItem | undefined): FieldValue {
  if (item === undefined) return null;
  const { idValue, value } = item;
  switch (schema.kind) {
    case 'option':
      return idValue;
    case 'number': {
      const number = Number(value?.['number'] ?? Number.NaN);
      return Number.isFinite(number) ? number : null;
    }
    case 'flag':
      return value?.['checked'] === undefined ? null : String(value['checked']) === 'true';
    case 'date':
      return typeof value?.['date'] === 'string' ? readWhen(value['date']) : null;
    default:
      return typeof value?.['text'] === 'string' ? value['text'].replace(/\r\n?/g, '\n') : null;
  }
}

export interface CustomChange {
  readonly idCustomField: string;
  readonly value?: Readonly<Record<string, string>> | '';
  readonly idValue?: string;
}

/** Empty texts clear, as the guide to custom fields says. */
export function writeCustom({ id, schema }: CustomDefinition, value: FieldValue): CustomChange {
  if (value === null || value === '') return { idCustomField: id, value: '', idValue: '' };
  switch (schema.kind) {
    case 'option':
      return { idCustomField: id, idValue: String(value) };
    case 'number':
      return { idCustomField: id, value: { number: String(value) } };
    case 'flag':
      return { idCustomField: id, value: { checked: value === true ? 'true' : 'false' } };
    case 'date':
      return { idCustomField: id, value: { date: writeWhen(value) ?? '' } };
    default:
      return { idCustomField: id, value: { text: String(value) } };
  }
}
