import { describe, expect, it } from 'vitest';
import { readCursor, withOverlap, writeCursor } from '../../../../src-main/connectors/redmine/cursor.ts';

const time = '2026-03-01T09:00:00Z';

describe('cursor', () => {
  it.each([
    { since: null, under: null },
    { since: time, under: null },
    { since: null, under: { mark: null, after: 7 } },
    { since: time, under: { mark: '2026-03-02T09:00:00Z', after: 100 } },
  ])('is read as it was written: %o', (position) => {
    expect(readCursor(writeCursor(position))).toEqual(position);
  });

  it.each([
    '',
    'redmine1',
    'redmine2 -',
    'redmine1 yesterday',
    `redmine1 ${time} ${time}`,
    `redmine1 - - x`,
    `redmine1 - - 1 2`,
  ])('is stale if it is not ours: “%s”', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(expect.objectContaining({ code: 'stale-version' }));
  });

  it('begins at the beginning without one', () => {
    expect(readCursor(null)).toEqual({ since: null, under: null });
  });

  it('reads five minutes again', () => {
    expect(withOverlap(time)).toBe('2026-03-01T08:55:00Z');
  });
});
