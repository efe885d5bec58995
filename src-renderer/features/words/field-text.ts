import { type FieldValue, isEmpty, isWhen, whenText } from '../../../src-shared/domain/field.ts';
import { locale, t } from '../../i18n/t.ts';
import { whenLabel } from './time-text.ts';

/** A provider's own field (`x.name`) goes by its bare name. */
export function fieldName(field: string): string {
  return known(`words.field.${field}`) ?? field.replace(/^x\./, '');
}

export function statusName(status: string): string {
  return known(`words.statusName.${status}`) ?? status;
}

export function priorityName(priority: string): string {
  return known(`words.priority.${priority}`) ?? priority;
}

function known(key: string): string | null {
  return t.has(key) ? t(key) : null;
}

const number = new Intl.NumberFormat(locale);

export function countText(count: number): string {
  return number.format(count);
}

/** A value as a person reads it; an empty value is the empty string. */
export function valueText(field: string, value: FieldValue | undefined): string {
  if (value === undefined || value === null || isEmpty(value)) return '';
  if (isWhen(value)) return whenLabel(whenText(value));
  if (typeof value === 'boolean') return t(value ? 'words.yes' : 'words.no');
  if (typeof value === 'number') return numberText(field, value);
  if (typeof value !== 'string') return value.join(', ');
  if (field === 'status') return statusName(value);
  if (field === 'priority') return priorityName(value);
  return field === 'due' || field === 'start' ? whenLabel(value) : value;
}

function numberText(field: string, value: number): string {
  if (field === 'estimate') return minutesText(value);
  return field === 'progress' ? t('words.percent', { value }) : countText(value);
}

/** 45 min, 2 h, 2 h 30 min. */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t('words.estimate.minutes', { minutes: rest });
  return rest === 0 ? t('words.estimate.hours', { hours }) : t('words.estimate.both', { hours, minutes: rest });
}

/** Texts long enough that a difference is only visible word by word. */
export function isLongText(field: string): boolean {
  return field === 'body' || field === 'title';
}
