import type { Fields, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { isWhen } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { Attributes } from './asana-client.ts';

/** Beside a moment Asana also tells the day that it is somewhere, which says nothing new. */
export function readWhen(day: string | null, moment: string | null): When | null {
  if (moment !== null) return { kind: 'instant', at: `${new Date(moment).toISOString().slice(0, 19)}Z` };
  return day === null ? null : { kind: 'date', date: day };
}

export interface Dates {
  readonly start: When | null;
  readonly due: When | null;
}

/**
 * What to send for `start` and `due` where they are in the fields.
 *
 * A start is kept only beside a due date, and set or taken away only in a request that names the due date, too: a moment
 * needs a moment (`start_on`, `start_at` in Asana's description). A day and a moment are never sent together.
 */
export function dateAttributes(fields: Fields, current: Dates): Attributes {
  const hasStart = 'start' in fields;
  const due = 'due' in fields ? whenOf(fields['due']) : current.due;
  const start = hasStart ? whenOf(fields['start']) : current.start;
  if (start !== null && due === null) {
    const what = hasStart ? 'Give a due date, too.' : 'Take the start date away, too.';
    throw refused(`Asana keeps a start date only beside a due date. Nothing was sent. ${what}`);
  }
  if (hasStart && start?.kind === 'instant' && due?.kind !== 'instant') {
    throw refused(
      'Asana keeps a start time only beside a due time. Nothing was sent. Give the due date a time, or the start none.',
    );
  }
  const namesDue = 'due' in fields || (hasStart && due !== null);
  const dueAttribute = namesDue ? dueOf(due, current.due) : {};
  return { ...dueAttribute, ...(hasStart && namesDue ? startOf(start, current.start, dueAttribute) : {}) };
}

function dueOf(due: When | null, before: When | null): Attributes {
  if (due === null) return before?.kind === 'instant' ? { due_at: null } : { due_on: null };
  return due.kind === 'date' ? { due_on: due.date } : { due_at: due.at };
}

function startOf(start: When | null, before: When | null, due: Attributes): Attributes {
  if (start === null) return before?.kind === 'instant' && 'due_at' in due ? { start_at: null } : { start_on: null };
  return start.kind === 'date' ? { start_on: start.date } : { start_at: start.at };
}

function whenOf(value: FieldValue | undefined): When | null {
  if (!isWhen(value)) return null;
  if (value.kind === 'local') throw noLocalTime();
  return value;
}

export function noLocalTime(): TaskSyncError {
  return refused(
    'Asana knows days, and times that mean the same moment everywhere; not a time wherever the person is. Nothing was sent. Give a day, or a time with its zone.',
  );
}

function refused(message: string): TaskSyncError {
  return new TaskSyncError('rejected', message);
}
