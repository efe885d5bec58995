import type { ExportFormat } from '../../../src-shared/api/exchange.ts';
import type { HistoryView } from '../../../src-shared/api/views.ts';
import { type FieldValue, isWhen, whenText } from '../../../src-shared/domain/field.ts';
import { listText } from './list-text.ts';
import { csvPage, type FilePage, jsonPage } from './write-tasks.ts';

/** An entry with the name of its profile; '' when the task is gone. */
export type HistoryRow = HistoryView & { readonly profile: string };

const columns = [
  ...(['id', 'at', 'profile', 'task', 'title', 'kind', 'place', 'field', 'before', 'after'] as const),
  ...(['actor', 'by', 'run'] as const),
] as const;

export function writeHistory(format: Exclude<ExportFormat, 'ics'>, page: FilePage<HistoryRow>): string {
  if (format === 'csv') return csvPage(columns, { ...page, rows: page.rows.map(csvRow) });
  const rows = page.rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  return jsonPage('history', { ...page, rows });
}

function csvRow(row: HistoryRow): readonly (string | number | null)[] {
  return columns.map((column) => cellOf(row[column]));
}

function cellOf(value: FieldValue | undefined): string | number | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return listText(value);
  if (isWhen(value)) return whenText(value);
  return typeof value === 'number' ? value : String(value);
}
