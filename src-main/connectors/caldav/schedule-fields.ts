import type { When } from '../../../src-shared/domain/field.ts';
import { whenText } from '../../../src-shared/domain/field.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import type { ContentLine } from '../../../src-shared/icalendar/content-line.ts';
import { addDuration, bend, readWhen, writeWhen } from '../../../src-shared/icalendar/dates.ts';
import type { Todo, TodoEditor } from '../../../src-shared/icalendar/todo.ts';
import { firstOf } from '../../../src-shared/icalendar/todo.ts';

export function readStart({ properties, zones }: Todo): When | null {
  const start = firstOf(properties, 'DTSTART');
  return start === undefined ? null : readWhen(start, zones);
}

/** DUE, or DTSTART plus DURATION: a task has one or the other (RFC 5545, 3.6.2). */
export function readDue({ properties, zones }: Todo): When | null {
  const due = firstOf(properties, 'DUE');
  if (due !== undefined) return readWhen(due, zones);
  const start = firstOf(properties, 'DTSTART');
  const duration = firstOf(properties, 'DURATION');
  return start === undefined || duration === undefined ? null : addDuration(start, duration, zones);
}

/** What is written; a missing member stays as it is. */
export interface Schedule {
  readonly start?: When | null;
  readonly due?: When | null;
}

/**
 * RFC 5545 wants DTSTART and DUE to be of one kind, and DTSTART not after DUE. Where a write would break that:
 *
 * - the written date takes the kind of the other one, which nobody touched: the day a task is due becomes its last
 *   second, the day it starts its first; if both are written, the start takes the kind of the due date
 * - in a repeating task both keep the kind of its DTSTART, which its rule and its exceptions depend on
 * - a start after the due date moves to the due date: a wrong deadline would do more harm
 */
export function writeSchedule(editor: TodoEditor, { start, due }: Schedule): void {
  if (start === undefined && due === undefined) return;
  const repeats = editor.first('RRULE') !== undefined || editor.first('RDATE') !== undefined;
  if (repeats && start === null) {
    throw new TaskSyncError(
      'rejected',
      'This task repeats, and a repeating task needs its start date. Nothing was changed at the calendar. Keep the start date, or end the repetition in your calendar app first.',
    );
  }
  replaceDuration(editor, due === undefined);
  if (due !== undefined) writeDue(editor, due, repeats || start === undefined ? editor.first('DTSTART') : undefined);
  if (start !== undefined) {
    writeStart(editor, start, editor.first('DUE') ?? (repeats ? editor.first('DTSTART') : undefined));
  }
  keepOrder(editor);
}

/** DURATION counts from the start; as DUE, the due date stays put when the start moves. */
function replaceDuration(editor: TodoEditor, keepDue: boolean): void {
  const duration = editor.first('DURATION');
  if (duration === undefined) return;
  const start = editor.first('DTSTART');
  if (keepDue && start !== undefined && editor.first('DUE') === undefined) {
    setDate(editor, 'DUE', addDuration(start, duration, editor.zones), start);
  }
  editor.remove('DURATION');
}

function writeDue(editor: TodoEditor, due: When | null, model: ContentLine | undefined): void {
  if (due === null) editor.remove('DUE');
  else setDate(editor, 'DUE', model === undefined ? due : bend(due, model, 'end', editor.zones), editor.first('DUE'));
}

function writeStart(editor: TodoEditor, start: When | null, model: ContentLine | undefined): void {
  if (start === null) editor.remove('DTSTART');
  else {
    const bent = model === undefined ? start : bend(start, model, 'begin', editor.zones);
    setDate(editor, 'DTSTART', bent, editor.first('DTSTART'));
  }
}

function keepOrder(editor: TodoEditor): void {
  const start = editor.first('DTSTART');
  const due = editor.first('DUE');
  if (start === undefined || due === undefined) return;
  const limit = readWhen(due, editor.zones);
  const begin = readWhen(start, editor.zones);
  if (begin.kind === limit.kind && whenText(begin) > whenText(limit)) setDate(editor, 'DTSTART', limit, start);
}

function setDate(editor: TodoEditor, name: string, when: When, current: ContentLine | undefined): void {
  const { value, params } = writeWhen(when, current, editor.zones);
  editor.set(name, value, params);
}
