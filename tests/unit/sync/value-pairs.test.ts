import { expect, test } from 'vitest';
import type { FieldOption } from '../../../src-shared/connector/connector.ts';
import type { Mapping } from '../../../src-shared/domain/profile.ts';
import { type ValueSide, valuePairs, withValuePair } from '../../../src-shared/sync/value-pairs.ts';

const side = (options: readonly FieldOption[], mapping: Mapping = {}): ValueSide => ({
  field: 'status',
  endpoint: { direction: 'both', mapping },
  schema: { fields: { status: { writable: true, options } } },
});
const jira = side([
  { value: '1', label: 'To Do', means: 'todo' },
  { value: '2', label: 'In Progress', means: 'doing' },
  { value: '3', label: 'Code Review', means: 'doing' },
  { value: '4', label: 'Done', means: 'done' },
]);
const board = side([
  { value: 'a', label: 'Backlog', means: 'todo' },
  { value: 'b', label: 'Working', means: 'doing' },
  { value: 'c', label: 'Review', means: 'doing' },
]);
const read = (from: ValueSide, to: ValueSide) =>
  valuePairs(from, to).map((pair) => [pair.from.label, pair.to?.label ?? null]);
const after = (one: ValueSide, mapping: Mapping): ValueSide => ({ ...one, endpoint: { direction: 'both', mapping } });

test('values are paired by what they mean', () => {
  expect(read(jira, board)).toEqual([
    ['To Do', 'Backlog'],
    ['In Progress', 'Working'],
    ['Code Review', 'Working'],
    ['Done', null],
  ]);
});

test('a value gets a partner, and nothing else loses its own', () => {
  const { from, to } = withValuePair(jira, board, { from: '3', to: 'c' });
  const [left, right] = [after(jira, from), after(board, to)];
  expect(read(left, right)).toEqual([
    ['To Do', 'Backlog'],
    ['In Progress', 'Working'],
    ['Code Review', 'Review'],
    ['Done', null],
  ]);
  expect(read(right, left)).toEqual([
    ['Backlog', 'To Do'],
    ['Working', 'In Progress'],
    ['Review', 'Code Review'],
  ]);
});

test('names stand for ids that look like numbers, whose order in a file would be another', () => {
  const { from } = withValuePair(jira, board, { from: '3', to: 'a' });
  expect(Object.keys((from['status'] || undefined)?.values ?? {})).toEqual([
    'To Do',
    'In Progress',
    'Code Review',
    'Done',
  ]);
});

test('what comes back is chosen from the other side', () => {
  const two = side([
    { value: 'open', label: 'open', means: 'todo' },
    { value: 'closed', label: 'closed', means: 'done' },
  ]);
  const { from } = withValuePair(two, jira, { from: 'open', to: '2' });
  const left = after(two, from);
  expect(read(left, jira)[0]).toEqual(['open', 'In Progress']);
  // What only "open" stood for stays with it.
  expect(read(jira, left).map(([, to]) => to)).toEqual(['open', 'open', 'open', 'closed']);
});
