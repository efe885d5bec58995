import fc from 'fast-check';
import {
  allOf,
  anyOf,
  dayUnits,
  type Filter,
  type FilterField,
  type Operand,
  searchStates,
  type Test,
} from '../../../src-shared/filter/filter.ts';
import { filterKind } from '../../../src-shared/filter/filter-fields.ts';

const text = fc.oneof(
  fc.constantFrom(
    'web',
    'needs review',
    'none',
    'any',
    'today',
    '<5',
    '5',
    '7d',
    '2026-03-01',
    'a..b',
    '-x',
    'or',
    'say "hi"',
    'back\\slash',
    'é',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const asText = text.map((value): Operand => ({ kind: 'text', text: value }));
const number = fc
  .oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, 2.25))
  .map((value): Operand => ({ kind: 'number', number: value === 0 ? 0 : value }));
const date = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10));
const day = fc.oneof(
  date.map((value): Operand => ({ kind: 'day', date: value })),
  fc.record({
    kind: fc.constant('relative' as const),
    amount: fc.integer({ min: -400, max: 400 }).map((n) => (n === 0 ? 0 : n)),
    unit: fc.constantFrom(...dayUnits),
  }),
);
const priority = fc
  .constantFrom('urgent', 'high', 'medium', 'low')
  .map((value): Operand => ({ kind: 'text', text: value }));

const operator = fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const);
const presence = fc.constantFrom<Test>({ kind: 'none' }, { kind: 'any' });
const is = (value: fc.Arbitrary<Operand>): fc.Arbitrary<Test> => value.map((one) => ({ kind: 'is', value: one }));
const order = (value: fc.Arbitrary<Operand>): fc.Arbitrary<Test> =>
  fc.oneof(
    fc.record({ kind: fc.constant('compare' as const), operator, value }),
    fc.record({ kind: fc.constant('range' as const), from: value, to: fc.option(value) }),
    fc.record({ kind: fc.constant('range' as const), from: fc.constant(null), to: value }),
  );

function testsOf(field: FilterField): fc.Arbitrary<Test> {
  switch (filterKind(field)) {
    case 'words':
    case 'choice': {
      const plain =
        field === 'status'
          ? fc.constantFrom('todo', 'doing', 'In review').map((value): Operand => ({ kind: 'text', text: value }))
          : asText;
      return fc.oneof(presence, is(plain), ...(field === 'assignees' ? [fc.constant<Test>({ kind: 'me' })] : []));
    }
    case 'rank':
      return fc.oneof(presence, is(priority), order(priority));
    case 'day':
      return fc.oneof(presence, is(day), order(day));
    case 'number':
      return fc.oneof(presence, is(number), order(number));
    case 'custom':
      return fc.oneof(presence, is(fc.oneof(asText, number, day)), order(fc.oneof(number, day)));
  }
}

const taskFields = [
  'title',
  'body',
  'status',
  'priority',
  'assignees',
  'labels',
  'start',
  'due',
  'milestone',
  'parent',
  'estimate',
  'progress',
];
export const customFields = ['x.points', 'x.Story "points"', 'x.é(1)'];
const searchFields = ['profile', 'in', 'created', 'changed'];

function condition(fields: readonly string[]): fc.Arbitrary<Filter> {
  return fc
    .constantFrom(...fields)
    .chain((field) =>
      fc
        .array(testsOf(field), { minLength: 1, maxLength: 3 })
        .map((tests): Filter => ({ kind: 'field', field, tests })),
    );
}

const words = text.map((value): Filter => ({ kind: 'words', text: value }));
const state = fc.constantFrom(...searchStates).map((one): Filter => ({ kind: 'state', state: one }));

/** Filters in normal form, as the parser gives them. */
export function arbitraryFilter(where: 'search' | 'profile'): fc.Arbitrary<Filter> {
  const fields = [...taskFields, ...customFields, ...(where === 'search' ? searchFields : [])];
  const leaf = fc.oneof({ weight: 5, arbitrary: condition(fields) }, words, ...(where === 'search' ? [state] : []));
  return fc.letrec<{ node: Filter }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'filter' },
      leaf,
      tie('node').map((of): Filter => ({ kind: 'not', of })),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(allOf),
      fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(anyOf),
    ),
  })).node;
}
