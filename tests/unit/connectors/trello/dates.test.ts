import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWhen, writeWhen } from '../../../../src-main/connectors/trello/dates.ts';
import type { When } from '../../../../src-shared/domain/field.ts';

const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('dates', () => {
  it('come back as they were written, days as days and points in time as such', () => {
    const whens = fc.oneof(
      moments.map((time): When => ({ kind: 'date', date: time.toISOString().slice(0, 10) })),
      moments.map((time): When => ({ kind: 'instant', at: `${time.toISOString().slice(0, 19)}Z` })),
    );
    fc.assert(
      fc.property(whens, (when) => {
        expect(readWhen(writeWhen(when))).toEqual(when);
      }),
      { seed: 27, numRuns: 500 },
    );
  });

  it('that Trello has do not change by being read and written back, but for parts of a second', () => {
    fc.assert(
      fc.property(moments, (time) => {
        const written = writeWhen(readWhen(time.toISOString())) ?? '';
        expect(Math.floor(Date.parse(written) / 1_000)).toBe(Math.floor(time.getTime() / 1_000));
        expect(readWhen(written)).toEqual(readWhen(time.toISOString()));
      }),
      { seed: 28, numRuns: 500 },
    );
  });

  it('the second that stands for a day can be a point in time all the same', () => {
    const when: When = { kind: 'instant', at: '2026-03-01T10:00:01Z' };
    expect(writeWhen(when)).toBe('2026-03-01T10:00:01.001Z');
    expect(readWhen('2026-03-01T10:00:01.001Z')).toEqual(when);
    expect(readWhen('2026-03-01T10:00:01.000Z')).toEqual({ kind: 'date', date: '2026-03-01' });
  });

  it('a day is that day from Hawaii to New Zealand', () => {
    const written = new Date(writeWhen({ kind: 'date', date: '2026-03-01' }) ?? '');
    for (const timeZone of [
      'Pacific/Honolulu',
      'America/New_York',
      'Europe/Berlin',
      'Asia/Tokyo',
      'Pacific/Auckland',
    ]) {
      expect(new Intl.DateTimeFormat('sv', { timeZone }).format(written)).toBe('2026-03-01');
    }
  });

  it('without a time zone are refused, and nothing clears', () => {
    expect(() => writeWhen({ kind: 'local', at: '2026-03-01T09:00:00' })).toThrow(/no time without a time zone/);
    expect([writeWhen(null), readWhen(null)]).toEqual([null, null]);
  });
});
