import { describe, expect, it } from 'vitest';
import { readCursor, writeCursor } from '../../../../src-main/connectors/trello/cursor.ts';

describe('cursor', () => {
  it.each([
    { mark: null, count: 0, before: null },
    { mark: '2026-03-01T09:00:00.123Z', count: 1_200, before: null },
    { mark: '2026-03-01T09:00:00.123Z', count: 250, before: 'a'.repeat(24) },
  ])('comes back as it was written: %j', (position) => {
    expect(readCursor(writeCursor(position))).toEqual(position);
  });

  it.each(['', 'trello1', 'trello2 - 0', 'trello1 yesterday 3', 'trello1 - 3 short', 'trello1 - 3 x y'])(
    'that nobody gave out is stale: “%s”',
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'stale-version' }));
    },
  );

  it('is none at the beginning', () => {
    expect(readCursor(null)).toBeNull();
  });
});
