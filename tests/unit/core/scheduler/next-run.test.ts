import { describe, expect, it } from 'vitest';
import { checkSchedule, nextRuns } from '../../../../src-main/core/scheduler/next-run.ts';

const berlin = 'Europe/Berlin';
const utc = (times: readonly number[]): readonly string[] =>
  times.map((time) => new Date(time).toISOString().slice(0, 16));

describe('the next runs of a schedule', () => {
  it('counts from the given moment, strictly after it', () => {
    expect(utc(nextRuns('*/15 * * * *', Date.UTC(2026, 2, 1, 9, 15), berlin, 2))).toEqual([
      '2026-03-01T09:30',
      '2026-03-01T09:45',
    ]);
  });

  it('runs once on the night that summer time skips, and once on the night that it repeats', () => {
    const spring = nextRuns('30 2 * * *', Date.UTC(2027, 2, 27, 12), berlin, 2);
    expect(spring.map((time) => new Date(time).toISOString().slice(0, 10))).toEqual(['2027-03-28', '2027-03-29']);
    const autumn = nextRuns('30 2 * * *', Date.UTC(2026, 9, 24, 12), berlin, 2);
    expect(autumn.map((time) => new Date(time).toISOString().slice(0, 10))).toEqual(['2026-10-25', '2026-10-26']);
  });

  it.each(['', '* * * *', '61 * * * *', 'every day', '* * * * * *'])('says what is wrong with “%s”', (expression) => {
    expect(() => checkSchedule(expression, berlin)).toThrowError(/is not valid/);
  });

  it.each([
    ['61 * * * *', 'minute', '61'],
    ['0 24 * * *', 'hour', '24'],
    ['0 9 0 * *', 'day', '0'],
    ['0 9 * 13 *', 'month', '13'],
    ['0 9 * * mo', 'weekday', 'mo'],
    ['*/0 * * * *', 'minute', '*/0'],
    ['0 9-5 * * *', 'hour', '9-5'],
  ])('names the field of “%s” that is wrong', (expression, field, value) => {
    expect(() => checkSchedule(expression, berlin)).toThrowError(
      expect.objectContaining({ facts: expect.objectContaining({ field, value }) }),
    );
  });

  it('takes manual for a schedule', () => {
    expect(() => checkSchedule('manual', berlin)).not.toThrow();
  });
});
