import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../../src-main/connectors/kit/retry-after.ts';

const now = Date.UTC(2026, 2, 1, 9);

describe('retryAfterMs (L5)', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['no seconds', { 'retry-after': '0' }, 0],
    ['part of a second', { 'retry-after': '0.25' }, 250],
    ['white space around', { 'retry-after': ' 30 ' }, 30_000],
    ['a date, by our clock', { 'retry-after': 'Sun, 01 Mar 2026 09:01:00 GMT' }, 60_000],
    ['a date in the old spelling of RFC 850', { 'retry-after': 'Sunday, 01-Mar-26 09:00:30 GMT' }, 30_000],
    ['a date in the spelling of asctime', { 'retry-after': 'Sun Mar  1 09:00:05 2026' }, 5_000],
    ['a date that is over', { 'retry-after': 'Sun, 01 Mar 2026 08:59:00 GMT' }, 0],
    ['no header', {}, null],
    ['an empty header', { 'retry-after': '' }, null],
    ['nonsense', { 'retry-after': 'soon' }, null],
    ['a negative number', { 'retry-after': '-5' }, null],
    ['a day that does not exist', { 'retry-after': 'Sun, 99 Foo 2026 09:00:00 GMT' }, null],
  ])('understands %s', (_, headers, expected) => {
    expect(retryAfterMs(headers, now)).toBe(expected);
  });

  it("measures a date from the server's own clock, however wrong that is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400 }), fc.integer({ min: 0, max: 4_000_000_000 }), (wait, server) => {
        const headers = {
          date: new Date(server * 1000).toUTCString(),
          'retry-after': new Date((server + wait) * 1000).toUTCString(),
        };
        expect(retryAfterMs(headers, now)).toBe(wait * 1000);
      }),
    );
  });
});
