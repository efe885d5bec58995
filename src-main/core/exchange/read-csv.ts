import type { ImportProblem } from '../../../src-shared/api/exchange.ts';
import { textOfCell } from '../../../src-shared/csv.ts';
import { checkSize, type FileRow, type FileTable, mostRows, unreadable } from './file-table.ts';

/** RFC 4180 with commas, semicolons or tabs, whichever the first line has most of. */
export function readCsv(text: string): FileTable {
  const [header, ...records] = readRecords(text, separatorOf(text));
  if (!header) throw unreadable('This file is empty.');
  const columns = header.cells.map((name) => name.trim());
  checkSize(records.length, columns.length);
  const doubled = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (doubled !== undefined)
    throw unreadable(`Two columns of this file have the same name, “${doubled.slice(0, 80)}”.`);
  const broken = records.flatMap(({ line, cells }): ImportProblem[] => {
    if (cells.length <= columns.length) return [];
    const message = `This line has ${cells.length} cells, the first line only ${columns.length}.`;
    return [{ line, field: null, code: 'too-many-cells', message }];
  });
  const rows = records.flatMap(({ line, cells }): FileRow[] => {
    if (cells.length > columns.length) return [];
    return [{ line, cells: Object.fromEntries(columns.map((name, index) => [name, textOfCell(cells[index] ?? '')])) }];
  });
  return { format: 'csv', columns: columns.filter((name) => name !== ''), rows, broken };
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = (end === -1 ? text : text.slice(0, end)).replace(/"[^"]*"/g, '');
  const counted = [',', ';', '\t'].map((separator) => [separator, first.split(separator).length] as const);
  return counted.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

/** Empty lines are none. */
function readRecords(text: string, separator: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const start = line;
    const cells: string[] = [];
    for (let isOpen = true; isOpen; ) {
      const cell = text[at] === '"' ? quotedCell(text, at, start) : plainCell(text, at, separator);
      cells.push(cell.text);
      line += cell.lines;
      at = cell.end;
      isOpen = text[at] === separator;
      if (isOpen) at += 1;
      else if (at < text.length && text[at] !== '\r' && text[at] !== '\n')
        throw unreadable(`Line ${line} of this file has text behind a closing quotation mark.`);
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') records.push({ line: start, cells });
    if (records.length > mostRows + 1) checkSize(records.length, 0);
  }
  return records;
}

interface RawCell {
  readonly text: string;
  readonly end: number;
  readonly lines: number;
}

function plainCell(text: string, start: number, separator: string): RawCell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return { text: text.slice(start, end), end, lines: 0 };
}

function quotedCell(text: string, start: number, line: number): RawCell {
  let end = start + 1;
  for (;;) {
    end = text.indexOf('"', end);
    if (end === -1) throw unreadable(`Line ${line} of this file begins a quoted text that never ends.`);
    if (text[end + 1] !== '"') break;
    end += 2;
  }
  const inner = text.slice(start + 1, end).replaceAll('""', '"');
  return { text: inner, end: end + 1, lines: inner.split('\n').length - 1 };
}
