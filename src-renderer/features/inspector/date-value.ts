import {
  CalendarDate,
  type DateValue,
  parseAbsolute,
  parseDate,
  parseDateTime,
  toCalendarDateTime,
} from '@internationalized/date';
import { parseWhen, type When, whenText } from '../../../src-shared/domain/field.ts';

/** A task's date for a date picker: a day, a local time, or an instant in the reader's zone. Null: none, or not readable. */
export function dateValueOf(text: string | null, timeZone: string): DateValue | null {
  const when = text === null ? null : parseWhen(text);
  if (!when) return null;
  if (when.kind === 'date') return parseDate(when.date);
  return when.kind === 'local' ? parseDateTime(when.at) : parseAbsolute(when.at, timeZone);
}

/** The reverse, in the kind that the date had before: the kinds never mix. */
export function whenTextOf(value: DateValue, kind: When['kind']): string {
  if (kind === 'date') return `${value.toString().slice(0, 10)}`;
  if (kind === 'instant' && 'toAbsoluteString' in value) {
    return whenText({ kind, at: `${value.toAbsoluteString().slice(0, 19)}Z` });
  }
  return toCalendarDateTime(value).toString().slice(0, 19);
}

/** The only way from one kind to another: a person asks for a time, or for the day alone. */
export function withTime(day: string): string {
  return `${day}T09:00:00`;
}

export function dayOf(text: string, timeZone: string): string {
  const value = dateValueOf(text, timeZone);
  return value === null ? text.slice(0, 10) : new CalendarDate(value.year, value.month, value.day).toString();
}
