import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fields, FieldValue, When } from '../../../src-shared/domain/field.ts';
import { allOf, anyOf, type Filter } from '../../../src-shared/filter/filter.ts';
import { type FilterContext, type FilterSubject, matchFilter } from '../../../src-shared/filter/match-filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { arbitraryFilter, customFields } from './arbitrary-filter.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 2_000);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

const context: FilterContext = { today: '2026-03-10', timeZone: 'Europe/Berlin', me: ['ana@example.org'] };
const day = (date: string): When => ({ kind: 'date', date });
const matches = (filter: string, fields: Fields, more: Partial<FilterSubject> = {}): boolean =>
  matchFilter(parseFilter(filter), { fields, ...more }, context);

const sample: Fields = {
  title: 'Fix the Login page',
  body: 'Crème brûlée\nfor foo-bar',
  status: 'doing',
  priority: 'high',
  assignees: ['ana@example.org', 'tom@example.org'],
  labels: ['Web', 'needs review'],
  due: day('2026-03-16'),
  estimate: 90,
  'x.points': '5',
  'x.since': '2026-03-01T23:30:00Z',
  'x.urgent': true,
};

describe('a task is found', () => {
  it.each([
    'login',
    'LOGIN fix',
    'log',
    '"the login"',
    'creme brul',
    'foo-bar',
    'revi',
    'title:login body:brulee',
    'status:todo,doing',
    'priority:high',
    'priority:>medium',
    'priority:medium..urgent',
    'assignee:tom@example.org',
    'assignee:me',
    'label:web',
    'label:"Needs Review"',
    'due:<7d',
    'due:6d',
    'due:today..1w',
    'due:2026-03-16',
    '-due:none',
    'start:none',
    'milestone:none x.nothing:none',
    'estimate:>=90',
    'estimate:60..90',
    'x.points:5',
    'x.points:"5"',
    'x.points:>4',
    'x.since:2026-03-02',
    'x.urgent:true',
    'label:nothing or label:web',
    '-(label:nothing)',
  ])('by %s', (filter) => {
    expect(matches(filter, sample)).toBe(true);
  });

  it.each([
    'ogin',
    '"login the"',
    '?!',
    '""',
    'title:brulee',
    'status:done',
    'priority:<high',
    'priority:urgent',
    'assignee:tom',
    'label:needs',
    'due:<6d',
    'due:>6d',
    'start:<7d',
    '-start:none',
    'estimate:<90',
    'x.points:6',
    'x.urgent:>1',
    'is:conflict',
    'profile:Work',
  ])('not by %s', (filter) => {
    expect(matches(filter, sample)).toBe(false);
  });

  it('by what only a stored task has', () => {
    const stored: Partial<FilterSubject> = {
      profile: 'Web team',
      places: ['jira', 'gh'],
      states: new Set(['conflict']),
      createdAt: '2026-03-01T09:00:00.000Z',
      updatedAt: '2026-03-09T23:30:00.000Z',
    };
    expect(matches('profile:"web team" in:gh is:conflict created:<-1w', {}, stored)).toBe(true);
    expect(matches('changed:today', {}, stored), 'half past midnight in Berlin').toBe(true);
    expect(matches('changed:>today or in:asana or is:problem', {}, stored)).toBe(false);
  });

  it('by the day in the zone of the person, whatever kind of date it is', () => {
    expect(matches('due:2026-03-17', { due: { kind: 'instant', at: '2026-03-16T23:30:00Z' } })).toBe(true);
    expect(matches('due:2026-03-16', { due: { kind: 'local', at: '2026-03-16T23:30:00' } })).toBe(true);
  });

  it('by months that end early', () => {
    const onLast = (filter: string, due: string): boolean =>
      matchFilter(parseFilter(filter), { fields: { due: day(due) } }, { ...context, today: '2026-01-31' });
    expect(onLast('due:1m', '2026-02-28')).toBe(true);
    expect(onLast('due:-2m', '2025-11-30')).toBe(true);
    expect(onLast('due:1y', '2027-01-31')).toBe(true);
  });
});

