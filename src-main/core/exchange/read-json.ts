import type { ImportProblem } from '../../../src-shared/api/exchange.ts';
import { checkSize, type FileTable, unreadable } from './file-table.ts';

/** A list of objects, or an object with such a list under `tasks`: what we write, and what most programs do. */
export function readJson(text: string): FileTable {
  const list = listIn(parse(text));
  if (list === null) throw unreadable('This JSON is no list of tasks, and has none under “tasks”.');
  const columns = new Set<string>();
  const broken: ImportProblem[] = [];
  checkSize(list.length, 0);
  const rows = list.flatMap((row: unknown, index) => {
    const line = index + 1;
    if (!isObject(row)) {
      broken.push({ line, field: null, code: 'not-read', message: 'This is no object.' });
      return [];
    }
    for (const name of Object.keys(row)) columns.add(name);
    checkSize(0, columns.size);
    return [{ line, cells: row }];
  });
  return { format: 'json', columns: [...columns], rows, broken };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('This file is no JSON that can be read.');
  }
}

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  return isObject(value) && Array.isArray(value['tasks']) ? value['tasks'] : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
