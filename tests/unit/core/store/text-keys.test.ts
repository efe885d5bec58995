import { describe, expect, test } from 'vitest';
import { priorityRank, searchQuery, statusKey } from '../../../../src-main/core/store/sqlite/text-keys.ts';
import { fold } from '../../../../src-shared/filter/fold.ts';

describe('text keys', () => {
  test('folding drops case, accents and outer white space', () => {
    expect(fold('  Ça Va? ÉTÉ ﬁn ')).toBe('ca va? ete fin');
    expect(fold('日本')).toBe('日本');
  });

  test('the keys of statuses sort by the order of work', () => {
    const keys = ['todo', 'doing', 'done', 'cancelled', 'In Review', null].map(statusKey);
    expect(keys).toEqual([...keys].sort());
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('unknown priorities count as none', () => {
    expect(['urgent', 'high', 'medium', 'low', 'blocker', null, undefined, 3].map(priorityRank)).toEqual([
      4, 3, 2, 1, 0, 0, 0, 0,
    ]);
  });

  test('each word is quoted and is a beginning', () => {
    expect(searchQuery(['say', '"hi"', 'no\0w x'])).toBe('"say"* """hi"""* "no w x"*');
    expect(searchQuery([' \t ', ''])).toBeNull();
  });
});
