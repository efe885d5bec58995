import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cron, nextTimes, parseCron } from '../../../src-renderer/features/profiles/cron.ts';
import {
  describeSchedule,
  everyMinutes,
  formatSchedule,
  parseSchedule,
  type Schedule,
} from '../../../src-renderer/features/profiles/schedule.ts';

function cronOf(text: string): Cron {
  const parsed = parseCron(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.cron;
}

test('what the form offers comes back from the profile file', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
  const schedule: fc.Arbitrary<Schedule> = fc.oneof(
    fc.constant<Schedule>({ kind: 'manual' }),
    fc.constantFrom(...everyMinutes).map((minutes): Schedule => ({ kind: 'every', minutes })),
    time.map((at): Schedule => ({ kind: 'daily', at })),
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
  ['0 * * * *', 'Every hour at :00'],
  ['30 7 * * *', 'Every day at 07:30'],
  ['0 9 * * 1-5', 'Monday to Friday at 09:00'],
  ['0 9,17 * * mon,wed', 'Monday and Wednesday at 09:00 and 17:00'],
  ['*/10 8-17 * * 1-5', 'Every 10 minutes, from 08:00 to 17:59, Monday to Friday'],
  ['0 6 1 * *', 'On day 1 of the month at 06:00'],
  ['0 0 1 jan *', 'On day 1 of the month at 00:00 in January'],
  ['* * * * *', 'Every minute'],
])('%s reads as "%s"', (text, sentence) => {
  expect(describeSchedule(text)).toBe(sentence);
});

describe('a schedule that is not valid', () => {
  test.each([
    ['* * * *', 'Five fields'],
    ['60 * * * *', 'minute “60”'],
    ['0 24 * * *', 'hour “24”'],
    ['0 9 0 * *', 'day of the month “0”'],
    ['0 9 * 13 *', 'month “13”'],
    ['0 9 * * mo', 'day of the week “mo”'],
    ['5-1 * * * *', 'minute “5-1”'],
    ['*/0 * * * *', 'minute “*/0”'],
  ])('%s names what is wrong: %s', (text, part) => {
    expect(describeSchedule(text)).toContain(part);
  });
});

describe('the next times', () => {
  const sunday = new Date(2026, 2, 1, 9, 7);
  const shown = (text: string, count = 3) =>
    nextTimes(cronOf(text), sunday, count).map((at) => [
      at.getMonth() + 1,
      at.getDate(),
      at.getHours(),
      at.getMinutes(),
    ]);

  test('come after now, in order', () => {
    expect(shown('*/15 * * * *')).toEqual([
      [3, 1, 9, 15],
      [3, 1, 9, 30],
      [3, 1, 9, 45],
    ]);
  });

  test('skip days that do not fit', () => {
    expect(shown('0 9 * * 1-5', 2)).toEqual([
      [3, 2, 9, 0],
      [3, 3, 9, 0],
    ]);
  });

  test('take a day of the month or a day of the week where both are narrowed', () => {
    expect(shown('0 9 13 * 5', 3)).toEqual([
      [3, 6, 9, 0],
      [3, 13, 9, 0],
      [3, 20, 9, 0],
    ]);
  });

  test('are none for a day that never comes', () => {
    expect(shown('0 9 31 2 *')).toEqual([]);
  });

  test('read Sunday as 0 and as 7', () => {
    expect(cronOf('0 0 * * 7').weekdays).toEqual(cronOf('0 0 * * sun').weekdays);
  });
});
