import type { ExportPage, ImportView } from '../../src-shared/api/exchange.ts';

export const sampleExport: ExportPage = { text: 'id,title\r\nt1,Bread\r\n', rows: 1, next: null };

/** A file with one of everything: a new task, a changed one, a row with a problem, a column that nobody knows. */
export function sampleImport(profile: string, columns: Readonly<Record<string, string | null>> = {}): ImportView {
  const known = { Titel: 'title', Fällig: 'due', Priorität: 'priority', Farbe: null } as const;
  const samples = { Titel: ['Bread', 'Milk'], Fällig: ['2026-03-01', '3/4/2026'], Priorität: ['hoch'], Farbe: ['rot'] };
  return {
    ...{ format: 'csv', profile },
    columns: Object.entries(known).map(([name, field]) => ({
      ...{ name, field: name in columns ? (columns[name] ?? null) : field },
      samples: samples[name as keyof typeof samples],
    })),
    fields: ['id', 'title', 'body', 'status', 'priority', 'labels', 'due'],
    counts: { created: 1, updated: 1, same: 12, skipped: 1 },
    rows: [
      {
        ...{ line: 2, kind: 'create', title: 'Bread' },
        changes: [
          { field: 'title', before: null, after: 'Bread' },
          { field: 'due', before: null, after: '2026-03-01' },
        ],
      },
      {
        ...{ line: 3, kind: 'update', title: 'Milk' },
        changes: [{ field: 'priority', before: 'low', after: 'high' }],
      },
    ],
    problems: [
      {
        ...{ line: 4, field: 'due', code: 'bad-value' },
        message: 'This is no date. Write 2026-03-01, 2026-03-01T09:30 or 2026-03-01T08:30Z.',
      },
    ],
  };
}
