import { type FieldValue, isEmpty, isWhen, whenText } from '../../../../src-shared/domain/field.ts';
import { plainLine } from './plain.ts';

/** A field's value on one line for a person. */
export function fieldText(value: FieldValue | undefined): string {
  if (value === undefined || isEmpty(value)) return '(empty)';
  if (isWhen(value)) return dateText(whenText(value));
  return plainLine(Array.isArray(value) ? value.join(', ') : String(value));
}

/** 2026-03-01T09:30:00 as people write it. */
export function dateText(when: string): string {
  return when.replace('T', ' ').replace(/:00(Z?)$/, '$1');
}
