import { describe, expect, test } from 'vitest';
import {
  entryOf,
  mappingRows,
  preferRow,
  readOnlyRows,
  withEntry,
} from '../../../src-renderer/features/profiles/mapping-table.ts';
import type { FieldOption } from '../../../src-shared/connector/connector.ts';
import { buildValueTable } from '../../../src-shared/sync/value-table.ts';

const options: readonly FieldOption[] = [
  { value: '1', label: 'New', means: 'todo' },
  { value: '2', label: 'In Progress', means: 'doing' },
  { value: '7', label: 'Review' },
  { value: '5', label: 'Closed', means: 'done' },
];

const taskOf = (remote: string, entry: Parameters<typeof mappingRows>[0]) =>
  mappingRows(entry, options).find((row) => row.remote === remote)?.task;

describe('the table shows', () => {
  test('what the service suggests; what it suggests nothing for keeps its own name', () => {
    expect(mappingRows(undefined, options).map(({ task }) => task)).toEqual(['todo', 'doing', 'Review', 'done']);
  });

  test('what the file says by value or by label, in any case', () => {
    expect(taskOf('7', { review: 'doing' })).toBe('doing');
    expect(taskOf('7', { '7': 'doing' })).toBe('doing');
    expect(taskOf('7', { field: 'state', values: { Review: ['doing', 'todo'] } })).toBe('doing');
  });

  test('values of the file that the service does not list any more', () => {
    expect(taskOf('Triage', { Triage: 'todo' })).toBe('todo');
  });
});

describe('the file gets', () => {
  test('nothing when the table says what the service suggests', () => {
    expect(entryOf(undefined, mappingRows(undefined, options), options)).toBeUndefined();
    expect(entryOf({ '7': 'Review' }, mappingRows(undefined, options), options)).toBeUndefined();
  });

  test('the whole table once a row is changed', () => {
    const rows = mappingRows(undefined, options).map((row) => (row.remote === '7' ? { ...row, task: 'doing' } : row));
    expect(entryOf(undefined, rows, options)).toEqual({ '1': 'todo', '2': 'doing', '7': 'doing', '5': 'done' });
  });

  test('the field it is stored in as it was', () => {
    const entry = { field: 'state', values: { '1': 'doing' } };
    expect(entryOf(entry, mappingRows(entry, options), options)).toMatchObject({ field: 'state' });
    expect(entryOf('state', mappingRows('state', options), options)).toBe('state');
  });

  test('what else a row meant, unless that row was changed', () => {
    const entry = { '1': ['todo', 'later'], '2': ['doing', 'soon'] };
    const rows = mappingRows(entry, options).map((row) => (row.remote === '2' ? { ...row, task: 'todo' } : row));
    expect(entryOf(entry, rows, options)).toMatchObject({ '1': ['todo', 'later'], '2': 'todo' });
  });
});

test('the row that is marked as written is the one that the planner writes', () => {
  const entry = { '7': 'doing', '5': 'done' };
  const rows = mappingRows(entry, options);
  const table = buildValueTable({ '7': ['doing'], '5': ['done'] }, options);
  const written = rows.filter(({ remote }) => !readOnlyRows(rows).has(remote));
  for (const { task, remote } of written) expect(table.project.get(task)).toBe(remote);
  expect(readOnlyRows(rows)).toEqual(new Set(['2']));
});

test('another row can be chosen to be written, and the planner follows', () => {
  const entry = { '7': 'doing' };
  const rows = preferRow(mappingRows(entry, options), '2');
  expect(readOnlyRows(rows)).toEqual(new Set(['7']));
  const saved = entryOf(entry, rows, options);
  const values = Object.entries(saved as Record<string, string>).map(([remote, task]) => [remote, [task]] as const);
  expect(buildValueTable(Object.fromEntries(values), options).project.get('doing')).toBe('2');
});

test('an entry is set and dropped without touching the others', () => {
  expect(withEntry({ due: false }, 'status', 'state')).toEqual({ due: false, status: 'state' });
  expect(withEntry({ due: false, status: 'state' }, 'status', undefined)).toEqual({ due: false });
});
