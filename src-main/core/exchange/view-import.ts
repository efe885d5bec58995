import type { ImportRow, ImportView } from '../../../src-shared/api/exchange.ts';
import type { Profile } from '../../../src-shared/domain/profile.ts';
import { plainValue } from '../api/task-view.ts';
import { importedFields, type Target } from './fields.ts';
import { type Cell, cellOf, type FileRow, type FileTable } from './file-table.ts';
import type { ImportPlan, PlannedRow } from './plan-import.ts';

const mostShown = { rows: 20, problems: 100, samples: 3, characters: 80 } as const;

export function viewImport(
  profile: Profile,
  { format, columns, rows }: FileTable,
  mapping: ReadonlyMap<string, Target>,
  plan: ImportPlan,
): ImportView {
  const created = plan.rows.filter(({ before }) => before === null).length;
  return {
    format,
    profile: profile.name,
    columns: columns.map((name) => ({
      name,
      field: mapping.get(name) ?? null,
      samples: samplesOf(rows, name),
    })),
    fields: ['id', ...importedFields],
    counts: { created, updated: plan.rows.length - created, same: plan.same, skipped: plan.problems.length },
    rows: plan.rows.slice(0, mostShown.rows).map(viewRow),
    problems: plan.problems.slice(0, mostShown.problems),
  };
}

function viewRow({ line, before, fields }: PlannedRow): ImportRow {
  return {
    line,
    kind: before === null ? 'create' : 'update',
    title: String(fields['title'] ?? before?.fields['title'] ?? ''),
    changes: Object.entries(fields).map(([field, after]) => ({
      field,
      before: plainValue(before?.fields[field]),
      after: plainValue(after),
    })),
  };
}

function samplesOf(rows: readonly FileRow[], column: string): readonly string[] {
  const samples = new Set<string>();
  for (const row of rows) {
    const text = sampleOf(cellOf(row, column));
    if (text === '') continue;
    samples.add(text.length > mostShown.characters ? `${text.slice(0, mostShown.characters)}…` : text);
    if (samples.size === mostShown.samples) break;
  }
  return [...samples];
}

/** What is in an object is not looked into: it may be as deep as a file can be. */
function sampleOf(cell: Cell): string {
  if (cell === undefined || cell === null) return '';
  if (Array.isArray(cell)) return cell.map((one: unknown) => (typeof one === 'object' ? '…' : String(one))).join(', ');
  return typeof cell === 'object' ? Object.keys(cell).join(', ') : String(cell);
}
