import { readFields, updateText } from '../../../../src-main/connectors/caldav/caldav-fields.ts';
import type { Fields } from '../../../../src-shared/domain/field.ts';
import type { Todo } from '../../../../src-shared/icalendar/todo.ts';
import { parseTodo } from '../../../../src-shared/icalendar/todo.ts';

/** 2026-03-01T09:00:00Z */
export const now = Date.UTC(2026, 2, 1, 9);

export function todoIn(text: string): Todo {
  const todo = parseTodo(text);
  if (todo === null) throw new Error('the text has no task');
  return todo;
}

export function read(text: string): Fields {
  return readFields(todoIn(text), (uid) => uid);
}

export function write(text: string, fields: Fields): string {
  return updateText(todoIn(text), { fields, now });
}

/** Lines that differ, without the three that every write renews. */
export function difference(before: string, after: string): { readonly gone: string[]; readonly come: string[] } {
  const renewed = /^(DTSTAMP|LAST-MODIFIED|SEQUENCE):/;
  const lines = (text: string): string[] => text.split(/(?<=\n)(?![ \t])/).filter((line) => !renewed.test(line));
  const tidy = (line: string): string => line.replace(/\r?\n$/, '');
  const [old, young] = [lines(before), lines(after)];
  return {
    gone: old.filter((line) => !young.includes(line)).map(tidy),
    come: young.filter((line) => !old.includes(line)).map(tidy),
  };
}
