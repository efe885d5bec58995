import type { FieldValue } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** Of a text or a choice; empty where there is none. */
export function textValue(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Of a choice of several; empty where there is none. */
export function listValue(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}

/** For services whose titles have one line. */
export function titleValue(value: FieldValue | undefined): string {
  return textValue(value).replace(/\s*[\r\n]+\s*/g, ' ');
}

/** For services whose dates have no time; null: none. @throws `rejected` */
export function dayValue(service: string, value: FieldValue): string | null {
  if (value === null || value === '') return null;
  if (isWhen(value) && value.kind === 'date') return value.date;
  throw new TaskSyncError(
    'rejected',
    `${service} knows days only, without a time. Nothing was sent. Give a date instead.`,
  );
}
