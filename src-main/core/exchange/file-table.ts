import type { ImportProblem } from '../../../src-shared/api/exchange.ts';
import { TaskSyncError } from '../../../src-shared/errors.ts';

/** As it stands in the file: text of a cell, or a value of JSON, not yet checked. */
export type Cell = unknown;

export interface FileRow {
  /** Where it begins in the file, from 1; of JSON its place in the list. */
  readonly line: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** Undefined: the row has none. Names that every object has are no cells. */
export function cellOf({ cells }: FileRow, column: string): Cell {
  return Object.hasOwn(cells, column) ? cells[column] : undefined;
}

export interface FileTable {
  readonly format: 'csv' | 'json' | 'ics';
  readonly columns: readonly string[];
  readonly rows: readonly FileRow[];
  /** Parts that cannot be read, by their lines. */
  readonly broken: readonly ImportProblem[];
}

export const mostRows = 100_000;
export const mostColumns = 200;

/** @param what a whole sentence */
export function unreadable(what: string): TaskSyncError {
  return new TaskSyncError('invalid-input', `${what} Nothing was imported.`, { facts: { about: 'file' } });
}

export function checkSize(rows: number, columns: number): void {
  if (rows > mostRows) throw unreadable(`This file has more than ${mostRows} tasks; import it in parts.`);
  if (columns > mostColumns) throw unreadable(`This file has more than ${mostColumns} columns.`);
}
