import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaskSyncError } from '../../../src-shared/errors.ts';
import { dependsOnToday, everything, isEverything } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { arbitraryFilter } from './arbitrary-filter.ts';

const numRuns = Number(process.env['FC_RUNS'] ?? 2_000);
const seed = Number(process.env['FC_SEED'] ?? 20_261_126);

const text = (value: string) => ({ kind: 'text', text: value });

describe('a filter is read', () => {
  it('as conditions that must all hold', () => {
    expect(parseFilter('status:todo,doing due:<7d label:web -assignee:none')).toEqual({
      kind: 'and',
      of: [
        {
          kind: 'field',
          field: 'status',
          tests: [
            { kind: 'is', value: text('todo') },
            { kind: 'is', value: text('doing') },
          ],
        },
        {
          kind: 'field',
          field: 'due',
          tests: [{ kind: 'compare', operator: '<', value: { kind: 'relative', amount: 7, unit: 'd' } }],
        },
        { kind: 'field', field: 'labels', tests: [{ kind: 'is', value: text('web') }] },
        { kind: 'not', of: { kind: 'field', field: 'assignees', tests: [{ kind: 'none' }] } },
      ],
    });
  });

  it('as everything when it is empty', () => {
    expect(parseFilter('')).toEqual(everything);
    expect(isEverything(parseFilter('  \n '))).toBe(true);
  });

  it.each([
    ['milk', 'milk'],
    ['buy   milk', 'buy milk'],
    ['"buy milk"', '"buy milk"'],
    ['status:open', 'status:todo,doing'],
    ['Status:"To do","In Review"', 'status:todo,"In Review"'],
    ['status:closed', 'status:done,cancelled'],
    ['labels:web', 'label:web'],
    ['a or b c', 'a or b c'],
    ['(a OR b) c', '(a or b) c'],
    ['a and b', 'a b'],
    ['not (a b)', '-(a b)'],
    ['--a', '--a'],
    ['((a))', 'a'],
    ['- a', '"-" a'],
    ['due:today..+2w', 'due:today..2w'],
    ['due:..2026-03-01', 'due:..2026-03-01'],
    ['due:1d,0d,-1d', 'due:tomorrow,today,yesterday'],
    ['estimate:>=30', 'estimate:>=30'],
    ['estimate:1..2.5', 'estimate:1..2.5'],
    ['priority:>=high', 'priority:>=high'],
    ['x.points:5 x."Story points":>3', 'x.points:5 x."Story points":>3'],
    ['x.points:"5"', 'x.points:"5"'],
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['10:30 call', '10:30 call'],
    ['"label:web"', '"label:web"'],
    ['label:"none"', 'label:"none"'],
    ['assignee:me', 'assignee:me'],
    ['is:bin or is:conflict,waiting', 'is:deleted or is:conflict or is:waiting'],
    ['label:<3', 'label:"<3"'],
    ['say "\\"hi\\""', 'say "\\"hi\\""'],
  ])('%s', (written, printed) => {
    expect(printFilter(parseFilter(written))).toBe(printed);
    expect(printFilter(parseFilter(printed))).toBe(printed);
  });

  it('again from its own text', () => {
    fc.assert(
      fc.property(arbitraryFilter('search'), (filter) => {
        expect(parseFilter(printFilter(filter))).toEqual(filter);
      }),
      { numRuns, seed },
    );
  });
});

describe('a filter with a mistake gives position and reason', () => {
  it.each([
    ['lable:web', 0, 'there is no field “lable”. Did you mean “label:”?'],
    ['web asignee:me', 4, 'Did you mean “assignee:”?'],
    ['zzzz:1', 0, 'There are: title'],
    ['label:', 5, 'a value for “label:” is missing'],
    ['label:a,', 7, 'a value for “label:” is missing'],
    ['due:soon', 4, '“soon” is no day'],
    ['due:2026-02-30', 4, 'is no day'],
    ['due:<', 4, 'a value has to follow “<”'],
    ['due:..', 4, 'a range needs at least one end'],
    ['estimate:1..many', 12, '“many” is no number'],
    ['priority:hihg', 9, 'Did you mean “high”?'],
    ['x.size:>large', 7, 'has no order'],
    ['is:late', 3, 'is:conflict, is:waiting'],
    ['is:conflcit', 3, 'Did you mean “is:conflict”?'],
    ['label:"web', 6, 'this quote is not closed'],
    ['(a', 0, 'this “(” is not closed'],
    ['a)', 1, 'this “)” closes nothing'],
    ['()', 1, 'something has to stand before this “)”'],
    ['a or', 3, 'ends too early'],
    ['or a', 0, 'something has to stand before “or”'],
    ['a not', 4, 'ends too early'],
    [`${'('.repeat(60)}a`, 51, 'nested deeper'],
  ])('%s', (written, position, reason) => {
    expect(() => parseFilter(written)).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringContaining(reason),
        facts: expect.objectContaining({ position }),
      }),
    );
  });

  it.each(['is:conflict', 'profile:Work', 'in:jira', 'changed:>yesterday', 'created:today'])(
    'in a profile also for %s, which only a search knows',
    (written) => {
      expect(() => parseFilter(written)).not.toThrow();
      expect(() => parseFilter(`a ${written}`, 'profile')).toThrow(
        expect.objectContaining({ facts: expect.objectContaining({ position: 2 }) }),
      );
    },
  );

  it('whatever was typed, and the position is always inside of the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '-',
        ' or ',
        ' and ',
        ' not ',
        ':',
        ',',
        '"',
        '..',
        '<',
        '>=',
        'due:',
        'label:',
        'is:',
        'x.',
        'estimate:',
        '7d',
        '\\',
        ' ',
      ),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom('search' as const, 'profile' as const),
        (pieces, where) => {
          const written = pieces.join('');
          try {
            parseFilter(written, where);
          } catch (error) {
            if (!(error instanceof TaskSyncError)) throw error;
            expect(error.code).toBe('invalid-input');
            const position = Number(error.facts['position']);
            expect(position).toBeGreaterThanOrEqual(0);
            expect(position).toBeLessThan(written.length);
          }
        },
      ),
      { numRuns, seed },
    );
  });
});

it('knows when it depends on the day', () => {
  expect(dependsOnToday(parseFilter('label:web (due:<7d or a)'))).toBe(true);
  expect(dependsOnToday(parseFilter('due:2026-03-01..2026-04-01 estimate:>5 -due:none'))).toBe(false);
});
