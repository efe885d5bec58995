import { expect, test } from 'vitest';
import { lostPlace } from '../../../../src-main/connectors/kit/lost-place.ts';
import { momentWithin, wholeSeconds } from '../../../../src-main/connectors/kit/whole-seconds.ts';

test('a time is in the second that it belongs to', () => {
  expect(wholeSeconds(Date.UTC(2026, 2, 1, 9, 0, 0, 999))).toBe('2026-03-01T09:00:00Z');
});

test('what happened in one second keeps its order, and stays in that second', () => {
  const moments = [41_998, 41_999].map((id) => momentWithin('2026-03-01T09:00:00Z', id));
  expect(moments).toEqual(['2026-03-01T09:00:00.998Z', '2026-03-01T09:00:00.999Z']);
});

test('a place that is lost makes the engine read everything again', () => {
  expect(lostPlace('Trello')).toMatchObject({ code: 'stale-version', applied: 'no', retry: 'later' });
});