const labels = ['web', 'Web', 'needs review', 'none', '5', 'é'];
const when = fc.oneof(
  fc.constantFrom('2026-03-09', '2026-03-10', '2026-03-11', '2025-12-31').map(day),
  fc.constantFrom('2026-03-10T23:30:00Z', '2026-03-10T00:10:00Z').map((at): When => ({ kind: 'instant', at })),
);
const custom = fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constantFrom('5', 'web', '2026-03-10', true, null));
const fields: fc.Arbitrary<Fields> = fc
  .record(
    {
      title: fc.constantFrom('', 'web', 'needs review today', 'é or none'),
      body: fc.constantFrom('', 'say "hi"', 'a..b\n5'),
      status: fc.constantFrom<FieldValue>('todo', 'doing', 'In review', null),
      priority: fc.constantFrom<FieldValue>('urgent', 'high', 'medium', 'low', null, 'odd'),
      assignees: fc.subarray(['ana@example.org', 'web']),
      labels: fc.subarray(labels),
      due: fc.option(when),
      start: fc.option(when),
      milestone: fc.constantFrom<FieldValue>('web', null),
      estimate: fc.option(fc.integer({ min: -5, max: 50 })),
      [customFields[0] ?? '']: custom,
      [customFields[1] ?? '']: custom,
    },
    { requiredKeys: [] },
  )
  .map((value) => value as Fields);

describe('the algebra holds', () => {
  const cases: [fc.Arbitrary<Filter>, fc.Arbitrary<Filter>, fc.Arbitrary<Fields>] = [
    arbitraryFilter('profile'),
    arbitraryFilter('profile'),
    fields,
  ];
  const is = (filter: Filter, of: Fields): boolean => matchFilter(filter, { fields: of }, context);
  const not = (of: Filter): Filter => ({ kind: 'not', of });

  it('De Morgan, double negation, and the excluded middle', () => {
    fc.assert(
      fc.property(...cases, (a, b, task) => {
        expect(is(not(allOf([a, b])), task)).toBe(is(anyOf([not(a), not(b)]), task));
        expect(is(not(anyOf([a, b])), task)).toBe(is(allOf([not(a), not(b)]), task));
        expect(is(not(not(a)), task)).toBe(is(a, task));
        expect(is(allOf([a, not(a)]), task)).toBe(false);
        expect(is(anyOf([a, not(a)]), task)).toBe(true);
      }),
      { numRuns, seed },
    );
  });

  it('several values after a colon are any of them', () => {
    fc.assert(
      fc.property(arbitraryFilter('profile'), fields, (filter, task) => {
        if (filter.kind !== 'field') return;
        const one = anyOf(filter.tests.map((test): Filter => ({ ...filter, tests: [test] })));
        expect(is(filter, task)).toBe(is(one, task));
      }),
      { numRuns, seed },
    );
  });

  it('a comparison and its opposite divide what has a value in two', () => {
    const order = fc.constantFrom('estimate:%5', 'due:%today', 'priority:%medium', 'start:%2026-03-10');
    fc.assert(
      fc.property(order, fields, (pattern, task) => {
        const ask = (operator: string): boolean => matches(pattern.replace('%', operator), task);
        const known = task['priority'] !== 'odd' || !pattern.startsWith('priority');
        const has = known && matches(`${pattern.split(':')[0]}:any`, task);
        expect([ask('<'), ask('>=')].filter(Boolean)).toHaveLength(has ? 1 : 0);
        expect([ask('<='), ask('>')].filter(Boolean)).toHaveLength(has ? 1 : 0);
        expect(ask('')).toBe(ask('<=') && ask('>='));
      }),
      { numRuns, seed },
    );
  });

  /** Written from the words of the grammar alone, for one kind of field. */
  it('agrees with a naive reading for labels and estimates', () => {
    const wanted = fc.subarray(labels, { minLength: 1 });
    fc.assert(
      fc.property(wanted, fc.integer({ min: -5, max: 50 }), fields, (some, limit, task) => {
        const own = Array.isArray(task['labels']) ? task['labels'] : [];
        const plain = (one: string): string => one.toLowerCase().replace('é', 'e');
        const hasLabel = own.some((label) => some.some((one) => plain(one) === plain(label)));
        const estimate = task['estimate'];
        const isBelow = typeof estimate === 'number' && estimate < limit;
        const filter = `label:${some.map((one) => `"${one}"`).join(',')}`;
        expect(matches(filter, task)).toBe(hasLabel);
        expect(matches(`${filter} -estimate:<${limit}`, task)).toBe(hasLabel && !isBelow);
        expect(matches(`${filter} or estimate:<${limit}`, task)).toBe(hasLabel || isBelow);
      }),
      { numRuns, seed },
    );
  });
});
