import type { TaskView } from '../../../src-shared/api/views.ts';
import { parseWhen, whenText } from '../../../src-shared/domain/field.ts';
import { renderContentLine } from '../../../src-shared/icalendar/content-line.ts';
import { writeWhen } from '../../../src-shared/icalendar/dates.ts';
import { writeParams } from '../../../src-shared/icalendar/params.ts';
import { escapeText } from '../../../src-shared/icalendar/text.ts';
import { ownProperties, priorityNumbers, statusWords } from './todo-words.ts';

const line = (name: string, value: string, params = ''): string => renderContentLine(name, params, value).raw;

export const calendarStart = [
  line('BEGIN', 'VCALENDAR'),
  line('VERSION', '2.0'),
  line('PRODID', '-//Task Sync//EN'),
].join('');
export const calendarEnd = line('END', 'VCALENDAR');

/** A task as RFC 5545 says it. What the format has no place for stands in properties of our own, so that nothing gets lost. */
export function writeTodo(task: TaskView): string {
  const text = (name: string, value: string | null): string =>
    value === null || value === '' ? '' : line(name, escapeText(value));
  const status = statusWords.find(([category]) => category === task.status)?.[1];
  const mails = task.assignees.filter(isMail);
  const isOwn = (value: unknown): boolean => value !== null && value !== '';
  const own: Readonly<Record<keyof typeof ownProperties, string | null>> = {
    status: status === undefined ? task.status : null,
    priority: task.priority !== null && !(task.priority in priorityNumbers) ? task.priority : null,
    assignees: mails.length === task.assignees.length ? null : JSON.stringify(task.assignees),
    start: areOfOneKind(task) ? null : task.start,
    milestone: task.milestone,
    estimate: task.estimate === null ? null : String(task.estimate),
    custom: Object.keys(task.custom).length === 0 ? null : JSON.stringify(task.custom),
  };
  return [
    line('BEGIN', 'VTODO'),
    text('UID', task.id),
    line('DTSTAMP', stamp(task.updatedAt)),
    line('CREATED', stamp(task.createdAt)),
    line('LAST-MODIFIED', stamp(task.updatedAt)),
    text('SUMMARY', task.title),
    text('DESCRIPTION', task.body),
    status === undefined ? '' : line('STATUS', status),
    task.priority !== null && own.priority === null ? line('PRIORITY', priorityNumbers[task.priority] ?? '') : '',
    task.labels.length === 0 ? '' : line('CATEGORIES', task.labels.map(escapeText).join(',')),
    ...mails.map((mail) => line('ATTENDEE', `mailto:${mail}`)),
    own.start === null ? date('DTSTART', task.start) : '',
    date('DUE', task.due),
    text('RELATED-TO', task.parent),
    task.progress === null ? '' : line('PERCENT-COMPLETE', String(task.progress)),
    ...Object.entries(own).flatMap(([field, value]) =>
      isOwn(value) ? [text(ownProperties[field as keyof typeof ownProperties], value)] : [],
    ),
    line('END', 'VTODO'),
  ].join('');
}

function isMail(name: string): boolean {
  return /^[^\s@:;,"A-Z]+@[^\s@:;,"A-Z]+$/.test(name);
}

/** RFC 5545, 3.8.2.3: DTSTART and DUE are both days, both local times, or both instants. */
function areOfOneKind({ start, due }: TaskView): boolean {
  if (start === null || due === null) return true;
  return parseWhen(start)?.kind === parseWhen(due)?.kind;
}

const noZones = { defined: [], of: () => ({ iana: null, offsetAt: () => 0 }) };

function date(name: string, value: string | null): string {
  const when = value === null ? null : parseWhen(value);
  if (when === null) return '';
  const written = writeWhen(when, undefined, noZones);
  return line(name, written.value, writeParams('', written.params));
}

function stamp(at: string): string {
  const when = parseWhen(at);
  return when === null ? '' : whenText(when).replaceAll(/[-:]/g, '');
}
