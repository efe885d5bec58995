import type { ExportFormat } from '../../../src-shared/api/exchange.ts';
import type { TaskView } from '../../../src-shared/api/views.ts';
import { csvCell } from '../../../src-shared/csv.ts';
import { exportedColumns } from './fields.ts';
import { listText } from './list-text.ts';
import { calendarEnd, calendarStart, writeTodo } from './write-todo.ts';

/** One page of a file that holds many. The pages one after another are the file. */
export interface FilePage<Row> {
  readonly rows: readonly Row[];
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

export function writeTasks(format: ExportFormat, page: FilePage<TaskView>): string {
  switch (format) {
    case 'csv':
      return csvPage(exportedColumns, { ...page, rows: page.rows.map(csvRow) });
    case 'json':
      return jsonPage('tasks', { ...page, rows: page.rows.map(jsonRow) });
    case 'ics': {
      const todos = page.rows.map(writeTodo).join('');
      return `${page.isFirst ? calendarStart : ''}${todos}${page.isLast ? calendarEnd : ''}`;
    }
  }
}

export function csvPage(
  columns: readonly string[],
  { rows, isFirst }: FilePage<readonly (string | number | null)[]>,
): string {
  const lines = isFirst ? [columns, ...rows] : rows;
  return lines.map((line) => `${line.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`).join('');
}

/** `{"tasks": [ … ]}`, one row a line. @param facts what is said before the rows */
export function jsonPage(name: string, { rows, isFirst, isLast }: FilePage<object>, facts: object = {}): string {
  const head = JSON.stringify({ format: 'task-sync', version: 1, ...facts }).slice(0, -1);
  const start = isFirst ? `${head},"${name}":[` : '';
  const lines = rows.map((row, index) => `${isFirst && index === 0 ? '' : ','}\n${JSON.stringify(row)}`).join('');
  return `${start}${lines}${isLast ? '\n]}\n' : ''}`;
}

function jsonRow(task: TaskView): object {
  const values = Object.fromEntries(exportedColumns.map((column) => [column, task[column]]));
  const comments = task.comments.map(({ author, at, text }) => ({ author, at, text }));
  return comments.length === 0 ? values : { ...values, comments };
}

function csvRow(task: TaskView): readonly (string | number | null)[] {
  return exportedColumns.map((column) => {
    const value = task[column];
    if (Array.isArray(value)) return listText(value);
    if (typeof value === 'object' && value !== null)
      return Object.keys(value).length === 0 ? '' : JSON.stringify(value);
    return value;
  });
}
