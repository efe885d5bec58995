import { type FieldName, type FieldValue, isWhen, kindOf, normalSet, parseWhen, whenText } from '../domain/field.ts';
import type { Value } from './functions.ts';

export type Converted =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly reason: string };

const numbers: readonly FieldName[] = ['estimate', 'progress'];

/** What a rule made, as a value that the field can hold. Unknown shapes are refused, never bent. */
export function asFieldValue(field: FieldName, value: unknown): Converted {
  if (kindOf(field) === 'reference') return no('a parent cannot be set by a rule');
  if (kindOf(field) === 'set') return asSet(field, value);
  if (value === null || value === undefined || value === '') {
    if (field === 'title') return no('it would leave the task without a title');
    return { ok: true, value: kindOf(field) === 'text' ? '' : null };
  }
  if (kindOf(field) === 'date') {
    const when = typeof value === 'string' ? parseWhen(value) : null;
    return when ? { ok: true, value: when } : no(`${said(value)} is no day and no time`);
  }
  if (numbers.includes(field)) {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) && number >= 0
      ? { ok: true, value: Math.round(number) }
      : no(`${said(value)} is no number`);
  }
  if (Array.isArray(value)) return { ok: true, value: value.map(String).join(', ') };
  if (typeof value === 'string') return { ok: true, value };
  const isCustom = field.startsWith('x.');
  if (isCustom && (typeof value === 'number' || typeof value === 'boolean')) return { ok: true, value };
  if (typeof value === 'number' || typeof value === 'boolean') return { ok: true, value: String(value) };
  return no(`${said(value)} is no text`);
}

function asSet(field: FieldName, value: unknown): Converted {
  const list = value === null || value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];
  const isPlain = list.every((one): one is string | number => typeof one === 'string' || typeof one === 'number');
  if (!isPlain) return no(`${said(value)} is no list of ${field}`);
  return { ok: true, value: normalSet(list.map(String).filter((one) => one !== '')) };
}

function no(reason: string): Converted {
  return { ok: false, reason };
}

function said(value: unknown): string {
  const text = JSON.stringify(value) ?? 'that';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** A field value as an expression or a script sees it. */
export function plainValue(value: FieldValue | undefined): Value {
  if (value === undefined) return null;
  return isWhen(value) ? whenText(value) : value;
}
