import { expect, it } from 'vitest';
import { isWholeDue, readCursor, withOverlap, writeCursor } from '../../../../src-main/connectors/asana/cursor.ts';
import { TaskSyncError } from '../../../../src-shared/errors.ts';

const position = {
  token: 'de4774f6915eae04714ca93bb2f5ee81:3',
  since: 1_795_000_000_123,
  readWholeAt: 1_795_000_000_000,
};

it('a cursor is read as it was written', () => {
  expect(readCursor(writeCursor(position))).toEqual(position);
});

it.each(['', 'asana1', 'asana1 1 2', 'asana1 x 2 token', 'asana2 1 2 token', 'asana1 1 2 token more'])(
  'what is none, “%s”, begins anew',
  (cursor) => {
    expect(() => readCursor(cursor)).toThrow(TaskSyncError);
  },
);

it('a listing goes back a little, and a day after the whole project was read it is read again', () => {
  expect(Date.parse(withOverlap(position.since))).toBe(position.since - 120_000);
  expect(isWholeDue(position, position.readWholeAt + 86_399_999)).toBe(false);
  expect(isWholeDue(position, position.readWholeAt + 86_400_000)).toBe(true);
});
