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

/** A large file of which much cannot be taken over: as much as an answer shows, and more. */
export function longImport(view: ImportView): ImportView {
  const [column] = view.columns;
  return {
    ...view,
    columns: [
      ...view.columns,
      ...Array.from({ length: 20 }, (_, at) => ({
        ...column,
        name: `Zusatzangabe ${at + 1}`,
        field: null,
        samples: [],
      })),
    ],
    counts: { created: 48_211, updated: 312, same: 1_204, skipped: 131 },
    rows: Array.from({ length: 20 }, (_, at) => ({
      ...{ line: at + 2, kind: at % 5 === 4 ? ('update' as const) : ('create' as const), title: `Delivery ${at + 1}` },
      changes: [
        { field: 'due', before: at % 5 === 4 ? '2026-03-01' : null, after: '2026-03-09' },
        { field: 'labels', before: null, after: ['depot', 'morning tour'] },
      ],
    })),
    problems: Array.from({ length: 100 }, (_, at) => ({
      ...{ line: at * 7 + 30, field: 'due', code: 'bad-value' as const },
      message: 'This is no date. Write 2026-03-01, 2026-03-01T09:30 or 2026-03-01T08:30Z.',
    })),
  };
}
