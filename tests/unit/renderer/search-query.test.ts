import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addChip,
  hasChip,
  inBin,
  printSearch,
  readSearch,
  removeChip,
  type Search,
  splitTyping,
} from '../../../src-renderer/features/tasks/search-query.ts';
import { conjuncts, type Filter } from '../../../src-shared/filter/filter.ts';
import { parseFilter } from '../../../src-shared/filter/parse-filter.ts';
import { printFilter } from '../../../src-shared/filter/print-filter.ts';
import { arbitraryFilter } from '../filter/arbitrary-filter.ts';

const shown = ({ chips, text }: Search) => ({ chips: chips.map(printFilter), text });
const read = (input: string) => shown(readSearch(input).search);

describe('the search box reads', () => {
  test('words and groups as text, conditions as chips', () => {
    expect(read('fix login status:doing -label:"to review" (a or due:today)')).toEqual({
      chips: ['status:doing', '-label:"to review"'],
      text: 'fix login (a or due:today)',
    });
  });

  test('the Bin as a state', () => {
    expect(hasChip(readSearch('is:bin paint').search, inBin)).toBe(true);
  });

  test('what it cannot read as text, with the reason', () => {
    const { search, error } = readSearch('label:web lable:web');
    expect(shown(search)).toEqual({ chips: [], text: 'label:web lable:web' });
    expect(error?.message).toContain('Did you mean “label:”?');
  });

  test.each([
    ['login status:do', 'login', 'status:do'],
    ['profile:"Web te', '', 'profile:"Web te'],
    ['a -label:', 'a', '-label:'],
    ['x."Story po', '', 'x."Story po'],
    ['fix "log', 'fix', '"log'],
    ['login or', 'login', 'or'],
  ])('of what is still being typed in %j only %j', (typed, text, rest) => {
    const { search, error, rest: left } = splitTyping(typed);
    expect({ ...shown(search), rest: left, error }).toEqual({ chips: [], text, rest, error: null });
  });

  test('a condition that is finished', () => {
    expect(splitTyping('status:doing ').search.chips.map(printFilter)).toEqual(['status:doing']);
  });
});

test('statuses add up, other conditions replace the one of the same field', () => {
  const chip = (text: string): Filter => parseFilter(text);
  const { search } = readSearch('label:bug status:todo');
  expect(printSearch(addChip(search, chip('label:docs')))).toBe('status:todo label:docs');
  const open = addChip(search, chip('status:open'));
  expect(printSearch(open)).toBe('label:bug status:todo,doing');
  expect(hasChip(open, chip('status:doing'))).toBe(true);
  expect(printSearch(removeChip(open, chip('status:todo')))).toBe('label:bug status:doing');
  expect(printSearch(removeChip(search, chip('status:todo')))).toBe('label:bug');
  expect(printSearch(addChip(readSearch('is:bin is:conflict').search, chip('is:problem')))).toBe(
    'is:deleted is:problem',
  );
});

test('a search comes back from its own text', () => {
  fc.assert(
    fc.property(arbitraryFilter('search'), (filter) => {
      const { search } = readSearch(printFilter(filter));
      expect(readSearch(printSearch(search))).toEqual({ search, error: null });
      const parts = (of: Filter) =>
        conjuncts(of)
          .map((part) => JSON.stringify(part))
          .sort();
      expect(parts(parseFilter(printSearch(search)))).toEqual(parts(filter));
    }),
    { seed: 20_261_126 },
  );
});
