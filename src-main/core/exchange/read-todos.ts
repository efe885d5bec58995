import type { ImportProblem } from '../../../src-shared/api/exchange.ts';
import { type When, whenText } from '../../../src-shared/domain/field.ts';
import { toTaskSyncError } from '../../../src-shared/errors.ts';
import { type ContentLine, parseContentLines } from '../../../src-shared/icalendar/content-line.ts';
import { addDuration, readWhen } from '../../../src-shared/icalendar/dates.ts';
import { splitList, unescapeText } from '../../../src-shared/icalendar/text.ts';
import { firstOf, paramOf, parseTodo, type Todo } from '../../../src-shared/icalendar/todo.ts';
import { exportedColumns, importedFields } from './fields.ts';
import { checkSize, type FileRow, type FileTable, unreadable } from './file-table.ts';
import { ownProperties, priorityOfNumber, statusWords } from './todo-words.ts';

/** The tasks of calendars; events and journals are left out. A task that cannot be read does not keep the others out. */
export function readTodos(text: string): FileTable {
  const lines = contentLines(text);
  const zones = componentsOf(lines, 'VTIMEZONE')
    .map(({ text: zone }) => zone)
    .join('');
  const todos = componentsOf(lines, 'VTODO');
  checkSize(todos.length, 0);
  if (todos.length === 0) throw unreadable('There is no task (VTODO) in this calendar.');
  const broken: ImportProblem[] = [];
  const rows = todos.flatMap(({ text: todo, line }): FileRow[] => {
    try {
      const parsed = parseTodo(`BEGIN:VCALENDAR\r\n${zones}${todo}END:VCALENDAR\r\n`);
      return parsed === null ? [] : [{ line, cells: cellsOf(parsed) }];
    } catch (error) {
      const { code } = toTaskSyncError(error);
      if (code === 'bug') throw error;
      broken.push({
        line,
        field: null,
        code: 'not-read',
        message: 'This task is not written as calendars write tasks (RFC 5545).',
      });
      return [];
    }
  });
  const known = exportedColumns.filter((column) => column === 'id' || importedFields.some((field) => field === column));
  return { format: 'ics', columns: known, rows, broken };
}

function contentLines(text: string): readonly ContentLine[] {
  try {
    return parseContentLines(text);
  } catch {
    throw unreadable('This file is no calendar that can be read.');
  }
}

function componentsOf(
  lines: readonly ContentLine[],
  name: string,
): readonly { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  let line = 1;
  let open: { parts: string[]; line: number } | null = null;
  for (const one of lines) {
    const is = (what: string): boolean => one.name === what && one.value.trim().toUpperCase() === name;
    if (is('BEGIN')) open = { parts: [], line };
    open?.parts.push(one.raw);
    if (is('END') && open) {
      found.push({ text: open.parts.join(''), line: open.line });
      open = null;
    }
    line += one.raw.split('\n').length - 1;
  }
  if (open) throw unreadable(`The calendar ends in the middle of the part that begins in line ${open.line}.`);
  return found;
}

function cellsOf(todo: Todo): FileRow['cells'] {
  const { properties, uid } = todo;
  const plain = (name: string): string | null => {
    const value = firstOf(properties, name)?.value;
    return value === undefined ? null : unescapeText(value);
  };
  const own = (field: keyof typeof ownProperties): string | null => plain(ownProperties[field]);
  const all = (name: string): readonly ContentLine[] => properties.filter((line) => line.name === name);
  const status = plain('STATUS')?.trim().toUpperCase();
  const isDone = status === 'COMPLETED' || (firstOf(properties, 'COMPLETED') !== undefined && status !== 'CANCELLED');
  const parent = all('RELATED-TO').find((line) => /^(PARENT)?$/i.test(paramOf(line, 'RELTYPE') ?? ''));
  const estimate = own('estimate');
  return {
    id: uid,
    title: plain('SUMMARY') ?? '',
    body: plain('DESCRIPTION'),
    status: own('status') ?? (isDone ? 'done' : (statusWords.find(([, word]) => word === status)?.[0] ?? null)),
    priority: own('priority') ?? priorityOfNumber(plain('PRIORITY') ?? ''),
    assignees: own('assignees') ?? all('ATTENDEE').flatMap(({ value }) => mailOf(value)),
    labels: all('CATEGORIES').flatMap(({ value }) => splitList(value).map(unescapeText)),
    start: own('start') ?? dateText(startOf(todo)),
    due: dateText(dueOf(todo)),
    milestone: own('milestone'),
    parent: parent ? unescapeText(parent.value).trim() : null,
    estimate: estimate === null ? null : Number(estimate),
    progress: plain('PERCENT-COMPLETE'),
    custom: own('custom'),
  };
}

function mailOf(value: string): readonly string[] {
  const address = value.trim().toLowerCase();
  return address.startsWith('mailto:') ? [address.slice('mailto:'.length)] : [];
}

function startOf({ properties, zones }: Todo): When | null {
  const start = firstOf(properties, 'DTSTART');
  return start === undefined ? null : readWhen(start, zones);
}

function dueOf({ properties, zones }: Todo): When | null {
  const due = firstOf(properties, 'DUE');
  if (due !== undefined) return readWhen(due, zones);
  const [start, duration] = [firstOf(properties, 'DTSTART'), firstOf(properties, 'DURATION')];
  return start === undefined || duration === undefined ? null : addDuration(start, duration, zones);
}

function dateText(when: When | null): string | null {
  return when === null ? null : whenText(when);
}
