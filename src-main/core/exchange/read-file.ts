import { type FileTable, unreadable } from './file-table.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';
import { readTodos } from './read-todos.ts';

/** What the text is, it says itself by how it begins; its name is not asked. */
export function readFile(text: string): FileTable {
  // U+FEFF, which many programs write first, is no part of the text. Where a character could not be read, the encoding is another.
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (/[\0\uFFFD]/.test(plain.slice(0, 100_000))) {
    throw unreadable('This is no text in UTF-8. Save it as “CSV UTF-8”, JSON or iCalendar.');
  }
  if (/^\s*[[{]/.test(plain)) return readJson(plain);
  return /^\s*BEGIN:VCALENDAR/i.test(plain) ? readTodos(plain.trimStart()) : readCsv(plain);
}
