import { type Access, find } from './access.ts';
import type { Card, CustomField, CustomItem } from './records.ts';
import { refuse } from './refusals.ts';

/** Sets values; empty ones are taken away. What a value looks like depends on its field; all of them are kept as text. */
export function setCustomItems({ store, me }: Access, card: Card, given: unknown): void {
  if (!Array.isArray(given)) throw refuse(400, 'invalid value for customFieldItems');
  let items = card.customItems;
  for (const one of given as readonly Readonly<Record<string, unknown>>[]) {
    const field = find(store.customFields, String(one['idCustomField']));
    if (field.idBoard !== card.idBoard) throw refuse(400, 'invalid custom field');
    const others = items.filter(({ idCustomField }) => idCustomField !== field.id);
    const kept = keptOf(field, one);
    items = kept === null ? others : [...others, { id: store.ids.next(), idCustomField: field.id, ...kept }];
  }
  store.changeCard(me, card, { customItems: items });
}

function keptOf(
  field: CustomField,
  given: Readonly<Record<string, unknown>>,
): Pick<CustomItem, 'value' | 'idValue'> | null {
  const { value, idValue } = given;
  if (field.type === 'list') {
    if (idValue === '' || idValue === null) return null;
    if (!field.options.some(({ id }) => id === idValue)) throw refuse(400, 'invalid value for idValue');
    return { idValue: String(idValue), value: null };
  }
  if (value === '' || value === null) return null;
  const key = { text: 'text', number: 'number', checkbox: 'checked', date: 'date' }[field.type];
  const inner = typeof value === 'object' ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  const text = inner === undefined || inner === '' ? null : String(inner);
  if (text === null || !isFit(field, text)) throw refuse(400, 'Invalid custom field item value.');
  return { idValue: null, value: { [key]: field.type === 'date' ? new Date(text).toISOString() : text } };
}

function isFit({ type }: CustomField, text: string): boolean {
  switch (type) {
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text));
    case 'checkbox':
      return text === 'true' || text === 'false';
    case 'date':
      return !Number.isNaN(Date.parse(text));
    default:
      return true;
  }
}
