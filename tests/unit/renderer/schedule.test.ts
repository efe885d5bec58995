import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  describeSchedule,
  everyMinutes,
  formatSchedule,
  parseSchedule,
  type Schedule,
  weekdays,
} from '../../../src-renderer/features/profiles/schedule.ts';

test('what the form offers comes back from the profile file', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const schedule: fc.Arbitrary<Schedule> = fc.oneof(
    fc.constant<Schedule>({ kind: 'manual' }),
    fc.constantFrom(...everyMinutes).map((minutes): Schedule => ({ kind: 'every', minutes })),
    time.map((at): Schedule => ({ kind: 'daily', at })),
    fc.tuple(fc.constantFrom(...weekdays), time).map(([weekday, at]): Schedule => ({ kind: 'weekly', weekday, at })),
  );
  fc.assert(
    fc.property(schedule, (one) => {
      expect(parseSchedule(formatSchedule(one))).toEqual(one);
    }),
  );
});

test.each([
  ['manual', 'Only when you press Sync now'],
  ['*/15 * * * *', 'Every 15 minutes'],
  ['0 * * * *', 'Every hour'],
  ['30 7 * * *', 'Every day at 07:30'],
  ['0 9 * * 1-5', 'At 09:00, Monday through Friday'],
  ['*/10 8-17 * * 1-5', 'Every 10 minutes, between 08:00 and 17:59, Monday through Friday'],
  ['what is this', 'what is this'],
])('%s reads as "%s"', (text, sentence) => {
  expect(describeSchedule(text)).toBe(sentence);
});
