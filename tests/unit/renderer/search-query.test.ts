import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addToken,
  formatSearch,
  parseSearch,
  removeToken,
  type SearchToken,
  searchKeys,
  splitTyping,
  toTaskQuery,
} from '../../../src-renderer/features/tasks/search-query.ts';

describe('the search box reads', () => {
  test('words as text and known keys as tokens', () => {
    expect(parseSearch('fix login status:doing label:"to review"')).toEqual({
      tokens: [
        { key: 'status', value: 'doing' },
        { key: 'label', value: 'to review' },
      ],
      text: 'fix login',
    });
  });

  test('keys it does not know as text, so that nothing typed is lost', () => {
    expect(parseSearch('http://example.org due:today is:nonsense')).toEqual({
      tokens: [],
      text: 'http://example.org due:today is:nonsense',
    });
  });

  test('keys in any case, and the same token only once', () => {
    expect(parseSearch('Status:todo status:todo IS:Conflict').tokens).toEqual([
      { key: 'status', value: 'todo' },
      { key: 'is', value: 'conflict' },
    ]);
  });

  test('a token that is still being typed not at all', () => {
    expect(splitTyping('login status:do')).toEqual({ search: { tokens: [], text: 'login' }, rest: 'status:do' });
    expect(splitTyping('profile:"Web te')).toEqual({ search: { tokens: [], text: '' }, rest: 'profile:"Web te' });
    expect(splitTyping('status:doing ').search.tokens).toEqual([{ key: 'status', value: 'doing' }]);
    expect(splitTyping('note: buy')).toEqual({ search: { tokens: [], text: 'note: buy' }, rest: '' });
  });
});

describe('the core is asked for', () => {
  test('open and closed tasks by their categories', () => {
    expect(toTaskQuery(parseSearch('status:open'))).toEqual({ status: ['todo', 'doing'] });
    expect(toTaskQuery(parseSearch('status:closed'))).toEqual({ status: ['done', 'cancelled'] });
  });

  test('a status as it is called on the screen or in the profile', () => {
    expect(toTaskQuery(parseSearch('status:"To do" status:"In Review"'))).toEqual({ status: ['todo', 'In Review'] });
  });

  test('the bin, and never for a state beside it', () => {
    expect(toTaskQuery(parseSearch('is:bin paint'))).toEqual({ deleted: true, text: 'paint' });
  });

  test('everything at once', () => {
    expect(
      toTaskQuery(parseSearch('label:bug assignee:ana@example.org profile:"Web team" is:problem login page')),
    ).toEqual({
      label: 'bug',
      assignee: 'ana@example.org',
      profile: 'Web team',
      is: 'problem',
      text: 'login page',
    });
  });
});

test('a second token of a key replaces the first, except for statuses, which add up', () => {
  const search = parseSearch('label:bug status:todo');
  const token = (key: SearchToken['key'], value: string): SearchToken => ({ key, value });
  expect(formatSearch(addToken(search, token('label', 'docs')))).toBe('status:todo label:docs');
  expect(formatSearch(addToken(search, token('status', 'doing')))).toBe('label:bug status:todo status:doing');
  expect(formatSearch(removeToken(search, token('label', 'bug')))).toBe('status:todo');
});

test('a search comes back from its own text', () => {
  const value = fc
    .string({ minLength: 1 })
    .map((text) => text.replace(/["\s]+/g, ' ').trim())
    .filter(Boolean);
  const token = fc.record({ key: fc.constantFrom(...searchKeys.filter((key) => key !== 'is')), value });
  fc.assert(
    fc.property(fc.uniqueArray(token, { selector: ({ key, value: own }) => `${key}:${own}` }), (tokens) => {
      expect(parseSearch(formatSearch({ tokens, text: '' })).tokens).toEqual(tokens);
    }),
  );
});
