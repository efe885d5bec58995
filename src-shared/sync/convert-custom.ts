import type { CustomKind } from '../connector/connector.ts';
import { type FieldValue, isEmpty, isWhen, parseWhen, whenText } from '../domain/field.ts';

/**
 * A task value as a service's own field of this kind can hold it. Only what nobody would read differently is converted: a
 * number written as text is that number, but "soon" is no date.
 * @returns undefined when it is no value of the kind: never a guess (S26)
 */
export function toKind(kind: CustomKind, value: FieldValue): FieldValue | undefined {
  if (isEmpty(value)) return kind === 'options' ? [] : null;
  switch (kind) {
    case 'text':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'flag':
      return toFlag(value);
    case 'date':
      return isWhen(value) ? value : typeof value === 'string' ? (parseWhen(value) ?? undefined) : undefined;
    case 'option':
      return Array.isArray(value) ? (value.length === 1 ? value[0] : undefined) : toText(value);
    case 'options':
      return Array.isArray(value) ? value : typeof value === 'string' ? [value] : undefined;
  }
}

/** Whether a service says a value that its own schema allows; what it says beyond that is not taken over (S26). */
export function isOfKind(kind: CustomKind, value: FieldValue): boolean {
  if (isEmpty(value)) return true;
  switch (kind) {
    case 'text':
    case 'option':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'flag':
      return typeof value === 'boolean';
    case 'date':
      return isWhen(value);
    case 'options':
      return Array.isArray(value);
  }
}

function toText(value: FieldValue): string | undefined {
  if (isWhen(value)) return whenText(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function toNumber(value: FieldValue): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/.test(value) ? Number(value) : undefined;
}

function toFlag(value: FieldValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = String(value).trim().toLowerCase();
  if (['yes', 'true', '1'].includes(word)) return true;
  return ['no', 'false', '0'].includes(word) ? false : undefined;
}
