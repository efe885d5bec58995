import { type FieldValue, isEmpty, isWhen, whenText } from '../../../src-shared/domain/field.ts';
import { locale } from '../../i18n/t.ts';
import { whenLabel } from './time-text.ts';

const fieldNames: Readonly<Record<string, string>> = {
  title: 'Title',
  body: 'Notes',
  status: 'Status',
  priority: 'Priority',
  assignees: 'Assignees',
  labels: 'Labels',
  start: 'Start',
  due: 'Due',
  milestone: 'Milestone',
  parent: 'Parent task',
  estimate: 'Estimate',
  progress: 'Progress',
  task: 'Whole task',
};

/** A provider's own field (`x.name`) goes by its bare name. */
export function fieldName(field: string): string {
  return fieldNames[field] ?? field.replace(/^x\./, '');
}

const statusNames: Readonly<Record<string, string>> = {
  todo: 'To do',
  doing: 'Doing',
  done: 'Done',
  cancelled: 'Cancelled',
};

const priorityNames: Readonly<Record<string, string>> = {
  urgent: 'Urgent',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};

export function statusName(status: string): string {
  return statusNames[status] ?? status;
}

export function priorityName(priority: string): string {
  return priorityNames[priority] ?? priority;
}

const number = new Intl.NumberFormat(locale);

export function countText(count: number): string {
  return number.format(count);
}

/** "1 task", "1,248 tasks". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** A value as a person reads it; an empty value is the empty string. */
export function valueText(field: string, value: FieldValue | undefined): string {
  if (value === undefined || value === null || isEmpty(value)) return '';
  if (isWhen(value)) return whenLabel(whenText(value));
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return numberText(field, value);
  if (typeof value !== 'string') return value.join(', ');
  if (field === 'status') return statusName(value);
  if (field === 'priority') return priorityName(value);
  return field === 'due' || field === 'start' ? whenLabel(value) : value;
}

function numberText(field: string, value: number): string {
  if (field === 'estimate') return minutesText(value);
  return field === 'progress' ? `${value} %` : countText(value);
}

/** 45 min, 2 h, 2 h 30 min. */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Texts long enough that a difference is only visible word by word. */
export function isLongText(field: string): boolean {
  return field === 'body' || field === 'title';
}
