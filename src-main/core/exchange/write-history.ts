import type { ExportFormat } from '../../../src-shared/api/exchange.ts';
import type { HistoryView } from '../../../src-shared/api/views.ts';
import { type FieldValue, isWhen, whenText } from '../../../src-shared/domain/field.ts';
import { listText } from './list-text.ts';
import { csvPage, type FilePage, jsonPage } from './write-tasks.ts';

/** An entry with the name of its profile, '' when the task is gone, and what holds it to the journal. */
export type HistoryRow = HistoryView & {
  readonly profile: string;
  /** Of a write to a service: the attempt, and the record there. */
  readonly op: string | null;
  readonly record: string | null;
  /** SHA-256 of the entry as it is stored. */
  readonly digest: string;
};

const columns = [
  ...(['id', 'at', 'profile', 'task', 'title', 'kind', 'place', 'field', 'before', 'after'] as const),
  ...(['actor', 'by', 'run', 'op', 'record', 'digest'] as const),
] as const;

/** @param seal of the whole journal when the export began; only JSON has a place for it */
export function writeHistory(
  format: Exclude<ExportFormat, 'ics'>,
  page: FilePage<HistoryRow>,
  seal: string | null,
): string {
  if (format === 'csv') return csvPage(columns, { ...page, rows: page.rows.map(csvRow) });
  const rows = page.rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  return jsonPage('history', { ...page, rows }, seal === null ? {} : { seal });
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
