import type { FieldValue, When } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/**
 * Trello knows points in time only. A whole day is one with a second of its own, which its pickers never choose: they know
 * minutes. Ten in the morning by Greenwich is that same day from Hawaii to New Zealand.
 */
const dayAt = 'T10:00:01';

export function readWhen(moment: string | null): When | null {
  if (moment === null) return null;
  const time = new Date(moment).toISOString();
  if (time.slice(10) === `${dayAt}.000Z`) return { kind: 'date', date: time.slice(0, 10) };
  return { kind: 'instant', at: `${time.slice(0, 19)}Z` };
}

/** Null clears. */
export function writeWhen(value: FieldValue): string | null {
  if (value === null || value === '') return null;
  if (isWhen(value) && value.kind === 'date') return `${value.date}${dayAt}.000Z`;
  if (isWhen(value) && value.kind === 'instant') {
    const time = new Date(value.at).toISOString();
    // The one point in time of a day that would be taken for the day.
    return time.slice(10) === `${dayAt}.000Z` ? time.replace('.000Z', '.001Z') : time;
  }
  throw new TaskSyncError(
    'rejected',
    'Trello knows days and points in time, but no time without a time zone. Nothing was sent. Give a day or a time with its zone.',
  );
}
