import type { ContainerSchema, FieldOption, FieldSchema } from '../../../src-shared/connector/connector.ts';
import type { Fields, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { isWhen, sameValue } from '../../../src-shared/domain/field.ts';
import type { Timestamp } from '../../../src-shared/domain/ids.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { ContentLine } from '../../../src-shared/icalendar/content-line.ts';
import { wallText } from '../../../src-shared/icalendar/local-time.ts';
import { escapeText, unescapeText } from '../../../src-shared/icalendar/text.ts';
import type { Todo, TodoEditor } from '../../../src-shared/icalendar/todo.ts';
import { editTodo, firstOf, paramOf, parseTodo } from '../../../src-shared/icalendar/todo.ts';
import { readDue, readStart, writeSchedule } from './schedule-fields.ts';
import { readAssignees, readLabels, writeAssignees, writeLabels } from './set-fields.ts';
import { readProgress, readStatus, writeProgress, writeStatus } from './status-fields.ts';

const statusOptions: readonly FieldOption[] = [
  { value: 'NEEDS-ACTION', label: 'Needs action', means: 'todo' },
  { value: 'IN-PROCESS', label: 'In process', means: 'doing' },
  { value: 'COMPLETED', label: 'Completed', means: 'done' },
  { value: 'CANCELLED', label: 'Cancelled', means: 'cancelled' },
];

/** RFC 5545, 3.8.1.9: 1 is the highest, 5 is medium, 9 the lowest; clients with three steps write 1, 5 and 9. */
const priorityOptions: readonly FieldOption[] = [
  { value: '1', label: '1 (highest)', means: 'urgent' },
  { value: '2', label: '2 (high)', means: 'high' },
  { value: '3', label: '3 (high)', means: 'high' },
  { value: '4', label: '4 (high)', means: 'high' },
  { value: '5', label: '5 (medium)', means: 'medium' },
  { value: '9', label: '9 (lowest)', means: 'low' },
  { value: '6', label: '6 (low)', means: 'low' },
  { value: '7', label: '7 (low)', means: 'low' },
  { value: '8', label: '8 (low)', means: 'low' },
];

/** What every VTODO can hold. */
export function schemaOf(writable: boolean): ContainerSchema {
  const plain: FieldSchema = { writable };
  return {
    fields: {
      title: plain,
      body: plain,
      status: { writable, options: statusOptions },
      priority: { writable, options: priorityOptions },
      assignees: plain,
      labels: plain,
      start: plain,
      due: plain,
      parent: plain,
      progress: plain,
    },
  };
}

/** @param parent id of the record with this UID */
export function readFields(todo: Todo, parent: (uid: string) => string): Fields {
  const parentUid = readParentUid(todo);
  return {
    title: textOf(todo, 'SUMMARY'),
    body: textOf(todo, 'DESCRIPTION'),
    status: readStatus(todo),
    priority: readPriority(todo),
    assignees: readAssignees(todo),
    labels: readLabels(todo),
    start: readStart(todo),
    due: readDue(todo),
    parent: parentUid === null ? null : parent(parentUid),
    progress: readProgress(todo),
  };
}

/** LAST-MODIFIED, always in UTC. One that cannot be read is no reason to refuse the task. */
export function readUpdatedAt({ properties }: Todo): Timestamp | null {
  const value = firstOf(properties, 'LAST-MODIFIED')?.value ?? '';
  const match = /^\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\s*$/i.exec(value);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const timestamp = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  return Number.isNaN(Date.parse(timestamp)) ? null : timestamp;
}

function textOf({ properties }: Todo, name: string): string {
  return unescapeText(firstOf(properties, name)?.value ?? '');
}

function readPriority({ properties }: Todo): string | null {
  const value = firstOf(properties, 'PRIORITY')?.value.trim() ?? '';
  return /^[1-9]$/.test(value) ? value : null;
}

/** RELATED-TO without RELTYPE names the parent (RFC 5545, 3.2.15). */
export function readParentUid({ properties }: Todo): string | null {
  const line = properties.find(isParent);
  return line === undefined ? null : unescapeText(line.value).trim();
}

function isParent(line: ContentLine): boolean {
  return line.name === 'RELATED-TO' && (paramOf(line, 'RELTYPE') ?? 'PARENT').toUpperCase() === 'PARENT';
}

export interface Write {
  /** Remote values, except that `parent` is a UID. */
  readonly fields: Fields;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The whole text of a new task. */
export function createText(uid: string, write: Write): string {
  const now = stamp(write.now);
  const empty = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Task Sync//Task Sync//EN', 'BEGIN:VTODO', `UID:${uid}`]
    .concat([
      `DTSTAMP:${now}`,
      `CREATED:${now}`,
      `LAST-MODIFIED:${now}`,
      'SEQUENCE:0',
      'END:VTODO',
      'END:VCALENDAR',
      '',
    ])
    .join('\r\n');
  const todo = parseTodo(empty);
  if (todo === null) throw new TaskSyncError('bug', 'A new task could not be written. Nothing was sent.');
  const editor = editTodo(todo);
  writeFields(editor, write);
  return editor.text();
}

/** The text with these fields changed and everything else as it was; the very same text when nothing differs. */
export function updateText(todo: Todo, write: Write): string {
  const changed = { ...write, fields: changesIn(todo, write.fields) };
  return editText(todo, write.now, (editor) => writeFields(editor, changed));
}

/** The text with these changes and the stamps that go with them; the very same text when there are none. */
export function editText(todo: Todo, at: number, change: (editor: TodoEditor) => void): string {
  const editor = editTodo(todo);
  change(editor);
  if (!editor.changed) return editor.text();
  const now = stamp(at);
  editor.set('DTSTAMP', now);
  editor.set('LAST-MODIFIED', now);
  const sequence = Number(editor.first('SEQUENCE')?.value);
  editor.set('SEQUENCE', String(Number.isSafeInteger(sequence) ? sequence + 1 : 1));
  return editor.text();
}

/** A value that is there already, if in another form (100 percent for done, a duration for a due date), stays so. */
function changesIn(todo: Todo, fields: Fields): Fields {
  const current = readFields(todo, (uid) => uid);
  const isChange = (name: string): boolean => !(name in current) || !sameValue(name, fields[name], current[name]);
  const changes = Object.entries(fields).filter(
    ([name]) => isChange(name) || (name === 'status' && 'progress' in fields && isChange('progress')),
  );
  return Object.fromEntries(changes);
}

function stamp(now: number): string {
  return `${wallText(now).replaceAll(/[-:]/g, '')}Z`;
}

function writeFields(editor: TodoEditor, { fields, now }: Write): void {
  // The order matters: a status has the last word over the progress.
  for (const [name, value] of Object.entries(fields)) {
    const write = Object.hasOwn(writers, name) ? writers[name] : undefined;
    if (write !== undefined) write(editor, value);
    else if (!laterFields.has(name)) throw unsupported(name);
  }
  if (fields['status'] !== undefined) writeStatus(editor, asText('status', fields['status']), stamp(now));
  const { start, due } = fields;
  writeSchedule(editor, {
    ...(start === undefined ? {} : { start: asWhen('start', start) }),
    ...(due === undefined ? {} : { due: asWhen('due', due) }),
  });
}

const laterFields: ReadonlySet<string> = new Set(['status', 'start', 'due']);

const writers: Readonly<Record<string, (editor: TodoEditor, value: FieldValue) => void>> = {
  title: (editor, value) => writeText(editor, 'SUMMARY', asText('title', value) ?? ''),
  body: (editor, value) => writeText(editor, 'DESCRIPTION', asText('body', value) ?? ''),
  priority: (editor, value) => writePriority(editor, asText('priority', value)),
  assignees: (editor, value) => writeAssignees(editor, asList('assignees', value)),
  labels: (editor, value) => writeLabels(editor, asList('labels', value)),
  parent: (editor, value) => writeParent(editor, asText('parent', value)),
  progress: (editor, value) => writeProgress(editor, asNumber('progress', value)),
};

/** ALTREP points to the old text in another format (Thunderbird keeps HTML there, and would go on showing it). */
function writeText(editor: TodoEditor, name: string, text: string): void {
  if (text === '') editor.remove(name);
  else if (unescapeText(editor.first(name)?.value ?? '') !== text) editor.set(name, escapeText(text), { ALTREP: null });
}

function writePriority(editor: TodoEditor, priority: string | null): void {
  if (priority === null) editor.remove('PRIORITY');
  else if (/^[1-9]$/.test(priority)) editor.set('PRIORITY', priority);
  else throw invalid('priority');
}

function writeParent(editor: TodoEditor, uid: string | null): void {
  const [first, ...others] = editor.all('RELATED-TO').filter(isParent);
  if (first === undefined) {
    if (uid !== null) editor.add('RELATED-TO', escapeText(uid));
    return;
  }
  editor.replace(first, uid === null ? null : escapeText(uid));
  for (const other of others) editor.replace(other, null);
}

function asText(name: string, value: FieldValue): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw invalid(name);
}

function asNumber(name: string, value: FieldValue): number | null {
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value;
  throw invalid(name);
}

function asList(name: string, value: FieldValue): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  throw invalid(name);
}

const whenPatterns = {
  date: /^\d{4}-\d\d-\d\d$/,
  local: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
} as const;

function asWhen(name: string, value: FieldValue): When | null {
  if (value === null) return null;
  if (!isWhen(value)) throw invalid(name);
  const text = value.kind === 'date' ? value.date : value.at;
  if (!whenPatterns[value.kind].test(text) || Number.isNaN(Date.parse(text))) throw invalid(name);
  return value;
}

function invalid(name: string): TaskSyncError {
  return new TaskSyncError(
    'rejected',
    `A calendar task cannot hold this value as its ${name}. Nothing was changed at the calendar. Check the mapping of ${name}.`,
    { facts: { field: name } },
  );
}

function unsupported(name: string): TaskSyncError {
  return new TaskSyncError(
    'unsupported',
    `Calendar tasks have no field for ${name}. Nothing was changed at the calendar. Take ${name} out of the mapping.`,
    { facts: { field: name } },
  );
}
